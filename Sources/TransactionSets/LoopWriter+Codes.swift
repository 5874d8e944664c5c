// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

extension LoopWriter {
  mutating func writeDiagnoses(_ claim: Claim) throws(TransactionSetError) {
    guard let first = claim.diagnoses.first else {
      throw TransactionSetError(.missing, loop: loop, segment: "HI", element: 1)
    }
    let others = claim.diagnoses.dropFirst().map { $0 }
    if claim.kind == .professional {
      try writeCodes([code("K", first)] + others.map { code("F", $0) })
      return
    }
    let bill = claim.encounter.billType
    let asks = bill?.asksPresentOnAdmission ?? false
    try writeCodes([code("K", first, asks)])
    if let admitting = claim.admittingDiagnosis { try writeCodes([code("J", admitting)]) }
    try writeCodes(claim.reasonsForVisit.map { reason($0) })
    try writeCodes(claim.externalCauses.map { code("N", $0, asks) })
    try writeCodes(others.map { code("F", $0, asks) })
  }

  mutating func writeProcedures(_ procedures: [InpatientProcedure]) throws(TransactionSetError) {
    var elements: [Element] = []
    for (index, procedure) in procedures.enumerated() {
      let date = try required(procedure.date, "HI", index + 1)
      let letter = index == 0 ? "R" : "Q"
      let qualifier = procedure.codeSet == .icd10pcs ? "BB" + letter : "B" + letter
      elements.append(
        .composite([qualifier, Self.compact(procedure.code), "D8", date.compact]))
    }
    try writeCodes(Array(elements.prefix(1)))
    try writeCodes(Array(elements.dropFirst()))
  }

  /// Writes occurrence, value and condition codes.
  mutating func writeBillingCodes(_ encounter: Encounter) throws(TransactionSetError) {
    try writeCodes(
      encounter.occurrences.map { .composite(["BH", $0.code, "D8", $0.date.compact]) })
    try writeCodes(
      encounter.valueCodes.map { .composite(["BE", $0.code, "", "", $0.amount.x12]) })
    try writeCodes(encounter.conditionCodes.map { .composite(["BG", $0]) })
  }

  /// Writes HI segments of at most twelve codes each.
  private mutating func writeCodes(_ codes: [Element]) throws(TransactionSetError) {
    for start in stride(from: 0, to: codes.count, by: 12) {
      try write("HI", Array(codes[start..<min(start + 12, codes.count)]))
    }
  }

  private func code(_ part: String, _ diagnosis: Diagnosis, _ asksPresent: Bool = false) -> Element
  {
    let qualifier = (diagnosis.codeSet == .icd10cm ? "AB" : "B") + part
    var parts = [qualifier, Self.compact(diagnosis.code)]
    // Exempt codes carry no indicator since 5010; the element then stays empty.
    if asksPresent, let present = diagnosis.presentOnAdmission, present != .exempt {
      parts += ["", "", "", "", "", "", present.rawValue]
    }
    return .composite(parts)
  }

  private func reason(_ diagnosis: Diagnosis) -> Element {
    let qualifier = diagnosis.codeSet == .icd10cm ? "APR" : "PR"
    return .composite([qualifier, Self.compact(diagnosis.code)])
  }

  /// A code in upper case without its point; anything else in it stays, and will be refused or found.
  private static func compact(_ code: String) -> String {
    String(code.uppercased().filter { $0 != "." })
  }
}
