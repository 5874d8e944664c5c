// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import CodeSets
import Values

/// An estimate as JSON, with the words of its steps from the table `benefits/steps.tsv`.
enum EstimateAnswer {
  /// What is said of a step.
  private struct Words {
    let title: String
    let formula: String
    let rounding: String
    let source: String
  }

  private static let words: [String: Words] = {
    var words: [String: Words] = [:]
    for line in PublishedText(Assets.bytes("benefits/steps.tsv")).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 5, "benefits/steps.tsv:\(line.number) has not five columns")
      words[fields[0]] = Words(
        title: fields[1], formula: fields[2], rounding: fields[3], source: fields[4])
    }
    return words
  }()

  /// By how much a bill may exceed what a patient who pays alone was told, before it can be disputed.
  ///
  /// Source: 45 CFR 149.620(a)(2).
  private static let disputed = Money(cents: 40_000)

  /// The parts of a line that are amounts, in the order in which they are shown.
  private static let amounts: [(name: String, of: @Sendable (CoordinatedShare) -> Money)] = [
    ("charge", { $0.first.service.charge }), ("allowed", { $0.first.allowed }),
    ("contractual", { $0.first.contractual }), ("deductible", { $0.first.deductible }),
    ("copay", { $0.first.copay }), ("coinsurance", { $0.first.coinsurance }),
    ("not_covered", { $0.first.notCovered }), ("balance", { $0.first.balance }),
    ("over_maximum", { $0.first.relief }), ("plan_pays", { $0.first.plan }),
    ("second_pays", { $0.second }),
    ("written_off", { $0.writtenOff }), ("patient", { $0.patient }),
  ]

  static func json(
    _ request: EstimateRequest, _ estimate: Estimate, assumed: [Finding], showsSteps: Bool
  ) -> JSON {
    .members(
      ("id", request.id),
      ("plan", request.benefits.map { .text($0.name) }),
      ("second", request.second.map { .string($0.name) }),
      ("self_pay", request.benefits == nil ? .bool(true) : nil),
      ("lines", .array(estimate.lines.map { line($0, showsSteps: showsSteps) })),
      (
        "totals",
        .object(amounts.map { part in JSON.Member(part.name, .money(estimate.sum(part.of))) })
      ),
      ("remaining", remaining(request.benefits, estimate.used)),
      ("good_faith", request.benefits == nil ? goodFaith(estimate) : nil),
      ("assumptions", .array(assumed.map(FindingWords.standard.json))))
  }

  private static func line(_ line: CoordinatedShare, showsSteps: Bool) -> JSON {
    let service = line.first.service
    let head = JSON.members(
      ("line", .int(service.number)), ("code", service.code.map { .string($0.description) }),
      ("date", .date(service.date)), ("category", .string(service.category.rawValue)),
      ("network", .string(service.network.rawValue)))
    let parts = amounts.map { JSON.Member($0.name, .money($0.of(line))) }
    let adjustments = (line.first.adjustments + line.adjustments).map { adjustment in
      JSON.members(
        ("group", .string(adjustment.group)), ("reason", .string(adjustment.reason)),
        ("amount", .money(adjustment.amount)))
    }
    var members = head.members + parts + [JSON.Member("adjustments", .array(adjustments))]
    if showsSteps {
      members.append(JSON.Member("steps", .array((line.first.steps + line.steps).map(step))))
    }
    return .object(members)
  }

  private static func step(_ step: ShareStep) -> JSON {
    guard let words = words[step.name] else {
      preconditionFailure("benefits/steps.tsv has no step \(step.name)")
    }
    return .members(
      ("step", .string(step.name)), ("title", .string(words.title)),
      ("formula", .string(words.formula)),
      ("operands", .object(step.operands.map { JSON.Member($0.name, .number($0.value)) })),
      ("result", .number(step.result)), ("rounding", .string(words.rounding)),
      ("source", .string(words.source)))
  }

  /// What is left of the limits after these services.
  private static func remaining(_ benefits: PlanBenefits?, _ used: Accumulators?) -> JSON? {
    guard let benefits, let used else { return nil }
    let limits: JSON? =
      benefits.limits.isEmpty
      ? nil
      : .array(
        zip(benefits.limits, used.limits).map { limit, used in
          let left = max(0, limit.most - used)
          return .members(
            ("category", .string(limit.category.rawValue)),
            (
              limit.measure.rawValue,
              limit.measure == .amount ? .money(Money(cents: left)) : .int(Int(left))
            ))
        })
    return .members(
      ("in_network", network(benefits.inNetwork, used.inNetwork)),
      ("out_of_network", benefits.outOfNetwork.map { network($0, used.outOfNetwork) }),
      ("limits", limits))
  }

  private static func network(_ terms: NetworkBenefits, _ used: Accumulators.Network) -> JSON {
    .members(
      ("deductible", limit(terms.deductible, used.deductible)),
      ("coinsurance_maximum", limit(terms.coinsuranceMaximum, used.coinsurance)),
      ("out_of_pocket", limit(terms.outOfPocket, used.outOfPocket)))
  }

  private static func limit(_ limit: CostLimit, _ used: Used) -> JSON? {
    let own = limit.countedIndividual.map { JSON.money(max(.zero, $0 - used.individual)) }
    let family = limit.family.map { JSON.money(max(.zero, $0 - used.family)) }
    guard own != nil || family != nil else { return nil }
    return .members(("individual", own), ("family", family))
  }

  private static func goodFaith(_ estimate: Estimate) -> JSON {
    let expected = estimate.sum { $0.patient }
    return .members(
      ("expected_charges", .money(expected)), ("disputed_from", .money(expected + disputed)),
      ("source", .string("45 CFR 149.610; 45 CFR 149.620(a)(2)")))
  }
}
