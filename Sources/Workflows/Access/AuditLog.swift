// SPDX-License-Identifier: Apache-2.0

public import Access
import Accounting
import Storage
public import Values

/// Which records of the audit log are wanted, in a user's words.
public struct AuditWanted: Sendable {
  /// Who did it.
  public var user: String?
  /// Which patient it concerns.
  public var patient: String?
  /// The action, such as `charts.read`, or a family of them, such as `charts`.
  public var action: String?
  /// `done`, `denied`, `refused` or `failed`.
  public var outcome: String?
  /// The first day, in UTC.
  public var from: CalendarDate?
  /// The last day.
  public var through: CalendarDate?
  /// Where the last page ended.
  public var before: Int?
  /// How many at most.
  public var limit = 50

  /// Asks for the latest records.
  public init() {}
}

/// The audit log of a practice: searched, proved, anchored outside of the database.
///
/// Source: 45 CFR 164.308(a)(1)(ii)(D) and 164.312(b), (c)(2).
public struct AuditLog {
  private let store: AuditStore
  private let practice: PracticeID

  /// Takes a practice's part of a database.
  public init(_ place: PracticePlace) throws(WorkflowFailure) {
    try self.init(place.own())
  }

  init(_ own: PracticeDatabase) throws(WorkflowFailure) {
    practice = own.practice
    store = try asWorkflow { try AuditStore(own.database, own.practice) }
  }

  /// Adds records of what was done or read; they are safe when this returns.
  ///
  /// - Complexity: O(n) in the records; one synchronised write whatever their number.
  public func append(_ records: [AuditRecord]) throws(WorkflowFailure) {
    _ = try asWorkflow { try store.append(records) }
  }

  /// Records, the latest first, page by page.
  public func records(_ wanted: AuditWanted) throws(WorkflowFailure) -> JSON {
    var query = AuditStore.Query()
    query.actor = wanted.user
    query.patient = wanted.patient
    query.action = wanted.action
    if let outcome = wanted.outcome {
      guard let outcome = AuditRecord.Outcome(rawValue: outcome) else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "outcome"))
      }
      query.outcome = outcome
    }
    query.from = wanted.from.map { Instant(startOf: $0) }
    query.to = wanted.through.map { Instant(startOf: $0.adding(days: 1)) }
    query.before = wanted.before
    query.limit = max(1, min(wanted.limit, 1000))
    let asked = query
    return try asWorkflow {
      let found = try store.records(asked)
      let next = found.count == asked.limit ? found.last?.number : nil
      return .members(
        ("records", .array(found.map(Self.json))), ("next", next.map { .int($0) }))
    }
  }

  /// Looks at every record, and compares the log with heads that were noted outside of the database.
  ///
  /// - Parameter path: A file of heads, one a line; nothing for none.
  /// - Returns: `records`, `head`, `anchors`.
  /// - Throws: ``WorkflowFailure``: `audit.altered` with the first bad record, `audit.bad-anchor`.
  public func verify(anchors path: String?) throws(WorkflowFailure) -> JSON {
    let anchors = try path.map { path throws(WorkflowFailure) in try self.anchors(path) } ?? []
    return try asWorkflow {
      let (head, fault) = try store.verify(anchors)
      let (record, what): (Int, String)
      switch fault {
      case nil:
        return .members(
          ("records", .int(head.records)), ("head", .string(Self.text(head))),
          ("anchors", .int(anchors.count)))
      case .gap(let number): (record, what) = (number, "it is missing")
      case .altered(let number): (record, what) = (number, "it says something else than it did")
      case .head(let records, _):
        (record, what) = (records + 1, "records behind it are missing or too many")
      case .anchor(let number):
        (record, what) = (number, "it is not the one that was noted outside")
      }
      throw WorkflowFailure(
        "audit.altered", .rejected, ("record", "\(record)"), ("what", what))
    }
  }

  /// Where the log stands, to be noted outside of the database: printed, or added to a file.
  public func anchor(to path: String?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let head = try store.head()
      if let path {
        let before = Files.exists(path) ? try Files.read(path) : []
        let line = "\(Self.text(head)) \(Instant.now) \(practice)\n"
        try Files.write(before + Array(line.utf8), to: path)
      }
      return .members(("head", .string(Self.text(head))), ("records", .int(head.records)))
    }
  }

  private func anchors(_ path: String) throws(WorkflowFailure) -> [AuditStore.Head] {
    let text = String(decoding: try asWorkflow { try Files.read(path) }, as: UTF8.self)
    var heads: [AuditStore.Head] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let words = line.split(separator: " ")
      let parts = words.first?.split(separator: ":") ?? []
      guard parts.count == 2, let records = Int(parts[0]), records >= 0,
        let hash = Digest(hexadecimal: parts[1])
      else {
        throw WorkflowFailure("audit.bad-anchor", .usage, ("path", path), ("line", "\(number + 1)"))
      }
      // A file may have the heads of several practices.
      if words.count > 2, words[2] != practice.description { continue }
      heads.append(AuditStore.Head(records: records, hash: hash))
    }
    return heads
  }

  private static func text(_ head: AuditStore.Head) -> String { "\(head.records):\(head.hash)" }

  static func json(_ record: AuditRecord) -> JSON {
    func said(_ text: String) -> JSON? { text.isEmpty ? nil : .string(text) }
    return .members(
      ("record", .int(record.number)), ("at", .string(record.at.description)),
      ("user", .string(record.actor)), ("session", said(record.session)),
      ("action", .string(record.action)), ("kind", said(record.kind)),
      ("subject", said(record.subject)), ("patient", said(record.patient)),
      ("outcome", .string(record.outcome.rawValue)), ("reason", said(record.reason)))
  }
}
