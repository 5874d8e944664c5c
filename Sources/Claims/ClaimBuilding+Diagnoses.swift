// SPDX-License-Identifier: Apache-2.0

import Values

/// The diagnoses of an encounter in the places that the claim has for them.
struct SortedDiagnoses {
  var main: [Diagnosis] = []
  var externalCauses: [Diagnosis] = []
  var admitting: Diagnosis?
  var reasons: [Diagnosis] = []
  /// From the position in the encounter to that in `main`, both from 1.
  var positions: [Int: Int] = [:]
}

extension ClaimBuilding {
  mutating func sortedDiagnoses() -> SortedDiagnoses {
    var sorted = SortedDiagnoses()
    let numbered = encounter.diagnoses.enumerated().map { (position: $0 + 1, diagnosis: $1) }
    let leads = numbered.filter { $0.diagnosis.role.leads }
    for extra in leads.dropFirst() {
      find("claim.second-principal-diagnosis", at: .diagnosis(extra.position), guide: "2300 HI")
    }
    for (position, diagnosis) in leads + numbered.filter({ !$0.diagnosis.role.leads }) {
      place(diagnosis, position, into: &sorted)
    }
    checkCounts(sorted)
    checkCodeSets()
    return sorted
  }

  private mutating func place(
    _ diagnosis: Diagnosis, _ position: Int, into sorted: inout SortedDiagnoses
  ) {
    switch (diagnosis.role, kind) {
    case (.admitting, .institutional) where sorted.admitting == nil: sorted.admitting = diagnosis
    case (.reasonForVisit, .institutional): sorted.reasons.append(diagnosis)
    case (.externalCause, .institutional): sorted.externalCauses.append(diagnosis)
    case (.admitting, _), (.reasonForVisit, _):
      notSent(diagnosis.role.rawValue, at: .diagnosis(position))
    default:
      sorted.main.append(diagnosis)
      sorted.positions[position] = sorted.main.count
    }
  }

  private mutating func checkCounts(_ sorted: SortedDiagnoses) {
    if sorted.main.isEmpty { find("claim.no-diagnosis", at: .claim, guide: "2300 HI") }
    atMost(kind != .institutional ? 12 : 25, sorted.main.count, "diagnoses")
    atMost(12, sorted.externalCauses.count, "external causes")
    atMost(3, sorted.reasons.count, "reasons for visit")
  }

  private mutating func atMost(_ limit: Int, _ count: Int, _ what: String) {
    guard count > limit else { return }
    find(
      "claim.too-many-diagnoses", at: .claim,
      [
        Finding.Fact("what", what), Finding.Fact("count", String(count)),
        Finding.Fact("limit", String(limit)),
      ], guide: "2300 HI")
  }

  private mutating func checkCodeSets() {
    guard let first = encounter.diagnoses.first?.codeSet else { return }
    for (index, diagnosis) in encounter.diagnoses.enumerated() where diagnosis.codeSet != first {
      find("claim.mixed-code-sets", at: .diagnosis(index + 1), guide: "2300 HI01-1")
    }
  }

  mutating func checkProcedures() {
    guard kind == .institutional else { return }
    if encounter.procedures.count > 25 {
      find(
        "claim.too-many-procedures", at: .procedure(26),
        [Finding.Fact("count", String(encounter.procedures.count))], guide: "2300 HI (BBQ)")
    }
    for (index, procedure) in encounter.procedures.enumerated() {
      require(
        procedure.date, "claim.missing-date", at: .procedure(index + 1), guide: "2300 HI (BBR)")
    }
  }
}

extension DiagnosisRole {
  /// Tells whether a diagnosis in this part stands first on the claim.
  public var leads: Bool { self == .principal || self == .firstListed }
}
