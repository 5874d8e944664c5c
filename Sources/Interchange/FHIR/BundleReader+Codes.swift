// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A Condition with what the Encounter says of it.
private struct ListedCondition {
  let rank: Int
  let index: Int
  let use: String?
  let present: PresentOnAdmission?
  let condition: Field

  /// By rank; of one rank (FHIR ranks each use apart) the discharge or billing diagnosis first.
  var order: (Int, Int, Int) { (rank, use == "DD" || use == "billing" ? 0 : 1, index) }
}

extension BundleReader {
  /// Reads the diagnoses and gives the position, from 1, of each Condition by its place.
  mutating func readDiagnoses(
    _ field: Field, _ patient: Field?, into encounter: inout Encounter
  ) -> [FieldPlace: Int] {
    var listed: [ListedCondition] = []
    for (index, element) in field["diagnosis"].elements.enumerated() {
      guard let condition = resolve(element["condition"], in: field) else { continue }
      listed.append(
        ListedCondition(
          rank: reader.whole(element["rank"]) ?? 1000, index: index,
          use: element["use"].codes.first, present: present(element, condition),
          condition: condition))
    }
    listed.sort { $0.order < $1.order }
    let places = Set(listed.map(\.condition.place))
    let others = resources("Condition", of: field)
    for condition in others where !places.contains(condition.place) {
      used.insert(condition.place)
      listed.append(
        ListedCondition(
          rank: .max, index: listed.count, use: nil, present: present(condition, condition),
          condition: condition))
    }
    var positions: [FieldPlace: Int] = [:]
    for item in listed where isAsserted(item.condition) {
      guard let diagnosis = diagnosis(item.condition) else { continue }
      var placed = diagnosis
      placed.role = role(item.use, diagnosis, encounter)
      placed.presentOnAdmission = item.present
      encounter.diagnoses.append(placed)
      positions[item.condition.place] = encounter.diagnoses.count
    }
    return positions
  }

  private func role(
    _ use: String?, _ diagnosis: Diagnosis, _ encounter: Encounter
  ) -> DiagnosisRole {
    switch use {
    case "AD": return .admitting
    case "CC": return .reasonForVisit
    default: break
    }
    let leads = !encounter.diagnoses.contains { $0.role.leads }
    if leads { return encounter.setting == .inpatient ? .principal : .firstListed }
    return diagnosis.isExternalCause ? .externalCause : .secondary
  }

  /// Reads a Condition's code; one that has none in ICD is found and left to be coded.
  private mutating func diagnosis(_ condition: Field) -> Diagnosis? {
    var diagnosis: Diagnosis?
    for coding in condition["code"].codings {
      switch coding.system {
      case .icd10cm where diagnosis == nil: diagnosis = Diagnosis(code: coding.code)
      case .icd9cm where diagnosis == nil:
        diagnosis = Diagnosis(code: coding.code, codeSet: .icd9cm)
      default: notUsed(coding.field)
      }
    }
    if diagnosis == nil {
      reader.find("encounter.condition-not-coded", .warns, at: condition["code"])
    }
    return diagnosis
  }

  private mutating func isAsserted(_ condition: Field) -> Bool {
    let field = condition["verificationStatus"]
    guard let code = field.codes.first, code == "refuted" || code == "entered-in-error" else {
      return true
    }
    reader.find(
      "encounter.condition-not-asserted", .informs, at: field, [Finding.Fact("status", code)])
    return false
  }

  /// Present on admission: our own extension on the diagnosis of the Encounter or on the Condition.
  private mutating func present(_ element: Field, _ condition: Field) -> PresentOnAdmission? {
    let own = element.ownExtension("present-on-admission")
    let field = own.isPresent ? own : condition.ownExtension("present-on-admission")
    return reader.text(field, as: "Y, N, U, W or 1") {
      PresentOnAdmission(rawValue: $0.uppercased())
    }
  }

  /// Reads inpatient procedures and gives the Procedures that are charged by HCPCS or CPT code.
  mutating func readProcedures(_ field: Field, into encounter: inout Encounter) -> [Field] {
    var charged: [Field] = []
    for procedure in resources("Procedure", of: field) {
      used.insert(procedure.place)
      let status = reader.text(procedure["status"]) ?? "completed"
      guard status == "completed" || status == "in-progress" else {
        reader.find(
          "encounter.procedure-not-done", .informs, at: procedure["status"],
          [Finding.Fact("status", status)])
        continue
      }
      if let inpatient = inpatientProcedure(procedure) { encounter.procedures.append(inpatient) }
      if procedure["code"].isBillable { charged.append(procedure) }
      for coding in procedure["code"].codings where coding.system == .snomed || coding.system == nil
      {
        notUsed(coding.field)
      }
    }
    return charged
  }

  private mutating func inpatientProcedure(_ procedure: Field) -> InpatientProcedure? {
    let code = procedure["code"]
    let date = performed(procedure)?.from
    if let pcs = code.code(in: .icd10pcs) { return InpatientProcedure(code: pcs, date: date) }
    return code.code(in: .icd9pcs).map {
      InpatientProcedure(code: $0, codeSet: .icd9pcs, date: date)
    }
  }

  mutating func performed(_ procedure: Field) -> StatementPeriod? {
    if procedure["performedPeriod"].isPresent { return period(procedure["performedPeriod"]) }
    return dateTime(procedure["performedDateTime"]).map {
      StatementPeriod(from: $0.date, through: $0.date)
    }
  }

  mutating func period(_ field: Field) -> StatementPeriod? {
    guard let start = reader.required(field["start"], dateTime(field["start"])) else { return nil }
    let end = field["end"].isPresent ? dateTime(field["end"]) : start
    return end.map { StatementPeriod(from: start.date, through: $0.date) }
  }
}

extension Diagnosis {
  /// Tells whether the code is from the chapter on external causes.
  ///
  /// Source: ICD-10-CM chapter 20 (V00 to Y99); ICD-9-CM E codes.
  var isExternalCause: Bool {
    guard let first = code.uppercased().first else { return false }
    return codeSet == .icd10cm ? ["V", "W", "X", "Y"].contains(first) : first == "E"
  }
}

extension Field {
  /// Tells whether a concept has a HCPCS or CPT code.
  var isBillable: Bool { billableCode != nil }

  /// The HCPCS or CPT code of a concept; its two-character codings are modifiers.
  var billableCode: String? {
    codings.first { ($0.system == .hcpcs || $0.system == .cpt) && $0.code.utf8.count == 5 }?.code
  }

  /// The modifiers of a concept, in order.
  var modifiers: [String] {
    codings.filter { ($0.system == .hcpcs || $0.system == .cpt) && $0.code.utf8.count == 2 }
      .map(\.code)
  }
}
