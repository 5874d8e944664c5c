// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension StatementStore {
  /// How far a patient's payment has come.
  public enum PaymentState: String, Hashable, Sendable, CaseIterable {
    /// The processor was asked, or is about to be: what it did is not known.
    case asked
    /// The processor has said no.
    case declined
    /// The money was taken and stands in the books.
    case posted
  }

  /// A patient's payment, from before the processor is asked.
  public struct Payment: Hashable, Sendable {
    /// What makes it the same payment however often it is tried.
    public let key: String
    /// Its number.
    public let number: Int
    /// Who pays.
    public let guarantor: SubjectID<Subject.Guarantor>
    /// For which patient's account.
    public let patient: SubjectID<Subject.Patient>?
    /// How: `card`, `check`, `cash`.
    public let method: String
    /// How much.
    public let amount: Money
    /// When.
    public let taken: CalendarDate
    /// By whom.
    public let takenBy: String
    /// How far it has come.
    public let state: PaymentState
    /// What the processor calls it, why it declined, or the number of a check.
    public let reference: String
    /// What it was used for, as JSON.
    public let applied: String
  }

  /// Keeps a payment before anything is done about it; one that is there already is left as it is.
  ///
  /// - Returns: The payment as it is kept.
  public func addPayment(
    key: String, _ guarantor: SubjectID<Subject.Guarantor>,
    _ patient: SubjectID<Subject.Patient>?, method: String, _ amount: Money,
    on day: CalendarDate, by user: String, reference: String
  ) throws -> Payment {
    try transaction {
      if let payment = try payment(key) { return payment }
      try database.run(
        """
        INSERT INTO patient_payment (practice, payment_key, number, guarantor, patient, method,
        cents, taken, taken_by, state, reference, applied)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          own, .text(key), .int(try next(in: "patient_payment")), guarantor.value, patient.value,
          .text(method), .int(amount.cents), day.value, .text(user),
          .text(PaymentState.asked.rawValue), .text(reference), "[]",
        ])
      guard let kept = try payment(key) else { throw DatabaseError(.failed, reason: "payment") }
      return kept
    }
  }

  /// Keeps what has become of a payment.
  public func setPayment(
    _ key: String, _ state: PaymentState, reference: String, applied: String = "[]"
  ) throws {
    try database.run(
      """
      UPDATE patient_payment SET state = ?, reference = ?, applied = ?
      WHERE practice = ? AND payment_key = ?
      """,
      [.text(state.rawValue), .text(reference), .text(applied), own, .text(key)])
  }

  /// A payment by its key.
  public func payment(_ key: String) throws -> Payment? {
    try payments("AND payment_key = ?", [.text(key)]).first
  }

  /// The payments of a guarantor, or of all, in order.
  public func payments(
    of guarantor: SubjectID<Subject.Guarantor>? = nil
  ) throws -> [Payment] {
    try payments(guarantor == nil ? "" : "AND guarantor = ?", guarantor.map { [$0.value] } ?? [])
  }

  private func payments(_ condition: String, _ values: [DatabaseValue]) throws -> [Payment] {
    try database.run(
      """
      SELECT payment_key, number, guarantor, patient, method, cents, taken, taken_by, state,
      reference, applied FROM patient_payment WHERE practice = ? \(condition) ORDER BY number
      """, [own] + values
    ).map { row in
      guard let guarantor: SubjectID<Subject.Guarantor> = try row.id(2),
        let state = PaymentState(rawValue: try row.text(8))
      else { throw DatabaseError(.wrongType, reason: "payment") }
      return Payment(
        key: try row.text(0), number: try row.int(1), guarantor: guarantor,
        patient: try row.id(3), method: try row.text(4), amount: try row.money(5),
        taken: try row.day(6), takenBy: try row.text(7), state: state,
        reference: try row.text(9), applied: try row.text(10))
    }
  }
}
