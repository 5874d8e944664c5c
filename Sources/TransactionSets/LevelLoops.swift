// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// The billing provider's level, its HL apart: loop 2000A.
enum BillingLevel: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Claim) {
    if c.begin("PRV", if: value.billingProvider.taxonomy != nil) {
      c.specialty("BI", &value.billingProvider)
    }
    if c.begin("CUR", "85", if: value.currency != nil) {
      c.text(&value.currency)
      c.end()
    }
  }
}

/// The subscriber's level, its HL apart: loop 2000B.
enum SubscriberLevel: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Claim) {
    if c.begin("SBR", if: true) {
      c.coverage(
        &value.coverage, position: 0,
        relationship: value.coverage.relationship == .`self` ? "18" : "")
      c.end()
    }
    if value.coverage.relationship == .`self` { c.patientFacts(&value, relationship: nil) }
  }
}

/// The level of a patient who does not hold the policy, its HL apart: loop 2000C.
enum PatientLevel: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Claim) {
    c.patientFacts(&value, relationship: value.coverage.relationship.code)
  }
}

/// Another payer: loop 2320.
enum OtherPayerLoop: LoopMapping {
  /// Another payer and which one it is, from 1.
  struct Value {
    var payer: OtherPayer
    var position: Int
  }

  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Value) {
    if c.begin("SBR", if: true) {
      let related = c.coverage(
        &value.payer.coverage, position: value.position,
        relationship: value.payer.coverage.relationship.code)
      if Codec.isReading, let relationship = Relationship(code: related) {
        value.payer.coverage.relationship = relationship
      }
      c.end()
    }
    c.adjustments(&value.payer.adjustments)
    c.amounts(&value.payer.amounts)
    c.optional("OI", &value.payer.assignment, Assignment()) { c, assignment in
      c.skip(2)
      c.text(&assignment.benefitsToProvider)
      c.text(&assignment.patientSignatureSource)
      c.skip(1)
      c.text(&assignment.releaseOfInformation)
    }
    c.optional("MIA", &value.payer.inpatient, InpatientAdjudication()) { $0.inpatient(&$1) }
    c.optional("MOA", &value.payer.outpatient, OutpatientAdjudication()) { $0.outpatient(&$1) }
  }
}

extension SegmentCodec {
  /// SBR01 to SBR09.
  ///
  /// - Returns: SBR02 as it stands; at the subscriber's own level it follows from there being a 2000C.
  @discardableResult
  fileprivate mutating func coverage(
    _ coverage: inout Coverage, position: Int, relationship: String
  ) -> String {
    let order = PayerResponsibility.allCases
    let own = position < order.count - 1 ? order[position] : nil
    let read = word((coverage.responsibility ?? own)?.rawValue ?? "")
    if Self.isReading { coverage.responsibility = PayerResponsibility(rawValue: read) }
    let related = word(relationship)
    text(&coverage.groupNumber)
    name(&coverage.planName)
    choice(&coverage.medicareSecondaryReason)
    skip(3)
    choice(&coverage.claimFiling)
    return related
  }

  /// PAT: the relationship, where it is said here, and what is known of the patient's state.
  fileprivate mutating func patientFacts(_ claim: inout Claim, relationship: String?) {
    let patient = claim.patient
    let hasFacts = patient.deathDate != nil || patient.weight != nil || patient.isPregnant
    guard begin("PAT", if: relationship != nil || hasFacts) else { return }
    let read = word(relationship ?? "")
    if Self.isReading, relationship != nil {
      let known = Relationship(code: read) ?? .other
      claim.coverage.relationship = known == .`self` ? .other : known
    }
    skip(3)
    word(patient.deathDate == nil ? "" : "D8")
    day(&claim.patient.deathDate)
    word(patient.weight == nil ? "" : "01")
    quantity(&claim.patient.weight)
    yes(&claim.patient.isPregnant)
    end()
  }

  mutating func amounts(_ amounts: inout [QualifiedAmount]) {
    each("AMT", &amounts, QualifiedAmount()) { c, amount in
      c.text(&amount.qualifier)
      c.money(&amount.amount)
      c.text(&amount.sign)
    }
  }

  /// CAS: up to six adjustments of one group in a segment.
  mutating func adjustments(_ adjustments: inout [Adjustment]) {
    if Self.isReading {
      while begin("CAS", if: true) {
        let group = word("")
        for _ in 0..<6 {
          var adjustment = Adjustment(group)
          adjustmentParts(&adjustment)
          if adjustment.reason.isEmpty { continue }
          adjustments.append(adjustment)
        }
        end()
      }
      return
    }
    var count = 0
    for index in adjustments.indices {
      if count == 0 {
        _ = begin("CAS", if: true)
        word(adjustments[index].group)
      }
      var adjustment = adjustments[index]
      adjustmentParts(&adjustment)
      count += 1
      let isLast = index + 1 == adjustments.count
      if isLast || count == 6 || adjustments[index + 1].group != adjustment.group {
        end()
        count = 0
      }
    }
  }

  private mutating func adjustmentParts(_ adjustment: inout Adjustment) {
    text(&adjustment.reason)
    money(&adjustment.amount)
    quantity(&adjustment.quantity)
  }
}

extension SegmentCodec {
  /// MIA.
  fileprivate mutating func inpatient(_ value: inout InpatientAdjudication) {
    quantity(&value.coveredDays)
    money(&value.operatingOutlier)
    quantity(&value.lifetimePsychiatricDays)
    money(&value.drg)
    remark(&value.remarks, 0)
    money(&value.disproportionateShare)
    money(&value.secondaryPassThrough)
    money(&value.capital)
    money(&value.capitalFederal)
    money(&value.capitalHospital)
    money(&value.capitalDisproportionateShare)
    money(&value.oldCapital)
    money(&value.capitalEducation)
    money(&value.operatingHospital)
    quantity(&value.costReportDays)
    money(&value.operatingFederal)
    money(&value.capitalOutlier)
    money(&value.indirectTeaching)
    money(&value.nonpayableProfessional)
    for index in 1...4 { remark(&value.remarks, index) }
    money(&value.capitalException)
  }

  /// MOA.
  fileprivate mutating func outpatient(_ value: inout OutpatientAdjudication) {
    text(&value.reimbursementRate)
    money(&value.hcpcsPayable)
    for index in 0...4 { remark(&value.remarks, index) }
    money(&value.renalDisease)
    money(&value.nonpayableProfessional)
  }

  private mutating func remark(_ remarks: inout [String], _ index: Int) {
    let read = word(index < remarks.count ? remarks[index] : "")
    if Self.isReading, !read.isEmpty { remarks.append(read) }
  }
}
