// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Values

/// What is expected of a contract as JSON.
struct ContractAnswer {
  let claim: PricedServices
  let agreement: ContractFiles.Agreement
  var inputs: ContractPayment.Inputs
  /// The releases that Medicare's amounts are from.
  var editions: [String] = []
  /// What the pricer of hospitals answered.
  var priced: JSON?
  /// Whether the DRG was found by the grouper.
  var isGrouped = false
  /// Whether the steps are part of the answer, and with them what the pricer of hospitals answered.
  let showsTerms: Bool
  /// Whether the rows that were used are part of it.
  var showsSources: Bool

  init(
    claim: PricedServices, agreement: ContractFiles.Agreement, inputs: ContractPayment.Inputs,
    showsTerms: Bool
  ) {
    (self.claim, self.agreement, self.inputs) = (claim, agreement, inputs)
    self.showsTerms = showsTerms
    showsSources = showsTerms
  }

  /// Reasons for which an amount is not the last word though it is known.
  private static let open: Set<String> = [
    "contract-charge-not-compared", "contract-stop-loss-not-known",
  ]

  /// The answer.
  func json(_ payment: ContractPayment) -> JSON {
    let reasons = payment.reasons + payment.lines.flatMap(\.reasons)
    let isSettled = payment.allowed != nil && !reasons.contains { Self.open.contains($0.name) }
    let contract = agreement.contract
    return .members(
      ("id", claim.id),
      (
        "contract",
        .members(
          ("name", .string(contract.name)), ("version", .string(contract.version)),
          ("payer", contract.payer.map(JSON.string)), ("plan", contract.plan.map(JSON.string)),
          ("sha256", .string(agreement.sha256)))
      ), ("editions", editions.isEmpty ? nil : .array(editions.map(JSON.string))),
      ("drg", inputs.group.map { .string(Self.digits($0, 3)) }),
      ("drg_grouped", isGrouped ? .bool(true) : nil),
      ("medicare", inputs.stay?.amount.map(JSON.money)),
      ("medicare_priced", showsTerms ? priced : nil),
      (
        "lines",
        .array(
          zip(claim.record.lines.indices, payment.lines).map { json($1, at: $0) })
      ), ("terms", showsTerms ? json(payment.terms) : nil),
      ("reasons", json(payment.reasons)), ("charges", payment.charges.map(JSON.money) ?? .null),
      ("allowed", payment.allowed.map(JSON.money) ?? .null), ("settled", .bool(isSettled)))
  }

  /// A revenue code of four digits.
  static func revenue(_ code: UInt16) -> String { digits(Int(code), 4) }

  /// A place of service of two digits.
  static func place(_ code: UInt8) -> String { digits(Int(code), 2) }

  private static func digits(_ number: Int, _ count: Int) -> String {
    String(repeating: "0", count: max(0, count - String(number).utf8.count)) + String(number)
  }

  /// The term in the contract's document, then the rows of schedules and tables.
  private func sources(_ payment: ContractPayment.Line) -> [RuleSource] {
    guard let position = payment.position else { return payment.sources }
    let contract = agreement.contract
    let term = RuleSource(
      document: "contract \(contract.name) \(contract.version)", locator: "terms[\(position + 1)]",
      sha256: agreement.sha256)
    return [term] + payment.sources
  }

  private func json(_ payment: ContractPayment.Line, at position: Int) -> JSON {
    let line = claim.record.lines[position]
    return .members(
      ("line", .int(payment.number)), ("code", .text(line.code?.description)),
      ("revenue", line.revenueCode.map { .string(Self.revenue($0)) }),
      (
        "modifiers",
        line.modifiers.isEmpty ? nil : .array(line.modifiers.map { .string($0.description) })
      ), ("units", .number(line.units.description)), ("date", .date(line.from)),
      ("charge", payment.charge.map(JSON.money)),
      ("medicare", inputs.medicare[position]?.amount.map(JSON.money)),
      ("term", .text(payment.term)), ("allowed", payment.allowed.map(JSON.money) ?? .null),
      ("reasons", json(payment.reasons)), ("terms", showsTerms ? json(payment.terms) : nil),
      (
        "sources",
        showsSources && !sources(payment).isEmpty
          ? .array(sources(payment).map(ProfessionalAnswer.json)) : nil
      ))
  }

  private func json(_ reasons: [ServicePayment.Reason]) -> JSON? {
    reasons.isEmpty ? nil : .array(reasons.map(ProfessionalAnswer.json))
  }

  private func json(_ terms: [PaymentTerm]) -> JSON {
    .array(terms.map { PaymentTerms.json($0, ProfessionalAnswer.terms) })
  }
}
