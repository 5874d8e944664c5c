// SPDX-License-Identifier: Apache-2.0

public import Access
public import Values

/// The audit log of a practice: records that are only ever added, each hashed with the one before.
///
///     let log = AuditStore(database, practice)
///     try log.append([AuditRecord(at: now, actor: "ann", action: "charts.read", …)])
///     try log.verify { anchors }
public struct AuditStore {
  private let database: Database
  private let practice: PracticeID
  private var key: DatabaseValue { .text(practice.description) }

  /// Takes a practice's log.
  public init(_ database: Database, _ practice: PracticeID) throws {
    self.database = database
    self.practice = practice
    try database.migrate(Schema.steps)
  }

  /// How many records there are, and the hash of the last.
  public struct Head: Hashable, Sendable {
    /// How many.
    public let records: Int
    /// The hash of the last; zeros where there is none.
    public let hash: Digest

    /// Makes one.
    public init(records: Int, hash: Digest) {
      self.records = records
      self.hash = hash
    }
  }

  /// Where the log stands.
  public func head() throws -> Head {
    let row = try database.run(
      "SELECT records, hash FROM audit_head WHERE practice = ?", [key]
    ).first
    guard let row else { return Head(records: 0, hash: .zero) }
    return Head(records: try row.int(0), hash: try row.digest(1))
  }

  /// Adds records in one transaction; their numbers are given here.
  ///
  /// - Returns: Where the log stands now.
  /// - Complexity: O(n) in the records; one synchronised write whatever their number.
  @discardableResult
  public func append(_ records: [AuditRecord]) throws -> Head {
    try database.transaction {
      // The row is written first, so that whoever else adds to the log waits.
      let found = try database.run(
        """
        INSERT INTO audit_head (practice, records, hash) VALUES (?, 0, ?)
        ON CONFLICT (practice) DO UPDATE SET records = audit_head.records RETURNING records, hash
        """, [key, .bytes(Digest.zero.bytes)])
      guard let row = found.first else { throw DatabaseError(.wrongType, reason: "audit_head") }
      var (count, hash) = (try row.int(0), try row.digest(1))
      var rows: [[DatabaseValue]] = []
      for record in records {
        count += 1
        var record = record
        record.number = count
        hash = SHA256.digest(of: record.bytes(after: hash))
        rows.append([
          key, .int(count), .int(Int(record.at.microseconds)), .text(record.actor),
          .text(record.session), .text(record.action), .text(record.kind), .text(record.subject),
          .text(record.patient), .text(record.outcome.rawValue), .text(record.reason),
          .bytes(hash.bytes),
        ])
      }
      try database.insert(
        into: """
          audit_record (practice, number, at, actor, session, action, kind, subject, patient,
          outcome, reason, hash)
          """, rows: rows)
      try database.run(
        "UPDATE audit_head SET records = ?, hash = ? WHERE practice = ?",
        [.int(count), .bytes(hash.bytes), key])
      return Head(records: count, hash: hash)
    }
  }

  /// Which records are wanted.
  public struct Query: Sendable {
    /// Who did it.
    public var actor: String?
    /// Which patient it concerns.
    public var patient: String?
    /// The action, or the family of actions before the point.
    public var action: String?
    /// What came of it.
    public var outcome: AuditRecord.Outcome?
    /// From when.
    public var from: Instant?
    /// Until before when.
    public var to: Instant?
    /// Only records with a number below this one.
    public var before: Int?
    /// How many at most.
    public var limit = 50

    /// Asks for the latest records.
    public init() {}
  }

  /// Records, the latest first.
  public func records(_ query: Query) throws -> [AuditRecord] {
    var (conditions, values): ([String], [DatabaseValue]) = (["practice = ?"], [key])
    func add(_ condition: String, _ value: DatabaseValue?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(value)
    }
    add("actor = ?", query.actor.map { .text($0) })
    add("patient = ? AND patient <> ''", query.patient.map { .text($0) })
    if let action = query.action {
      if action.contains(".") {
        add("action = ?", .text(action))
      } else {
        add("action >= ?", .text("\(action)."))
        add("action < ?", .text("\(action)/"))
      }
    }
    add("outcome = ?", query.outcome.map { .text($0.rawValue) })
    add("at >= ?", query.from.map { .int(Int($0.microseconds)) })
    add("at < ?", query.to.map { .int(Int($0.microseconds)) })
    add("number < ?", query.before.map { .int($0) })
    return try database.run(
      """
      SELECT \(Self.columns) FROM audit_record WHERE \(conditions.joined(separator: " AND "))
      ORDER BY number DESC LIMIT ?
      """, values + [.int(query.limit)]
    ).map(Self.record)
  }

  /// What is wrong with a log, at its first bad record.
  public enum Fault: Hashable, Sendable {
    /// A number is missing, or stands twice: the number that was expected.
    case gap(Int)
    /// The hash of a record is another than that of what it says.
    case altered(Int)
    /// The log ends before, or after, where its head says.
    case head(records: Int, stated: Int)
    /// A place outside of the database has another hash for a record, or the record is not there.
    case anchor(Int)
  }

  /// Looks at every record.
  ///
  /// - Parameter anchors: Heads that were noted outside of the database, in any order.
  /// - Returns: Where the log stands, and its first fault.
  /// - Complexity: O(n) in the records; memory does not grow with them.
  public func verify(_ anchors: [Head] = []) throws -> (head: Head, fault: Fault?) {
    try database.snapshot {
      var wanted: [Int: Set<Digest>] = [:]
      for anchor in anchors { wanted[anchor.records, default: []].insert(anchor.hash) }
      wanted[0] = nil
      let stated = try head()
      var (count, hash) = (0, Digest.zero)
      while true {
        let rows = try database.run(
          """
          SELECT \(Self.columns), hash FROM audit_record WHERE practice = ? AND number > ?
          ORDER BY number LIMIT 2000
          """, [key, .int(count)])
        for row in rows {
          let record = try Self.record(row)
          guard record.number == count + 1 else { return (stated, .gap(count + 1)) }
          count += 1
          hash = SHA256.digest(of: record.bytes(after: hash))
          guard try row.digest(10) == hash else { return (stated, .altered(count)) }
          if let known = wanted.removeValue(forKey: count), known != [hash] {
            return (stated, .anchor(count))
          }
        }
        if rows.count < 2000 { break }
      }
      guard stated == Head(records: count, hash: hash) else {
        return (stated, .head(records: count, stated: stated.records))
      }
      return (stated, wanted.keys.min().map { .anchor($0) })
    }
  }

  private static let columns =
    "number, at, actor, session, action, kind, subject, patient, outcome, reason"

  private static func record(_ row: DatabaseRow) throws -> AuditRecord {
    AuditRecord(
      number: try row.int(0), at: Instant(microseconds: Int64(try row.int(1))),
      actor: try row.text(2), session: try row.text(3), action: try row.text(4),
      kind: try row.text(5), subject: try row.text(6), patient: try row.text(7),
      outcome: AuditRecord.Outcome(rawValue: try row.text(8)) ?? .failed, reason: try row.text(9))
  }
}
