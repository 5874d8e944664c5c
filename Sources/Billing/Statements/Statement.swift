// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// What a guarantor is told of an account: what is owed, by when, and why.
///
///     switch Statement.make(account, on: day, number: 7, earlier: [], policy: policy, reasons: reasons) {
///     case .success(let statement): statement.payNow
///     case .failure(let why): why   // .nothingDue, .withinCycle …
///     }
///
/// What a payer has to decide on is shown as waiting and is in no amount that is asked for.
public struct Statement: Sendable {
  /// The number, without gaps in a practice.
  public let number: Int
  /// The day on which it was made.
  public let issued: CalendarDate
  /// The day by which it is to be paid.
  public let due: CalendarDate
  /// The account as it stands.
  public let account: GuarantorAccount
  /// The level of dunning: 1 is a first statement.
  public let level: Int
  /// What is asked for now.
  public let payNow: Money
  /// What is owed and not asked for now: on hold or in dispute.
  public let onHold: Money
  /// The payment plan.
  public let plan: PaymentPlan?
  /// How old what is owed is.
  public let ages: [Money]

  /// What the guarantor owes in all.
  public var balance: Money { account.balance }
}

/// A refusal to make a statement is an answer, not a fault.
extension NoStatement: Error {}

extension Statement {
  /// Makes a guarantor's statement, or says why there is none.
  ///
  /// - Parameters:
  ///   - earlier: The guarantor's earlier statements.
  ///   - plan: The payment plan, and the claims that it is about.
  ///   - hold: Why the whole account is not asked for.
  public static func make(
    _ account: GuarantorAccount, on day: CalendarDate, number: Int, earlier: [EarlierStatement],
    plan: (terms: PaymentPlan, claims: Set<SubjectID<Subject.Claim>>)? = nil,
    hold: StatementHold? = nil, policy: StatementPolicy = StatementPolicy()
  ) -> Result<Statement, NoStatement> {
    if hold != nil { return .failure(.held) }
    if let last = earlier.map(\.issued).max(), day < last.adding(days: policy.cycle) {
      return .failure(.withinCycle)
    }
    let due = day.adding(days: policy.daysToPay)
    var (held, planned) = (Money.zero, Money.zero)
    var open: [AccountClaim] = []
    for claim in account.claims {
      if claim.hold != nil {
        held += max(.zero, claim.total.due)
      } else if let plan, let id = claim.claim, plan.claims.contains(id) {
        planned += claim.total.due
      } else {
        open.append(claim)
      }
    }
    let instalment = plan.map { min($0.terms.asked(by: due), max(.zero, planned)) } ?? .zero
    let asked = account.balance - held - planned + instalment
    guard asked > .zero else {
      return .failure(account.balance > .zero && held > .zero ? .held : .nothingDue)
    }
    guard asked >= policy.smallest else { return .failure(.small) }
    let since = open.filter { $0.total.due > .zero }.compactMap(\.since).min()
    let reminders = since.map { since in earlier.count { $0.issued >= since } } ?? 0
    return .success(
      Statement(
        number: number, issued: day, due: due, account: account,
        level: min(policy.levels, reminders + 1), payNow: asked, onHold: held, plan: plan?.terms,
        ages: ages(of: account, on: day)))
  }

  /// What is owed by age, in the buckets' order; what was paid and is not applied yet is not in it.
  private static func ages(of account: GuarantorAccount, on day: CalendarDate) -> [Money] {
    var ages = Aging.Bucket.allCases.map { _ in Money.zero }
    for claim in account.claims where claim.total.due != .zero {
      let days = claim.since.map { Int(day.daysSinceEpoch - $0.daysSinceEpoch) } ?? 0
      ages[Aging.Bucket(days: days).rawValue] += claim.total.due
    }
    return ages
  }
}
