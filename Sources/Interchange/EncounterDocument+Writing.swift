// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

extension Encounter {
  /// The encounter as our own document, which reads back as the same encounter.
  ///
  /// What has its usual value is left out.
  public var document: JSON {
    .members(
      ("id", .string(id.description)),
      ("patientControlNumber", patientControlNumber.map(JSON.string)),
      ("claimType", claimKind.map { .string($0.rawValue) }),
      ("setting", .string(setting.rawValue)),
      ("placeOfService", placeOfService.map(JSON.string)),
      ("billType", billType.map { .string($0.description) }),
      ("frequency", frequency == .original ? nil : .string(frequency.code)),
      ("payerClaimControlNumber", payerClaimControlNumber.map(JSON.string)),
      (
        "statementPeriod",
        statementPeriod.map { .members(("from", .date($0.from)), ("through", .date($0.through))) }
      ),
      ("admission", admission?.document), ("discharge", discharge?.document),
      ("patient", patient.document),
      ("coverages", list(coverages) { $0.document }),
      ("providers", providersDocument),
      ("diagnoses", list(diagnoses) { $0.document }),
      ("procedures", list(procedures) { $0.document }),
      (
        "occurrences",
        list(occurrences) { .members(("code", .string($0.code)), ("date", .date($0.date))) }
      ),
      ("conditionCodes", list(conditionCodes) { .string($0) }),
      (
        "valueCodes",
        list(valueCodes) { .members(("code", .string($0.code)), ("amount", .money($0.amount))) }
      ),
      ("charges", list(charges) { $0.document }),
      ("priorAuthorization", priorAuthorization.map(JSON.string)),
      ("referralNumber", referralNumber.map(JSON.string)),
      ("mammographyCertificationNumber", mammographyCertificationNumber.map(JSON.string)),
      ("laboratoryCertificationNumber", laboratoryCertificationNumber.map(JSON.string)),
      ("accident", accident?.document),
      ("illnessOnset", illnessOnset.map { .date($0) }),
      ("lastMenstrualPeriod", lastMenstrualPeriod.map { .date($0) }),
      ("assignment", assignment == Assignment() ? nil : assignment.document),
      ("notes", list(notes) { $0.document }), ("benefits", benefits))
  }

  private var providersDocument: JSON? {
    let members = providers.roles.compactMap { role in
      providers[role].map { JSON.Member(role.rawValue, $0.document) }
    }
    return members.isEmpty ? nil : .object(members)
  }
}

private func list<Value>(_ values: [Value], _ document: (Value) -> JSON) -> JSON? {
  values.isEmpty ? nil : .array(values.map(document))
}

extension Admission {
  fileprivate var document: JSON {
    .members(
      ("date", date.map { .date($0) }), ("time", time.map { .string($0.description) }),
      ("type", type.map(JSON.string)), ("source", source.map(JSON.string)))
  }
}

extension Discharge {
  fileprivate var document: JSON {
    .members(
      ("date", date.map { .date($0) }), ("time", time.map { .string($0.description) }),
      ("status", status.map(JSON.string)))
  }
}

extension Address {
  /// The address as our own document has one.
  public var document: JSON {
    .members(
      ("lines", .array(lines.map(JSON.string))), ("city", .string(city)),
      ("state", state.map(JSON.string)), ("postalCode", postalCode.map(JSON.string)),
      ("country", country.map(JSON.string)))
  }
}

extension PersonName {
  fileprivate var members: [JSON.Member] {
    JSON.members(
      ("family", .string(family)), ("given", given.map(JSON.string)),
      ("middle", middle.map(JSON.string)), ("suffix", suffix.map(JSON.string))
    ).members
  }
}

extension Person {
  fileprivate var members: [JSON.Member] {
    name.members
      + JSON.members(
        ("birthDate", birthDate.map { .date($0) }), ("sex", .string(sex.rawValue)),
        ("address", address?.document)
      ).members
  }
}

extension Person {
  /// The person as our own document has one.
  public var document: JSON { .object(members) }
}

extension Patient {
  /// The patient as our own document has one.
  public var document: JSON {
    .object(
      person.members
        + JSON.members(("medicalRecordNumber", medicalRecordNumber.map(JSON.string))).members)
  }
}

extension Coverage {
  /// The coverage as our own document has one.
  public var document: JSON {
    .members(
      (
        "payer",
        .members(
          ("name", .string(payer.name)), ("id", payer.id.map(JSON.string)),
          ("address", payer.address?.document))
      ),
      ("subscriberId", subscriberID.map(JSON.string)),
      ("relationship", .string(relationship.rawValue)),
      ("subscriber", subscriber.map { .object($0.members) }),
      ("groupNumber", groupNumber.map(JSON.string)), ("planName", planName.map(JSON.string)),
      ("claimFiling", claimFiling.map { .string($0.rawValue) }),
      ("medicareSecondaryReason", medicareSecondaryReason.map { .string($0.rawValue) }))
  }
}

extension Provider {
  /// The provider as our own document has one.
  public var document: JSON {
    let names: [JSON.Member] =
      switch name {
      case .organization(let name): [JSON.Member("organization", .string(name))]
      case .person(let name): name.members
      }
    return .object(
      names
        + JSON.members(
          ("npi", writtenNPI.map(JSON.string)),
          ("taxonomy", taxonomy.map { .string($0.description) }),
          ("taxId", taxID.map { .string($0.description) }), ("address", address?.document),
          ("telephone", telephone.map(JSON.string))
        ).members)
  }
}

extension Diagnosis {
  fileprivate var document: JSON {
    .members(
      ("code", .string(code)), ("codeSet", codeSet == .icd10cm ? nil : .string(codeSet.rawValue)),
      ("role", .string(role.rawValue)),
      ("presentOnAdmission", presentOnAdmission.map { .string($0.rawValue) }))
  }
}

extension InpatientProcedure {
  fileprivate var document: JSON {
    .members(
      ("code", .string(code)), ("codeSet", codeSet == .icd10pcs ? nil : .string(codeSet.rawValue)),
      ("date", date.map { .date($0) }))
  }
}

extension Charge {
  fileprivate var document: JSON {
    .members(
      ("code", code.map(JSON.string)),
      ("modifiers", list(modifiers) { .string($0) }),
      ("units", .number(units.description)),
      ("unitBasis", unitBasis == .unit ? nil : .string(unitBasis.rawValue)),
      ("charge", .money(amount)),
      ("date", date.map { .date($0) }), ("through", through.map { .date($0) }),
      ("placeOfService", placeOfService.map(JSON.string)),
      ("revenueCode", revenueCode.map(JSON.string)),
      ("diagnoses", list(diagnosisPointers) { .int($0) }),
      (
        "drug",
        drug.map {
          .members(
            ("code", .string($0.code)), ("quantity", .number($0.quantity.description)),
            ("unit", .string($0.unit.rawValue)))
        }
      ),
      ("text", text.map(JSON.string)))
  }
}

extension Accident {
  fileprivate var document: JSON {
    .members(
      ("cause", .string(cause.rawValue)), ("date", date.map { .date($0) }),
      ("state", state.map(JSON.string)))
  }
}

extension Assignment {
  fileprivate var document: JSON {
    .members(
      ("participation", .string(participation.rawValue)),
      ("benefitsToProvider", .string(benefitsToProvider)),
      ("releaseOfInformation", .string(releaseOfInformation)),
      ("providerSignatureOnFile", .bool(providerSignatureOnFile)))
  }
}

extension Note {
  fileprivate var document: JSON {
    .members(
      ("id", .string(id)), ("title", .string(title)), ("date", date.map { .date($0) }),
      ("text", .string(text)))
  }
}
