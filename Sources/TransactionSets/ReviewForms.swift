// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension Review: LoopForm {
  init() { self.init(isAnswer: false, beginning: SetBeginning()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BHT", "beginning", &beginning)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension ReviewLevel: LoopForm {
  init() { self.init(.source) }

  var loopID: String { "2000" + letter }

  private var letter: String {
    switch level.kind {
    case .source: "A"
    case .receiver: "B"
    case .subscriber: "C"
    case .dependent: "D"
    case .event: "E"
    default: "F"
    }
  }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("HL", "level", &level)
    pass.all("TRN", "traces", &traces)
    pass.all("AAA", "rejections", &rejections)
    pass.one("UM", "request", &request)
    pass.one("HCR", "decision", &decision)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
    pass.codes("diagnoses", &diagnoses)
    pass.one("SV1", "professional", &professional)
    pass.one("SV2", "institutional", &institutional)
    pass.one("SV3", "dental", &dental)
    pass.all("TOO", "teeth", &teeth)
    pass.one("HSD", "delivery", &delivery)
    pass.all("CRC", "conditions", &conditions)
    pass.one("CL1", "facility", &facility)
    pass.all("PWK", "attachments", &attachments)
    pass.all("MSG", "messages", &messages)
    let ownLoop = "2010" + letter
    for index in parties.indices where parties[index].loop.isEmpty {
      parties[index].loop = ["E", "F"].contains(letter) ? ownLoop + "A" : ownLoop
    }
    pass.loops(named: "2010", "parties", &parties, \.loop)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension ReviewRequest: FieldForm {
  init() { self.init(category: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "category", &category)
    pass.value(2, "certification", &certification)
    pass.value(3, "serviceType", &serviceType)
    pass.within(4) { fields in
      fields.value(1, "facilityType", &facilityType)
      fields.value(2, "facilityQualifier", &facilityQualifier)
    }
    pass.within(5) { fields in
      fields.list([1, 2, 3], "relatedCauses", &relatedCauses)
      fields.value(4, "accidentState", &accidentState)
      fields.value(5, "accidentCountry", &accidentCountry)
    }
    pass.value(6, "urgency", &urgency)
    pass.value(7, "condition", &condition)
    pass.value(8, "prognosis", &prognosis)
    pass.value(9, "release", &release)
    pass.value(10, "delayReason", &delayReason)
  }
}

extension ReviewDecision: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "action", &action)
    pass.value(2, "authorization", &authorization)
    pass.repetitions(3, "reasons", &reasons)
    pass.value(4, "secondOpinion", &secondOpinion)
  }
}

extension ReviewCondition: FieldForm {
  init() { self.init(category: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "category", &category)
    pass.value(2, "applies", &applies)
    pass.list([3, 4, 5, 6, 7], "codes", &codes)
  }
}

extension ReviewFacility: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "admissionType", &admissionType)
    pass.value(2, "admissionSource", &admissionSource)
    pass.value(3, "patientStatus", &patientStatus)
    pass.value(4, "nursingHomeStatus", &nursingHomeStatus)
  }
}

extension ReviewProfessionalService: FieldForm {
  init() { self.init(nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.composite(1, "service", &service)
    pass.value(2, "charge", &charge)
    pass.value(3, "unit", &unit)
    pass.value(4, "units", &units)
    pass.components(7, "diagnosisPointers", &diagnosisPointers)
    pass.value(11, "screening", &screening)
    pass.value(20, "nursingHomeLevel", &nursingHomeLevel)
  }
}

extension ReviewInstitutionalService: FieldForm {
  init() { self.init(nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "revenueCode", &revenueCode)
    pass.composite(2, "service", &service)
    pass.value(3, "charge", &charge)
    pass.value(4, "unit", &unit)
    pass.value(5, "units", &units)
    pass.value(6, "rate", &rate)
    pass.value(9, "nursingHomeStatus", &nursingHomeStatus)
    pass.value(10, "nursingHomeLevel", &nursingHomeLevel)
  }
}

extension ReviewDentalService: FieldForm {
  init() { self.init(nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.composite(1, "service", &service)
    pass.value(2, "charge", &charge)
    pass.components(4, "areas", &areas)
    pass.value(5, "prosthesis", &prosthesis)
    pass.value(6, "units", &units)
    pass.value(7, "description", &description)
  }
}

extension ReviewTooth: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.constant(1, "JP")
    pass.value(2, "tooth", &tooth)
    pass.components(3, "surfaces", &surfaces)
  }
}
