// SPDX-License-Identifier: Apache-2.0

import Values

extension ClaimBuilding {
  mutating func controlNumber() -> PatientControlNumber? {
    let text = encounter.patientControlNumber ?? encounter.id.description
    if let number = PatientControlNumber(text) { return number }
    find(
      "claim.patient-control-number", at: .claim,
      [Finding.Fact("length", String(text.utf8.count))], guide: "2300 CLM01")
    return nil
  }

  mutating func statementPeriod() -> StatementPeriod? {
    let days = encounter.charges.flatMap { [$0.date, $0.through].compactMap { $0 } }
    let period =
      encounter.statementPeriod
      ?? days.min().flatMap { first in
        days.max().map { StatementPeriod(from: first, through: $0) }
      }
    guard let period else {
      find("claim.missing-date", at: .claim, [Finding.Fact("field", "statementPeriod")])
      return nil
    }
    check(period.from, notAfter: period.through, "statement period", at: .claim)
    return period
  }

  mutating func claimFrequency() -> ClaimFrequency {
    var frequency = encounter.frequency
    if let stated = encounter.billType?.frequency {
      if frequency != .original, stated != frequency {
        find(
          "claim.frequency-conflict", at: .claim,
          [Finding.Fact("billType", stated.code), Finding.Fact("frequency", frequency.code)])
      }
      frequency = stated
    }
    if frequency.refersToEarlierClaim, encounter.payerClaimControlNumber == nil {
      find(
        "claim.missing-payer-control-number", at: .claim,
        [Finding.Fact("frequency", frequency.code)], guide: "2300 REF (F8)")
    }
    return frequency
  }

  /// What only a professional claim asks for.
  mutating func checkVisit() {
    if encounter.placeOfService == nil,
      encounter.charges.contains(where: { $0.placeOfService == nil })
    {
      find("claim.missing-place-of-service", at: .claim, guide: "2300 CLM05-1")
    }
    if encounter.billType != nil { notSent("billType") }
    if !encounter.procedures.isEmpty { notSent("procedures") }
    if !encounter.occurrences.isEmpty { notSent("occurrences") }
    if !encounter.conditionCodes.isEmpty { notSent("conditionCodes") }
    if !encounter.valueCodes.isEmpty { notSent("valueCodes") }
    if encounter.discharge?.status != nil { notSent("discharge.status") }
    if let admission = encounter.admission?.date {
      checkOrder(admission, "admission", encounter.discharge?.date, "discharge")
    }
    checkAccident()
  }

  /// What only an institutional claim asks for.
  mutating func checkStay() {
    checkAccident()
    notSentByInstitutions()
    guard let bill = encounter.billType else {
      find("claim.missing-bill-type", at: .claim, guide: "2300 CLM05")
      return
    }
    require(encounter.discharge?.status, "claim.missing-discharge-status", guide: "2300 CL103")
    require(encounter.admission?.type, "claim.missing-admission-type", guide: "2300 CL101")
    if bill.isInpatient {
      require(encounter.admission?.date, "claim.missing-admission-date", guide: "2300 DTP (435)")
      require(encounter.admission?.source, "claim.missing-admission-source", guide: "2300 CL102")
    }
    if let admission = encounter.admission?.date {
      checkOrder(admission, "admission", encounter.discharge?.date, "discharge")
    }
  }

  private mutating func notSentByInstitutions() {
    if encounter.placeOfService != nil { notSent("placeOfService") }
    if encounter.mammographyCertificationNumber != nil { notSent("mammographyCertificationNumber") }
    if encounter.laboratoryCertificationNumber != nil { notSent("laboratoryCertificationNumber") }
    if encounter.illnessOnset != nil { notSent("illnessOnset") }
    if encounter.lastMenstrualPeriod != nil { notSent("lastMenstrualPeriod") }
    if let accident = encounter.accident {
      if accident.cause != .auto { notSent("accident.cause") }
      if accident.date != nil { notSent("accident.date") }
    }
  }

  private mutating func checkAccident() {
    guard let accident = encounter.accident else { return }
    if accident.cause == .auto, accident.state == nil {
      find("claim.missing-accident-state", at: .claim, guide: "2300 CLM11-4")
    }
    if kind != .institutional, accident.cause != .employment, accident.date == nil {
      find("claim.missing-accident-date", at: .claim, guide: "2300 DTP (439)")
    }
    if let date = accident.date {
      checkOrder(date, "accident", encounter.statementPeriod?.through, "statement period")
    }
  }

  /// Says that something of the encounter has no place on the claim.
  mutating func notSent(_ field: String, at place: Place = .claim) {
    find("claim.not-sent", .informs, at: place, [Finding.Fact("field", field)])
  }

  mutating func require<Value>(
    _ value: Value?, _ rule: String, at place: Place = .claim, guide locator: String
  ) {
    if value == nil { find(rule, at: place, guide: locator) }
  }

  mutating func check(
    _ first: CalendarDate, notAfter last: CalendarDate, _ what: String, at place: Place
  ) {
    guard first > last else { return }
    find(
      "claim.date-order", at: place,
      [
        Finding.Fact("what", what), Finding.Fact("first", first.description),
        Finding.Fact("last", last.description),
      ])
  }

  private mutating func checkOrder(
    _ first: CalendarDate, _ name: String, _ last: CalendarDate?, _ lastName: String
  ) {
    if let last { check(first, notAfter: last, "\(name), \(lastName)", at: .claim) }
  }
}
