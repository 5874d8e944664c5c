// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A claim of services that is to be priced, with where and on what terms they were done.
public struct PricedServices: Sendable {
  /// What whoever asks calls it; given back with the answer.
  public var id: JSON?
  /// The services.
  public var record: ServiceRecord
  /// The ZIP code of the place; nothing where the locality is given.
  public var zip: UInt32?
  /// The locality; nothing where the ZIP code decides.
  public var locality: Locality?
  /// The terms, on a locality that is not settled yet.
  public var setting: ProfessionalSetting

  /// Reads a claim from its document; `Docs/ProfessionalPayment.md` describes it.
  ///
  /// - Returns: The claim, or nothing and every fault with its path.
  public static func read(_ json: JSON) -> (claim: PricedServices?, findings: [Finding]) {
    var reader = InputReader(json, path: "claim")
    reader.checkMembers(
      "id", "bill", "date", "zip", "locality", "state", "rural_equipment", "place",
      "participating", "assigned", "practitioner", "filing", "payer", "lines", "history",
      "diagnoses", "sex", "birth_date")
    let record = ServiceRecord(id: Self.name(json["id"]), bill: .professional)
    var claim = PricedServices(
      id: json["id"], record: record,
      setting: ProfessionalSetting(Locality(contractor: 0, number: 0)))
    if let text = reader.text("bill") {
      if let bill = ServiceRecord.Bill(rawValue: text) {
        claim.record.bill = bill
      } else {
        reader.bad("bill", ServiceRecord.Bill.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
    claim.readPlace(&reader)
    claim.readTerms(&reader)
    claim.record.claimFiling = reader.text("filing")
    claim.record.payer = reader.text("payer")
    let date = reader.date("date")
    claim.record.lines = lines(json, "lines", date, &reader).map(\.line)
    for index in claim.record.lines.indices { claim.record.lines[index].number = index + 1 }
    for (index, element) in (json["lines"]?.elements ?? []).enumerated()
    where element["present_at_induction"]?.bool == true {
      claim.setting.presentAtInduction.insert(index + 1)
    }
    claim.record.history = lines(json, "history", nil, &reader).map {
      ServiceRecord.Past(claim: $0.claim, line: $0.line)
    }
    if !reader.has("lines") { reader.note("price.missing-value", "lines") }
    return reader.findings.isEmpty ? (claim, []) : (nil, reader.findings)
  }

  private static func name(_ id: JSON?) -> String { id?.string ?? id?.digits ?? "" }

  private mutating func readPlace(_ reader: inout InputReader) {
    if let text = reader.text("zip") {
      let digits = text.prefix(5)
      if text.utf8.count >= 5, let number = UInt32(digits), digits.utf8.count == 5 {
        zip = number
      } else {
        reader.bad("zip", "five digits")
      }
    }
    if let text = reader.text("locality") {
      locality = Locality(text)
      if locality == nil { reader.bad("locality", "contractor and locality such as 01112-05") }
    }
    if zip == nil, locality == nil, !reader.has("zip"), !reader.has("locality") {
      reader.note("price.missing-value", "zip")
    }
    setting.state = reader.text("state")
    setting.isRuralForEquipment = reader.flag("rural_equipment")
    if let place = reader.place() { setting.place = place }
  }

  private mutating func readTerms(_ reader: inout InputReader) {
    if reader.has("participating") { setting.isParticipating = reader.flag("participating") }
    if reader.has("assigned") { setting.isAssigned = reader.flag("assigned") }
    if setting.isParticipating { setting.isAssigned = true }
    if let text = reader.text("practitioner") {
      if let practitioner = ProfessionalSetting.Practitioner(rawValue: text) {
        setting.practitioner = practitioner
      } else {
        reader.bad(
          "practitioner",
          ProfessionalSetting.Practitioner.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
  }

  private static func lines(
    _ json: JSON, _ name: String, _ date: CalendarDate?, _ reader: inout InputReader
  ) -> [(claim: String, line: ServiceRecord.Line)] {
    (json[name]?.elements ?? []).enumerated().compactMap { index, element in
      var part = InputReader(element, path: "claim.\(name)[\(index + 1)]")
      part.checkMembers(
        "claim", "code", "modifiers", "units", "minutes", "date", "from", "through", "place",
        "charge", "rendering", "billing", "taxonomy", "pointers", "revenue", "number",
        "present_at_induction")
      let line = line(element, date, number: index + 1, &part)
      reader.take(part)
      return line.map { (Self.name(element["claim"]), $0) }
    }
  }

  private static func line(
    _ element: JSON, _ date: CalendarDate?, number: Int, _ part: inout InputReader
  ) -> ServiceRecord.Line? {
    let from = part.date("from") ?? part.date("date") ?? date
    if from == nil { part.note("price.missing-value", "date") }
    let code = part.text("code").flatMap { PackedCode($0) }
    if code == nil { part.bad("code", "a HCPCS or CPT code") }
    let modifiers = part.modifiers()
    var units = Quantity(1)
    for name in ["units", "minutes"] where part.has(name) {
      let text = element[name].flatMap { $0.digits ?? $0.string } ?? ""
      if let read = Quantity(text), read > Quantity(0) {
        units = read
      } else {
        part.bad(name, "a number above zero")
      }
    }
    let charge = part.has("charge") ? part.money("charge", below: 100_000_000) : Money.zero
    guard let from, let code, let charge else { return nil }
    var line = ServiceRecord.Line(number: number, code: code, units: units, on: from)
    line.unitBasis = part.has("minutes") ? .minute : .unit
    line.modifiers = Modifiers(modifiers)
    line.charge = charge
    if let through = part.date("through") { line.through = through }
    line.placeOfService = part.place()
    line.rendering = part.identifier("rendering")
    line.billing = part.identifier("billing")
    line.taxonomy = part.text("taxonomy").flatMap { PackedCode($0) }
    return line
  }
}

extension InputReader {
  /// The place of service, two digits.
  fileprivate mutating func place() -> UInt8? {
    guard has("place") else { return nil }
    if let text = text("place"), text.utf8.count == 2, let place = UInt8(text) { return place }
    bad("place", "a place of service of two digits, such as 11")
    return nil
  }

  /// The modifiers, a list.
  fileprivate mutating func modifiers() -> [Modifier] {
    let texts = texts("modifiers")
    let modifiers = texts.compactMap { Modifier($0) }
    if modifiers.count < texts.count || texts.count > Modifiers.capacity {
      bad("modifiers", "at most four modifiers of two characters")
    }
    return modifiers
  }

  /// A provider's ten digits; 0 where they are not given.
  fileprivate mutating func identifier(_ name: String) -> UInt64 {
    guard has(name) else { return 0 }
    if let text = text(name), text.utf8.count == 10, let number = UInt64(text) { return number }
    bad(name, "ten digits")
    return 0
  }
}
