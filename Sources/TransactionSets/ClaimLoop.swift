// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// The claim's own segments: loop 2300.
enum ClaimLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Claim) {
    c.claimInformation(&value)
    c.dates(of: &value)
    c.admission(&value)
    c.dental(&value)
    c.attachments(&value.attachments)
    c.contract(&value.contract)
    c.amounts(&value.amounts)
    c.references(&value.references)
    c.fixedFormats(&value.fixedFormats)
    c.notes(&value.notes)
    c.ambulance(&value.ambulance)
    c.optional("CR2", &value.spinalManipulation, SpinalManipulation()) { c, manipulation in
      c.skip(7)
      c.text(&manipulation.condition)
      c.skip(1)
      c.name(&manipulation.description)
      c.name(&manipulation.furtherDescription)
    }
    c.conditions(&value.conditions)
    c.diagnoses(&value)
    c.claimCodes(&value.codes)
    c.repricing(&value.repricing)
  }
}

extension SegmentCodec {
  fileprivate mutating func claimInformation(_ claim: inout Claim) {
    guard begin("CLM", if: true) else { return }
    let number = word(claim.patientControlNumber.description)
    let total = money(Self.isReading ? nil : claim.total)
    if Self.isReading {
      claim.patientControlNumber = PatientControlNumber(received: number)
      claim.statedTotal = total
    }
    skip(2)
    open()
    text(&claim.placeOfService)
    word(kind == .institutional ? "A" : "B")
    let frequency = word(claim.frequency.code)
    if Self.isReading { claim.frequency = ClaimFrequency(frequency) ?? .original }
    close()
    assignment(&claim.assignment)
    relatedCauses(&claim.relatedCauses)
    text(&claim.specialProgram)
    skip(6)
    text(&claim.submissionReason)
    text(&claim.delayReason)
    end()
  }

  /// CLM06 to CLM10.
  private mutating func assignment(_ assignment: inout Assignment) {
    if kind == .institutional {
      skip(1)
    } else {
      let signature = word(assignment.providerSignatureOnFile ? "Y" : "N")
      if Self.isReading { assignment.providerSignatureOnFile = signature == "Y" }
    }
    let participation = word(assignment.participation.rawValue)
    if Self.isReading {
      assignment.participation = Assignment.Participation(rawValue: participation) ?? .assigned
    }
    text(&assignment.benefitsToProvider)
    text(&assignment.releaseOfInformation)
    text(&assignment.patientSignatureSource)
  }

  /// CLM11.
  private mutating func relatedCauses(_ causes: inout RelatedCauses?) {
    guard Self.isReading || causes != nil else { return skip(1) }
    var held = causes ?? RelatedCauses()
    open()
    if Self.isReading {
      held.codes = [word(""), word(""), word("")].filter { !$0.isEmpty }
    } else {
      for index in 0..<3 { word(index < held.codes.count ? held.codes[index] : "") }
    }
    name(&held.state)
    text(&held.country)
    close()
    if Self.isReading { causes = held == RelatedCauses() ? nil : held }
  }

  /// DTP; the statement period of an institution stands after the hour of discharge.
  fileprivate mutating func dates(of claim: inout Claim) {
    guard kind == .institutional else { return dates(&claim.dates) }
    if Self.isReading {
      dates(&claim.dates)
      guard let index = claim.dates.firstIndex(where: { $0.qualifier == "434" }),
        let from = claim.dates[index].from
      else { return }
      claim.statementPeriod = StatementPeriod(
        from: from, through: claim.dates[index].through ?? from)
      claim.dates.remove(at: index)
      return
    }
    var discharge = claim.dates.filter { $0.qualifier == "096" }
    var others = claim.dates.filter { $0.qualifier != "096" }
    dates(&discharge)
    if let period = claim.statementPeriod {
      var statement = [QualifiedDate("434", period.from, through: period.through)]
      dates(&statement)
    }
    dates(&others)
  }

  mutating func dates(_ dates: inout [QualifiedDate]) {
    each("DTP", &dates, QualifiedDate()) { c, date in
      c.text(&date.qualifier)
      c.moment(&date)
    }
  }

  /// CL1.
  fileprivate mutating func admission(_ claim: inout Claim) {
    let isStated =
      claim.admissionType != nil || claim.admissionSource != nil || claim.dischargeStatus != nil
    guard begin("CL1", if: isStated) else { return }
    text(&claim.admissionType)
    text(&claim.admissionSource)
    text(&claim.dischargeStatus)
    end()
  }

  /// DN1 and DN2.
  fileprivate mutating func dental(_ claim: inout Claim) {
    guard kind == .dental else { return }
    optional("DN1", &claim.orthodontics, Orthodontics()) { c, orthodontics in
      c.quantity(&orthodontics.months)
      c.quantity(&orthodontics.monthsRemaining)
      c.text(&orthodontics.response)
      c.text(&orthodontics.description)
    }
    each("DN2", &claim.toothStatuses, ToothStatus()) { c, status in
      c.text(&status.tooth)
      c.text(&status.status)
      c.skip(3)
      c.word("JP")
    }
  }
}

extension SegmentCodec {
  mutating func attachments(_ attachments: inout [Paperwork]) {
    each("PWK", &attachments, Paperwork()) { c, attachment in
      c.text(&attachment.reportType)
      c.text(&attachment.transmission)
      c.skip(2)
      c.word(attachment.controlNumber == nil ? "" : "AC")
      c.text(&attachment.controlNumber)
      c.text(&attachment.description)
    }
  }

  mutating func contract(_ contract: inout Contract?) {
    optional("CN1", &contract, Contract()) { c, contract in
      c.text(&contract.type)
      c.money(&contract.amount)
      c.quantity(&contract.percent)
      c.text(&contract.code)
      c.quantity(&contract.termsDiscount)
      c.text(&contract.version)
    }
  }

  mutating func fixedFormats(_ formats: inout [String]) {
    each("K3", &formats, "") { c, format in c.text(&format) }
  }

  mutating func notes(_ notes: inout [ClaimNote]) {
    each("NTE", &notes, ClaimNote()) { c, note in
      c.text(&note.kind)
      c.text(&note.text)
    }
  }

  mutating func ambulance(_ transport: inout AmbulanceTransport?) {
    optional("CR1", &transport, AmbulanceTransport()) { c, transport in
      c.word(transport.patientWeight == nil ? "" : "LB")
      c.quantity(&transport.patientWeight)
      c.text(&transport.type)
      c.text(&transport.reason)
      c.word(transport.miles == nil ? "" : "DH")
      c.quantity(&transport.miles)
      c.skip(2)
      c.text(&transport.roundTripPurpose)
      c.text(&transport.stretcherPurpose)
    }
  }

  mutating func conditions(_ conditions: inout [ConditionIndicator]) {
    each("CRC", &conditions, ConditionIndicator()) { c, condition in
      c.text(&condition.category)
      c.text(&condition.response)
      c.list(&condition.codes, 5)
    }
  }

  mutating func repricing(_ repricing: inout Repricing?) {
    optional("HCP", &repricing, Repricing()) { c, repricing in
      c.text(&repricing.methodology)
      c.money(&repricing.allowed)
      c.money(&repricing.savings)
      c.text(&repricing.organizationID)
      c.quantity(&repricing.rate)
      c.text(&repricing.group)
      c.money(&repricing.groupAmount)
      c.text(&repricing.revenueCode)
      c.text(&repricing.codeList)
      c.text(&repricing.code)
      c.text(&repricing.unitBasis)
      c.quantity(&repricing.units)
      c.text(&repricing.rejectReason)
      c.text(&repricing.policyCompliance)
      c.text(&repricing.exception)
    }
  }
}
