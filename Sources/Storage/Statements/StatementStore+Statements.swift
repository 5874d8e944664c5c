// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

extension StatementStore {
  /// A statement as it is kept.
  public struct Kept: Sendable {
    /// Its number.
    public let number: Int
    /// Whose it is.
    public let guarantor: String
    /// The day on which it was made.
    public let issued: CalendarDate
    /// The day by which it is to be paid.
    public let due: CalendarDate
    /// The level of dunning.
    public let level: Int
    /// What it asks for.
    public let asked: Money
    /// What was owed in all.
    public let balance: Money
    /// The document, as JSON.
    public let content: String
    /// The hash of the document.
    public let digest: Digest
  }

  private func place(_ number: Int) -> FieldPlace {
    FieldPlace(practice, "patient_statement", "content", row: String(number))
  }

  /// The number of the next statement.
  public func nextNumber() throws -> Int { try next(in: "patient_statement") }

  /// Keeps a statement with its document.
  public func add(_ statement: Statement, content: String) throws {
    try database.run(
      """
      INSERT INTO patient_statement
      (practice, number, guarantor, issued, due, level, asked, balance, content, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        own, .int(statement.number), .text(statement.account.guarantor.description),
        statement.issued.value, statement.due.value, .int(statement.level),
        .int(statement.payNow.cents), .int(statement.balance.cents),
        .bytes(cipher.seal(Array(content.utf8), at: place(statement.number))),
        .bytes(SHA256.digest(of: Array(content.utf8)).bytes),
      ])
  }

  /// The statements of a guarantor, or of all, in order.
  public func statements(
    of guarantor: SubjectID<Subject.Guarantor>? = nil
  ) throws -> [Kept] {
    try kept(guarantor == nil ? "" : "AND guarantor = ?", guarantor.map { [$0.value] } ?? [])
  }

  /// A statement by its number.
  public func statement(_ number: Int) throws -> Kept? {
    try kept("AND number = ?", [.int(number)]).first
  }

  private func kept(_ condition: String, _ values: [DatabaseValue]) throws -> [Kept] {
    try database.run(
      """
      SELECT number, guarantor, issued, due, level, asked, balance, content, digest
      FROM patient_statement WHERE practice = ? \(condition) ORDER BY number
      """, [own] + values
    ).map { row in
      let number = try row.int(0)
      let content = try cipher.open(row.bytes(7), at: place(number))
      let kept = Kept(
        number: number, guarantor: try row.text(1), issued: try row.day(2),
        due: try row.day(3), level: try row.int(4), asked: try row.money(5),
        balance: try row.money(6), content: String(decoding: content, as: UTF8.self),
        digest: try row.digest(8))
      guard SHA256.digest(of: Array(kept.content.utf8)) == kept.digest else {
        throw DatabaseError(.damaged, reason: "statement \(kept.number)")
      }
      return kept
    }
  }
}
