// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Values

/// What is expected of a contract as JSON.
struct ContractAnswer {
  let claim: PricedServices
  let agreement: ContractFiles.Agreement
  let inputs: ContractPayment.Inputs
  let editions: [String]
  let showsTerms: Bool

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
      (
        "lines",
        .array(
          zip(claim.record.lines.indices, payment.lines).map { json($1, at: $0) })
      ), ("terms", showsTerms ? json(payment.terms) : nil),
      ("reasons", json(payment.reasons)), ("charges", payment.charges.map(JSON.money) ?? .null),
      ("allowed", payment.allowed.map(JSON.money) ?? .null), ("settled", .bool(isSettled)))
  }

  private func json(_ payment: ContractPayment.Line, at position: Int) -> JSON {
    let line = claim.record.lines[position]
    return .members(
      ("line", .int(payment.number)), ("code", .text(line.code?.description)),
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
        showsTerms && !payment.sources.isEmpty
          ? .array(payment.sources.map(ProfessionalAnswer.json)) : nil
      ))
  }

  private func json(_ reasons: [ServicePayment.Reason]) -> JSON? {
    reasons.isEmpty ? nil : .array(reasons.map(ProfessionalAnswer.json))
  }

  private func json(_ terms: [PaymentTerm]) -> JSON {
    .array(terms.map { PaymentTerms.json($0, ProfessionalAnswer.terms) })
  }
}
