// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A line that is being priced by a term of a contract.
struct ContractLine {
  /// A charge, of the line itself or of the charge master.
  struct Charge {
    var amount: Money?
    var terms: [PaymentTerm] = []
    var sources: [RuleSource] = []
  }

  let line: ServiceRecord.Line
  let term: PayerContract.Term
  let charge: Charge
  /// Whether it is the first line that the term decides.
  let isFirst: Bool
  /// All lines that the term decides.
  var together: [ServiceRecord.Line] = []
  /// Their charges; nothing where one is not known.
  var charges: Money?

  private var value: FixedDecimal?
  private var reasons: [ServicePayment.Reason] = []
  private var steps: [PaymentTerm] = []
  private var sources: [RuleSource] = []

  init(line: ServiceRecord.Line, term: PayerContract.Term, charge: Charge, isFirst: Bool) {
    self.line = line
    self.term = term
    self.charge = charge
    self.isFirst = isFirst
    steps = charge.terms
    sources = charge.sources
  }

  var result: ContractPayment.Line {
    ContractPayment.Line(
      number: line.number, term: term.name, charge: charge.amount, allowed: value?.money,
      reasons: reasons, terms: steps, sources: sources)
  }

  /// The charge of a line, from the charge master where the claim does not say it.
  static func charge(
    of line: ServiceRecord.Line, _ claim: ServiceRecord, _ contract: PayerContract,
    _ inputs: ContractPayment.Inputs
  ) -> Charge {
    if line.charge > .zero { return Charge(amount: line.charge) }
    guard let master = inputs.charges,
      let row = master.row(
        line, payer: claim.payer ?? contract.payer, plan: inputs.plan ?? contract.plan)
    else { return Charge() }
    let units = FixedDecimal(units: Int128(line.units.thousandths), places: 3)
    let amount = (FixedDecimal(row.amount) * units).rounded(to: 2)
    let step = PaymentTerm(
      "contract-charge", [.init("amount", FixedDecimal(row.amount)), .init("units", units)], amount)
    return Charge(amount: amount.money, terms: [step], sources: [master.source(of: row)])
  }

  private mutating func step(
    _ name: String, _ operands: [(String, FixedDecimal)], _ result: FixedDecimal
  ) {
    steps.append(PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, result))
    value = result
  }

  /// A share in percent of an amount, rounded to cents.
  private mutating func share(
    _ name: String, _ operand: String, _ amount: FixedDecimal, _ percent: FixedDecimal,
    _ more: [(String, FixedDecimal)] = []
  ) {
    step(
      name, [(operand, amount)] + more + [("percent", percent)],
      ContractTotal.share(percent, of: more.reduce(amount) { $0 * $1.1 }))
  }

  mutating func price(
    _ claim: ServiceRecord, _ contract: PayerContract, _ inputs: ContractPayment.Inputs,
    _ medicare: ContractPayment.Medicare?
  ) {
    let units = FixedDecimal(units: Int128(line.units.thousandths), places: 3)
    switch term.rule {
    case .percentOfMedicare(let percent):
      reasons += medicare?.reasons ?? []
      sources += medicare?.sources ?? []
      guard let amount = medicare?.amount else {
        return reasons.append(.init("contract-no-medicare"))
      }
      share("contract-percent-of-medicare", "Medicare", FixedDecimal(amount), percent)
    case .percentOfCharge(let percent):
      guard let amount = charge.amount else {
        return reasons.append(.init("contract-no-charge"))
      }
      share("contract-percent-of-charge", "charge", FixedDecimal(amount), percent)
    case .percentOfSchedule(let percent):
      guard let schedule = inputs.schedule,
        let row = schedule.row(
          line, payer: claim.payer ?? contract.payer, plan: inputs.plan ?? contract.plan)
      else { return reasons.append(.init("contract-no-row")) }
      sources.append(schedule.source(of: row))
      share(
        "contract-schedule", "amount", FixedDecimal(row.amount), percent, [("units", units)])
    case .amount(let amount):
      step(
        "contract-amount", [("amount", FixedDecimal(amount)), ("units", units)],
        (FixedDecimal(amount) * units).rounded(to: 2))
    case .caseRate(let amount): return once("contract-case-rate", amount, days: nil)
    case .perDiem(let amount):
      return once("contract-per-diem", amount, days: inputs.days ?? days)
    case .notPaid:
      reasons.append(.init("contract-not-paid"))
      value = .zero
      return
    }
    takeLesser(charge.amount)
  }

  /// An amount that is paid once for all lines of the term: on the first of them.
  private mutating func once(_ name: String, _ amount: Money, days: Int?) {
    guard isFirst else {
      reasons.append(.init("contract-included", [("term", term.name)]))
      value = .zero
      return
    }
    let count = days.map { FixedDecimal(units: Int128($0), places: 0) }
    step(
      name, [("amount", FixedDecimal(amount))] + (count.map { [("days", $0)] } ?? []),
      FixedDecimal(amount) * (count ?? .one))
    takeLesser(charges)
  }

  private mutating func takeLesser(_ charge: Money?) {
    guard term.isLesserOfCharge, let amount = value else { return }
    guard let charge else { return reasons.append(.init("contract-charge-not-compared")) }
    if FixedDecimal(charge) < amount {
      step(
        "contract-lesser-of-charge", [("amount", amount), ("charge", FixedDecimal(charge))],
        FixedDecimal(charge))
    }
  }

  /// The days from the first service that the term fits to the last.
  private var days: Int {
    let first = together.map(\.from).min() ?? line.from
    let last = together.map(\.through).max() ?? line.through
    return Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1
  }
}
