// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Storage
public import Values

/// Compares what payers have allowed and paid with what the contracts let expect, claim by claim and line by line.
///
///     var variance = ContractVariance(pricing)
///     let summary = try variance.compare(["era.835"], with: ["claims.837"]) { claim in … }
public struct ContractVariance {
  /// By how much an amount may differ: an amount, or a share in percent of what is expected.
  public struct Tolerance: Sendable {
    let amount: Money
    /// Hundredths of a percent.
    let share: Int64

    /// Nothing may differ.
    public static let none = Tolerance(amount: .zero, share: 0)

    private init(amount: Money, share: Int64) { (self.amount, self.share) = (amount, share) }

    /// Reads `0.05` or `1.5%`; nothing for what is neither.
    public init?(_ text: String) {
      guard let number = Money(text.hasSuffix("%") ? String(text.dropLast()) : text),
        number >= .zero
      else { return nil }
      self.init(
        amount: text.hasSuffix("%") ? .zero : number, share: text.hasSuffix("%") ? number.cents : 0)
    }

    /// The amount by which what is expected may be missed.
    func most(of expected: Money) -> Money {
      max(amount, Money(cents: expected.cents * share / 10_000))
    }
  }

  /// A claim that was sent.
  struct Sent {
    let claim: PricedServices
    /// The numbers of its lines that a payer returns.
    let numbers: [String?]
  }

  private var pricing: PriceContract
  /// By how much an amount may differ.
  public var tolerance = Tolerance.none

  /// Takes the contracts.
  public init(_ pricing: PriceContract) {
    self.pricing = pricing
    self.pricing.showsTerms = false
  }

  /// Compares remittances with contracts.
  ///
  /// - Parameters:
  ///   - remittances: Files with 835s.
  ///   - claims: The claims that they answer: 837s, encounters, records of services, or folders of them.
  ///   - each: Takes what came of each claim that was answered, in the order of the answers, then of each that
  ///     was not: `claim`, `status`, amounts, and `lines`.
  /// - Returns: How many claims there are of each status, and the sums of what is too little and too much.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read.
  public mutating func compare(
    _ remittances: [String], with claims: [String], each: (JSON) -> Void
  ) throws(WorkflowFailure) -> JSON {
    try pricing.checkFiles(with: [])
    let sent = try sent(claims)
    let (answered, skipped) = try Self.answered(remittances)
    var summary = VarianceSummary()
    for claim in answered {
      let answer = try compare(claim, with: sent[claim.patientControlNumber])
      summary.add(answer)
      each(answer)
    }
    for claim in skipped {
      summary.add(claim)
      each(claim)
    }
    let told = Set(answered.map(\.patientControlNumber))
    for (number, claim) in sent.sorted(by: { $0.key < $1.key }) where !told.contains(number) {
      let charges = claim.claim.record.lines.reduce(Money.zero) { $0 + $1.charge }
      let answer = JSON.members(
        ("claim", .string(number)), ("status", .string("unanswered")), ("charge", .money(charges)))
      summary.add(answer)
      each(answer)
    }
    return summary.json
  }

  /// Compares the answers to one claim, with the numbers of their remittances, with the claim's contract.
  ///
  /// - Returns: What came of it, as for each claim of files; nothing where no answer says what is allowed.
  mutating func compare(
    _ answers: [(claim: RemittanceClaim, trace: String)], with claim: Claim
  ) throws(WorkflowFailure) -> JSON? {
    let answers = answers.filter { $0.claim.reasonNotCompared == nil }
    guard !answers.isEmpty else { return nil }
    var remitted = RemittedClaim(claim.patientControlNumber.description)
    for answer in answers {
      remitted.add(answer.claim, Remittance(trace: TraceNumber(answer.trace)))
    }
    let record = ServiceRecord(claim)
    let sent = Sent(
      claim: PricedServices(record, id: claim.patientControlNumber.description, claim: claim),
      numbers: claim.lines.map { $0.references["6R"] })
    return try compare(remitted, with: sent)
  }

  /// The claims by their control numbers; of those with one number the last, which takes the place of the others.
  private func sent(_ paths: [String]) throws(WorkflowFailure) -> [String: Sent] {
    var sent: [String: Sent] = [:]
    var findings: [Finding] = []
    try asWorkflow {
      try ClaimFiles(paths).forEach { item in
        guard let record = item.record else {
          findings += item.findings
          return
        }
        let number = item.claim?.patientControlNumber.description ?? record.id
        let numbers =
          item.claim?.lines.map { line in
            line.references.first { $0.qualifier == "6R" }?.value
          } ?? record.lines.map { _ in nil }
        sent[number] = Sent(
          claim: PricedServices(record, id: item.id, claim: item.claim), numbers: numbers)
      }
    }
    if !findings.isEmpty { throw WorkflowFailure(findings, .unusable) }
    return sent
  }

  /// The claims of remittances in the order in which they are first answered, and answers that are not compared.
  private static func answered(
    _ paths: [String]
  ) throws(WorkflowFailure) -> (claims: [RemittedClaim], skipped: [JSON]) {
    var claims: [RemittedClaim] = []
    var positions: [String: Int] = [:]
    var skipped: [JSON] = []
    for path in paths {
      try InterchangeFile(path).answeredClaims { claim, remittance in
        if let reason = claim.reasonNotCompared {
          skipped.append(
            .members(
              ("claim", .string(claim.patientControlNumber)),
              ("remittances", .array([.string(remittance.trace.number)])),
              ("status", .string("not-compared")), ("why", .string(reason)),
              ("charge", .money(claim.charge)), ("paid", .money(claim.paid))))
          return
        }
        let number = claim.patientControlNumber
        let position = positions[number] ?? claims.count
        if position == claims.count {
          positions[number] = position
          claims.append(RemittedClaim(number))
        }
        claims[position].add(claim, remittance)
      }
    }
    return (claims, skipped)
  }

  private mutating func compare(
    _ remitted: RemittedClaim, with sent: Sent?
  ) throws(WorkflowFailure) -> JSON {
    guard let sent else { return remitted.json(status: "no-claim") }
    do throws(WorkflowFailure) {
      let expected = try pricing.expect(sent.claim)
      return VarianceAnswer(
        remitted: remitted, sent: sent, expected: expected, tolerance: tolerance
      ).json
    } catch {
      guard error.kind != .machine else { throw error }
      return .object(
        remitted.json(status: "not-known").members
          + [JSON.Member("findings", .array(error.findings.map(FindingWords.standard.json)))])
    }
  }
}

extension RemittanceClaim {
  /// Why an answer says nothing of what the contract's payer owes.
  fileprivate var reasonNotCompared: String? {
    if isPredetermination { return "predetermination" }
    if status == "23" { return "forwarded" }
    // A reversal does not say which payer it was; its claim is compared by what else is said of it.
    return (payerRank ?? 1) > 1 ? "secondary" : nil
  }
}

extension RemittedClaim {
  /// A claim without anything to compare it with.
  func json(status: String) -> JSON {
    .members(
      ("claim", .string(patientControlNumber)),
      ("payer_claim", .array(payerControlNumbers.map(JSON.string))),
      ("remittances", .array(remittances.map(JSON.string))), ("status", .string(status)),
      ("charge", .money(sums.charge)), ("paid", .money(sums.paid)),
      ("patient", .money(sums.patient)), ("allowed", .money(sums.recognized)))
  }
}

/// How many claims came to what.
struct VarianceSummary {
  private static let statuses = [
    "agrees", "underpaid", "overpaid", "denied", "not-known", "no-claim", "not-compared",
    "unanswered",
  ]
  private var counts: [String: Int] = [:]
  private var expected = Money.zero
  private var allowed = Money.zero
  private var under = Money.zero
  private var over = Money.zero

  mutating func add(_ claim: JSON) {
    counts[claim["status"]?.string ?? "", default: 0] += 1
    func amount(_ name: String) -> Money { claim[name]?.digits.flatMap { Money($0) } ?? .zero }
    guard claim["variance"] != nil else { return }
    expected += amount("expected")
    allowed += amount("allowed")
    let variance = amount("variance")
    if ["underpaid", "denied"].contains(claim["status"]?.string) { under += variance }
    if claim["status"]?.string == "overpaid" { over += variance }
  }

  var json: JSON {
    .members(
      ("claims", .int(counts.values.reduce(0, +))),
      (
        "statuses",
        .object(
          Self.statuses.compactMap { name in counts[name].map { JSON.Member(name, .int($0)) } })
      ), ("expected", .money(expected)), ("allowed", .money(allowed)), ("underpaid", .money(under)),
      ("overpaid", .money(over)))
  }
}
