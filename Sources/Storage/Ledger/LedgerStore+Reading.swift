// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension LedgerStore {
  /// Entries of a practice in order.
  ///
  /// - Parameters:
  ///   - first: The number of the first one wanted.
  ///   - limit: How many at most.
  /// - Throws: ``DatabaseError``: `damaged` where one cannot be what it was when it was added.
  public func entries(
    of practice: PracticeID, from first: Int, limit: Int
  ) throws -> [LedgerEntry] {
    try stored(of: practice, from: first, limit: limit).map { stored in
      guard let entry = stored.entry else {
        throw DatabaseError(.damaged, reason: "entry \(stored.sequence)")
      }
      return entry
    }
  }

  /// Does something with the books as they are at one moment, while others go on writing.
  public func snapshot<Result>(_ work: () throws -> Result) throws -> Result {
    try database.snapshot(work)
  }

  /// Hands all entries of a practice over, in order.
  public func forEachEntry(
    of practice: PracticeID, _ body: (LedgerEntry) throws -> Void
  ) throws {
    var next = 1
    while true {
      let page = try entries(of: practice, from: next, limit: 1000)
      for entry in page { try body(entry) }
      guard let last = page.last, page.count == 1000 else { return }
      next = last.sequence + 1
    }
  }

  /// A row of an entry with its postings; no entry where they do not make one.
  struct StoredEntry {
    let sequence: Int
    let entry: LedgerEntry?
  }

  /// The rows of entries, whether they make entries or not.
  func stored(
    of practice: PracticeID, from first: Int, limit: Int
  ) throws -> [StoredEntry] {
    let rows = try database.run(
      """
      SELECT sequence, source_key, kind, effective, posted, source, memo, reverses, hash
      FROM entry WHERE practice = ? AND sequence >= ? ORDER BY sequence LIMIT ?
      """, [.text(practice.description), .int(first), .int(limit)])
    guard let last = try rows.last?.int(0) else { return [] }
    var postings: [Int: [Posting]] = [:]
    for row in try database.run(
      """
      SELECT sequence, position, account, cents, claim, patient, guarantor, payer, line
      FROM posting WHERE practice = ? AND sequence BETWEEN ? AND ?
      ORDER BY sequence, position
      """, [.text(practice.description), .int(first), .int(last)])
    {
      // A posting that cannot be read leaves its entry without one, and the entry is then none.
      guard let posting = try? Self.posting(row, from: 2) else { continue }
      postings[try row.int(0), default: []].append(posting)
    }
    return try rows.map { row in
      let sequence = try row.int(0)
      let entry = try? Self.entry(row, practice, postings[sequence] ?? [])
      return StoredEntry(
        sequence: sequence,
        entry: try entry.map {
          LedgerEntry(sequence: sequence, entry: $0, hash: try row.digest(8))
        })
    }
  }

  /// The posting in columns from one on: account, cents, claim, patient, guarantor, payer, line.
  static func posting(_ row: DatabaseRow, from first: Int) throws(DatabaseError) -> Posting {
    let line = try row.int(first + 6)
    return Posting(
      try row.account(first), try row.money(first + 1),
      Subject(
        patient: try row.id(first + 3), guarantor: try row.id(first + 4),
        payer: try row.id(first + 5), claim: try row.id(first + 2), line: line == 0 ? nil : line))
  }

  private static func entry(
    _ row: DatabaseRow, _ practice: PracticeID, _ postings: [Posting]
  ) throws -> JournalEntry? {
    let memo = try row.text(6)
    guard let key = SourceKey(try row.text(1)), let kind = EntryKind(rawValue: try row.text(2)),
      memo.isEmpty || MemoCode(memo) != nil
    else { return nil }
    return try JournalEntry(
      kept: kind, in: practice, key: key, effective: try row.day(3),
      posted: Instant(microseconds: Int64(try row.int(4))), source: try row.digest(5),
      memo: MemoCode(memo), reverses: try row.optionalInt(7), postings: postings)
  }

  /// Hands texts over in groups, with the question marks of each; the last is filled up with its last text, so
  /// that few statements are prepared.
  func forEachGroup(
    of texts: [String], _ body: (String, [DatabaseValue]) throws -> Void
  ) throws {
    for start in stride(from: 0, to: texts.count, by: 256) {
      let group = texts[start..<min(start + 256, texts.count)]
      let size = group.count > 16 ? 256 : group.count > 1 ? 16 : 1
      var values = group.map(DatabaseValue.text)
      while values.count < size, let last = values.last { values.append(last) }
      try body(repeatElement("?", count: size).joined(separator: ", "), values)
    }
  }
}
