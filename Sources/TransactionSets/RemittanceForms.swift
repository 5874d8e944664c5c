// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension SetHeader: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "set", &set)
    pass.value(2, "controlNumber", &controlNumber)
    pass.value(3, "version", &version)
  }
}

extension Remittance: LoopForm {
  init() { self.init(header: SetHeader("835")) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("ST", "header", &header)
    pass.one("BPR", "payment", &payment)
    pass.one("TRN", "trace", &trace)
    pass.one("CUR", "currency", &currency)
    pass.all("REF", "references", &references)
    pass.all("DTM", "dates", &dates, as: DayForm.self)
    pass.loop("1000A", "payer", &payer)
    pass.loop("1000B", "payee", &payee)
    pass.loops("2000", "groups", &groups)
    pass.trailer()
    pass.providerAdjustments("providerAdjustments", &providerAdjustments)
  }
}

extension RemittancePayment: FieldForm {
  init() { self.init(handling: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "handling", &handling)
    pass.value(2, "amount", &amount)
    pass.value(3, "sign", &sign)
    pass.value(4, "method", &method)
    pass.value(5, "format", &format)
    pass.value(6, "fromBankQualifier", &from.bankQualifier)
    pass.value(7, "fromBank", &from.bank)
    pass.value(8, "fromAccountKind", &from.kind)
    pass.value(9, "fromAccount", &from.number)
    pass.value(10, "originator", &originator)
    pass.value(11, "originatorSupplement", &originatorSupplement)
    pass.value(12, "toBankQualifier", &to.bankQualifier)
    pass.value(13, "toBank", &to.bank)
    pass.value(14, "toAccountKind", &to.kind)
    pass.value(15, "toAccount", &to.number)
    pass.value(16, "date", &date)
  }
}

extension Currency: FieldForm {
  init() { self.init(role: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "role", &role)
    pass.value(2, "code", &code)
    pass.value(3, "rate", &rate)
  }
}

extension RemittanceParty: LoopForm {
  init() { self.init(NamedParty()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.one("N1", "", &party, as: OrganizationForm.self)
    pass.one("N3", "street", &street)
    pass.one("N4", "locality", &locality)
    pass.all("REF", "references", &references)
    pass.all("PER", "contacts", &contacts)
    pass.one("RDM", "delivery", &delivery)
  }
}

extension RemittanceDelivery: FieldForm {
  init() { self.init(method: "") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "method", &method)
    pass.value(2, "name", &name)
    pass.value(3, "address", &address)
  }
}

extension RemittanceGroup: LoopForm {
  init() { self.init("") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("LX") { $0.value(1, "number", &number) }
    pass.one("TS3", "summary", &summary)
    pass.one("TS2", "supplement", &supplement)
    pass.loops("2100", "claims", &claims)
  }
}

extension RemittanceClaim: LoopForm {
  init() { self.init(patientControlNumber: "") }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("CLP") { fields in
      fields.value(1, "patientControlNumber", &patientControlNumber)
      fields.value(2, "status", &status)
      fields.value(3, "charge", &charge)
      fields.value(4, "paid", &paid)
      fields.value(5, "patientResponsibility", &patientResponsibility)
      fields.value(6, "filingIndicator", &filingIndicator)
      fields.value(7, "payerControlNumber", &payerControlNumber)
      fields.value(8, "facilityType", &facilityType)
      fields.value(9, "frequency", &frequency)
      fields.value(10, "patientStatus", &patientStatus)
      fields.value(11, "drg", &drg)
      fields.value(12, "drgWeight", &drgWeight)
      fields.value(13, "dischargeFraction", &dischargeFraction)
    }
    pass.adjustments("adjustments", &adjustments)
    pass.all("NM1", "parties", &parties)
    pass.one("MIA", "inpatient", &inpatient)
    pass.one("MOA", "outpatient", &outpatient)
    pass.all("REF", "references", &references)
    pass.all("DTM", "dates", &dates, as: DayForm.self)
    pass.all("PER", "contacts", &contacts)
    pass.all("AMT", "amounts", &amounts)
    pass.all("QTY", "quantities", &quantities)
    pass.loops("2110", "lines", &lines)
  }
}

extension RemittanceLine: LoopForm {
  init() { self.init(service: BilledService()) }

  mutating func parts<Pass: LoopPass>(_ pass: inout Pass) {
    pass.segment("SVC") { fields in
      var service: BilledService? = service
      fields.composite(1, "service", &service)
      self.service = service ?? BilledService()
      fields.value(2, "charge", &charge)
      fields.value(3, "paid", &paid)
      fields.value(4, "revenueCode", &revenueCode)
      fields.value(5, "paidUnits", &paidUnits)
      fields.composite(6, "billedService", &billedService)
      fields.value(7, "billedUnits", &billedUnits)
    }
    pass.all("DTM", "dates", &dates, as: DayForm.self)
    pass.adjustments("adjustments", &adjustments)
    pass.all("REF", "references", &references)
    pass.all("AMT", "amounts", &amounts)
    pass.all("QTY", "quantities", &quantities)
    pass.all("LQ", "remarks", &remarks)
  }
}

extension RemarkCode: FieldForm {
  init() { self.init("") }

  mutating func fields<Pass: FieldPass>(_ pass: inout Pass) {
    pass.value(1, "codeList", &codeList)
    pass.value(2, "code", &code)
  }
}
