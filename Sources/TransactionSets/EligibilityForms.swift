// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension Eligibility: LoopForm {
  init() { self.init(isAnswer: false) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BHT", "beginning", &beginning)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension EligibilityLevel: LoopForm {
  init() { self.init(.source) }

  var loopID: String { "2000" + letter }

  private var letter: String {
    switch level.kind {
    case .source: "A"
    case .receiver: "B"
    case .subscriber: "C"
    default: "D"
    }
  }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("HL", "level", &level)
    pass.all("AAA", "rejections", &rejections)
    pass.all("TRN", "traces", &traces)
    pass.loop("2100" + letter, "party", &party)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension InquiryParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.all("REF", "references", &references)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.all("PER", "contacts", &contacts)
    pass.all("AAA", "rejections", &rejections)
    pass.one("PRV", "provider", &provider)
    pass.one("DMG", "demographics", &demographics)
    pass.one("INS", "relation", &relation)
    pass.codes("diagnoses", &diagnoses)
    pass.all("DTP", "dates", &dates)
    pass.one("MPI", "military", &military)
    let letter = String(pass.loopID.last ?? "C")
    pass.loops("2110" + letter, begunBy: "EQ", "questions", &questions)
    pass.loops("2110" + letter, begunBy: "EB", "benefits", &benefits)
  }
}

extension EligibilityQuestion: LoopForm {
  init() { self.init(serviceTypes: []) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("EQ") { fields in
      fields.repetitions(1, "serviceTypes", &serviceTypes)
      fields.composite(2, "service", &service)
      fields.value(3, "coverageLevel", &coverageLevel)
      fields.components(5, "diagnosisPointers", &diagnosisPointers)
    }
    pass.all("AMT", "amounts", &amounts)
    pass.all("III", "additional", &additional)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
  }
}

extension Benefit: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("EB") { fields in
      fields.value(1, "information", &information)
      fields.value(2, "coverageLevel", &coverageLevel)
      fields.repetitions(3, "serviceTypes", &serviceTypes)
      fields.value(4, "insuranceType", &insuranceType)
      fields.value(5, "planDescription", &planDescription)
      fields.value(6, "period", &period)
      fields.value(7, "amount", &amount)
      fields.value(8, "fraction", &fraction)
      fields.value(9, "quantityQualifier", &quantityQualifier)
      fields.value(10, "quantity", &quantity)
      fields.value(11, "authorization", &authorization)
      fields.value(12, "inNetwork", &inNetwork)
      fields.composite(13, "service", &service)
      fields.components(14, "diagnosisPointers", &diagnosisPointers)
    }
    pass.all("HSD", "deliveries", &deliveries)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
    pass.all("AAA", "rejections", &rejections)
    pass.all("MSG", "messages", &messages)
    // LS and LE bracket the entities; behind other loops LS stands in the trailer.
    let letter = String(pass.loopID.last ?? "C")
    var isBracketed = false
    pass.segment("LS", if: !entities.isEmpty && additional.isEmpty) { fields in
      fields.constant(1, "2120")
      isBracketed = true
    }
    pass.loops("2115" + letter, "additional", &additional)
    pass.loops("2120" + letter, "entities", &entities)
    pass.trailer()
    pass.segment("LS", if: !entities.isEmpty && !additional.isEmpty) { fields in
      fields.constant(1, "2120")
      isBracketed = true
    }
    pass.segment("LE", if: !entities.isEmpty) { $0.constant(1, "2120") }
    if isBracketed == entities.isEmpty { pass.isSpread() }
  }
}

extension BenefitEntity: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.all("PER", "contacts", &contacts)
    pass.one("PRV", "provider", &provider)
  }
}
