// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values

/// An encounter in the form that edits read: passed on by reference, with what they ask of it as a whole worked out
/// once.
public final class HeldEncounter: Sendable {
  /// The encounter.
  public let encounter: Encounter
  /// The day whose codes apply; nothing where the encounter states no day.
  let day: CalendarDate?
  let kind: ClaimKind
  let isInpatientBill: Bool
  /// Whether the claim is a hospital's for an inpatient stay.
  let isHospitalStay: Bool
  /// Whether all that is known of its days is one day.
  let isOneDay: Bool
  /// Whether any service was on another day than that of the codes.
  let hasOtherDays: Bool
  /// Whether the claim is a nursing facility's or a home health agency's.
  let isAfterAcute: Bool
  /// The codes of the services, packed; nothing where one has none, or a text that cannot be one.
  let services: [PackedCode?]
  let birthDate: CalendarDate?
  let admission: CalendarDate?
  let sex: Sex

  /// Takes an encounter.
  public init(_ encounter: Encounter) {
    self.encounter = encounter
    let day = encounter.dayOfCodes
    self.day = day
    kind = encounter.kindOfClaim
    isInpatientBill = encounter.isInpatientBill
    isHospitalStay = encounter.isHospitalStay
    isOneDay = encounter.isOneDay
    hasOtherDays = encounter.charges.contains {
      ($0.date ?? day) != day || ($0.through ?? day) != day
    }
    isAfterAcute =
      encounter.setting == .skilledNursing
      || kind == .institutional
        && (encounter.setting == .home || encounter.billType?.facility.first == "3")
    services = encounter.charges.map { $0.code.flatMap { PackedCode($0) } }
    birthDate = encounter.patient.person.birthDate
    admission = encounter.admission?.date
    sex = encounter.patient.person.sex
  }
}

extension Encounter {
  /// Tells whether all that is known of its days is one day.
  fileprivate var isOneDay: Bool {
    guard !isInpatientBill else { return false }
    var only = statementPeriod?.from
    if let only, statementPeriod?.through != only { return false }
    for charge in charges {
      for date in [charge.date, charge.through] {
        guard let date else { continue }
        if date != only ?? date { return false }
        only = date
      }
    }
    return true
  }
}
