// SPDX-License-Identifier: Apache-2.0

public import Values

/// Something that waits for a person.
public struct WorkItem: Hashable, Sendable {
  /// What kind of work it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A payer has refused an amount.
    case denial
    /// The claim of an answer is not found.
    case unmatched
    /// A line of an answer is not found on the claim.
    case line
    /// A payment is taken back that was never posted.
    case reversal
    /// A payer has paid more than it owes.
    case overpayment
    /// A payer took off or added something beside the claims.
    case beside
    /// A payment came again with other amounts.
    case changed
    /// A clearinghouse or a payer has refused a claim unread.
    case rejection
    /// A payer has allowed less than its contract says.
    case underpayment
  }

  /// The number in the practice, from 1; 0 until it is kept.
  public var number = 0
  /// What kind of work it is.
  public var kind: Kind
  /// The claim, or empty.
  public var claim = ""
  /// The payer.
  public var payer: String
  /// The remittance.
  public var remittance: Int?
  /// The answer.
  public var answer: [UInt8]?
  /// The service line.
  public var line: Int?
  /// The group code of a denial, or empty.
  public var group = ""
  /// The reason: of a denial its code, of what is not matched why.
  public var reason = ""
  /// Remark codes.
  public var remarks: [String] = []
  /// The root cause.
  public var category = ""
  /// How much.
  public var amount: Money
  /// The day on which it was opened.
  public var opened: CalendarDate
  /// The day by which it has to be done.
  public var deadline: CalendarDate?
  /// Whose it is, or empty.
  public var owner = ""
  /// Whether it is `open`, `waiting` for somebody else, or `closed`.
  public var state = "open"
  /// The day on which it was closed.
  public var closed: CalendarDate?
  /// What came of it.
  public var outcome = ""

  /// Makes an item.
  public init(_ kind: Kind, payer: String, amount: Money, opened: CalendarDate) {
    self.kind = kind
    self.payer = payer
    self.amount = amount
    self.opened = opened
  }
}

extension BillingStore {
  static let workColumns = """
    number, kind, claim, payer, remittance, answer, line, reason_group, reason, remarks, category,
    amount, opened, deadline, owner, state, closed, outcome
    """

  /// Opens work.
  ///
  /// - Returns: The items with their numbers.
  @discardableResult
  public func open(_ items: [WorkItem]) throws -> [WorkItem] {
    guard !items.isEmpty else { return [] }
    let answered = try answeredAgain(by: items)
    var next = try numbers("work", items.count)
    var numbered: [WorkItem] = []
    for var item in items {
      item.number = next
      next += 1
      numbered.append(item)
    }
    try database.insert(
      into: "work (practice, \(Self.workColumns))",
      rows: numbered.map { [key] + Self.values(of: $0) })
    try keepRemarks(of: numbered)
    try close(answered, by: numbered)
    return numbered
  }

  /// Writes down what became of work.
  public func update(_ item: WorkItem) throws {
    try database.run(
      """
      UPDATE work SET claim = ?, category = ?, deadline = ?, owner = ?, state = ?, closed = ?,
      outcome = ? WHERE practice = ? AND number = ?
      """,
      [
        .text(item.claim), .text(item.category), .day(item.deadline), .text(item.owner),
        .text(item.state), .day(item.closed), .text(item.outcome), key, .int(item.number),
      ])
  }

  /// Closes what an answer, or a claim's payer, opened and nobody has closed.
  ///
  /// - Parameter outcome: What came of it.
  public func closeWork(
    of remittance: Int, answers: [[UInt8]], on day: CalendarDate, outcome: String
  ) throws {
    for answer in answers {
      let closed = try database.run(
        """
        UPDATE work SET state = 'closed', closed = ?, outcome = ?
        WHERE practice = ? AND remittance = ? AND answer = ? AND state <> 'closed'
        RETURNING number, claim, kind
        """, [day.value, .text(outcome), key, .int(remittance), .bytes(answer)])
      for row in closed where try row.text(2) == WorkItem.Kind.denial.rawValue {
        try reopen(answeredAgainBy: try row.int(0), on: try row.text(1))
      }
    }
  }

  /// Closes the denials of claims that are settled.
  public func closeDenials(
    of claims: [String], on day: CalendarDate, outcome: String
  ) throws {
    try ledger.forEachGroup(of: claims) { marks, values in
      try database.run(
        """
        UPDATE work SET state = 'closed', closed = ?, outcome = ?
        WHERE practice = ? AND claim IN (\(marks)) AND claim <> '' AND kind = 'denial'
        AND state <> 'closed'
        """, [day.value, .text(outcome), key] + values)
      try database.run(
        """
        UPDATE appeal SET state = 'decided', outcome = 'answered', decided = ?
        WHERE practice = ? AND claim IN (\(marks)) AND state = 'sent'
        """, [day.value, key] + values)
    }
  }

  /// The item of a number.
  public func work(_ number: Int) throws -> WorkItem? {
    try work("number = ?", [.int(number)]).first
  }

  /// The work on a claim, in order.
  public func work(on claim: String) throws -> [WorkItem] {
    try work("claim = ? AND claim <> ''", [.text(claim)])
  }

  /// The work of a remittance, in order.
  public func work(of remittance: Int) throws -> [WorkItem] {
    try work("remittance = ? AND remittance IS NOT NULL", [.int(remittance)])
  }

  /// What is open of a kind, what is due first before the rest.
  public func openWork(_ kind: WorkItem.Kind, limit: Int, offset: Int = 0) throws -> [WorkItem] {
    try work(
      "state = 'open' AND kind = ?", [.text(kind.rawValue)],
      "ORDER BY deadline, number LIMIT \(limit) OFFSET \(offset)")
  }

  /// How much is open of each kind.
  public func workTotals() throws -> [(kind: WorkItem.Kind, items: Int, amount: Money)] {
    try database.run(
      """
      SELECT kind, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM work
      WHERE practice = ? AND state <> 'closed' GROUP BY kind ORDER BY kind
      """, [key]
    ).compactMap { row in
      guard let kind = WorkItem.Kind(rawValue: try row.text(0)) else { return nil }
      return (kind, try row.int(1), try row.money(2))
    }
  }

  func work(
    _ condition: String, _ values: [DatabaseValue], _ ending: String = "ORDER BY number"
  ) throws -> [WorkItem] {
    try database.run(
      "SELECT \(Self.workColumns) FROM work WHERE practice = ? AND \(condition) \(ending)",
      [key] + values
    ).map(Self.item)
  }

  private static func values(of item: WorkItem) -> [DatabaseValue] {
    [
      .int(item.number), .text(item.kind.rawValue), .text(item.claim), .text(item.payer),
      DatabaseValue(item.remittance), item.answer.map(DatabaseValue.bytes) ?? .null,
      DatabaseValue(item.line), .text(item.group), .text(item.reason),
      .text(item.remarks.joined(separator: " ")), .text(item.category), .int(item.amount.cents),
      item.opened.value, .day(item.deadline), .text(item.owner), .text(item.state),
      .day(item.closed), .text(item.outcome),
    ]
  }

  static func item(_ row: DatabaseRow) throws -> WorkItem {
    guard let kind = WorkItem.Kind(rawValue: try row.text(1)) else {
      throw DatabaseError(.wrongType, reason: "work")
    }
    var item = WorkItem(
      kind, payer: try row.text(3), amount: try row.money(11), opened: try row.day(12))
    item.number = try row.int(0)
    item.claim = try row.text(2)
    item.remittance = try row.optionalInt(4)
    item.answer = row.values[5] == .null ? nil : try row.bytes(5)
    item.line = try row.optionalInt(6)
    item.group = try row.text(7)
    item.reason = try row.text(8)
    item.remarks = try row.text(9).split(separator: " ").map(String.init)
    item.category = try row.text(10)
    item.deadline = try row.optionalDay(13)
    item.owner = try row.text(14)
    item.state = try row.text(15)
    item.closed = try row.optionalDay(16)
    item.outcome = try row.text(17)
    return item
  }
}
