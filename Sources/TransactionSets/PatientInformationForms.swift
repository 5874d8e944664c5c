// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension PatientInformation: LoopForm {
  init() { self.init(beginning: FileBeginning(purpose: "")) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BGN", "beginning", &beginning)
    pass.loops(named: "1000", "parties", &parties, \.loop)
    pass.loops("2000A", "items", &items)
  }
}

extension AttachmentParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.all("PER", "contacts", &contacts)
    pass.one("PRV", "provider", &provider)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
  }
}

extension AttachmentItem: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("LX") { $0.value(1, "number", &number) }
    pass.one("TRN", "trace", &trace)
    pass.one("STC", "request", &request)
    pass.all("REF", "references", &references)
    pass.loop("2100A", "service", &service)
    pass.loop("2100B", "content", &content)
  }
}

extension AttachmentService: LoopForm {
  init() { self.init(QualifiedDate()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) { pass.one("DTP", "", &date) }
}

extension AttachmentContent: LoopForm {
  init() { self.init(report: nil) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("DTP", "date", &date)
    pass.segment("CAT", if: report != nil || format != nil) { fields in
      fields.value(1, "report", &report)
      fields.value(2, "format", &format)
      fields.value(3, "version", &version)
    }
    pass.loop("2110B", "data", &data)
  }
}

extension AttachmentData: LoopForm {
  init() { self.init("", security: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("EFI") { $0.value(1, "security", &security) }
    // The length is not kept where it is that of the data.
    if Pass.isJSON {
      pass.segment("BIN") { fields in
        fields.value(1, "encoding", &encoding)
        fields.value(2, "length", &length)
        fields.value(3, "text", &text)
      }
      return
    }
    var count: Int? = length ?? text.utf8.count
    pass.segment("BIN", if: encoding == nil) { fields in
      fields.value(1, "length", &count)
      fields.value(2, "text", &text)
    }
    pass.segment("BDS", if: encoding != nil) { fields in
      fields.value(1, "encoding", &encoding)
      fields.value(2, "length", &count)
      fields.value(3, "text", &text)
    }
    length = count == text.utf8.count ? nil : count
  }
}
