// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A service line's own segments: loop 2400.
enum LineLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout ServiceLine) {
    if c.begin("LX", if: true) {
      let number = c.word(String(value.number))
      if Codec.isReading { value.number = Int(number) ?? 0 }
      c.end()
    }
    switch c.kind {
    case .professional: c.professionalService(&value)
    case .institutional: c.institutionalService(&value)
    case .dental: c.dentalService(&value)
    }
    c.equipment(&value)
    c.attachments(&value.attachments)
    c.ambulance(&value.ambulance)
    c.optional("CR3", &value.equipmentCertification, EquipmentCertification()) { c, certification in
      c.text(&certification.type)
      c.word(certification.months == nil ? "" : "MO")
      c.quantity(&certification.months)
    }
    c.conditions(&value.conditions)
    c.serviceDate(&value)
    c.dates(&value.dates)
    c.quantities(&value.quantities)
    c.measurements(&value.measurements)
    c.contract(&value.contract)
    c.references(&value.references)
    c.amounts(&value.amounts)
    c.fixedFormats(&value.fixedFormats)
    c.notes(&value.notes)
    c.optional("PS1", &value.purchasedService, PurchasedService()) { c, service in
      c.text(&service.providerID)
      c.money(&service.amount)
    }
    c.repricing(&value.repricing)
  }
}

extension SegmentCodec {
  fileprivate mutating func professionalService(_ line: inout ServiceLine) {
    guard begin("SV1", if: true) else { return }
    procedure(of: &line, usual: "HC")
    money(&line.charge.amount)
    units(&line.charge)
    text(&line.charge.placeOfService)
    skip(1)
    pointers(&line.charge)
    skip(1)
    yes(&line.isEmergency)
    skip(1)
    yes(&line.isScreening)
    yes(&line.isFamilyPlanning)
    skip(2)
    yes(&line.isCopaymentExempt, as: "0")
    end()
  }

  fileprivate mutating func institutionalService(_ line: inout ServiceLine) {
    guard begin("SV2", if: true) else { return }
    text(&line.charge.revenueCode)
    procedure(of: &line, usual: "HC")
    money(&line.charge.amount)
    units(&line.charge)
    skip(1)
    money(&line.nonCoveredCharge)
    end()
  }

  fileprivate mutating func dentalService(_ line: inout ServiceLine) {
    guard begin("SV3", if: true) else { return }
    procedure(of: &line, usual: "AD")
    money(&line.charge.amount)
    text(&line.charge.placeOfService)
    open()
    list(&line.oralCavities, 5)
    close()
    text(&line.prosthesis)
    quantity(&line.charge.units)
    skip(4)
    pointers(&line.charge)
    end()
    each("TOO", &line.teeth, Tooth()) { c, tooth in
      c.word("JP")
      c.text(&tooth.code)
      c.open()
      c.list(&tooth.surfaces, 5)
      c.close()
    }
  }

  /// The composite of a procedure: code list, code, modifiers, description.
  private mutating func procedure(of line: inout ServiceLine, usual: String) {
    guard Self.isReading || line.charge.code != nil else { return skip(1) }
    open()
    let list = word(line.codeList ?? usual)
    name(&line.charge.code)
    if Self.isReading {
      line.codeList = list == usual || list.isEmpty ? nil : list
      line.charge.modifiers = [word(""), word(""), word(""), word("")].filter { !$0.isEmpty }
    } else {
      for modifier in line.charge.modifiers { _ = upper(modifier) }
      skip(max(0, 4 - line.charge.modifiers.count))
    }
    name(&line.charge.text)
    close()
  }

  private mutating func units(_ charge: inout Charge) {
    let basis = word(charge.unitBasis.rawValue)
    if Self.isReading { charge.unitBasis = UnitBasis(rawValue: basis) ?? .unit }
    quantity(&charge.units)
  }

  private mutating func pointers(_ charge: inout Charge) {
    open()
    if Self.isReading {
      charge.diagnosisPointers = [word(""), word(""), word(""), word("")].compactMap { Int($0) }
    } else {
      for pointer in charge.diagnosisPointers { word(String(pointer)) }
    }
    close()
  }

  fileprivate mutating func equipment(_ line: inout ServiceLine) {
    optional("SV5", &line.equipment, EquipmentCharge()) { c, equipment in
      c.open()
      c.word(equipment.code == nil ? "" : "HC")
      c.text(&equipment.code)
      c.close()
      c.word(equipment.daysNeeded == nil ? "" : "DA")
      c.quantity(&equipment.daysNeeded)
      c.money(&equipment.rentalPrice)
      c.money(&equipment.purchasePrice)
      c.text(&equipment.rentalUnit)
    }
  }

  /// DTP 472.
  fileprivate mutating func serviceDate(_ line: inout ServiceLine) {
    guard begin("DTP", "472", if: line.from != nil) else { return }
    let isOneDay = line.through == line.from
    var date = QualifiedDate("472", line.from, through: isOneDay ? nil : line.through)
    moment(&date)
    if Self.isReading {
      line.from = date.from
      line.through = date.through ?? date.from
    }
    end()
  }

  fileprivate mutating func quantities(_ quantities: inout [QualifiedQuantity]) {
    each("QTY", &quantities, QualifiedQuantity()) { c, quantity in
      c.text(&quantity.qualifier)
      c.quantity(&quantity.quantity)
    }
  }

  fileprivate mutating func measurements(_ measurements: inout [Measurement]) {
    each("MEA", &measurements, Measurement()) { c, measurement in
      c.text(&measurement.category)
      c.text(&measurement.kind)
      c.quantity(&measurement.value)
    }
  }
}

/// A drug: loop 2410.
enum DrugLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout DrugIdentification) {
    if c.begin("LIN", if: true) {
      c.skip(1)
      c.text(&value.codeList)
      c.text(&value.code)
      c.end()
    }
    if c.begin("CTP", if: value.quantity != nil) {
      c.skip(3)
      c.quantity(&value.quantity)
      c.open()
      c.text(&value.unit)
      c.close()
      c.end()
    }
    c.references(&value.references)
  }
}

/// What another payer decided on a line: loop 2430.
enum AdjudicationLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout LineAdjudication) {
    if c.begin("SVD", if: true) {
      c.text(&value.payerID)
      c.money(&value.paid)
      c.service(&value.service)
      c.text(&value.revenueCode)
      c.quantity(&value.paidUnits)
      c.number(&value.bundledLine)
      c.end()
    }
    c.adjustments(&value.adjustments)
    c.decisionDate(&value.date)
    if c.begin("AMT", "EAF", if: value.remainingLiability != nil) {
      c.money(&value.remainingLiability)
      c.end()
    }
  }
}

extension SegmentCodec {
  fileprivate mutating func service(_ service: inout BilledService?) {
    guard Self.isReading || service != nil else { return skip(1) }
    var held = service ?? BilledService()
    open()
    text(&held.codeList)
    text(&held.code)
    if Self.isReading {
      held.modifiers = [word(""), word(""), word(""), word("")].filter { !$0.isEmpty }
    } else {
      for modifier in held.modifiers { word(modifier) }
      skip(max(0, 4 - held.modifiers.count))
    }
    text(&held.description)
    text(&held.rangeEnd)
    close()
    if Self.isReading { service = held == BilledService() ? nil : held }
  }
}

/// A form with its answers: loop 2440.
enum FormLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout SupportingForm) {
    if c.begin("LQ", if: true) {
      c.text(&value.codeList)
      c.text(&value.code)
      c.end()
    }
    c.each("FRM", &value.answers, SupportingForm.Answer()) { c, answer in
      c.text(&answer.question)
      c.text(&answer.response)
      c.text(&answer.text)
      c.day(&answer.date)
      c.quantity(&answer.percent)
    }
  }
}
