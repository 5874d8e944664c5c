// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension FileBeginning: FieldForm {
  init() { self.init(purpose: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "purpose", &purpose)
    pass.value(2, "reference", &reference)
    pass.value(3, "date", &date)
    pass.value(4, "time", &time)
    pass.value(5, "timeZone", &timeZone)
    pass.value(6, "originalReference", &originalReference)
    pass.value(7, "kind", &kind)
    pass.value(8, "action", &action)
  }
}

extension Enrolment: LoopForm {
  init() { self.init(beginning: FileBeginning(purpose: "")) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BGN", "beginning", &beginning)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
    pass.all("QTY", "totals", &totals)
    pass.loop("1000A", "sponsor", &sponsor)
    pass.loop("1000B", "payer", &payer)
    pass.loops("1000C", "brokers", &brokers)
    pass.loops("2000", "members", &members)
  }
}

extension EnrolmentParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("N1", "", &party, as: OrganizationForm.self)
    pass.loops("1100C", "accounts", &accounts)
  }
}

extension BrokerAccount: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("ACT") { fields in
      fields.value(1, "number", &number)
      fields.value(6, "secondNumber", &secondNumber)
    }
  }
}

extension Member: LoopForm {
  init() { self.init(MemberRelation()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("INS", "relation", &relation)
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
    pass.loops(named: "2100", "parties", &parties, \.loop)
    pass.loops("2200", "disabilities", &disabilities)
    pass.loops("2300", "coverages", &coverages)
    pass.loops("2700", "categories", &categories)
    pass.trailer()
    pass.segment("LS", if: !categories.isEmpty) { $0.constant(1, "2700") }
    pass.segment("LE", if: !categories.isEmpty) { $0.constant(1, "2700") }
  }
}

extension MemberParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.all("PER", "contacts", &contacts)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.one("DMG", "demographics", &demographics)
    pass.all("EC", "employment", &employment)
    pass.one("ICM", "income", &income)
    pass.all("AMT", "amounts", &amounts)
    pass.one("HLH", "health", &health)
    pass.all("LUI", "languages", &languages)
  }
}

extension EmploymentClass: FieldForm {
  init() { self.init([]) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.list([1, 2, 3], "classes", &classes)
  }
}

extension MemberIncome: FieldForm {
  init() { self.init(frequency: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "frequency", &frequency)
    pass.value(2, "wage", &wage)
    pass.value(3, "hours", &hours)
    pass.value(4, "location", &location)
    pass.value(5, "grade", &grade)
  }
}

extension MemberHealth: FieldForm {
  init() { self.init(habit: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "habit", &habit)
    pass.value(2, "height", &height)
    pass.value(3, "weight", &weight)
  }
}

extension MemberLanguage: FieldForm {
  init() { self.init(qualifier: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "code", &code)
    pass.value(3, "description", &description)
    pass.value(4, "use", &use)
  }
}

extension Disability: LoopForm {
  init() { self.init(kind: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("DSB") { fields in
      fields.value(1, "kind", &kind)
      fields.value(7, "qualifier", &qualifier)
      fields.value(8, "diagnosis", &diagnosis)
    }
    pass.all("DTP", "dates", &dates)
  }
}

extension ReportingCategory: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("LX") { $0.value(1, "number", &number) }
    pass.loop("2750", "detail", &detail)
  }
}

extension ReportingDetail: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("N1", "", &party, as: OrganizationForm.self)
    pass.one("REF", "reference", &reference)
    pass.one("DTP", "date", &date)
  }
}
