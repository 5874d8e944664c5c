// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

extension StatementStore {
  /// Something that keeps a guarantor or a claim from being asked for money.
  public struct Hold: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// Whom it concerns.
    public let guarantor: SubjectID<Subject.Guarantor>
    /// The claim; nothing for the whole account.
    public let claim: SubjectID<Subject.Claim>?
    /// Why.
    public let reason: StatementHold
    /// Since when.
    public let placed: CalendarDate
    /// The last day; nothing for until it is released.
    public let until: CalendarDate?
    /// Who placed it.
    public let placedBy: String
    /// What was asked or said.
    public let note: String
    /// When it was released.
    public let released: CalendarDate?
    /// Who released it.
    public let releasedBy: String
    /// What came of it.
    public let outcome: String

    /// Whether it holds on a day.
    public func holds(on day: CalendarDate) -> Bool {
      placed <= day && released.map { day < $0 } ?? true && until.map { day <= $0 } ?? true
    }
  }

  /// Places a hold.
  ///
  /// - Returns: Its number.
  public func addHold(
    _ guarantor: SubjectID<Subject.Guarantor>, _ claim: SubjectID<Subject.Claim>?,
    _ reason: StatementHold, on day: CalendarDate, until: CalendarDate?, by user: String,
    note: String
  ) throws -> Int {
    try transaction {
      let number = try next(in: "statement_hold")
      try database.run(
        """
        INSERT INTO statement_hold
        (practice, number, guarantor, claim, reason, placed, until, placed_by, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          own, .int(number), guarantor.value, claim.value, .text(reason.rawValue), day.value,
          until?.value ?? .null, .text(user), .text(note),
        ])
      return number
    }
  }

  /// Releases a hold.
  ///
  /// - Returns: Whether there was one to release.
  public func release(
    hold number: Int, on day: CalendarDate, by user: String, outcome: String
  ) throws -> Bool {
    try transaction {
      try !database.run(
        """
        UPDATE statement_hold SET released = ?, released_by = ?, outcome = ?
        WHERE practice = ? AND number = ? AND released IS NULL RETURNING number
        """, [day.value, .text(user), .text(outcome), own, .int(number)]
      ).isEmpty
    }
  }

  /// The holds of a guarantor, or of all, in order; released ones too.
  public func holds(of guarantor: SubjectID<Subject.Guarantor>? = nil) throws -> [Hold] {
    try database.run(
      """
      SELECT number, guarantor, claim, reason, placed, until, placed_by, note, released,
      released_by, outcome FROM statement_hold WHERE practice = ?
      \(guarantor == nil ? "" : "AND guarantor = ?") ORDER BY number
      """, [own] + (guarantor.map { [$0.value] } ?? [])
    ).map { row in
      guard let guarantor: SubjectID<Subject.Guarantor> = try row.id(1),
        let reason = StatementHold(rawValue: try row.text(3))
      else { throw DatabaseError(.wrongType, reason: "hold") }
      return Hold(
        number: try row.int(0), guarantor: guarantor, claim: try row.id(2), reason: reason,
        placed: try row.day(4), until: try row.optionalDay(5), placedBy: try row.text(6),
        note: try row.text(7), released: try row.optionalDay(8),
        releasedBy: try row.optionalText(9) ?? "", outcome: try row.optionalText(10) ?? "")
    }
  }
}
