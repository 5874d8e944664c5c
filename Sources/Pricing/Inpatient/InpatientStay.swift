// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a claim says of an inpatient stay, as far as its payment depends on it.
public struct InpatientStay: Sendable {
  /// A technology whose cost is paid in part beside the DRG.
  public struct NewTechnology: Sendable {
    /// The most that is paid for it, as the final rule of the year states it.
    public var maximum: Money
    /// The share of the costs above the payment that is paid, as a fraction with two decimals.
    public var share: FixedDecimal

    /// Describes a technology.
    public init(maximum: Money, share: FixedDecimal) {
      self.maximum = maximum
      self.share = share
    }
  }

  /// The day of discharge.
  public var discharged: CalendarDate
  /// Covered days of the stay; 0 where the patient left on the day of admission.
  public var days: Int
  /// The patient discharge status, two digits.
  public var status: String
  /// The covered charges.
  public var charges: Money
  /// The condition codes, of which 42, 43 and 66 bear on the payment.
  public var conditionCodes: Set<String>
  /// Whether another hospital under the system admitted the patient on the same day for a related
  /// reason: then the discharge is a transfer whatever its status says.
  public var isReadmittedElsewhereSameDay = false
  /// A new technology that was used.
  public var newTechnology: NewTechnology?

  /// Describes a stay.
  public init(
    discharged: CalendarDate, days: Int, status: String, charges: Money,
    conditionCodes: Set<String> = []
  ) {
    self.discharged = discharged
    self.days = days
    self.status = status
    self.charges = charges
    self.conditionCodes = conditionCodes
  }
}
