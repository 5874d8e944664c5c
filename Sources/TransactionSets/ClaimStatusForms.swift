// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension ClaimStatus.Code: FieldForm {
  init() { self.init(category: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "category", &category)
    pass.value(2, "code", &code)
    pass.value(3, "entity", &entity)
    pass.value(4, "codeList", &codeList)
  }
}

extension ClaimStatus: FieldForm {
  init() { self.init(Code()) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    var first: Code? = primary
    pass.composite(1, "primary", &first)
    primary = first ?? Code()
    pass.value(2, "date", &date)
    pass.value(3, "action", &action)
    pass.value(4, "charge", &charge)
    pass.value(5, "paid", &paid)
    pass.value(6, "adjudicated", &adjudicated)
    pass.value(7, "paymentMethod", &paymentMethod)
    pass.value(8, "remittanceDate", &remittanceDate)
    pass.value(9, "remittanceNumber", &remittanceNumber)
    pass.composites([10, 11], "others", &others)
    pass.value(12, "message", &message)
  }
}

extension ClaimStatusReport: LoopForm {
  init() { self.init(.response) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BHT", "beginning", &beginning)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension ClaimStatusLevel: LoopForm {
  init() { self.init(.source) }

  var loopID: String { "2000" + letter }

  /// The letter by which the guides tell loops of one level from those of another.
  private var letter: String {
    switch level.kind {
    case .source: "A"
    case .receiver: "B"
    case .provider: "C"
    case .subscriber, .patient: "D"
    default: "E"
    }
  }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("HL", "level", &level)
    pass.one("DMG", "demographics", &demographics)
    pass.loops("2100" + letter, "parties", &parties)
    pass.loops("2200" + letter, "matters", &matters)
    pass.loops(beginning: "2000", "levels", &levels) { $0.loopID }
  }
}

extension ClaimStatusMatter: LoopForm {
  init() { self.init(trace: TraceNumber()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("TRN", "trace", &trace)
    pass.all("STC", "statuses", &statuses)
    pass.all("REF", "references", &references)
    pass.all("QTY", "quantities", &quantities)
    pass.all("AMT", "amounts", &amounts)
    pass.all("DTP", "dates", &dates)
    // An inquiry has its lines in 2210, an answer in 2220.
    let letter = String(pass.loopID.last ?? "D")
    pass.loops(beginning: "22", "lines", &lines) {
      ($0.statuses.isEmpty ? "2210" : "2220") + letter
    }
  }
}

extension ClaimStatusLine: LoopForm {
  init() { self.init(service: BilledService()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("SVC") { fields in
      var service: BilledService? = service
      fields.composite(1, "service", &service)
      self.service = service ?? BilledService()
      fields.value(2, "charge", &charge)
      fields.value(3, "paid", &paid)
      fields.value(4, "revenueCode", &revenueCode)
      fields.value(7, "units", &units)
    }
    pass.all("STC", "statuses", &statuses)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
  }
}
