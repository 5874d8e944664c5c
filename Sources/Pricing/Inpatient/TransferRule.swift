// SPDX-License-Identifier: Apache-2.0

import Values

/// How a discharge is paid by where the patient went.
public enum TransferRule: String, Sendable, CaseIterable {
  /// As a discharge: the full payment.
  case discharge
  /// As a transfer to another acute care hospital: by the day.
  case acute
  /// As a transfer to post-acute care: by the day.
  case postAcute = "post-acute"
  /// As a transfer to post-acute care from a special-pay DRG: half at once, the other half by the day.
  case specialPay = "special-pay"

  /// The rule that applies to a stay.
  ///
  /// - Transfers to acute care: to another hospital (status 02), to a critical access hospital (66), both
  ///   also with a planned readmission (82, 94); and any discharge after which another such hospital
  ///   admits the patient on the same day for a related reason, one against advice (07) among them.
  /// - Transfers to post-acute care, for the DRGs that the year's Table 5 marks: skilled nursing
  ///   facility (03), cancer or children's hospital (05), home health (06), rehabilitation (62), long-term
  ///   care (63), psychiatric hospital (65), the same with a planned readmission (83, 85, 86, 90, 91,
  ///   93); hospice at home or in a facility (50, 51) from 2018-10-01. Home health that is unrelated to the
  ///   stay or begins later than three days after it (condition codes 42, 43) is none.
  /// - DRG 789, newborns who died or were transferred, is paid in full: its weight counts the transfer.
  ///
  /// Source: 42 CFR 412.4(b), (c), (d), (f); Medicare Claims Processing Manual, chapter 3, 40.2.4.
  public static func rule(for stay: InpatientStay, in drg: DRGWeight) -> TransferRule {
    guard drg.drg != newbornsTransferred else { return .discharge }
    if acuteStatuses.contains(stay.status) || stay.isReadmittedElsewhereSameDay { return .acute }
    guard drg.isPostAcute, isPostAcute(stay) else { return .discharge }
    return drg.isSpecialPay ? .specialPay : .postAcute
  }

  /// The share of the full payment that is paid: four decimals, at most one.
  ///
  /// By the day, the first day counts twice: (days + 1) / geometric mean stay. By the special method half
  /// is paid at once, and half of that share besides. A stay of no night counts as one day.
  ///
  /// Source: 42 CFR 412.4(f).
  public func fraction(days: Int, geometricMeanStay: FixedDecimal) -> FixedDecimal {
    let counted = Self.perDiemDays(days)
    guard self != .discharge, geometricMeanStay > .zero, counted < geometricMeanStay else {
      return FixedDecimal.one.rounded(to: 4)
    }
    guard self == .specialPay else { return counted.divided(by: geometricMeanStay, places: 4) }
    let twice = geometricMeanStay * FixedDecimal(units: 2, places: 0)
    return (geometricMeanStay + counted).divided(by: twice, places: 4)
  }

  /// The days that are paid by the day: those of the stay, at least one, and one more for the first.
  static func perDiemDays(_ days: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(max(days, 1) + 1), places: 0)
  }

  private static let newbornsTransferred = 789
  private static let acuteStatuses: Set = ["02", "66", "82", "94"]
  private static let postAcuteStatuses: Set = [
    "03", "05", "06", "62", "63", "65", "83", "85", "86", "90", "91", "93",
  ]
  private static let homeHealth: Set = ["06", "86"]
  private static let hospice: Set = ["50", "51"]
  /// 2018-10-01.
  private static let hospiceCounts = CalendarDate(daysSinceEpoch: 17_805)

  private static func isPostAcute(_ stay: InpatientStay) -> Bool {
    if homeHealth.contains(stay.status) {
      return stay.conditionCodes.isDisjoint(with: ["42", "43"])
    }
    if hospice.contains(stay.status) { return stay.discharged >= hospiceCounts }
    return postAcuteStatuses.contains(stay.status)
  }
}
