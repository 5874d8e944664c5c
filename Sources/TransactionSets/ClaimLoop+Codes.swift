// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension SegmentCodec {
  /// The diagnoses in HI segments, each kind in the guide's order.
  mutating func diagnoses(_ claim: inout Claim) {
    guard kind == .institutional else {
      var isFirst = true
      codes(&claim.diagnoses, ["ABK", "BK", "ABF", "BF"], Diagnosis(code: "")) { c, diagnosis in
        c.diagnosis(&diagnosis, isFirst ? "K" : "F")
        isFirst = false
      }
      return
    }
    var principal = Array(claim.diagnoses.prefix(1))
    codes(&principal, ["ABK", "BK"], Diagnosis(code: "", role: .principal)) { c, diagnosis in
      c.diagnosis(&diagnosis, "K")
    }
    var admitting = claim.admittingDiagnosis.map { [$0] } ?? []
    codes(&admitting, ["ABJ", "BJ"], Diagnosis(code: "", role: .admitting)) { c, diagnosis in
      c.diagnosis(&diagnosis, "J")
    }
    codes(&claim.reasonsForVisit, ["APR", "PR"], Diagnosis(code: "", role: .reasonForVisit)) {
      c, diagnosis in
      c.diagnosis(&diagnosis, "R")
    }
    codes(&claim.externalCauses, ["ABN", "BN"], Diagnosis(code: "", role: .externalCause)) {
      c, diagnosis in
      c.diagnosis(&diagnosis, "N")
    }
    group(&claim.codes.drg)
    var others = Array(claim.diagnoses.dropFirst())
    codes(&others, ["ABF", "BF"], Diagnosis(code: "")) { c, diagnosis in
      c.diagnosis(&diagnosis, "F")
    }
    if Self.isReading {
      claim.diagnoses = principal + others
      claim.admittingDiagnosis = admitting.first
    }
  }

  private mutating func group(_ drg: inout String?) {
    var groups = drg.map { [$0] } ?? []
    codes(&groups, ["DR"], "") { c, group in
      c.word("DR")
      c.text(&group)
    }
    if Self.isReading { drg = groups.first }
  }

  /// A diagnosis with the code list that says its part; `R` for a reason for the visit.
  private mutating func diagnosis(_ diagnosis: inout Diagnosis, _ part: String) {
    let isTen = diagnosis.codeSet == .icd10cm
    let own: String
    switch part {
    case "R": own = isTen ? "APR" : "PR"
    default: own = (isTen ? "AB" : "B") + part
    }
    let read = word(own)
    let code = code(diagnosis.code)
    if Self.isReading {
      diagnosis.code = code
      diagnosis.codeSet = read.hasPrefix("A") ? .icd10cm : .icd9cm
      if kind != .institutional, read.hasSuffix("K") { diagnosis.role = .firstListed }
    }
    skip(6)
    // Exempt codes carry no indicator since 5010; the component then stays empty.
    let present = diagnosis.presentOnAdmission
    let indicator = word(present == .exempt ? "" : present?.rawValue ?? "")
    if Self.isReading { diagnosis.presentOnAdmission = PresentOnAdmission(rawValue: indicator) }
  }

  /// What HI segments say besides diagnoses.
  mutating func claimCodes(_ codes: inout ClaimCodes) {
    procedures(&codes.procedures)
    anesthesia(&codes.anesthesiaProcedures)
    self.codes(&codes.occurrenceSpans, ["BI"], OccurrenceSpan()) { c, span in
      c.word("BI")
      c.text(&span.code)
      var date = QualifiedDate("", span.from, through: span.through)
      c.moment(&date)
      (span.from, span.through) = (date.from, date.through)
    }
    occurrences(&codes.occurrences)
    values(&codes.valueCodes)
    self.codes(&codes.conditionCodes, ["BG"], "") { c, code in
      c.word("BG")
      c.text(&code)
    }
    self.codes(&codes.treatmentCodes, ["TC"], "") { c, code in
      c.word("TC")
      c.text(&code)
    }
  }

  private mutating func procedures(_ procedures: inout [InpatientProcedure]) {
    var principal = Array(procedures.prefix(1))
    codes(&principal, ["BBR", "BR"], InpatientProcedure(code: "")) { c, procedure in
      c.procedure(&procedure, isPrincipal: true)
    }
    var others = Array(procedures.dropFirst())
    codes(&others, ["BBQ", "BQ"], InpatientProcedure(code: "")) { c, procedure in
      c.procedure(&procedure, isPrincipal: false)
    }
    if Self.isReading { procedures = principal + others }
  }

  private mutating func procedure(_ procedure: inout InpatientProcedure, isPrincipal: Bool) {
    let prefix = procedure.codeSet == .icd10pcs ? "BB" : "B"
    let read = word(prefix + (isPrincipal ? "R" : "Q"))
    let code = code(procedure.code)
    if Self.isReading {
      procedure.code = code
      procedure.codeSet = read.hasPrefix("BB") ? .icd10pcs : .icd9pcs
    }
    word(procedure.date == nil ? "" : "D8")
    day(&procedure.date)
  }

  private mutating func anesthesia(_ procedures: inout [String]) {
    var isFirst = true
    codes(&procedures, ["BP", "BO"], "") { c, code in
      c.word(isFirst ? "BP" : "BO")
      c.text(&code)
      isFirst = false
    }
  }

  private mutating func occurrences(_ occurrences: inout [Occurrence]) {
    let none = Occurrence(code: "", date: CalendarDate(daysSinceEpoch: 0))
    codes(&occurrences, ["BH"], none) { c, occurrence in
      c.word("BH")
      c.text(&occurrence.code)
      c.word("D8")
      let date = c.day(occurrence.date)
      if Self.isReading, let date { occurrence.date = date }
    }
  }

  private mutating func values(_ values: inout [ValueCode]) {
    codes(&values, ["BE"], ValueCode(code: "", amount: .zero)) { c, value in
      c.word("BE")
      c.text(&value.code)
      c.skip(2)
      c.money(&value.amount)
    }
  }
}
