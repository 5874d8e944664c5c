// SPDX-License-Identifier: Apache-2.0

public import Values

/// An appeal of what a payer has refused.
public struct KeptAppeal: Hashable, Sendable {
  /// The number in the practice, from 1; 0 until it is kept.
  public var number = 0
  /// The claim.
  public var claim: String
  /// The payer.
  public var payer: String
  /// The level, from 1.
  public var level: Int
  /// The rule of the levels.
  public var rule: String
  /// The letter, such as `bundling`.
  public var letter: String
  /// `drafted`, `sent`, `decided` or `withdrawn`.
  public var state = "drafted"
  /// How much it is about.
  public var amount: Money
  /// The day of the decision that it is against.
  public var notice: CalendarDate
  /// The last day on which it may be asked for.
  public var due: CalendarDate
  /// The day on which it was drafted.
  public var made: CalendarDate
  /// The day on which it was sent.
  public var sent: CalendarDate?
  /// The day by which the payer has to decide.
  public var decideBy: CalendarDate?
  /// The day of the decision.
  public var decided: CalendarDate?
  /// What came of it: `overturned`, `partly-overturned`, `upheld`, `dismissed`, `answered` by a remittance.
  public var outcome = ""
  /// What the payer calls it, or how it was sent.
  public var reference = ""
  /// The packet as it was sent.
  public var document: Digest?

  /// Makes one.
  public init(
    claim: String, payer: String, level: Int, rule: String, letter: String, amount: Money,
    notice: CalendarDate, due: CalendarDate, made: CalendarDate
  ) {
    self.claim = claim
    self.payer = payer
    self.level = level
    self.rule = rule
    self.letter = letter
    self.amount = amount
    self.notice = notice
    self.due = due
    self.made = made
  }
}

extension BillingStore {
  private static let appealColumns = """
    number, claim, payer, level, rule, letter, state, amount, notice, due, made, sent, decide_by,
    decided, outcome, reference, document
    """

  /// Keeps a new appeal with the work that it is about.
  public func add(_ appeal: KeptAppeal, of work: [Int]) throws -> KeptAppeal {
    var kept = appeal
    kept.number = try numbers("appeal", 1)
    try database.insert(
      into: "appeal (practice, \(Self.appealColumns))", rows: [[key] + Self.values(of: kept)])
    try database.insert(
      into: "appeal_work (practice, appeal, work)",
      rows: work.map { [key, .int(kept.number), .int($0)] })
    return kept
  }

  /// Writes down what became of an appeal.
  public func update(_ appeal: KeptAppeal) throws {
    try database.run(
      """
      UPDATE appeal SET letter = ?, state = ?, sent = ?, decide_by = ?, decided = ?, outcome = ?,
      reference = ?, document = ? WHERE practice = ? AND number = ?
      """,
      [
        .text(appeal.letter), .text(appeal.state), .day(appeal.sent), .day(appeal.decideBy),
        .day(appeal.decided), .text(appeal.outcome), .text(appeal.reference),
        appeal.document.map { .bytes($0.bytes) } ?? .null, key, .int(appeal.number),
      ])
  }

  /// The appeal of a number.
  public func appeal(_ number: Int) throws -> KeptAppeal? {
    try appeals("number = ?", [.int(number)]).first
  }

  /// The appeals of a claim, in order.
  public func appeals(of claim: String) throws -> [KeptAppeal] {
    try appeals("claim = ?", [.text(claim)])
  }

  /// The appeals about work, in order.
  public func appeals(about work: Int) throws -> [KeptAppeal] {
    try appeals(
      "number IN (SELECT appeal FROM appeal_work WHERE practice = ? AND work = ?)",
      [key, .int(work)])
  }

  /// The appeals in a state, those that are due first before the others.
  public func appeals(in state: String, limit: Int) throws -> [KeptAppeal] {
    try appeals("state = ?", [.text(state)], "ORDER BY due, number LIMIT \(limit)")
  }

  /// The work that an appeal is about.
  public func work(ofAppeal number: Int) throws -> [WorkItem] {
    try work(
      "number IN (SELECT work FROM appeal_work WHERE practice = ? AND appeal = ?)",
      [key, .int(number)])
  }

  private func appeals(
    _ condition: String, _ values: [DatabaseValue], _ ending: String = "ORDER BY number"
  ) throws -> [KeptAppeal] {
    try database.run(
      "SELECT \(Self.appealColumns) FROM appeal WHERE practice = ? AND \(condition) \(ending)",
      [key] + values
    ).map { row in
      var appeal = KeptAppeal(
        claim: try row.text(1), payer: try row.text(2), level: try row.int(3),
        rule: try row.text(4), letter: try row.text(5), amount: try row.money(7),
        notice: try row.day(8), due: try row.day(9), made: try row.day(10))
      appeal.number = try row.int(0)
      appeal.state = try row.text(6)
      appeal.sent = try row.optionalDay(11)
      appeal.decideBy = try row.optionalDay(12)
      appeal.decided = try row.optionalDay(13)
      appeal.outcome = try row.text(14)
      appeal.reference = try row.text(15)
      appeal.document = row.values[16] == .null ? nil : try row.digest(16)
      return appeal
    }
  }

  private static func values(of appeal: KeptAppeal) -> [DatabaseValue] {
    [
      .int(appeal.number), .text(appeal.claim), .text(appeal.payer), .int(appeal.level),
      .text(appeal.rule), .text(appeal.letter), .text(appeal.state), .int(appeal.amount.cents),
      appeal.notice.value, appeal.due.value, appeal.made.value, .day(appeal.sent),
      .day(appeal.decideBy), .day(appeal.decided), .text(appeal.outcome), .text(appeal.reference),
      appeal.document.map { .bytes($0.bytes) } ?? .null,
    ]
  }
}
