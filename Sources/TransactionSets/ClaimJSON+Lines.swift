// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension ServiceLine {
  func json(_ kind: ClaimKind) -> JSON {
    .object([service(kind), facts, medical, loops].flatMap(\.members))
  }

  private func service(_ kind: ClaimKind) -> JSON {
    .members(
      ("number", .int(number)), ("revenueCode", charge.revenueCode.map(JSON.string)),
      ("codeList", codeList.map(JSON.string)), ("code", charge.code.map(JSON.string)),
      ("modifiers", .strings(charge.modifiers)), ("description", charge.text.map(JSON.string)),
      ("charge", .money(charge.amount)),
      ("unitBasis", kind == .dental ? nil : .string(charge.unitBasis.rawValue)),
      ("units", .quantity(charge.units)),
      ("placeOfService", charge.placeOfService.map(JSON.string)),
      ("diagnosisPointers", .list(charge.diagnosisPointers.map(JSON.int))),
      ("from", from.map(JSON.date)), ("through", through.map(JSON.date)))
  }

  private var facts: JSON {
    .members(
      ("isEmergency", .flag(isEmergency)), ("isScreening", .flag(isScreening)),
      ("isFamilyPlanning", .flag(isFamilyPlanning)),
      ("isCopaymentExempt", .flag(isCopaymentExempt)),
      ("nonCoveredCharge", nonCoveredCharge.map(JSON.money)),
      ("oralCavities", .strings(oralCavities)), ("prosthesis", prosthesis.map(JSON.string)),
      (
        "teeth",
        .list(
          teeth.map {
            .members(("code", $0.code.map(JSON.string)), ("surfaces", .strings($0.surfaces)))
          })
      ),
      ("dates", .list(dates.map(\.json))), ("quantities", .list(quantities.map(\.json))),
      ("contract", contract?.json), ("references", .list(references.map(\.json))),
      ("amounts", .list(amounts.map(\.json))), ("fixedFormats", .strings(fixedFormats)),
      ("notes", .list(notes.map(\.json))))
  }

  private var medical: JSON {
    .members(
      ("equipment", equipment?.json),
      (
        "equipmentCertification",
        equipmentCertification.map {
          .members(
            ("type", $0.type.map(JSON.string)), ("months", $0.months.map(JSON.quantity)))
        }
      ),
      ("attachments", .list(attachments.map(\.json))), ("ambulance", ambulance?.json),
      ("conditions", .list(conditions.map(\.json))),
      (
        "measurements",
        .list(
          measurements.map {
            .members(
              ("category", $0.category.map(JSON.string)), ("kind", $0.kind.map(JSON.string)),
              ("value", $0.value.map(JSON.quantity)))
          })
      ),
      (
        "purchasedService",
        purchasedService.map {
          .members(
            ("providerId", $0.providerID.map(JSON.string)), ("amount", $0.amount.map(JSON.money)))
        }
      ),
      ("repricing", repricing?.json))
  }

  private var loops: JSON {
    .members(
      ("drugs", .list(drugs.map(\.json))), ("providers", .list(providers.map(\.json))),
      ("adjudications", .list(adjudications.map(\.json))), ("forms", .list(forms.map(\.json))))
  }
}

extension EquipmentCharge {
  var json: JSON {
    .members(
      ("code", code.map(JSON.string)), ("daysNeeded", daysNeeded.map(JSON.quantity)),
      ("rentalPrice", rentalPrice.map(JSON.money)),
      ("purchasePrice", purchasePrice.map(JSON.money)),
      ("rentalUnit", rentalUnit.map(JSON.string)))
  }
}

extension DrugIdentification {
  var json: JSON {
    .members(
      ("codeList", .string(codeList)), ("code", .string(code)),
      ("quantity", quantity.map(JSON.quantity)), ("unit", unit.map(JSON.string)),
      ("references", .list(references.map(\.json))))
  }
}

extension LineAdjudication {
  var json: JSON {
    .members(
      ("payerId", .string(payerID)), ("paid", .money(paid)), ("service", service?.claimJSON),
      ("revenueCode", revenueCode.map(JSON.string)), ("paidUnits", paidUnits.map(JSON.quantity)),
      ("bundledLine", bundledLine.map(JSON.int)),
      ("adjustments", .list(adjustments.map(\.claimJSON))), ("date", date.map(JSON.date)),
      ("remainingLiability", remainingLiability.map(JSON.money)))
  }
}

extension SupportingForm {
  var json: JSON {
    .members(
      ("codeList", codeList.map(JSON.string)), ("code", code.map(JSON.string)),
      (
        "answers",
        .list(
          answers.map {
            .members(
              ("question", $0.question.map(JSON.string)),
              ("response", $0.response.map(JSON.string)), ("text", $0.text.map(JSON.string)),
              ("date", $0.date.map(JSON.date)), ("percent", $0.percent.map(JSON.quantity)))
          })
      ))
  }
}
