// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Values

/// Priced service lines as JSON, with the words of reasons from the table `pricing/outcomes.tsv`.
enum ProfessionalAnswer {
  /// The words of the steps.
  static let terms = PaymentTerms.read("pricing/professional-terms.tsv")

  private static let words: [String: (words: String, source: String)] = {
    var words: [String: (String, String)] = [:]
    for line in PublishedText(Assets.bytes("pricing/outcomes.tsv")).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 3, "pricing/outcomes.tsv:\(line.number) has not three columns")
      words[fields[0]] = (fields[1], fields[2])
    }
    return words
  }()

  /// A line as JSON.
  static func json(
    _ line: ServiceRecord.Line, _ payment: ServicePayment, showsTerms: Bool
  ) -> JSON {
    .members(
      ("line", .int(payment.number)), ("code", .text(line.code?.description)),
      (
        "modifiers",
        line.modifiers.isEmpty ? nil : .array(line.modifiers.map { .string($0.description) })
      ), ("units", .number(line.units.description)), ("date", .date(line.from)),
      ("schedule", .string(payment.schedule.rawValue)),
      ("outcome", .string(payment.outcome.rawValue)), ("fee", money(payment.fee)),
      ("amount", money(payment.amount)),
      ("charge", line.charge > .zero ? .money(line.charge) : nil),
      ("allowed", money(payment.allowed)),
      ("limiting_charge", payment.limitingCharge.map(JSON.money)),
      ("coinsurance", money(payment.coinsurance)), ("sequestration", money(payment.sequestration)),
      ("reasons", payment.reasons.isEmpty ? nil : .array(payment.reasons.map(json))),
      ("terms", showsTerms ? .array(payment.terms.map { PaymentTerms.json($0, terms) }) : nil),
      ("sources", showsTerms ? .array(payment.sources.map(json)) : nil))
  }

  private static func money(_ amount: Money?) -> JSON { amount.map(JSON.money) ?? .null }

  static func json(_ source: RuleSource) -> JSON {
    .members(
      ("document", .string(source.document)), ("locator", .string(source.locator)),
      ("sha256", source.sha256.map(JSON.string)))
  }

  static func json(_ reason: ServicePayment.Reason) -> JSON {
    guard let row = words[reason.name] else {
      preconditionFailure("pricing/outcomes.tsv has no reason \(reason.name)")
    }
    let text = reason.facts.reduce(row.words) {
      $0.replacing("{\($1.name)}", with: $1.value)
    }
    return .members(
      ("reason", .string(reason.name)), ("words", .string(text)), ("source", .string(row.source)))
  }
}
