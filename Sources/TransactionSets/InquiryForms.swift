// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension RequestRejection: FieldForm {
  init() { self.init(valid: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "valid", &valid)
    pass.value(2, "agency", &agency)
    pass.value(3, "reason", &reason)
    pass.value(4, "followUp", &followUp)
  }
}

extension ProviderSpecialty: FieldForm {
  init() { self.init(role: "", qualifier: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "role", &role)
    pass.value(2, "qualifier", &qualifier)
    pass.value(3, "code", &code)
  }
}

extension MemberRelation: FieldForm {
  init() { self.init(isSubscriber: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "isSubscriber", &isSubscriber)
    pass.value(2, "relationship", &relationship)
    pass.value(3, "maintenance", &maintenance)
    pass.value(4, "maintenanceReason", &maintenanceReason)
    pass.value(5, "benefitStatus", &benefitStatus)
    pass.components(6, "medicare", &medicare)
    pass.value(7, "cobraEvent", &cobraEvent)
    pass.value(8, "employment", &employment)
    pass.value(9, "student", &student)
    pass.value(10, "disabled", &disabled)
    var day = QualifiedDate("", death)
    pass.period(11, "death", &day)
    death = day.from
    pass.value(13, "confidentiality", &confidentiality)
    pass.value(17, "birthSequence", &birthSequence)
  }
}

extension QualifiedCode: FieldForm {
  init() { self.init("", "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "code", &code)
    pass.period(3, "date", &date)
  }
}

/// Codes of a HI segment; up to twelve.
private struct CodesSegment: FieldForm {
  static let room = 12
  var codes: [QualifiedCode] = []

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.composites(Array(1...Self.room), "codes", &codes)
  }
}

extension LoopPass {
  /// Codes, up to twelve to a HI segment.
  mutating func codes(_ name: String, _ list: inout [QualifiedCode]) {
    guard !Self.isJSON else {
      all("HI", name, [], &list)
      return
    }
    var segments: [CodesSegment] = []
    func split() -> [CodesSegment] {
      stride(from: 0, to: list.count, by: CodesSegment.room).map {
        CodesSegment(codes: Array(list[$0..<min($0 + CodesSegment.room, list.count)]))
      }
    }
    segments = split()
    all("HI", name, [], &segments)
    list = segments.flatMap(\.codes)
    if split().map(\.codes.count) != segments.map(\.codes.count) { isSpread() }
  }
}

extension MilitaryService: FieldForm {
  init() { self.init(informationStatus: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "informationStatus", &informationStatus)
    pass.value(2, "employment", &employment)
    pass.value(3, "branch", &branch)
    pass.value(4, "description", &description)
    pass.value(5, "rank", &rank)
    pass.period(6, "period", &period)
  }
}

extension ServiceDelivery: FieldForm {
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "quantity", &quantity)
    pass.value(3, "unit", &unit)
    pass.value(4, "every", &every)
    pass.value(5, "period", &period)
    pass.value(6, "periodCount", &periodCount)
    pass.value(7, "pattern", &pattern)
    pass.value(8, "patternTime", &patternTime)
  }
}

extension AdditionalInformation: FieldForm, LoopForm {
  init() { self.init(codeList: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "codeList", &codeList)
    pass.value(2, "code", &code)
    pass.value(3, "category", &category)
    pass.value(4, "text", &text)
  }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) { pass.segment("III") { fields(&$0) } }
}

extension MessageText: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) { pass.value(1, "text", &text) }
}

extension AttachmentNotice: FieldForm {
  init() { self.init(report: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "report", &report)
    pass.value(2, "transmission", &transmission)
    pass.value(5, "qualifier", &qualifier)
    pass.value(6, "controlNumber", &controlNumber)
    pass.value(7, "description", &description)
  }
}
