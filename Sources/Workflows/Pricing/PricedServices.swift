// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Pricing
import Values

/// A claim of services that is to be priced: the compact record of services, with where and on what terms
/// they were done.
struct PricedServices {
  /// What whoever asks calls it; given back with the answer.
  var id: JSON?
  /// The services.
  var record = ServiceRecord(id: "", bill: .professional)
  /// The ZIP code of the place; nothing where the locality is given.
  var zip: UInt32?
  /// The locality; nothing where the ZIP code decides.
  var locality: PaymentLocality?
  /// The terms, on a locality that is not settled yet.
  var setting = ProfessionalSetting(PaymentLocality(contractor: 0, number: 0))
  /// The plan of the coverage, as contracts name it.
  var plan: String?
  /// The DRG of a stay.
  var group: Int?
  /// The covered days of a stay.
  var days: Int?
  /// The claim that the services are of, where one was read or built.
  var claim: Claim?
  /// What Medicare pays for a line as it is known from elsewhere, by the position of the line.
  var medicare: [Int: Money] = [:]
  private(set) var findings: [Finding] = []

  private static let members = [
    "zip", "locality", "state", "ruralEquipment", "participating", "assigned", "practitioner",
  ]
  private static let contractMembers = ["plan", "drg", "days"]
  private let isForContract: Bool

  /// Takes the services of a claim that was read or built; the place is that of its facility, else of whoever
  /// bills.
  init(_ record: ServiceRecord, id: String?, claim: Claim? = nil) {
    self.record = record
    self.id = id.map(JSON.string)
    self.claim = claim
    isForContract = true
    guard let claim else { return }
    group = claim.codes.drg.flatMap { Int($0) }.flatMap { (1...999).contains($0) ? $0 : nil }
    let address = (claim.providers[.serviceFacility] ?? claim.billingProvider).address
    zip = address?.postalCode.flatMap { code in
      code.utf8.count >= 5 ? UInt32(code.prefix(5)) : nil
    }
  }

  /// The covered days that the claim says: value code 80, whose amount is a number.
  var coveredDays: Int? {
    guard let value = claim?.codes.valueCodes.first(where: { $0.code == "80" }),
      value.amount > .zero
    else { return nil }
    return Int(value.amount.cents / 100)
  }

  /// Reads a claim; `Docs/ProfessionalPayment.md` describes its members.
  ///
  /// - Parameter isForContract: Whether it is priced by a contract: the place need not be known, and there are
  ///   the members that `Docs/Contracts.md` describes.
  init(_ json: JSON, isForContract: Bool = false) {
    self.isForContract = isForContract
    id = json["id"]
    readPlace(json)
    readTerms(json)
    if isForContract { readContract(json) }
    let reading = ServiceRecordReading(compact(json))
    findings += reading.findings
    if let record = reading.record { self.record = record }
  }

  /// The record without the members of prices; minutes become units of minutes.
  private mutating func compact(_ json: JSON) -> JSON {
    .object(
      json.members.compactMap { member in
        if Self.members.contains(member.name) { return nil }
        if isForContract, Self.contractMembers.contains(member.name) { return nil }
        guard member.name == "lines" else { return member }
        let lines = member.value.elements.enumerated().map { index, line in
          self.line(line, number: index + 1)
        }
        return JSON.Member("lines", .array(lines))
      })
  }

  private mutating func line(_ line: JSON, number: Int) -> JSON {
    guard case .object(let members) = line else { return line }
    var kept: [JSON.Member] = []
    for member in members {
      switch member.name {
      case "minutes":
        kept += [JSON.Member("units", member.value), JSON.Member("unitBasis", .string("MJ"))]
      case "presentAtInduction":
        if member.value.bool == true { setting.presentAtInduction.insert(number) }
      case "medicare" where isForContract:
        if let text = member.value.digits ?? member.value.string,
          let amount = FixedDecimal(text, places: 2)
        {
          medicare[number - 1] = amount.money
        } else {
          bad("lines[\(number)].medicare", member.value.line, "an amount")
        }
      default: kept.append(member)
      }
    }
    return .object(kept)
  }

  private mutating func readContract(_ json: JSON) {
    plan = text(json, "plan")
    group = number(json, "drg", 1...999)
    days = number(json, "days", 1...9999)
  }

  private mutating func number(
    _ json: JSON, _ name: String, _ limits: ClosedRange<Int>
  ) -> Int? {
    guard let text = text(json, name) else { return nil }
    if let number = Int(text), limits.contains(number) { return number }
    bad(name, text, "a whole number from \(limits.lowerBound) to \(limits.upperBound)")
    return nil
  }

  private mutating func readPlace(_ json: JSON) {
    if let text = text(json, "zip") {
      let digits = text.prefix(5)
      zip = digits.utf8.count == 5 ? UInt32(digits) : nil
      if zip == nil { bad("zip", text, "five digits") }
    }
    if let text = text(json, "locality") {
      locality = PaymentLocality(text)
      if locality == nil { bad("locality", text, "contractor and locality such as 01112-05") }
    }
    if !isForContract, text(json, "zip") == nil, text(json, "locality") == nil {
      note("price.missing-value", "zip", [])
    }
    setting.state = text(json, "state")
    setting.isRuralForEquipment = flag(json, "ruralEquipment", false)
  }

  private mutating func readTerms(_ json: JSON) {
    setting.isParticipating = flag(json, "participating", true)
    setting.isAssigned = setting.isParticipating || flag(json, "assigned", true)
    guard let text = text(json, "practitioner") else { return }
    if let practitioner = ProfessionalSetting.Practitioner(rawValue: text) {
      setting.practitioner = practitioner
    } else {
      let known = ProfessionalSetting.Practitioner.allCases.map(\.rawValue)
      bad("practitioner", text, known.joined(separator: ", "))
    }
  }

  private func text(_ json: JSON, _ name: String) -> String? {
    json[name].flatMap { $0.string ?? $0.digits }
  }

  private mutating func flag(_ json: JSON, _ name: String, _ standard: Bool) -> Bool {
    guard let value = json[name], value != .null else { return standard }
    if let flag = value.bool { return flag }
    bad(name, value.line, "true or false")
    return standard
  }

  private mutating func bad(_ name: String, _ found: String, _ expected: String) {
    note("price.bad-value", name, [("found", String(found.prefix(60))), ("expected", expected)])
  }

  private mutating func note(_ rule: String, _ name: String, _ facts: [(String, String)]) {
    findings.append(
      Finding(
        rule, .rejects, at: .field("claim.\(name)"),
        facts: [.init("field", name)] + facts.map { Finding.Fact($0.0, $0.1) }))
  }
}

extension PricedServices {
  /// Takes what is so of claims that do not say it.
  mutating func complete(with standing: PriceContract.Standing) {
    var members: [JSON.Member] = []
    if zip == nil, locality == nil {
      members += [
        standing.zip.map { JSON.Member("zip", .string($0)) },
        standing.locality.map { JSON.Member("locality", .string($0)) },
      ].compactMap { $0 }
    }
    for (name, value, isKnown) in [
      ("plan", standing.plan, plan != nil), ("drg", standing.drg, group != nil),
      ("days", standing.days, days != nil),
    ] where !isKnown {
      if let value { members.append(JSON.Member(name, .string(value))) }
    }
    guard !members.isEmpty else { return }
    var read = PricedServices(record, id: nil)
    read.readPlace(.object(members))
    read.readContract(.object(members))
    zip = zip ?? read.zip
    locality = locality ?? read.locality
    plan = plan ?? read.plan
    group = group ?? read.group
    days = days ?? read.days
    findings += read.findings
  }
}
