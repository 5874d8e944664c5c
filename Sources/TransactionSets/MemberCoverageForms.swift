// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension MemberCoverage: LoopForm {
  init() { self.init(line: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("HD") { fields in
      fields.value(1, "maintenance", &maintenance)
      fields.value(3, "line", &line)
      fields.value(4, "plan", &plan)
      fields.value(5, "level", &level)
      fields.value(9, "isLate", &isLate)
    }
    pass.all("DTP", "dates", &dates)
    pass.all("AMT", "amounts", &amounts)
    pass.all("REF", "references", &references)
    pass.all("IDC", "cards", &cards)
    pass.loops("2310", "providers", &providers)
    pass.loops("2320", "others", &others)
  }
}

extension IdentificationCard: FieldForm {
  init() { self.init(plan: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "plan", &plan)
    pass.value(2, "kind", &kind)
    pass.value(3, "count", &count)
    pass.value(4, "action", &action)
  }
}

extension CoverageProvider: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("LX") { $0.value(1, "number", &number) }
    pass.one("NM1", "party", &party)
    pass.all("N3", "streets", &streets)
    pass.one("N4", "locality", &locality)
    pass.all("PER", "contacts", &contacts)
    pass.one("PLA", "change", &change)
  }
}

extension ProviderChange: FieldForm {
  init() { self.init(date: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "action", &action)
    pass.value(2, "role", &role)
    pass.value(3, "date", &date)
    pass.value(5, "reason", &reason)
  }
}

extension OtherCoverage: LoopForm {
  init() { self.init(rank: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("COB") { fields in
      fields.value(1, "rank", &rank)
      fields.value(2, "policy", &policy)
      fields.value(3, "coordination", &coordination)
      fields.repetitions(4, "serviceTypes", &serviceTypes)
    }
    pass.all("REF", "references", &references)
    pass.all("DTP", "dates", &dates)
    pass.loops("2330", "entities", &entities)
  }
}

extension OtherCoverageEntity: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.all("PER", "contacts", &contacts)
  }
}
