// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a payer and a provider have agreed on: terms in order, of which the first that fits a service
/// decides. A term that stands before a case rate or a per diem carves its services out of it.
///
/// `Docs/ProfessionalPayment.md` describes the document.
public struct Contract: Sendable {
  /// How a service is paid.
  public enum Rule: Sendable {
    /// A share of what Medicare allows.
    case percentOfMedicare(FixedDecimal)
    /// A share of the charge.
    case percentOfCharge(FixedDecimal)
    /// The amount of the own schedule for each unit.
    case schedule
    /// An amount for each unit.
    case amount(Money)
    /// One amount for all services of the claim that the term fits.
    case caseRate(Money)
    /// One amount for each day of the claim, for all services that the term fits.
    case perDiem(Money)
    /// Nothing.
    case notPaid
  }

  /// A term.
  public struct Term: Sendable {
    /// What the contract calls it.
    public let name: String
    /// The codes it fits: one, a range, or the beginning of codes; none for all.
    let codes: [ClosedRange<UInt64>]
    /// Modifiers of which a line has one; none for any line.
    let modifiers: [String]
    /// Places of service; none for any.
    let places: [String]
    /// How it is paid.
    public let rule: Rule
    /// Whether the charge is paid where it is lower.
    public let isLesserOfCharge: Bool
  }

  /// The payer's electronic identifier; nothing for any.
  public let payer: String?
  /// The plan; nothing for any.
  public let plan: String?
  /// The days for which it holds.
  public let period: EffectivePeriod
  /// The terms in order.
  public let terms: [Term]

  /// Reads a contract.
  ///
  /// - Returns: The contract, or nothing and every fault with its path.
  public static func read(_ json: JSON) -> (contract: Contract?, findings: [Finding]) {
    var reader = InputReader(json, path: "contract")
    reader.checkMembers("name", "payer", "plan", "effective", "termination", "terms")
    let effective = reader.date("effective", isRequired: true)
    let termination = reader.date("termination")
    let period = effective.flatMap {
      EffectivePeriod(effective: $0, termination: termination)
    }
    if effective != nil, period == nil {
      reader.bad("termination", "a day after the effective one")
    }
    let payer = reader.text("payer")
    let plan = reader.text("plan")
    if !reader.has("terms") { reader.note("price.missing-value", "terms") }
    var terms: [Term] = []
    for (index, element) in (json["terms"]?.elements ?? []).enumerated() {
      var part = InputReader(element, path: "contract.terms[\(index + 1)]")
      if let term = term(&part, name: "term \(index + 1)") { terms.append(term) }
      reader.take(part)
    }
    guard reader.findings.isEmpty, let period else { return (nil, reader.findings) }
    return (Contract(payer: payer, plan: plan, period: period, terms: terms), [])
  }

  private static let rules = [
    "percent_of_medicare", "percent_of_charge", "schedule", "amount", "case_rate", "per_diem",
    "not_paid",
  ]

  private static func term(_ part: inout InputReader, name: String) -> Term? {
    part.checkMembers(
      "name", "codes", "modifiers", "places", "lesser_of_charge", "percent_of_medicare",
      "percent_of_charge", "schedule", "amount", "case_rate", "per_diem", "not_paid")
    let given = rules.filter(part.has)
    guard given.count == 1 else {
      part.note(
        "price.bad-value", given.first ?? "rule", ("found", given.joined(separator: ", ")),
        ("expected", "one of \(rules.joined(separator: ", "))"))
      return nil
    }
    var codes: [ClosedRange<UInt64>] = []
    for text in part.texts("codes") {
      if let range = range(text) {
        codes.append(range)
      } else {
        part.bad("codes", "codes such as 99213, 99202-99215 or J*")
      }
    }
    let isLesser = part.flag("lesser_of_charge")
    guard let rule = rule(given[0], &part) else { return nil }
    return Term(
      name: part.text("name") ?? name, codes: codes, modifiers: part.texts("modifiers"),
      places: part.texts("places"), rule: rule, isLesserOfCharge: isLesser)
  }

  private static func rule(_ name: String, _ part: inout InputReader) -> Rule? {
    let most = FixedDecimal(units: 10_000, places: 0)
    switch name {
    case "percent_of_medicare":
      return part.number(name, places: 4, .zero...most).map(Rule.percentOfMedicare)
    case "percent_of_charge":
      return part.number(name, places: 4, .zero...most).map(Rule.percentOfCharge)
    case "schedule": return part.flag(name) ? .schedule : nil
    case "amount": return part.money(name, below: 10_000_000).map(Rule.amount)
    case "case_rate": return part.money(name, below: 10_000_000).map(Rule.caseRate)
    case "per_diem": return part.money(name, below: 10_000_000).map(Rule.perDiem)
    default: return part.flag(name) ? .notPaid : nil
    }
  }

  /// `99213`, `99202-99215`, or `J*`.
  private static func range(_ text: String) -> ClosedRange<UInt64>? {
    if text.hasSuffix("*") {
      return PackedCode(text.dropLast()).map { $0.bits...$0.lastDescendant.bits }
    }
    let parts = text.split(separator: "-").map { PackedCode($0) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2,
      first <= last
    else { return nil }
    return first.bits...last.bits
  }
}
