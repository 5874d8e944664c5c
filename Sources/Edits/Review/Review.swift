// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// An encounter with everything that its edits ask for, looked up once.
struct Review {
  let encounter: Encounter
  let codes: EditCodes
  /// The day whose codes apply; nothing where the encounter states no day.
  let day: CalendarDate?
  /// ICD-10-CM on that day.
  let icd10cm: DayOfCodeSet?
  /// The diagnoses in the order in which they were written.
  private(set) var diagnoses: [ReviewedDiagnosis] = []
  /// Indices into ``diagnoses`` of those reported in sequence, in the order of the claim.
  private(set) var sequence: [Int] = []

  init(_ encounter: Encounter, codes: EditCodes) {
    self.encounter = encounter
    self.codes = codes
    day = encounter.dayOfCodes
    icd10cm = day.flatMap { day in codes.diagnoses.map { DayOfCodeSet($0, on: day) } }
    sequence = Self.sequence(of: encounter.diagnoses)
    diagnoses = encounter.diagnoses.enumerated().map { review($1, number: $0 + 1) }
    for (rank, index) in sequence.enumerated() { diagnoses[index].rank = rank }
  }

  /// The principal or first-listed diagnosis.
  var first: ReviewedDiagnosis? { sequence.first.map { diagnoses[$0] } }

  /// The table that describes a diagnosis.
  func table(_ index: Int) -> CodeTable? { icd10cm?.codes.tables[index] }

  private func review(_ diagnosis: Diagnosis, number: Int) -> ReviewedDiagnosis {
    let code = diagnosis.packed
    let standing = CodeStanding(of: diagnosis, code, on: day, icd10cm, codes)
    var reviewed = ReviewedDiagnosis(
      number: number, diagnosis: diagnosis, code: code, standing: standing)
    if let code, let icd10cm, diagnosis.codeSet == .icd10cm, standing.isValid {
      reviewed.flags = icd10cm.flags(of: code)
      reviewed.described = icd10cm.description(of: code)
      if icd10cm.flagging == nil, isManifestationByTitle(reviewed) {
        reviewed.flags.insert(.manifestation)
      }
    }
    return reviewed
  }

  /// Where no Medicare Code Editor list covers the day, the title tells a manifestation.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.A.13.
  private func isManifestationByTitle(_ diagnosis: ReviewedDiagnosis) -> Bool {
    guard let (index, position) = diagnosis.described, let table = table(index) else {
      return false
    }
    let title = table[position].title
    return title.contains("diseases classified elsewhere") && !title.contains("as the cause of")
  }

  /// The order of the claim: what leads, then the rest as written; the admitting diagnosis and reasons
  /// for the visit stand beside it, external causes named as such come last.
  private static func sequence(of diagnoses: [Diagnosis]) -> [Int] {
    var lead: [Int] = []
    var rest: [Int] = []
    var causes: [Int] = []
    for (index, diagnosis) in diagnoses.enumerated() {
      switch diagnosis.role {
      case .principal, .firstListed: lead.append(index)
      case .secondary: rest.append(index)
      case .externalCause: causes.append(index)
      case .admitting, .reasonForVisit: break
      }
    }
    return lead + rest + causes
  }
}

extension Encounter {
  /// The day whose codes apply: of an inpatient stay the discharge, or the last day billed; otherwise
  /// the first day of service.
  ///
  /// Source: 45 CFR 162.1002; ICD-10-CM Official Guidelines, introduction (codes by date of discharge
  /// or encounter).
  public var dayOfCodes: CalendarDate? {
    let days = charges.flatMap { [$0.date, $0.through].compactMap { $0 } }
    if isInpatientBill {
      return discharge?.date ?? statementPeriod?.through ?? days.max() ?? admission?.date
    }
    return days.min() ?? statementPeriod?.from ?? admission?.date ?? discharge?.date
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
