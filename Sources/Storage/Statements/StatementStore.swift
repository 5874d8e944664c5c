// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// Patients' bills in the database of the books: statements, holds, payment plans, aid, payments taken.
///
///     let store = StatementStore(office)
///     try store.transaction { … store.add(statement, content: document) … }
public struct StatementStore {
  /// The books.
  public let ledger: LedgerStore
  /// The practice.
  public let practice: PracticeID
  /// What seals statements.
  let cipher: FieldCipher
  var database: Database { ledger.database }
  var own: DatabaseValue { .text(practice.description) }

  /// Takes the part of the books' database that a practice's claims lie in.
  public init(_ claims: BillingStore) {
    ledger = claims.ledger
    practice = claims.practice
    cipher = claims.cipher
  }

  /// Does something wholly or not at all, with the practice's books to itself until it ends.
  ///
  /// - Throws: ``AccountingError``: `noBooks`; what the work throws; ``DatabaseError``.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    try database.transaction {
      let held = try database.run(
        "UPDATE ledger SET entries = entries WHERE practice = ? RETURNING entries", [own])
      if held.isEmpty { throw AccountingError(.noBooks) }
      return try work()
    }
  }

  /// The guarantors who owe something or have paid something that is not applied, sorted.
  public func guarantors() throws -> [SubjectID<Subject.Guarantor>] {
    try database.run(
      """
      SELECT DISTINCT guarantor FROM open_item
      WHERE practice = ? AND balance <> 0 AND guarantor <> '' AND account IN (?, ?)
      ORDER BY guarantor
      """,
      [own, .int(Account.patientReceivable.number), .int(Account.unappliedPatient.number)]
    ).compactMap { try $0.id(0) }
  }

  /// Whether anything was ever posted on a guarantor, settled by now or not.
  public func knows(_ guarantor: SubjectID<Subject.Guarantor>) throws -> Bool {
    try !database.run(
      "SELECT 1 FROM open_item WHERE practice = ? AND guarantor = ? AND guarantor <> '' LIMIT 1",
      [own, guarantor.value]
    ).isEmpty
  }

  /// The number after the last one of a table.
  func next(in table: String) throws -> Int {
    try database.run(
      "SELECT COALESCE(MAX(number), 0) + 1 FROM \(table) WHERE practice = ?", [own])[0].int(0)
  }
}

extension SubjectID {
  /// The name as a database keeps it.
  var value: DatabaseValue { .text(description) }
}
