// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// An encounter with everything that its edits ask for, looked up once.
final class Review {
  let held: HeldEncounter
  let codes: EditCodes
  /// The day whose codes apply; nothing where the encounter states no day.
  let day: CalendarDate?
  /// ICD-10-CM on that day.
  let icd10cm: DayOfCodeSet?
  /// The diagnoses in the order in which they were written.
  private(set) var diagnoses: [ReviewedDiagnosis] = []
  /// Indices into ``diagnoses`` of those reported in sequence, in the order of the claim.
  private(set) var sequence: [Int] = []

  init(_ held: HeldEncounter, codes: EditCodes) {
    self.held = held
    self.codes = codes
    let day = held.day
    self.day = day
    let icd10cm = day.flatMap { codes.diagnoses?.on($0) }
    self.icd10cm = icd10cm
    sequence = Self.sequence(of: held.encounter.diagnoses)
    diagnoses.reserveCapacity(held.encounter.diagnoses.count)
    for (index, diagnosis) in held.encounter.diagnoses.enumerated() {
      diagnoses.append(ReviewedDiagnosis(diagnosis, number: index + 1, on: day, icd10cm, codes))
    }
    for (rank, index) in sequence.enumerated() { diagnoses[index].rank = rank }
  }

  var encounter: Encounter {
    _read { yield held.encounter }
  }

  /// The principal or first-listed diagnosis.
  var first: ReviewedDiagnosis? { sequence.first.map { diagnoses[$0] } }

  /// The table that describes a diagnosis.
  func table(_ index: Int) -> CodeTable? { icd10cm?.tables[index] }

  /// The order of the claim: what leads, then the rest as written; the admitting diagnosis and reasons
  /// for the visit stand beside it, external causes named as such come last.
  private static func sequence(of diagnoses: [Diagnosis]) -> [Int] {
    var sequence: [Int] = []
    sequence.reserveCapacity(diagnoses.count)
    func add(_ isMeant: (DiagnosisRole) -> Bool) {
      for (index, diagnosis) in diagnoses.enumerated() where isMeant(diagnosis.role) {
        sequence.append(index)
      }
    }
    add { $0 == .principal || $0 == .firstListed }
    add { $0 == .secondary }
    add { $0 == .externalCause }
    return sequence
  }
}

extension Encounter {
  /// The day whose codes apply: of an inpatient stay the discharge, or the last day billed; otherwise
  /// the first day of service.
  ///
  /// Source: 45 CFR 162.1002; ICD-10-CM Official Guidelines, introduction (codes by date of discharge
  /// or encounter).
  public var dayOfCodes: CalendarDate? {
    let isInpatient = isInpatientBill
    if isInpatient, let date = discharge?.date ?? statementPeriod?.through { return date }
    var (first, last): (CalendarDate?, CalendarDate?)
    for charge in charges {
      for date in [charge.date, charge.through] {
        guard let date else { continue }
        first = min(first ?? date, date)
        last = max(last ?? date, date)
      }
    }
    if isInpatient { return last ?? admission?.date }
    return first ?? statementPeriod?.from ?? admission?.date ?? discharge?.date
  }

  /// The days of service that a diagnosis stands for: of the lines that point to it, or of all lines where
  /// they point to none; none for an inpatient bill, which has one day for all its codes.
  func daysOfService(ofDiagnosis position: Int) -> Set<CalendarDate> {
    guard !isInpatientBill else { return [] }
    let pointing = charges.filter {
      $0.diagnosisPointers.isEmpty || $0.diagnosisPointers.contains(position)
    }
    return Set(pointing.flatMap { [$0.date, $0.through].compactMap { $0 } })
  }

  /// Tells whether the claim is an institution's for an inpatient stay.
  var isInpatientBill: Bool {
    guard kindOfClaim == .institutional else { return false }
    return billType?.isInpatient ?? (setting == .inpatient || setting == .skilledNursing)
  }

  /// Tells whether the claim is a hospital's for an inpatient stay: the Medicare Code Editor and
  /// present-on-admission reporting apply.
  var isHospitalStay: Bool {
    guard kindOfClaim == .institutional else { return false }
    return billType?.asksPresentOnAdmission ?? (setting == .inpatient)
  }
}
