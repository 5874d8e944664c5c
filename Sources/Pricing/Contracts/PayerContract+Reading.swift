// SPDX-License-Identifier: Apache-2.0

import Claims
public import Values

extension PayerContract {
  /// Reads a contract.
  ///
  /// - Returns: The contract, or nothing and every fault with its path.
  public static func read(_ json: JSON) -> (contract: PayerContract?, findings: [Finding]) {
    var reader = InputReader(json, path: "contract")
    reader.checkMembers(
      "name", "version", "payer", "plan", "effective", "termination", "medicare_day", "terms",
      "lesser_of_charges", "stop_loss")
    let name = reader.name("name")
    let version = reader.name("version")
    let payer = reader.identifier("payer")
    let plan = reader.identifier("plan")
    let period = period(&reader)
    let medicareDay = reader.date("medicare_day")
    let isLesser = reader.flag("lesser_of_charges")
    let stopLoss = stopLoss(&reader)
    var terms: [Term] = []
    if !reader.has("terms") {
      reader.note("price.missing-value", "terms")
    } else if json["terms"]?.elements.isEmpty ?? true {
      reader.bad("terms", "a list of terms")
    }
    for (index, element) in (json["terms"]?.elements ?? []).enumerated() {
      var part = InputReader(element, path: "contract.terms[\(index + 1)]")
      if let term = term(&part, name: "term \(index + 1)") { terms.append(term) }
      reader.take(part)
    }
    guard reader.findings.isEmpty, let period, let name, let version else {
      return (nil, reader.findings)
    }
    let contract = PayerContract(
      name: name, version: version, payer: payer, plan: plan, period: period,
      medicareDay: medicareDay, terms: terms, isLesserOfCharges: isLesser, stopLoss: stopLoss)
    return (contract, [])
  }

  private static func period(_ reader: inout InputReader) -> EffectivePeriod? {
    let effective = reader.date("effective", isRequired: true)
    let termination = reader.date("termination")
    guard let effective else { return nil }
    let period = EffectivePeriod(effective: effective, termination: termination)
    if period == nil { reader.bad("termination", "a day not before the effective one") }
    return period
  }

  private static func stopLoss(_ reader: inout InputReader) -> StopLoss? {
    guard var part = reader.part("stop_loss") else { return nil }
    part.checkMembers("threshold", "percent_of_charge", "from_first_dollar")
    let threshold = part.money("threshold", below: 1_000_000_000)
    let percent = part.number("percent_of_charge", places: 4, .zero...mostPercent)
    let isFromFirst = part.flag("from_first_dollar")
    reader.take(part)
    guard let threshold, let percent else { return nil }
    return StopLoss(threshold: threshold, percent: percent, isFromFirstDollar: isFromFirst)
  }

  private static let mostPercent = FixedDecimal(units: 10_000, places: 0)
  private static let rules = [
    "percent_of_medicare", "percent_of_charge", "percent_of_schedule", "schedule", "amount",
    "case_rate", "per_diem", "not_paid",
  ]

  private static func term(_ part: inout InputReader, name: String) -> Term? {
    part.checkMembers(
      "name", "codes", "claim_codes", "modifiers", "places", "revenues", "drgs",
      "lesser_of_charge", "outside_stop_loss", "percent_of_medicare", "percent_of_charge",
      "percent_of_schedule", "schedule", "amount", "case_rate", "per_diem", "not_paid")
    let fit = fit(&part)
    let isLesser = part.flag("lesser_of_charge")
    let isOutside = part.flag("outside_stop_loss")
    let name = part.text("name") ?? name
    let given = rules.filter(part.has)
    guard given.count == 1 else {
      part.note(
        "price.bad-value", given.first ?? "rule",
        ("found", given.isEmpty ? "none" : given.joined(separator: ", ")),
        ("expected", "one of \(rules.joined(separator: ", "))"))
      return nil
    }
    return rule(given[0], &part).map {
      Term(
        name: name, fit: fit, rule: $0, isLesserOfCharge: isLesser, isOutsideStopLoss: isOutside)
    }
  }

  private static func fit(_ part: inout InputReader) -> ContractFit {
    var fit = ContractFit()
    let codes = "codes such as 99213, 99202-99215 or J*"
    fit.codes = part.list("codes", codes, ContractFit.codes)
    fit.claimCodes = part.list("claim_codes", codes, ContractFit.codes)
    fit.modifiers = part.list("modifiers", "modifiers of two characters") { Modifier($0) }
    fit.places = part.list("places", "places of service of two digits") {
      ContractFit.numbers($0, digits: 2).flatMap { UInt8(exactly: $0.lowerBound) }
    }
    fit.revenues = part.list("revenues", "revenue codes such as 0360 or 0360-0369") {
      ContractFit.numbers($0, digits: 4)
    }
    fit.groups = part.list("drgs", "DRGs such as 470 or 469-470") {
      ContractFit.numbers($0, digits: 3)
    }
    return fit
  }

  private static func rule(_ name: String, _ part: inout InputReader) -> Rule? {
    func percent(_ make: (FixedDecimal) -> Rule) -> Rule? {
      part.number(name, places: 4, .zero...mostPercent).map(make)
    }
    func amount(_ make: (Money) -> Rule) -> Rule? {
      part.money(name, below: 10_000_000).map(make)
    }
    switch name {
    case "percent_of_medicare": return percent(Rule.percentOfMedicare)
    case "percent_of_charge": return percent(Rule.percentOfCharge)
    case "percent_of_schedule": return percent(Rule.percentOfSchedule)
    case "amount": return amount(Rule.amount)
    case "case_rate": return amount(Rule.caseRate)
    case "per_diem": return amount(Rule.perDiem)
    default:
      // Said with `true` only: `schedule: false` would be no rule at all.
      guard part.flag(name) else {
        part.bad(name, "true")
        return nil
      }
      return name == "schedule"
        ? .percentOfSchedule(FixedDecimal(units: 100, places: 0)) : .notPaid
    }
  }
}

extension InputReader {
  /// A name that may stand in that of a file.
  mutating func name(_ name: String) -> String? {
    guard has(name) else {
      note("price.missing-value", name)
      return nil
    }
    guard let text = identifier(name) else { return nil }
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    if isPlain, !text.isEmpty, !text.hasPrefix(".") { return text }
    bad(name, "letters, digits, points and hyphens")
    return nil
  }

  /// The parts of a list, each read; one that cannot be is a fault.
  mutating func list<Part>(
    _ name: String, _ expected: String, _ read: (String) -> Part?
  ) -> [Part] {
    let texts = texts(name)
    let parts = texts.compactMap(read)
    if parts.count < texts.count || has(name) && texts.isEmpty { bad(name, expected) }
    return parts
  }
}
