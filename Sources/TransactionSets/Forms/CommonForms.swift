// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension QualifiedReference: FieldForm {
  init() { self.init("", "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "value", &value)
    pass.value(3, "description", &description)
  }
}

extension QualifiedDate: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.period(2, "", &self)
  }
}

/// A date of a remittance: DTM holds the day itself, without a format before it.
struct DayForm: FieldFormOver {
  var value = QualifiedDate()

  init() {}
  init(_ value: QualifiedDate) { self.value = value }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &value.qualifier)
    pass.value(2, "from", &value.from)
    pass.value(3, "time", &value.time)
  }
}

extension QualifiedAmount: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "amount", &amount)
    pass.value(3, "sign", &sign)
  }
}

extension QualifiedQuantity: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "quantity", &quantity)
    pass.value(3, "unit", &unit)
  }
}

extension NamedParty: FieldForm {
  init() { self.init(role: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "role", &role)
    pass.value(2, "kind", &kind)
    pass.value(3, "name", &name)
    pass.value(4, "given", &given)
    pass.value(5, "middle", &middle)
    pass.value(6, "prefix", &prefix)
    pass.value(7, "suffix", &suffix)
    pass.value(8, "idQualifier", &idQualifier)
    pass.value(9, "id", &id)
    pass.value(10, "relationship", &relationship)
  }
}

/// A party as N1 names it: without kind and without parts of the name.
struct OrganizationForm: FieldFormOver {
  var value = NamedParty()

  init() {}
  init(_ value: NamedParty) { self.value = value }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "role", &value.role)
    pass.value(2, "name", &value.name)
    pass.value(3, "idQualifier", &value.idQualifier)
    pass.value(4, "id", &value.id)
  }
}

extension PostalLines: FieldForm {
  init() { self.init(nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "line1", &line1)
    pass.value(2, "line2", &line2)
  }
}

extension Locality: FieldForm {
  init() { self.init(city: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "city", &city)
    pass.value(2, "state", &state)
    pass.value(3, "postalCode", &postalCode)
    pass.value(4, "country", &country)
    pass.value(5, "locationQualifier", &locationQualifier)
    pass.value(6, "location", &location)
    pass.value(7, "subdivision", &subdivision)
  }
}

extension ContactPoint: FieldForm {
  init() { self.init(purpose: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "purpose", &purpose)
    pass.value(2, "name", &name)
    pass.groups([3, 5, 7], "numbers", &numbers)
  }
}

extension ContactPoint.Number: FieldForm {
  init() { self.init("", "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &qualifier)
    pass.value(2, "value", &value)
  }
}

extension BilledService: FieldForm {
  init() { self.init("", "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "codeList", &codeList)
    pass.value(2, "code", &code)
    pass.list([3, 4, 5, 6], "modifiers", &modifiers)
    pass.value(7, "description", &description)
    pass.value(8, "rangeEnd", &rangeEnd)
  }
}

extension HierarchicalLevel: FieldForm {
  init() { self.init(.other) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    if Pass.isJSON {
      pass.value(1, "number", &number)
    } else {
      // A level that was read without a number keeps none; a new one is to be numbered.
      var text: String? = number ?? LevelNumbering.unnumbered
      pass.value(1, "number", &text)
      number = text ?? ""
    }
    pass.value(2, "parent", &parent)
    pass.value(3, "kind", &kind)
    pass.value(4, "hasChild", &hasChild)
  }
}

extension SetBeginning: FieldForm {
  init() { self.init(structure: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "structure", &structure)
    pass.value(2, "purpose", &purpose)
    pass.value(3, "reference", &reference)
    pass.value(4, "date", &date)
    pass.value(5, "time", &time)
    pass.value(6, "kind", &kind)
  }
}

extension TraceNumber: FieldForm {
  init() { self.init("", "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "kind", &kind)
    pass.value(2, "number", &number)
    pass.value(3, "originator", &originator)
    pass.value(4, "supplemental", &supplemental)
  }
}

extension Demographics: FieldForm {
  init() { self.init(birthDate: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    var birth = QualifiedDate("", birthDate)
    pass.period(1, "birth", &birth)
    birthDate = birth.from
    pass.value(3, "sex", &sex)
    pass.value(4, "maritalStatus", &maritalStatus)
    pass.repeated(5, "ethnicity", &ethnicity)
    pass.value(6, "citizenship", &citizenship)
  }
}

extension Ethnicity: FieldForm {
  init() { self.init(race: nil) }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "race", &race)
    pass.value(2, "codeList", &codeList)
    pass.value(3, "code", &code)
  }
}

extension AddressedParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("NM1", "", &party)
    pass.all("REF", "references", &references)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.all("PER", "contacts", &contacts)
  }
}
