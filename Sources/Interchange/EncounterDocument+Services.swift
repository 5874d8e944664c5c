// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension EncounterDocument {
  mutating func diagnosis(_ field: Field) -> Diagnosis? {
    reader.check(field, has: ["code", "codeSet", "role", "presentOnAdmission"])
    let code = reader.required(field["code"], reader.text(field["code"]))
    let codeSet = reader.choice(field["codeSet"], DiagnosisCodeSet.self) ?? .icd10cm
    let role = reader.choice(field["role"], DiagnosisRole.self) ?? .secondary
    let present = reader.choice(field["presentOnAdmission"], PresentOnAdmission.self)
    // A diagnosis without a code keeps its position, so that pointers to later ones stay right.
    return Diagnosis(code: code ?? "", codeSet: codeSet, role: role, presentOnAdmission: present)
  }

  mutating func procedure(_ field: Field) -> InpatientProcedure? {
    reader.check(field, has: ["code", "codeSet", "date"])
    let code = reader.required(field["code"], reader.text(field["code"]))
    let codeSet = reader.choice(field["codeSet"], ProcedureCodeSet.self) ?? .icd10pcs
    let date = reader.date(field["date"])
    return code.map { InpatientProcedure(code: $0, codeSet: codeSet, date: date) }
  }

  mutating func charge(_ field: Field) -> Charge? {
    reader.check(
      field,
      has: [
        "code", "modifiers", "units", "unitBasis", "charge", "date", "through", "placeOfService",
        "revenueCode", "diagnoses", "drug", "text",
      ])
    let units = reader.required(field["units"], reader.quantity(field["units"])) ?? Quantity(0)
    var charge = Charge(code: reader.text(field["code"]), units: units, amount: .zero)
    charge.modifiers = reader.texts(field["modifiers"])
    charge.unitBasis = reader.choice(field["unitBasis"]) ?? .unit
    charge.date = reader.date(field["date"])
    charge.through = reader.date(field["through"])
    charge.placeOfService = reader.text(field["placeOfService"])
    charge.revenueCode = reader.text(field["revenueCode"])
    charge.diagnosisPointers = reader.elements(field["diagnoses"]).compactMap { reader.whole($0) }
    charge.drug = drug(field["drug"])
    charge.text = reader.text(field["text"])
    charge.amount = reader.amount(field["charge"], of: charge, fees: fees, at: field) ?? .zero
    return charge
  }

  private mutating func drug(_ field: Field) -> Drug? {
    guard field.isPresent else { return nil }
    reader.check(field, has: ["code", "quantity", "unit"])
    let code = reader.required(field["code"], reader.text(field["code"]))
    let quantity = reader.required(field["quantity"], reader.quantity(field["quantity"]))
    let unit = reader.required(field["unit"], reader.choice(field["unit"], Drug.Unit.self))
    guard let code, let quantity, let unit else { return nil }
    return Drug(code: code, quantity: quantity, unit: unit)
  }

  mutating func note(_ field: Field) -> Note? {
    reader.check(field, has: ["id", "title", "date", "text"])
    let text = reader.required(field["text"], reader.text(field["text"]))
    let id = reader.required(field["id"], reader.text(field["id"])) ?? ""
    let title = reader.text(field["title"]) ?? "Note"
    let date = reader.date(field["date"])
    return text.map { Note(id: id, title: title, date: date, text: $0) }
  }

  mutating func period(_ field: Field) -> StatementPeriod? {
    guard field.isPresent else { return nil }
    reader.check(field, has: ["from", "through"])
    let from = reader.required(field["from"], reader.date(field["from"]))
    let through = field["through"].isPresent ? reader.date(field["through"]) : from
    guard let from, let through else { return nil }
    return StatementPeriod(from: from, through: through)
  }

  mutating func occurrence(_ field: Field) -> Occurrence? {
    reader.check(field, has: ["code", "date"])
    let code = reader.required(field["code"], reader.text(field["code"]))
    let date = reader.required(field["date"], reader.date(field["date"]))
    guard let code, let date else { return nil }
    return Occurrence(code: code, date: date)
  }

  mutating func valueCode(_ field: Field) -> ValueCode? {
    reader.check(field, has: ["code", "amount"])
    let code = reader.required(field["code"], reader.text(field["code"]))
    let amount = reader.required(field["amount"], reader.money(field["amount"]))
    guard let code, let amount else { return nil }
    return ValueCode(code: code, amount: amount)
  }

  mutating func assignment(_ field: Field) -> Assignment {
    var assignment = Assignment()
    guard field.isPresent else { return assignment }
    reader.check(
      field,
      has: [
        "participation", "benefitsToProvider", "releaseOfInformation", "providerSignatureOnFile",
      ])
    assignment.participation = reader.choice(field["participation"]) ?? .assigned
    assignment.benefitsToProvider =
      reader.text(field["benefitsToProvider"], as: "Y, N or W") {
        ["Y", "N", "W"].contains($0) ? $0 : nil
      } ?? "Y"
    assignment.releaseOfInformation =
      reader.text(field["releaseOfInformation"], as: "Y or I") {
        ["Y", "I"].contains($0) ? $0 : nil
      } ?? "Y"
    assignment.providerSignatureOnFile = reader.bool(field["providerSignatureOnFile"]) ?? true
    return assignment
  }
}

extension FieldReader {
  /// The amount of a charge: as written, or the fee for its units; neither is a finding.
  mutating func amount(
    _ field: Field, of charge: Charge, fees: [String: Money], at place: Field
  ) -> Money? {
    if field.isPresent { return money(field) }
    if let fee = charge.code.flatMap({ fees[$0] }) {
      let (product, overflow) = fee.cents.multipliedReportingOverflow(by: charge.units.thousandths)
      let amount = Money(cents: product / 1000)
      if !overflow, product % 1000 == 0, Self.isPlausible(amount) { return amount }
    }
    find("charge.missing", at: place, charge.code.map { [Finding.Fact("code", $0)] } ?? [])
    return nil
  }
}
