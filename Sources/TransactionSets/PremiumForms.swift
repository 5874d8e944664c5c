// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A date of an 820: DTM with the day itself, or with a period behind its format.
private struct DayOrPeriodForm: FieldFormOver {
  var value = QualifiedDate()

  init() {}
  init(_ value: QualifiedDate) { self.value = value }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "qualifier", &value.qualifier)
    guard !Pass.isJSON else {
      pass.period(2, "", &value)
      return
    }
    var day = value.through == nil ? value.from : nil
    var period = value.through == nil ? QualifiedDate() : value
    pass.value(2, "from", &day)
    pass.value(3, "time", &value.time)
    pass.period(5, "", &period)
    value.from = period.from ?? day
    value.through = period.through
  }
}

/// More of a name: an N2 segment.
private struct AdditionalName: FieldFormOver {
  var value = ""

  init() {}
  init(_ value: String) { self.value = value }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) { pass.value(1, "name", &value) }
}

extension PremiumPayment: LoopForm {
  init() { self.init(payment: RemittancePayment()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BPR", "payment", &payment)
    pass.one("TRN", "trace", &trace)
    pass.one("CUR", "currency", &currency)
    pass.all("REF", "references", &references)
    pass.all("DTM", "dates", &dates, as: DayOrPeriodForm.self)
    pass.loop("1000A", "receiver", &receiver)
    pass.loop("1000B", "payer", &payer)
    pass.loops("1000C", "banks", &banks)
    pass.loops("2000A", "organizations", &organizations)
    pass.loops("2000B", "individuals", &individuals)
  }
}

extension PremiumParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("N1", "", &party, as: OrganizationForm.self)
    pass.all("N2", "additionalNames", &additionalNames, as: AdditionalName.self)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.one("RDM", "delivery", &delivery)
    pass.all("PER", "contacts", &contacts)
  }
}

extension PremiumRemittance: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("ENT") { fields in
      fields.value(1, "number", &number)
      fields.value(2, "role", &role)
      fields.value(3, "idQualifier", &idQualifier)
      fields.value(4, "id", &id)
    }
    let letter = String(pass.loopID.last ?? "B")
    pass.loops("2100" + letter, "people", &people)
    pass.loops("2200" + letter, "adjustments", &adjustments)
    pass.loops("2300" + letter, "details", &details)
  }
}

extension PremiumPerson: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) { pass.one("NM1", "", &party) }
}

extension PremiumAdjustment: LoopForm {
  init() { self.init(.zero) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("ADX") { fields in
      fields.value(1, "amount", &amount)
      fields.value(2, "reason", &reason)
    }
  }
}

extension PremiumDetail: LoopForm {
  init() { self.init(qualifier: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("RMR") { fields in
      fields.value(1, "qualifier", &qualifier)
      fields.value(2, "number", &number)
      fields.value(3, "action", &action)
      fields.value(4, "paid", &paid)
      fields.value(5, "billed", &billed)
    }
    pass.all("REF", "references", &references)
    pass.all("DTM", "dates", &dates, as: DayOrPeriodForm.self)
    let letter = String(pass.loopID.last ?? "B")
    pass.loops("2310" + letter, "items", &items)
    pass.loops("2320" + letter, "adjustments", &adjustments)
  }
}

extension PremiumItem: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("IT1") { $0.value(1, "number", &number) }
    pass.loops("2312A", "charges", &charges)
    pass.loops("2315A", "counts", &counts)
  }
}

extension PremiumCharge: LoopForm {
  init() { self.init(code: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("SAC") { fields in
      fields.value(1, "indicator", &indicator)
      fields.value(2, "code", &code)
      fields.value(5, "cents", &cents)
    }
  }
}

extension PremiumCount: LoopForm {
  init() { self.init(Quantity(0)) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("SLN") { fields in
      fields.value(1, "number", &number)
      fields.value(3, "indicator", &indicator)
      fields.value(4, "count", &count)
      fields.within(5) { $0.value(1, "unit", &unit) }
    }
  }
}
