// SPDX-License-Identifier: Apache-2.0

import Values

extension PaperForm {
  /// The form locators of the UB-04.
  ///
  /// Source: NUBC, Official UB-04 Data Specifications Manual; 005010X223A2.
  static func institutional(_ claim: Claim) -> PaperForm {
    var form = PaperForm("UB-04", linesPerPage: 22)
    form.addHead(claim)
    form.addCodes(claim)
    form.addLocatorLines(claim)
    form.addPayers(claim)
    form.addDiagnoses(claim)
    form.addProviders(claim)
    return form
  }

  private mutating func addHead(_ claim: Claim) {
    let (billing, person) = (claim.billingProvider, claim.patient.person)
    add(
      "FL 1", "Who bills",
      [Self.name(billing), Self.address(billing.address), billing.telephone ?? ""]
        .filter { !$0.isEmpty }.joined(separator: ", "))
    add("FL 2", "Where payment goes", claim.payToAddress.map { Self.address($0.address) })
    add("FL 3a", "Patient control number", claim.patientControlNumber.description)
    add("FL 3b", "Medical record", claim.patient.medicalRecordNumber ?? claim.references["EA"])
    add("FL 4", "Type of bill", claim.placeOfService.map { "0\($0)\(claim.frequency.code)" })
    add("FL 5", "Tax number", billing.taxID.map { "\($0)" })
    add(
      "FL 6", "Period",
      claim.statementPeriod.map { "\(Self.day($0.from)) TO \(Self.day($0.through))" })
    add("FL 8a", "Patient's number", claim.coverage.subscriberID)
    add("FL 8b", "Patient's name", Self.name(person))
    add("FL 9", "Patient's address", Self.address(person.address))
    add("FL 10", "Birth date", Self.day(person.birthDate, wholeYear: true))
    add("FL 11", "Sex", person.sex == .female ? "F" : person.sex == .male ? "M" : "U")
    let admission = claim.dates.first { $0.qualifier == "435" }
    add("FL 12", "Admitted", Self.day(admission?.from))
    add("FL 13", "Hour of admission", admission?.time.map { String($0.prefix(2)) })
    add("FL 14", "Priority of admission", claim.admissionType)
    add("FL 15", "Point of origin", claim.admissionSource)
    add(
      "FL 16", "Hour of discharge",
      claim.dates.first { $0.qualifier == "096" }?.time.map { String($0.prefix(2)) })
    add("FL 17", "Discharge status", claim.dischargeStatus)
  }

  private mutating func addCodes(_ claim: Claim) {
    let codes = claim.codes
    for (index, code) in codes.conditionCodes.prefix(11).enumerated() {
      add("FL \(18 + index)", "Condition", code)
    }
    add("FL 29", "State of the accident", claim.relatedCauses?.state)
    for (index, occurrence) in codes.occurrences.prefix(8).enumerated() {
      add(
        "FL \(31 + index % 4)\(index < 4 ? "a" : "b")", "Occurrence",
        "\(occurrence.code) \(Self.day(occurrence.date))")
    }
    for (index, span) in codes.occurrenceSpans.prefix(4).enumerated() {
      add(
        "FL \(35 + index % 2)\(index < 2 ? "a" : "b")", "Occurrence span",
        "\(span.code) \(Self.day(span.from)) TO \(Self.day(span.through))")
    }
    add(
      "FL 38", "Who is billed",
      [claim.coverage.payer.name, Self.address(claim.coverage.payer.address)]
        .filter { !$0.isEmpty }.joined(separator: ", "))
    for (index, value) in codes.valueCodes.prefix(12).enumerated() {
      let letter = String(Character(Unicode.Scalar(UInt8(97 + index / 3))))
      add("FL \(39 + index % 3)\(letter)", "Value", "\(value.code) \(Self.amount(value.amount))")
    }
  }

  private mutating func addLocatorLines(_ claim: Claim) {
    columns = [
      Box("FL 42", "Revenue", nil), Box("FL 43", "What it is", nil), Box("FL 44", "Code", nil),
      Box("FL 45", "Day", nil), Box("FL 46", "Units", nil), Box("FL 47", "Charge", nil),
      Box("FL 48", "Not covered", nil),
    ]
    lines = claim.lines.map { line in
      [
        line.charge.revenueCode ?? "", line.charge.text ?? "",
        ([line.charge.code ?? ""] + line.charge.modifiers).joined(separator: " "),
        Self.day(line.from ?? line.charge.date), line.charge.units.description,
        Self.amount(line.charge.amount), Self.amount(line.nonCoveredCharge),
      ]
    }
    let refused = claim.lines.compactMap(\.nonCoveredCharge)
    lines.append([
      "0001", "Total", "", "", "", Self.amount(claim.total),
      refused.isEmpty ? "" : Self.amount(refused.reduce(.zero) { $0 + $1 }),
    ])
  }

  private mutating func addPayers(_ claim: Claim) {
    // Lines A, B and C: in the order in which they pay.
    let order: [PayerResponsibility?] = [.primary, .secondary, .tertiary]
    let own = (claim.coverage, claim.otherPayers.isEmpty ? nil : Money?.none)
    let all = [own] + claim.otherPayers.map { ($0.coverage, $0.paid) }
    let ranked = all.sorted { a, b in
      (order.firstIndex(of: a.0.responsibility) ?? 3)
        < (order.firstIndex(of: b.0.responsibility) ?? 3)
    }
    for (index, (coverage, paid)) in ranked.prefix(3).enumerated() {
      let line = ["A", "B", "C"][index]
      let subscriber =
        coverage.relationship == .`self`
        ? coverage.subscriber ?? claim.patient.person : coverage.subscriber
      add("FL 50\(line)", "Payer", coverage.payer.name)
      add("FL 51\(line)", "Plan's number", coverage.payer.id)
      add("FL 52\(line)", "Release", claim.assignment.releaseOfInformation)
      add("FL 53\(line)", "Benefits assigned", claim.assignment.benefitsToProvider)
      add("FL 54\(line)", "Paid before", Self.amount(paid))
      add("FL 58\(line)", "Subscriber", Self.name(subscriber))
      add("FL 59\(line)", "Relationship", Self.relationshipCode(coverage.relationship))
      add("FL 60\(line)", "Subscriber's number", coverage.subscriberID)
      add("FL 61\(line)", "Group", coverage.planName)
      add("FL 62\(line)", "Group number", coverage.groupNumber)
    }
    add(
      "FL 55A", "Due from the patient",
      Self.amount(claim.amounts.first { $0.qualifier == "F3" }?.amount))
    add("FL 56", "NPI", claim.billingProvider.writtenNPI)
    add("FL 63A", "Authorization", claim.references["G1"] ?? claim.references["9F"])
    add("FL 64A", "Payer's claim number", claim.references["F8"])
  }

  private mutating func addDiagnoses(_ claim: Claim) {
    func text(_ diagnosis: Diagnosis) -> String {
      diagnosis.code + (diagnosis.presentOnAdmission.map { " \($0.rawValue)" } ?? "")
    }
    add("FL 66", "Kind of diagnosis codes", claim.diagnoses.first?.codeSet == .icd9cm ? "9" : "0")
    add("FL 67", "Principal diagnosis", claim.diagnoses.first.map(text))
    for (index, diagnosis) in claim.diagnoses.dropFirst().prefix(17).enumerated() {
      let letter = Character(Unicode.Scalar(UInt8(65 + index)))
      add("FL 67\(letter)", "Other diagnosis", text(diagnosis))
    }
    add("FL 69", "Admitting diagnosis", claim.admittingDiagnosis?.code)
    for (index, reason) in claim.reasonsForVisit.prefix(3).enumerated() {
      add("FL 70\(["a", "b", "c"][index])", "Reason for the visit", reason.code)
    }
    add("FL 71", "Group for payment", claim.codes.drg)
    for (index, cause) in claim.externalCauses.prefix(3).enumerated() {
      add("FL 72\(["a", "b", "c"][index])", "External cause", text(cause))
    }
    let procedures = claim.codes.procedures
    for (index, procedure) in procedures.prefix(6).enumerated() {
      let letter = index == 0 ? "" : String(Character(Unicode.Scalar(UInt8(96 + index))))
      add(
        "FL 74\(letter)", index == 0 ? "Principal procedure" : "Other procedure",
        "\(procedure.code) \(Self.day(procedure.date))")
    }
  }

  private mutating func addProviders(_ claim: Claim) {
    let parts: [(String, String, ProviderRole)] = [
      ("FL 76", "Attending", .attending), ("FL 77", "Operating", .operating),
      ("FL 78", "Other operating", .otherOperating), ("FL 79", "Referring", .referring),
    ]
    for (number, label, role) in parts {
      let found = claim.providers.first { $0.role == role }?.provider
      add(number, label, found.map { "\($0.writtenNPI ?? "") \(Self.name($0))" })
    }
    add("FL 80", "Remarks", claim.notes.map(\.text).joined(separator: " "))
    add("FL 81a", "Taxonomy", claim.billingProvider.taxonomy.map { "B3 \($0)" })
  }

  /// Source: NUBC, FL 59: the codes of the patient's relationship to the subscriber.
  private static func relationshipCode(_ relationship: Relationship) -> String {
    switch relationship {
    case .`self`: "18"
    case .spouse: "01"
    case .child: "19"
    case .employee: "20"
    case .unknown: "21"
    case .organDonor: "39"
    case .cadaverDonor: "40"
    case .lifePartner: "53"
    case .other: "G8"
    }
  }
}
