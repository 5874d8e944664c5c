// SPDX-License-Identifier: Apache-2.0

import Claims
import Grouping
import Values

/// An outpatient claim as a compact record of JSON, and what else its price needs.
struct OutpatientDocument {
  /// The record's own name for the claim.
  var id: JSON?
  var claim: OutpatientClaim
  /// The credit for a device without cost: value code FD.
  var deviceCredit = Money.zero
  /// What is left of the patient's deductible, where the record says it.
  var deductibleLeft: Money?
  /// How many pints of blood the patient has yet to pay for.
  var bloodPintsLeft = 0

  /// Reads a record; `Docs/Outpatient.md` describes it.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong.
  init(_ json: JSON) throws(WorkflowFailure) {
    var reader = Reader(json)
    let only = reader.date("date", isNeeded: false)
    var lines = reader.lines(default: only ?? reader.date("from", isNeeded: false))
    let days = lines.map(\.date)
    let from = reader.date("from", isNeeded: false) ?? only ?? days.min()
    let through = reader.date("through", isNeeded: false) ?? only ?? days.max()
    if from == nil { reader.bad("from", "the first day of the claim") }
    if json["bill"] != nil, json["bill"]?.string != "outpatient" {
      reader.bad("bill", "outpatient")
    }
    let bill = BillType(json["billType"]?.string ?? json["billType"]?.digits ?? "131")
    if bill == nil { reader.bad("billType", "a type of bill such as 0131") }
    var claim = OutpatientClaim(
      from: from ?? CalendarDate(daysSinceEpoch: 0),
      through: max(
        through ?? from ?? CalendarDate(daysSinceEpoch: 0), from ?? .init(daysSinceEpoch: 0)),
      billType: bill.flatMap { Int($0.facility) } ?? 0)
    claim.conditionCodes = reader.codes("conditionCodes")
    claim.diagnoses = reader.codes("diagnoses")
    claim.age = reader.age(at: claim.from)
    claim.sex = reader.sex()
    if let status = json["dischargeStatus"] {
      claim.dischargeStatus = (status.string ?? status.digits).flatMap { Int($0) } ?? 0
    }
    if json["prospective"]?.bool == false { claim.isPaidProspectively = false }
    swap(&claim.lines, &lines)
    for value in json["valueCodes"]?.elements ?? [] where value["code"]?.string == "FD" {
      deviceCredit = reader.money(value["amount"], "valueCodes") ?? .zero
    }
    if let left = json["deductibleLeft"] { deductibleLeft = reader.money(left, "deductibleLeft") }
    if let pints = json["bloodPintsLeft"] {
      bloodPintsLeft = pints.int.flatMap { (0...3).contains($0) ? $0 : nil } ?? -1
      if bloodPintsLeft < 0 { reader.bad("bloodPintsLeft", "0 to 3") }
    }
    guard reader.findings.isEmpty else { throw WorkflowFailure(reader.findings, .rejected) }
    id = json["id"]
    self.claim = claim
  }

  /// The credit by which the payment is reduced: that of value code FD beside a condition code that says why
  /// the device was replaced, or that it is one of a trial.
  ///
  /// Source: Pub. 100-04, chapter 4, section 61.3.5.
  var deductedCredit: Money {
    let reasons = ["49", "50", "53"].compactMap { PackedCode($0) }
    return claim.conditionCodes.contains(where: reasons.contains) ? deviceCredit : .zero
  }

  /// Takes a claim that was read elsewhere.
  init(id: String, _ claim: OutpatientClaim) {
    self.id = .string(id)
    self.claim = claim
  }
}

extension OutpatientDocument {
  private struct Reader {
    let json: JSON
    var findings: [Finding] = []

    init(_ json: JSON) {
      self.json = json
      let known = [
        "id", "bill", "billType", "date", "from", "through", "conditionCodes", "valueCodes",
        "birthDate", "age", "sex", "diagnoses", "dischargeStatus", "lines", "deductibleLeft",
        "prospective", "bloodPintsLeft",
      ]
      for member in json.members where !known.contains(member.name) {
        bad(member.name, "one of \(known.joined(separator: ", "))")
      }
    }

    mutating func bad(_ member: String, _ expected: String) {
      findings.append(
        Finding(
          "apc.member", .rejects, at: .field("claim.\(member)"),
          facts: [.init("member", member), .init("expected", expected)]))
    }

    mutating func date(_ name: String, isNeeded: Bool) -> CalendarDate? {
      guard let value = json[name], value != .null else {
        if isNeeded { bad(name, "a day such as 2025-03-01") }
        return nil
      }
      if let date = (value.string ?? value.digits).flatMap({ CalendarDate($0) }) { return date }
      bad(name, "a day such as 2025-03-01")
      return nil
    }

    mutating func money(_ value: JSON?, _ name: String) -> Money? {
      guard let value, value != .null else { return nil }
      if let amount = (value.digits ?? value.string).flatMap({ Money($0) }), amount >= .zero {
        return amount
      }
      bad(name, "an amount such as 125.50")
      return nil
    }

    mutating func codes(_ name: String) -> [PackedCode] {
      var codes: [PackedCode] = []
      for value in json[name]?.elements ?? [] {
        let text = value.string ?? value.digits ?? value["code"]?.string ?? ""
        if let code = PackedCode(text) { codes.append(code) } else { bad(name, "codes") }
      }
      return codes
    }

    mutating func age(at day: CalendarDate) -> Int? {
      if let age = json["age"]?.int { return age }
      return date("birthDate", isNeeded: false)?.years(until: day)
    }

    mutating func sex() -> OutpatientClaim.Sex {
      switch json["sex"]?.string?.lowercased() {
      case "f", "female": return .female
      case "m", "male": return .male
      case nil, "u", "unknown", "other": return .unknown
      default:
        bad("sex", "female, male or unknown")
        return .unknown
      }
    }

    mutating func lines(default day: CalendarDate?) -> [OutpatientClaim.Line] {
      guard let elements = json["lines"]?.elements, !elements.isEmpty else {
        bad("lines", "a list of lines")
        return []
      }
      var lines: [OutpatientClaim.Line] = []
      for (index, element) in elements.enumerated() {
        let place = "lines[\(index)]"
        let known = ["code", "modifiers", "units", "revenue", "date", "charge"]
        for member in element.members where !known.contains(member.name) {
          bad("\(place).\(member.name)", "one of \(known.joined(separator: ", "))")
        }
        let text = element["code"]?.string ?? element["code"]?.digits ?? ""
        var date = day
        if let value = element["date"], value != .null {
          date = (value.string ?? value.digits).flatMap { CalendarDate($0) }
        }
        if date == nil { bad("\(place).date", "a day such as 2025-03-01") }
        var line = OutpatientClaim.Line(nil, date: date ?? CalendarDate(daysSinceEpoch: 0))
        if !text.isEmpty {
          line.code = PackedCode(text)
          if line.code?.count != 5 { (line.code, line.unreadable) = (nil, text) }
        }
        let texts = (element["modifiers"]?.elements ?? []).compactMap { $0.string ?? $0.digits }
        line.modifiers = texts.compactMap { PackedCode($0) }
        if line.modifiers.count != texts.count || line.modifiers.contains(where: { $0.count != 2 })
        {
          bad("\(place).modifiers", "modifiers of two characters")
        }
        if let units = element["units"] {
          let number = (units.digits ?? units.string).flatMap { Int($0) } ?? 0
          if !(1...9_999_999).contains(number) { bad("\(place).units", "a number above 0") }
          line.units = max(1, number)
        }
        if let revenue = element["revenue"], revenue != .null {
          line.revenue = (revenue.string ?? revenue.digits).flatMap { UInt16($0) } ?? 0
          if line.revenue > 9999 { bad("\(place).revenue", "a revenue code of four digits") }
        }
        line.charge = money(element["charge"], "\(place).charge") ?? .zero
        lines.append(line)
      }
      return lines
    }
  }
}
