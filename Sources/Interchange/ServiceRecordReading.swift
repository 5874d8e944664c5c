// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// Reads a record of a claim's services from JSON: the compact form for programs and for tests of rules.
///
/// ```json
/// { "id": "A-1", "bill": "professional", "date": "2026-03-02", "payer": "99905", "diagnoses": ["E11.9"],
///   "lines": [ { "code": "99213", "modifiers": ["25"], "charge": 148.00, "place": "11", "pointers": [1] } ] }
/// ```
///
/// A line without a day takes that of the claim, a line without units one. `Docs/Edits.md` lists the members.
public struct ServiceRecordReading {
  /// The record; nothing where something of it cannot be read.
  public private(set) var record: ServiceRecord?
  /// What was found, in the order of the document.
  public var findings: [Finding] { reader.findings }

  private var reader = FieldReader()

  private static let members: Set<String> = [
    "id", "bill", "billType", "date", "claimFiling", "payer", "birthDate", "sex", "conditionCodes",
    "diagnoses", "rendering", "billing", "taxonomy", "place", "lines", "history", "from", "through",
    "dischargeStatus", "contractor", "state", "member", "family", "given", "frequency",
    "payerClaimControlNumber",
  ]
  private static let lineMembers: Set<String> = [
    "number", "code", "modifiers", "units", "unitBasis", "date", "from", "through", "place",
    "revenue", "charge", "rendering", "billing", "taxonomy", "pointers",
  ]

  /// What a line has from its claim where it has none of its own.
  private struct Usual {
    var day: CalendarDate?
    var place: UInt8?
    var rendering: UInt64 = 0
    var billing: UInt64 = 0
    var taxonomy: PackedCode?
  }

  /// Reads a document.
  ///
  /// - Parameter day: The day of a claim that says none.
  public init(_ json: JSON, on day: CalendarDate? = nil) {
    let root = Field(json, path: "")
    reader.check(root, has: Self.members)
    let bill = reader.choice(root["bill"], ServiceRecord.Bill.self) ?? .professional
    var record = ServiceRecord(id: identifier(root["id"]) ?? "", bill: bill)
    record.claimFiling = reader.text(root["claimFiling"])
    record.payer = identifier(root["payer"])
    record.contractor = identifier(root["contractor"])
    record.state = reader.text(root["state"], as: "two letters") { text in
      text.utf8.count == 2 ? text.uppercased() : nil
    }
    record.billType =
      reader.text(root["billType"], as: "three digits") { text in
        BillType(text).flatMap { UInt16($0.description) }
      } ?? 0
    record.conditionCodes = reader.texts(root["conditionCodes"])
    record.birthDate = reader.date(root["birthDate"])
    record.sex = reader.text(root["sex"], as: "F, M or U") { text in
      ["F", "M", "U"].first { text.uppercased().hasPrefix($0) }
    }
    record.diagnoses = reader.elements(root["diagnoses"]).map { field in
      reader.text(field, as: "a code") { PackedCode($0) } ?? PackedCode(bits: 0)
    }
    if let from = reader.date(root["from"]) {
      let through = reader.date(root["through"]) ?? from
      if through < from {
        reader.find(
          "encounter.bad-value", at: root["through"],
          [.init("expected", "a day not before the first")])
      }
      record.period = from...max(from, through)
    }
    record.subject = subject(root, record)
    record.dischargeStatus =
      reader.text(root["dischargeStatus"], as: "two digits") { UInt8($0) } ?? 0
    var usual = Usual(
      day: reader.date(root["date"]) ?? record.period?.lowerBound ?? day,
      place: place(root["place"]))
    usual.rendering = number(root["rendering"])
    usual.billing = number(root["billing"])
    usual.taxonomy = taxonomy(root["taxonomy"])
    for (index, field) in reader.elements(root["lines"]).enumerated() {
      if let line = line(field, usual, number: index + 1) { record.lines.append(line) }
    }
    if !root["lines"].isPresent { _ = reader.required(root["lines"], nil as Int?) }
    usual.day = nil
    for (index, field) in reader.elements(root["history"]).enumerated() {
      let claim = identifier(field["claim"]) ?? ""
      if let line = line(field, usual, number: index + 1, isPast: true) {
        record.history.append(ServiceRecord.Past(claim: claim, line: line))
      }
    }
    if !reader.findings.contains(where: { $0.severity == .rejects }) { self.record = record }
  }

  /// Who was treated, and which claim is replaced; nothing where the patient is not told.
  private mutating func subject(
    _ root: Field, _ record: ServiceRecord
  ) -> ClaimHistory.Subject? {
    let frequency = reader.text(root["frequency"], as: "one digit or letter") { ClaimFrequency($0) }
    let number = identifier(root["payerClaimControlNumber"])
    let patient = PatientIdentity(
      memberID: identifier(root["member"]), family: reader.text(root["family"]),
      given: reader.text(root["given"]), birthDate: record.birthDate,
      sex: record.sex == "F" ? .female : record.sex == "M" ? .male : .unknown)
    let ofBill =
      record.billType == 0 ? nil : ClaimFrequency(String("\(record.billType)".suffix(1)))
    return patient.map {
      ClaimHistory.Subject(
        patient: $0, frequency: frequency ?? ofBill ?? .original, payerClaimControlNumber: number)
    }
  }

  private mutating func line(
    _ field: Field, _ usual: Usual, number position: Int, isPast: Bool = false
  ) -> ServiceRecord.Line? {
    reader.check(field, has: isPast ? Self.lineMembers.union(["claim"]) : Self.lineMembers)
    let code = reader.text(field["code"], as: "a code") { PackedCode($0) }
    let first = field["from"].isPresent ? field["from"] : field["date"]
    let from = reader.date(first) ?? usual.day
    guard let from else {
      if !first.isPresent { _ = reader.required(field["date"], nil as Int?) }
      return nil
    }
    var line = ServiceRecord.Line(
      number: reader.whole(field["number"]) ?? position, code: code,
      units: reader.quantity(field["units"]) ?? Quantity(1), on: from)
    line.through = reader.date(field["through"]) ?? from
    if line.through < from {
      reader.find(
        "encounter.bad-value", at: field["through"],
        [.init("expected", "a day not before the first")])
    }
    line.modifiers = modifiers(field["modifiers"])
    line.unitBasis = reader.choice(field["unitBasis"], UnitBasis.self) ?? .unit
    line.charge = reader.money(field["charge"]) ?? .zero
    line.placeOfService = place(field["place"]) ?? usual.place
    line.revenueCode = reader.text(field["revenue"], as: "four digits") { text in
      (3...4).contains(text.utf8.count) ? UInt16(text) : nil
    }
    line.rendering = field["rendering"].isPresent ? number(field["rendering"]) : usual.rendering
    line.billing = field["billing"].isPresent ? number(field["billing"]) : usual.billing
    line.taxonomy = taxonomy(field["taxonomy"]) ?? usual.taxonomy
    line.pointers = reader.elements(field["pointers"]).compactMap { pointer in
      reader.whole(pointer).flatMap { UInt8(exactly: $0) }
    }
    return line
  }

  private mutating func modifiers(_ field: Field) -> Modifiers {
    let fields = reader.elements(field)
    if fields.count > Modifiers.capacity {
      reader.find(
        "encounter.bad-value", at: field,
        [.init("expected", "at most \(Modifiers.capacity) modifiers")])
    }
    return Modifiers(
      fields.compactMap { reader.text($0, as: "two letters or digits") { Modifier($0) } })
  }

  private mutating func place(_ field: Field) -> UInt8? {
    reader.text(field, as: "two digits") { $0.utf8.count == 2 ? UInt8($0) : nil }
  }

  private mutating func taxonomy(_ field: Field) -> PackedCode? {
    reader.text(field, as: "ten letters and digits") { text in
      PackedCode(text).flatMap { $0.count == 10 ? $0 : nil }
    }
  }

  /// A number of ten digits; 0 where there is none.
  private mutating func number(_ field: Field) -> UInt64 {
    guard field.isPresent else { return 0 }
    if let text = identifier(field), text.utf8.count == 10, let number = UInt64(text) {
      return number
    }
    reader.find("encounter.bad-value", at: field, [.init("expected", "ten digits")])
    return 0
  }

  /// A text, or a number as its digits.
  private mutating func identifier(_ field: Field) -> String? {
    guard field.isPresent else { return nil }
    return field.value?.digits ?? reader.text(field)
  }
}
