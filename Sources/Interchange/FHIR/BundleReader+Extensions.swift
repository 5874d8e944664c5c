// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  private static let known: Set<String> = [
    "claim-type", "patient-control-number", "prior-authorization", "referral-number",
    "mammography-certification-number", "laboratory-certification-number", "accident-cause",
    "accident-date", "accident-state", "illness-onset", "last-menstrual-period", "claim-frequency",
    "payer-claim-control-number", "condition-code", "occurrence", "value-code",
  ]

  /// Reads what a claim needs and FHIR's Encounter has no element for.
  mutating func readOwnExtensions(_ field: Field, into encounter: inout Encounter) {
    encounter.patientControlNumber = reader.text(field.ownExtension("patient-control-number"))
    encounter.priorAuthorization = reader.text(field.ownExtension("prior-authorization"))
    encounter.referralNumber = reader.text(field.ownExtension("referral-number"))
    encounter.mammographyCertificationNumber = reader.text(
      field.ownExtension("mammography-certification-number"))
    encounter.laboratoryCertificationNumber = reader.text(
      field.ownExtension("laboratory-certification-number"))
    encounter.illnessOnset = reader.date(field.ownExtension("illness-onset"))
    encounter.lastMenstrualPeriod =
      reader.date(field.ownExtension("last-menstrual-period")) ?? lastMenstrualPeriod(field)
    if let frequency = reader.text(
      field.ownExtension("claim-frequency"), as: "one character",
      rule: "encounter.bad-value", { ClaimFrequency($0) })
    {
      encounter.frequency = frequency
    }
    encounter.payerClaimControlNumber = reader.text(
      field.ownExtension("payer-claim-control-number"))
    readAccident(field, into: &encounter)
    readBillingCodes(field, into: &encounter)
    findUnknownExtensions(field)
  }

  private mutating func readAccident(_ field: Field, into encounter: inout Encounter) {
    guard let cause = reader.choice(field.ownExtension("accident-cause"), Accident.Cause.self)
    else { return }
    encounter.accident = Accident(
      cause: cause, date: reader.date(field.ownExtension("accident-date")),
      state: reader.text(field.ownExtension("accident-state")))
  }

  /// Reads codes that may stand more than once: a code, or a code with `=` and a date or amount.
  private mutating func readBillingCodes(_ field: Field, into encounter: inout Encounter) {
    for element in field["extension"].elements {
      guard let url = element["url"].string, url.hasPrefix(Field.ownExtensions) else { continue }
      let value = element["valueString"]
      let parts = (value.string ?? "").split(separator: "=", maxSplits: 1).map(String.init)
      switch url.dropFirst(Field.ownExtensions.utf8.count) {
      case "condition-code": encounter.conditionCodes += [reader.text(value)].compactMap { $0 }
      case "occurrence":
        if parts.count == 2, let date = CalendarDate(parts[1]) {
          encounter.occurrences.append(Occurrence(code: parts[0], date: date))
        } else {
          reader.find("encounter.bad-value", at: value, [Finding.Fact("expected", "code=date")])
        }
      case "value-code":
        if parts.count == 2, let amount = Money(parts[1]) {
          encounter.valueCodes.append(ValueCode(code: parts[0], amount: amount))
        } else {
          reader.find("encounter.bad-value", at: value, [Finding.Fact("expected", "code=amount")])
        }
      default: break
      }
    }
  }

  private mutating func findUnknownExtensions(_ field: Field) {
    for element in field["extension"].elements {
      let url = element["url"].string ?? ""
      guard url.hasPrefix(Field.ownExtensions),
        !Self.known.contains(String(url.dropFirst(Field.ownExtensions.utf8.count)))
      else { continue }
      reader.find("encounter.unknown-field", .warns, at: element)
    }
  }

  /// The Observation that LOINC 8665-2 names: date of the last menstrual period.
  private mutating func lastMenstrualPeriod(_ field: Field) -> CalendarDate? {
    for observation in resources("Observation", of: field)
    where observation["code"].codes.contains("8665-2") {
      used.insert(observation.place)
      return dateTime(observation["valueDateTime"])?.date
    }
    return nil
  }
}
