// SPDX-License-Identifier: Apache-2.0

import Accounting
public import Values

/// The claims of a practice in a database, with what was sent, answered and is to be worked on, beside its ledger.
///
/// Everything that belongs together is done within one ``transaction(_:)``, the entries of the ledger too.
public final class BillingStore {
  /// The books.
  public let ledger: LedgerStore
  /// Whose claims they are.
  public let practice: PracticeID
  /// What seals what claims and answers say.
  public let cipher: FieldCipher
  /// The practice's patients, by whose numbers the books know them.
  public let people: PeopleStore
  let key: DatabaseValue
  var database: Database { ledger.database }

  /// Takes the claims of a practice that has books.
  ///
  /// - Throws: ``KeyError``: `otherRing` where the practice's rows were sealed with other keys; ``DatabaseError``.
  public init(_ ledger: LedgerStore, _ practice: PracticeID, _ cipher: FieldCipher) throws {
    self.ledger = ledger
    self.practice = practice
    self.cipher = cipher
    key = .text(practice.description)
    people = PeopleStore(try PracticeDatabase(ledger.database, practice, cipher))
  }

  /// Where what a claim's submission says is sealed.
  func place(_ claim: String, _ number: Int) -> FieldPlace {
    FieldPlace(practice, "submission", "content", row: [claim, String(number)])
  }

  /// Where what an answer says is sealed.
  func place(_ remittance: Int, _ answer: [UInt8]) -> FieldPlace {
    FieldPlace(
      practice, "answer", "content", row: [String(remittance), FieldPlace.text(of: answer)])
  }

  private func place(_ document: Digest, _ part: Int) -> FieldPlace {
    FieldPlace(practice, "document", "content", row: [document.description, String(part)])
  }

  /// Does something wholly or not at all; see ``Database/transaction(_:)``.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    try database.transaction(work)
  }

  /// Reads everything as it is at one moment.
  public func snapshot<Result>(_ work: () throws -> Result) throws -> Result {
    try database.snapshot(work)
  }

  /// Takes the next numbers of a count: without gaps, since they are given back where the transaction fails.
  ///
  /// - Returns: The first of them.
  func numbers(_ name: String, _ count: Int) throws -> Int {
    let rows = try database.run(
      """
      INSERT INTO counter (practice, name, last) VALUES (?, ?, ?)
      ON CONFLICT (practice, name) DO UPDATE SET last = counter.last + excluded.last
      RETURNING last
      """, [key, .text(name), .int(count)])
    guard let last = try rows.first?.int(0) else {
      throw DatabaseError(.wrongType, reason: "counter")
    }
    return last - count + 1
  }

  /// Takes the next number of a count.
  public func number(_ name: String) throws -> Int { try numbers(name, 1) }

  /// Runs a statement for groups of texts; see ``LedgerStore``.
  func rows(
    _ texts: some Sequence<String>, _ statement: (String) -> String
  ) throws -> [DatabaseRow] {
    var found: [DatabaseRow] = []
    try ledger.forEachGroup(of: Array(Set(texts)).sorted()) { marks, values in
      found += try database.run(statement(marks), [key] + values)
    }
    return found
  }
}

extension BillingStore {
  /// Keeps a document in parts; one that is kept already stays as it is.
  ///
  /// - Parameters:
  ///   - digest: The hash of its bytes.
  ///   - kind: What it is, such as `835`.
  ///   - parts: Its bytes.
  public func keep(
    _ digest: Digest, kind: String, received: Instant, parts: [[UInt8]]
  ) throws {
    for (part, content) in parts.enumerated() {
      try database.run(
        """
        INSERT INTO document (practice, digest, part, kind, received, content)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (practice, digest, part) DO NOTHING
        """,
        [
          key, .bytes(digest.bytes), .int(part), .text(kind), .int(received.microseconds),
          .bytes(cipher.seal(content, at: place(digest, part))),
        ])
    }
  }

  /// The parts of a document; none where it is not kept.
  public func document(_ digest: Digest) throws -> [[UInt8]] {
    try database.run(
      "SELECT content, part FROM document WHERE practice = ? AND digest = ? ORDER BY part",
      [key, .bytes(digest.bytes)]
    ).map { try cipher.open($0.bytes(0), at: place(digest, $0.int(1))) }
  }
}
