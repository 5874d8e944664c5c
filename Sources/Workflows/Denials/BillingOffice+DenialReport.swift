// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// Why payers refuse: counts, amounts and how much was overturned, by payer, reason, root cause or month.
  ///
  /// What is open is what the books have open with the payers on the claims with open denials: the sum of the groups
  /// and of what no denial stands for.
  ///
  /// - Parameter grouping: `payer`, `reason`, `category` or `month`.
  public func denialReport(by grouping: String) throws(WorkflowFailure) -> JSON {
    guard let grouping = BillingStore.DenialGrouping(rawValue: grouping) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "by"))
    }
    return try asWorkflow {
      try store.snapshot {
        _ = try books.store.head(of: books.practice)
        var groups: [String: DenialTotals] = [:]
        let (ledger, rest) = try addOpen(grouping, &groups)
        for closed in try store.closedDenials(by: grouping) {
          var totals = DenialTotals()
          switch DenialFate(outcome: closed.outcome, isPaid: closed.isPaid) {
          case .overturned:
            (totals.overturned, totals.overturnedAmount) = (closed.count, closed.amount)
          case .stands: (totals.standing, totals.standingAmount) = (closed.count, closed.amount)
          case .gone: continue
          }
          groups[closed.group, default: DenialTotals()].add(totals)
        }
        var sum = DenialTotals()
        for totals in groups.values { sum.add(totals) }
        let sorted = groups.sorted {
          grouping == .month ? $0.key < $1.key : ($1.value.open, $0.key) < ($0.value.open, $1.key)
        }
        return .members(
          ("by", .string(grouping.rawValue)),
          (
            "groups",
            .array(
              sorted.map { name, totals in
                .object([.init(grouping.rawValue, .string(name))] + Self.members(of: totals))
              })
          ), ("total", .object(Self.members(of: sum))), ("ledger", .money(ledger)),
          ("other", .money(rest)))
      }
    }
  }

  /// Adds what is not closed.
  ///
  /// - Returns: What the books have open on these claims with payers, and what of it no denial stands for.
  private func addOpen(
    _ grouping: BillingStore.DenialGrouping, _ groups: inout [String: DenialTotals]
  ) throws -> (ledger: Money, rest: Money) {
    struct Key: Hashable {
      let claim: String
      let payer: String
    }
    var (ledger, rest) = (Money.zero, Money.zero)
    try store.forEachOpenDenial(by: grouping) { denials, items in
      var balances: [Key: Money] = [:]
      for item in items {
        ledger += item.balance
        let key = Key(
          claim: item.key.subject.claim?.description ?? "",
          payer: item.key.subject.payer?.description ?? "")
        balances[key, default: .zero] += item.balance
      }
      let grouped = Dictionary(grouping: denials) { Key(claim: $0.claim, payer: $0.payer) }
      for (key, own) in grouped {
        let own = own.sorted { $0.number < $1.number }
        let balance = balances.removeValue(forKey: key) ?? .zero
        let parts = DenialTotals.parts(of: own.map(\.amount), balance: balance)
        rest += balance - parts.parts.reduce(.zero, +)
        for (denial, part) in zip(own, parts.parts) {
          var totals = DenialTotals()
          (totals.openCount, totals.refused, totals.open) = (1, denial.amount, part)
          groups[denial.group, default: DenialTotals()].add(totals)
        }
      }
      rest = balances.values.reduce(rest, +)
    }
    return (ledger, rest)
  }

  private static func members(of totals: DenialTotals) -> [JSON.Member] {
    JSON.members(
      ("count", .int(totals.openCount)), ("refused", .money(totals.refused)),
      ("open", .money(totals.open)), ("overturned", .int(totals.overturned)),
      ("overturned_amount", .money(totals.overturnedAmount)), ("stands", .int(totals.standing)),
      ("stands_amount", .money(totals.standingAmount)),
      (
        "overturn_rate",
        totals.overturnRate.map { .number("\($0 / 10).\($0 % 10)") }
      )
    ).members
  }
}
