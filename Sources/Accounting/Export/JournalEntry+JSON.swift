// SPDX-License-Identifier: Apache-2.0

public import Values

extension JournalEntry {
  /// The members of an entry in JSON that have to be there.
  private static let needed = ["kind", "key", "effective", "posted", "source", "postings"]

  /// Reads an entry.
  ///
  ///     {"kind": "charge", "key": "charge/A-1/1", "effective": "2026-03-10", "posted": "2026-03-11T09:00:00Z",
  ///      "source": "9f86d0…", "postings": [{"account": 1220, "amount": 125.50, "payer": "P1", "claim": "A-1"}, …]}
  ///
  /// - Throws: ``AccountingError``: `badText` with the member, and what an entry may not be.
  public init(json: JSON, in practice: PracticeID) throws(AccountingError) {
    for name in Self.needed where json[name] == nil { throw Self.bad(name) }
    guard let kind = json["kind"]?.string.flatMap({ EntryKind(rawValue: $0) }) else {
      throw Self.bad("kind")
    }
    guard let key = json["key"]?.string.flatMap({ SourceKey($0) }) else { throw Self.bad("key") }
    guard let effective = json["effective"]?.string.flatMap({ CalendarDate($0) }) else {
      throw Self.bad("effective")
    }
    guard let posted = json["posted"]?.string.flatMap({ Instant($0) }) else {
      throw Self.bad("posted")
    }
    guard let source = json["source"]?.string.flatMap({ Digest(hexadecimal: $0) }) else {
      throw Self.bad("source")
    }
    let memo = json["memo"]?.string.flatMap { MemoCode($0) }
    if let given = json["memo"], given != .null, memo == nil { throw Self.bad("memo") }
    var postings: [Posting] = []
    for element in json["postings"]?.elements ?? [] {
      postings.append(try Posting(json: element))
    }
    let reverses = json["reverses"]?.int
    if let given = json["reverses"], given != .null, reverses == nil { throw Self.bad("reverses") }
    try self.init(
      kept: kind, in: practice, key: key, effective: effective, posted: posted, source: source,
      memo: memo, reverses: reverses, postings: postings)
  }

  /// The entry in JSON, as ``init(json:in:)`` reads it.
  public var json: JSON {
    .members(
      ("kind", .string(kind.rawValue)), ("key", .string(key.description)),
      ("effective", .date(effective)), ("posted", .string(posted.description)),
      ("source", .string(source.description)), ("memo", memo.map { .string($0.description) }),
      ("reverses", reverses.map(JSON.int)), ("postings", .array(postings.map(\.json))))
  }

  fileprivate static func bad(_ member: String) -> AccountingError {
    AccountingError(.badText, ("member", member))
  }
}

extension Posting {
  fileprivate init(json: JSON) throws(AccountingError) {
    guard let account = json["account"]?.int.flatMap({ Account($0) }) else {
      throw JournalEntry.bad("account")
    }
    guard let amount = (json["amount"]?.digits).flatMap({ Money($0) }) else {
      throw JournalEntry.bad("amount")
    }
    let line = json["line"]?.int
    if let given = json["line"], given != .null, line.map({ $0 < 1 }) ?? true {
      throw JournalEntry.bad("line")
    }
    let subject = Subject(
      patient: try Self.id("patient", json), guarantor: try Self.id("guarantor", json),
      payer: try Self.id("payer", json), claim: try Self.id("claim", json), line: line)
    self.init(account, amount, subject)
  }

  fileprivate var json: JSON {
    .members(
      ("account", .int(account.number)), ("amount", .money(amount)),
      ("patient", subject.patient.map { .string($0.description) }),
      ("guarantor", subject.guarantor.map { .string($0.description) }),
      ("payer", subject.payer.map { .string($0.description) }),
      ("claim", subject.claim.map { .string($0.description) }),
      ("line", subject.line.map(JSON.int)))
  }

  private static func id<Kind>(
    _ name: String, _ json: JSON
  ) throws(AccountingError) -> SubjectID<Kind>? {
    guard let given = json[name], given != .null else { return nil }
    guard let id = given.string.flatMap({ SubjectID<Kind>($0) }) else {
      throw JournalEntry.bad(name)
    }
    return id
  }
}
