// SPDX-License-Identifier: Apache-2.0

import Accounting
public import Billing
public import Values

/// A chart as it is kept: where it stands, and what a worklist shows of it.
public struct KeptChart: Hashable, Sendable {
  /// The practice's name of the encounter.
  public var id: String
  /// Where care was given, such as `inpatient`.
  public var kind: String
  /// The number of the first payer, or its name; empty where nobody pays but the patient.
  public var payer: String
  /// The NPI of who gave care, or empty.
  public var provider: String
  /// The taxonomy code of who gave care, or empty.
  public var specialty: String
  /// The last day of care.
  public var through: CalendarDate
  /// The charges.
  public var value: Money
  /// Who was treated: a name and a date of birth, as text of JSON.
  public var person: [UInt8]
  /// Where it stands.
  public var state: ChartState
  /// Since when.
  public var since: Instant
  /// Whose it is, or empty.
  public var owner: String
  /// Why it waits or was sent back, or empty.
  public var reason: String
  /// When somebody looks at it again.
  public var followUp: CalendarDate?
  /// How many events it has.
  public var events: Int
  /// The number of its last version.
  public var version: Int
  /// How long coders have had it, in seconds.
  public var seconds: Int
  /// When it was put on file.
  public var entered: Instant
  /// When its codes were final for the last time.
  public var coded: Instant?
  /// Whose codes they are, or empty.
  public var coder: String
  /// The claim that was made of it, or empty.
  public var claim: String

  /// Makes one that nobody has yet.
  public init(
    id: String, kind: String, payer: String, provider: String, specialty: String,
    through: CalendarDate, value: Money, person: [UInt8], entered: Instant
  ) {
    self.id = id
    self.kind = kind
    self.payer = payer
    self.provider = provider
    self.specialty = specialty
    self.through = through
    self.value = value
    self.person = person
    self.entered = entered
    state = .uncoded
    since = entered
    owner = ""
    reason = ""
    events = 0
    version = 0
    seconds = 0
    coder = ""
    claim = ""
  }
}

/// A version of what a chart says.
public struct ChartVersion: Hashable, Sendable {
  /// Its number, from 1.
  public let number: Int
  /// The encounter, as our own document.
  public let content: [UInt8]
  /// When it was kept.
  public let at: Instant
  /// By whom.
  public let actor: String
}

/// Something that has happened to a chart.
public struct ChartEvent: Hashable, Sendable {
  /// Its number, from 1.
  public let number: Int
  /// When.
  public let at: Instant
  /// Who.
  public let actor: String
  /// What: a move, or `add`.
  public let move: String
  /// Where it stood before, or empty.
  public let before: String
  /// Where it stood after.
  public let after: String
  /// Why, by name, or empty.
  public let reason: String
  /// Why, in words, or empty.
  public let words: String
  /// The version of its codes then.
  public let version: Int
  /// How long a coder had had it when it left the coder, in seconds.
  public let seconds: Int

  /// Makes one.
  public init(
    number: Int, at: Instant, actor: String, move: String, before: String, after: String,
    reason: String, words: String, version: Int, seconds: Int
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.move = move
    self.before = before
    self.after = after
    self.reason = reason
    self.words = words
    self.version = version
    self.seconds = seconds
  }
}

/// Charts that are coded, in the database of the books.
public struct ChartStore {
  let claims: BillingStore
  var database: Database { claims.database }
  var key: DatabaseValue { claims.key }

  /// Takes the part of a practice.
  public init(_ claims: BillingStore) { self.claims = claims }

  /// Does something wholly or not at all, with the practice's charts to itself until it ends.
  ///
  /// - Throws: ``AccountingError``: `noBooks`; what the work throws; ``DatabaseError``.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    try database.transaction {
      let held = try database.run(
        "UPDATE ledger SET entries = entries WHERE practice = ? RETURNING entries", [key])
      if held.isEmpty { throw AccountingError(.noBooks) }
      return try work()
    }
  }

  /// Where a version is sealed.
  private func place(_ chart: String, _ version: Int) -> FieldPlace {
    FieldPlace(claims.practice, "chart_version", "content", row: [chart, String(version)])
  }

  private func personPlace(_ chart: String) -> FieldPlace {
    FieldPlace(claims.practice, "chart", "person", row: [chart])
  }

  /// Puts a chart on file with its first version.
  public func add(
    _ chart: KeptChart, content: [UInt8], digest: Digest, by user: String
  ) throws {
    try database.run(
      """
      INSERT INTO chart (practice, chart, kind, payer, provider, specialty, through, value, person,
      state, since, owner, reason, follow_up, events, version, seconds, entered, coded, coder, claim)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', NULL, 0, 0, 0, ?, NULL, '', '')
      """,
      [
        key, .text(chart.id), .text(chart.kind), .text(chart.payer), .text(chart.provider),
        .text(chart.specialty), chart.through.value, .int(chart.value.cents),
        .bytes(claims.cipher.seal(chart.person, at: personPlace(chart.id))),
        .text(chart.state.rawValue), .int(Int(chart.since.microseconds)),
        .int(Int(chart.entered.microseconds)),
      ])
    var kept = chart
    try keep(content, digest, of: &kept, at: chart.entered, by: user)
    let event = ChartEvent(
      number: 1, at: chart.entered, actor: user, move: "add", before: "",
      after: chart.state.rawValue, reason: "", words: "", version: 1, seconds: 0)
    kept.events = 1
    try note(event, of: kept)
    try update(kept)
  }

  /// Keeps a new version of what a chart says; ``update(_:)`` has to follow.
  public func keep(
    _ content: [UInt8], _ digest: Digest, of chart: inout KeptChart, at moment: Instant,
    by user: String
  ) throws {
    chart.version += 1
    try database.run(
      """
      INSERT INTO chart_version (practice, chart, version, content, digest, at, actor)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key, .text(chart.id), .int(chart.version),
        .bytes(claims.cipher.seal(content, at: place(chart.id, chart.version))),
        .bytes(digest.bytes), .int(Int(moment.microseconds)), .text(user),
      ])
  }

  /// Keeps what has happened.
  public func note(_ event: ChartEvent, of chart: KeptChart) throws {
    try database.run(
      """
      INSERT INTO chart_event (practice, chart, number, at, actor, move, state_before, state_after,
      reason, words, version, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key, .text(chart.id), .int(event.number), .int(Int(event.at.microseconds)),
        .text(event.actor), .text(event.move), .text(event.before), .text(event.after),
        .text(event.reason), .text(event.words), .int(event.version), .int(event.seconds),
      ])
  }

  /// Keeps where a chart stands.
  public func update(_ chart: KeptChart) throws {
    try database.run(
      """
      UPDATE chart SET kind = ?, payer = ?, provider = ?, specialty = ?, through = ?, value = ?,
      state = ?, since = ?, owner = ?, reason = ?, follow_up = ?, events = ?, version = ?,
      seconds = ?, coded = ?, coder = ?, claim = ? WHERE practice = ? AND chart = ?
      """,
      [
        .text(chart.kind), .text(chart.payer), .text(chart.provider), .text(chart.specialty),
        chart.through.value, .int(chart.value.cents), .text(chart.state.rawValue),
        .int(Int(chart.since.microseconds)), .text(chart.owner), .text(chart.reason),
        .day(chart.followUp), .int(chart.events), .int(chart.version), .int(chart.seconds),
        chart.coded.map { .int(Int($0.microseconds)) } ?? .null, .text(chart.coder),
        .text(chart.claim), key, .text(chart.id),
      ])
  }

  /// Charts by their names.
  public func charts(_ names: some Sequence<String>) throws -> [KeptChart] {
    try claims.rows(names) { marks in
      "SELECT \(Self.columns) FROM chart WHERE practice = ? AND chart IN (\(marks))"
    }.map(chart)
  }

  /// A version of a chart; the last where no number is given.
  public func version(_ number: Int? = nil, of chart: String) throws -> ChartVersion? {
    let rows = try database.run(
      """
      SELECT version, content, digest, at, actor FROM chart_version
      WHERE practice = ? AND chart = ? AND version <= ? ORDER BY version DESC LIMIT 1
      """, [key, .text(chart), .int(number ?? Int(Int32.max))])
    guard let row = rows.first, try number == nil || row.int(0) == number else { return nil }
    return try version(row, of: chart)
  }

  /// All versions of a chart, the first first.
  public func versions(of chart: String) throws -> [ChartVersion] {
    try database.run(
      """
      SELECT version, content, digest, at, actor FROM chart_version
      WHERE practice = ? AND chart = ? ORDER BY version
      """, [key, .text(chart)]
    ).map { try version($0, of: chart) }
  }

  /// The hash of a chart's last version.
  public func digest(of chart: String) throws -> Digest? {
    try database.run(
      """
      SELECT digest FROM chart_version WHERE practice = ? AND chart = ?
      ORDER BY version DESC LIMIT 1
      """, [key, .text(chart)]
    ).first?.digest(0)
  }

  private func version(_ row: DatabaseRow, of chart: String) throws -> ChartVersion {
    let number = try row.int(0)
    return ChartVersion(
      number: number,
      content: try claims.cipher.open(row.bytes(1), at: place(chart, number)),
      at: Instant(microseconds: Int64(try row.int(3))), actor: try row.text(4))
  }

  /// What has happened to a chart, the first first.
  public func events(of chart: String) throws -> [ChartEvent] {
    try database.run(
      """
      SELECT number, at, actor, move, state_before, state_after, reason, words, version, seconds
      FROM chart_event WHERE practice = ? AND chart = ? ORDER BY number
      """, [key, .text(chart)]
    ).map { row in
      ChartEvent(
        number: try row.int(0), at: Instant(microseconds: Int64(try row.int(1))),
        actor: try row.text(2), move: try row.text(3), before: try row.text(4),
        after: try row.text(5), reason: try row.text(6), words: try row.text(7),
        version: try row.int(8), seconds: try row.int(9))
    }
  }

  static let columns = """
    chart, kind, payer, provider, specialty, through, value, person, state, since, owner, reason,
    follow_up, events, version, seconds, entered, coded, coder, claim
    """

  func chart(_ row: DatabaseRow) throws -> KeptChart {
    let id = try row.text(0)
    guard let state = ChartState(rawValue: try row.text(8)) else {
      throw DatabaseError(.wrongType, reason: "chart")
    }
    var chart = KeptChart(
      id: id, kind: try row.text(1), payer: try row.text(2), provider: try row.text(3),
      specialty: try row.text(4), through: try row.day(5),
      value: Money(cents: Int64(try row.int(6))),
      person: try claims.cipher.open(row.bytes(7), at: personPlace(id)),
      entered: Instant(microseconds: Int64(try row.int(16))))
    chart.state = state
    chart.since = Instant(microseconds: Int64(try row.int(9)))
    chart.owner = try row.text(10)
    chart.reason = try row.text(11)
    chart.followUp = try row.optionalDay(12)
    chart.events = try row.int(13)
    chart.version = try row.int(14)
    chart.seconds = try row.int(15)
    chart.coded = try row.optionalInt(17).map { Instant(microseconds: Int64($0)) }
    chart.coder = try row.text(18)
    chart.claim = try row.text(19)
    return chart
  }
}
