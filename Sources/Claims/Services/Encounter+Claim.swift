// SPDX-License-Identifier: Apache-2.0

extension Encounter {
  /// What a claim tells of its encounter: the one that it was made from, or what can be read back.
  ///
  /// A claim that was read has no notes, and its setting is known only from the type of bill; everything that
  /// edits ask for is there.
  public init(_ claim: Claim) {
    if let encounter = claim.encounter {
      self = encounter
      return
    }
    let billType =
      claim.kind == .institutional
      ? claim.placeOfService.flatMap { BillType($0 + claim.frequency.code) } : nil
    self.init(
      id: EncounterID(claim.patientControlNumber.description) ?? .unnamed,
      setting: billType?.isInpatient == true ? .inpatient : .other, patient: claim.patient)
    claimKind = claim.kind
    self.billType = billType
    placeOfService = claim.kind == .institutional ? nil : claim.placeOfService
    statementPeriod = claim.statementPeriod
    admission = Admission(
      date: claim.dates.first { $0.qualifier == "435" }?.from, type: claim.admissionType,
      source: claim.admissionSource)
    discharge = Discharge(date: claim.statementPeriod?.through, status: claim.dischargeStatus)
    coverages = [claim.coverage] + claim.otherCoverages
    providers[.billing] = claim.billingProvider
    for provider in claim.providers { providers[provider.role] = provider.provider }
    diagnoses = claim.diagnoses
    diagnoses += claim.externalCauses.map { cause in
      var cause = cause
      cause.role = .externalCause
      return cause
    }
    diagnoses += [claim.admittingDiagnosis].compactMap(\.self) + claim.reasonsForVisit
    procedures = claim.codes.procedures
    conditionCodes = claim.codes.conditionCodes
    occurrences = claim.codes.occurrences
    valueCodes = claim.codes.valueCodes
    frequency = claim.frequency
    assignment = claim.assignment
    charges = claim.lines.map { line in
      var charge = line.charge
      charge.date = line.from ?? charge.date
      charge.through = line.through ?? charge.through
      return charge
    }
  }
}
