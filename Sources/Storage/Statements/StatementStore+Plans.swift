// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension StatementStore {
  /// A payment plan as it was agreed.
  public struct AgreedPlan: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// Who pays.
    public let guarantor: SubjectID<Subject.Guarantor>
    /// When it was agreed.
    public let agreed: CalendarDate
    /// Who agreed to it here.
    public let agreedBy: String
    /// What is paid in all.
    public let amount: Money
    /// What is paid each month.
    public let instalment: Money
    /// The day of the first instalment.
    public let first: CalendarDate
    /// When it was ended before its time.
    public let ended: CalendarDate?
    /// The claims that it is about.
    public let claims: Set<SubjectID<Subject.Claim>>
  }

  /// Keeps a payment plan; one that a guarantor has is ended by it.
  ///
  /// - Returns: Its number.
  public func addPlan(
    _ guarantor: SubjectID<Subject.Guarantor>, amount: Money, instalment: Money,
    first: CalendarDate, claims: [SubjectID<Subject.Claim>], on day: CalendarDate, by user: String
  ) throws -> Int {
    try transaction {
      try endPlan(of: guarantor, on: day)
      let number = try next(in: "payment_plan")
      try database.run(
        """
        INSERT INTO payment_plan
        (practice, number, guarantor, agreed, agreed_by, amount, instalment, first_due)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          own, .int(number), guarantor.value, day.value, .text(user), .int(amount.cents),
          .int(instalment.cents), first.value,
        ])
      try database.insert(
        into: "payment_plan_claim (practice, plan, claim)",
        rows: claims.map { [own, .int(number), $0.value] })
      return number
    }
  }

  /// Ends the plan of a guarantor.
  ///
  /// - Returns: Whether there was one.
  @discardableResult
  public func endPlan(
    of guarantor: SubjectID<Subject.Guarantor>, on day: CalendarDate
  ) throws -> Bool {
    try !database.run(
      """
      UPDATE payment_plan SET ended = ? WHERE practice = ? AND guarantor = ? AND ended IS NULL
      RETURNING number
      """, [day.value, own, guarantor.value]
    ).isEmpty
  }

  /// The plans of a guarantor, or of all, in order; ended ones too.
  public func plans(of guarantor: SubjectID<Subject.Guarantor>? = nil) throws -> [AgreedPlan] {
    try database.run(
      """
      SELECT number, guarantor, agreed, agreed_by, amount, instalment, first_due, ended
      FROM payment_plan WHERE practice = ? \(guarantor == nil ? "" : "AND guarantor = ?")
      ORDER BY number
      """, [own] + (guarantor.map { [$0.value] } ?? [])
    ).map { row in
      guard let guarantor: SubjectID<Subject.Guarantor> = try row.id(1) else {
        throw DatabaseError(.wrongType, reason: "plan")
      }
      let number = try row.int(0)
      let claims: [SubjectID<Subject.Claim>] = try database.run(
        "SELECT claim FROM payment_plan_claim WHERE practice = ? AND plan = ?",
        [own, .int(number)]
      ).compactMap { try $0.id(0) }
      return AgreedPlan(
        number: number, guarantor: guarantor, agreed: try row.day(2), agreedBy: try row.text(3),
        amount: try row.money(4), instalment: try row.money(5), first: try row.day(6),
        ended: try row.optionalDay(7), claims: Set(claims))
    }
  }

  /// A grant of aid: a share of what a guarantor owes is given up.
  public struct Hardship: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// To whom.
    public let guarantor: SubjectID<Subject.Guarantor>
    /// The share, in whole percent.
    public let percent: Int
    /// When it was granted.
    public let granted: CalendarDate
    /// The last day on which it counts.
    public let until: CalendarDate
    /// Who approved it.
    public let approvedBy: String
    /// The hash of the application.
    public let document: Digest
  }

  /// Keeps a grant.
  ///
  /// - Returns: Its number.
  public func addHardship(
    _ guarantor: SubjectID<Subject.Guarantor>, percent: Int, on day: CalendarDate,
    until: CalendarDate, by user: String, document: Digest
  ) throws -> Int {
    let number = try next(in: "hardship")
    try database.run(
      """
      INSERT INTO hardship
      (practice, number, guarantor, percent, granted, until, approved_by, document)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        own, .int(number), guarantor.value, .int(percent), day.value, until.value, .text(user),
        .bytes(document.bytes),
      ])
    return number
  }

  /// The grants to a guarantor, or to all, in order.
  public func hardships(
    of guarantor: SubjectID<Subject.Guarantor>? = nil
  ) throws -> [Hardship] {
    try database.run(
      """
      SELECT number, guarantor, percent, granted, until, approved_by, document FROM hardship
      WHERE practice = ? \(guarantor == nil ? "" : "AND guarantor = ?") ORDER BY number
      """, [own] + (guarantor.map { [$0.value] } ?? [])
    ).map { row in
      guard let guarantor: SubjectID<Subject.Guarantor> = try row.id(1) else {
        throw DatabaseError(.wrongType, reason: "hardship")
      }
      return Hardship(
        number: try row.int(0), guarantor: guarantor, percent: try row.int(2),
        granted: try row.day(3), until: try row.day(4), approvedBy: try row.text(5),
        document: try row.digest(6))
    }
  }
}
