// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values
import X12

extension Claim {
  /// The claim in JSON, the members named as the trade names them; what is absent is left out.
  ///
  /// Amounts and quantities are numbers, dates `yyyy-mm-dd`, codes the guide's own. Member `kept` lists
  /// what the claim had that no member says: each segment as text, with its loop.
  ///
  ///     claim.json.line   // a row of `x12 claims --ndjson`
  public var json: JSON {
    .object(
      [header, levels, claimFacts, medical, parties].flatMap(\.members)
        + JSON.members(
          ("lines", .list(lines.map { $0.json(kind) })), ("kept", .list(kept.map(\.json)))
        ).members)
  }

  private var header: JSON {
    .members(
      ("id", .string(id.description)), ("kind", .string(kind.rawValue)),
      ("patientControlNumber", .string(patientControlNumber.description)),
      ("totalCharge", .money(total)), ("placeOfService", placeOfService.map(JSON.string)),
      ("frequency", .string(frequency.code)),
      ("statementPeriod", statementPeriod.map { .period($0.from, $0.through) }))
  }

  private var levels: JSON {
    .members(
      ("billingProvider", billingProvider.json), ("currency", currency.map(JSON.string)),
      ("payToAddress", payToAddress?.json), ("payToPlan", payToPlan?.json),
      ("patient", patient.json), ("coverage", coverage.json),
      ("otherPayers", .list(otherPayers.map(\.json))))
  }

  private var claimFacts: JSON {
    .members(
      ("assignment", assignment.json(kind)),
      (
        "relatedCauses",
        relatedCauses.map {
          .members(
            ("codes", .strings($0.codes)), ("state", $0.state.map(JSON.string)),
            ("country", $0.country.map(JSON.string)))
        }
      ),
      ("specialProgram", specialProgram.map(JSON.string)),
      ("submissionReason", submissionReason.map(JSON.string)),
      ("delayReason", delayReason.map(JSON.string)),
      ("dates", .list(dates.map(\.json))), ("admissionType", admissionType.map(JSON.string)),
      ("admissionSource", admissionSource.map(JSON.string)),
      ("dischargeStatus", dischargeStatus.map(JSON.string)),
      ("orthodontics", orthodontics?.json),
      (
        "toothStatuses",
        .list(
          toothStatuses.map {
            .members(
              ("tooth", $0.tooth.map(JSON.string)), ("status", $0.status.map(JSON.string)))
          })
      ),
      ("attachments", .list(attachments.map(\.json))), ("contract", contract?.json),
      ("amounts", .list(amounts.map(\.json))), ("references", .list(references.map(\.json))),
      ("fixedFormats", .strings(fixedFormats)), ("notes", .list(notes.map(\.json))))
  }

  private var medical: JSON {
    .members(
      ("ambulance", ambulance?.json), ("spinalManipulation", spinalManipulation?.json),
      ("conditions", .list(conditions.map(\.json))),
      ("diagnoses", .list(diagnoses.map(\.json))),
      ("admittingDiagnosis", admittingDiagnosis?.json),
      ("reasonsForVisit", .list(reasonsForVisit.map(\.json))),
      ("externalCauses", .list(externalCauses.map(\.json))),
      ("drg", codes.drg.map(JSON.string)), ("procedures", .list(codes.procedures.map(\.json))),
      ("anesthesiaProcedures", .strings(codes.anesthesiaProcedures)),
      (
        "occurrenceSpans",
        .list(
          codes.occurrenceSpans.map {
            .members(
              ("code", .string($0.code)), ("from", $0.from.map(JSON.date)),
              ("through", $0.through.map(JSON.date)))
          })
      ),
      (
        "occurrences",
        .list(
          codes.occurrences.map {
            .members(("code", .string($0.code)), ("date", .date($0.date)))
          })
      ),
      (
        "valueCodes",
        .list(
          codes.valueCodes.map {
            .members(("code", .string($0.code)), ("amount", .money($0.amount)))
          })
      ),
      ("conditionCodes", .strings(codes.conditionCodes)),
      ("treatmentCodes", .strings(codes.treatmentCodes)), ("repricing", repricing?.json))
  }

  private var parties: JSON {
    .members(("providers", .list(providers.map(\.json))))
  }
}

extension JSON {
  /// An array, or nothing where there is nothing in it.
  static func list(_ elements: [JSON]) -> JSON? { elements.isEmpty ? nil : .array(elements) }

  /// An array of strings, or nothing where there is none.
  static func strings(_ texts: [String]) -> JSON? { list(texts.map(JSON.string)) }

  /// A quantity as a number.
  static func quantity(_ quantity: Quantity) -> JSON { .number(quantity.description) }

  /// First and last day.
  static func period(_ from: CalendarDate, _ through: CalendarDate) -> JSON {
    .members(("from", .date(from)), ("through", .date(through)))
  }

  /// `true`, or nothing.
  static func flag(_ flag: Bool) -> JSON? { flag ? .bool(true) : nil }
}

extension Diagnosis {
  var json: JSON {
    .members(
      ("code", .string(code)), ("codeSet", .string(codeSet.rawValue)),
      ("role", .string(role.rawValue)),
      ("presentOnAdmission", presentOnAdmission.map { .string($0.rawValue) }))
  }
}

extension InpatientProcedure {
  var json: JSON {
    .members(
      ("code", .string(code)), ("codeSet", .string(codeSet.rawValue)),
      ("date", date.map(JSON.date)))
  }
}

extension Assignment {
  func json(_ kind: ClaimKind) -> JSON {
    .members(
      (
        "providerSignatureOnFile",
        kind == .institutional ? nil : .bool(providerSignatureOnFile)
      ),
      ("participation", .string(participation.rawValue)),
      ("benefitsToProvider", .string(benefitsToProvider)),
      ("releaseOfInformation", .string(releaseOfInformation)),
      ("patientSignatureSource", patientSignatureSource.map(JSON.string)))
  }
}

extension Orthodontics {
  var json: JSON {
    .members(
      ("months", months.map(JSON.quantity)),
      ("monthsRemaining", monthsRemaining.map(JSON.quantity)),
      ("response", response.map(JSON.string)), ("description", description.map(JSON.string)))
  }
}
