// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// How many claims are compared at once.
  private static let comparedAtOnce = 200

  /// Compares what payers have allowed, by the answers on file, with what the contracts let expect, and opens work on
  /// each claim that was paid with too little. What is open already is left as it is.
  ///
  /// - Parameters:
  ///   - variance: The contracts, and by how much an amount may differ.
  ///   - remittance: Only claims with answers by this or a later remittance.
  ///   - each: Takes each claim that was paid with too little.
  /// - Returns: `compared`, `underpaid`, `opened` and their amount.
  public func findUnderpayments(
    _ variance: ContractVariance, since remittance: Int = 0, by user: String,
    each: (JSON) -> Void = { _ in }
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var variance = variance
    var (count, underpaid, opened) = (0, 0, 0)
    var amount = Money.zero
    try asWorkflow {
      _ = try books.store.head(of: books.practice)
      var last = ""
      while true {
        let names = try store.answeredClaims(
          after: last, since: remittance, limit: Self.comparedAtOnce)
        guard let end = names.last else { return }
        last = end
        try store.transaction {
          for name in names {
            guard let answer = try compared(name, &variance) else { continue }
            count += 1
            guard answer["status"]?.string == "underpaid",
              let short = answer["variance"]?.digits.flatMap({ Money($0) }), short < .zero
            else { continue }
            underpaid += 1
            each(answer)
            if try open(answer, of: name, -short, by: user) {
              opened += 1
              amount += -short
            }
          }
        }
      }
    }
    return .members(
      ("compared", .int(count)), ("underpaid", .int(underpaid)), ("opened", .int(opened)),
      ("amount", .money(amount)))
  }

  private func compared(_ name: String, _ variance: inout ContractVariance) throws -> JSON? {
    guard let submission = try store.submissions(of: name).last(where: { $0.rank == 0 }) else {
      return nil
    }
    let claim = try ClaimText.claim(submission.content)
    var answers: [(RemittanceClaim, String)] = []
    for answer in try store.answers(to: [name])
    where answer.status == .posted && answer.rank == 0 {
      guard let said = remittanceClaim(answer) else { continue }
      answers.append((said, try store.remittance(answer.remittance)?.trace ?? ""))
    }
    return try variance.compare(answers, with: claim)
  }

  /// Opens work on an underpayment.
  ///
  /// - Returns: Whether it is new.
  private func open(
    _ answer: JSON, of name: String, _ short: Money, by user: String
  ) throws -> Bool {
    guard let kept = try store.claims([name]).first, let payer = kept.claim.payer(0) else {
      return false
    }
    let known = try store.work(on: name).filter { $0.kind == .underpayment }
    if known.contains(where: { $0.state != "closed" || $0.amount == short }) { return false }
    func amount(_ member: String) -> Money {
      answer[member]?.digits.flatMap { Money($0) } ?? .zero
    }
    var item = WorkItem(
      .underpayment, payer: payer.description, amount: short, opened: moment.date)
    item.claim = name
    item.category = "underpayment"
    let last = try store.answers(to: [name]).last { $0.rank == 0 && $0.status == .posted }
    item.remittance = last?.remittance
    item.answer = last?.key
    if let last, let remittance = try store.remittance(last.remittance) {
      item.deadline = try appealDeadline(
        item, remittanceClaim(last)?.filingIndicator, notice: remittance.paidOn,
        isAppealed: false)
    }
    guard let opened = try store.open([item]).first else { return false }
    let contract = answer["contract"]
    let title = [contract?["name"]?.string, contract?["version"]?.string]
      .compactMap { $0 }.joined(separator: " ")
    try store.put(
      BillingStore.Expectation(
        contract: title, expected: amount("expected"), allowed: amount("allowed"),
        paid: amount("paid"), lines: (answer["lines"] ?? .array([])).line),
      of: opened.number)
    try store.add(
      OfficeEvent(
        .work, opened.number, at: moment, by: user, "underpaid", value: short.description,
        words: title))
    return true
  }
}
