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
  /// Where the term stands in the contract.
  var position = 0
  let charge: Charge
  /// Whether it is the first of the lines that are decided together.
  let isFirst: Bool
  /// What Medicare pays is that for the stay: once for all lines that a share of it is paid for.
  var isOfStay = false
  /// Terms with other shares decide further lines of the stay.
  var isDivided = false
  /// The term of the first line that is decided together with it.
  var firstTerm: String?
  /// All lines that are decided together.
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
      number: line.number, term: term.name, position: position, charge: charge.amount,
      allowed: value?.money,
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
      if isDivided { return reasons.append(.init("contract-medicare-divided")) }
      if isOfStay, !isFirst { return include() }
      reasons += medicare?.reasons ?? []
      sources += medicare?.sources ?? []
      guard let amount = medicare?.amount else {
        return reasons.append(.init("contract-no-medicare"))
      }
      share("contract-percent-of-medicare", "Medicare", FixedDecimal(amount), percent)
      if isOfStay { return takeLesser(charges) }
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
      return once("contract-per-diem", amount, days: days(inputs))
    case .notPaid:
      reasons.append(.init("contract-not-paid"))
      value = .zero
      return
    }
    takeLesser(charge.amount)
  }

  /// An amount that is paid once for all lines of the term: on the first of them.
  private mutating func once(_ name: String, _ amount: Money, days: FixedDecimal?) {
    guard isFirst else { return include() }
    step(
      name, [("amount", FixedDecimal(amount))] + (days.map { [("days", $0)] } ?? []),
      (FixedDecimal(amount) * (days ?? .one)).rounded(to: 2))
    takeLesser(charges)
  }

  private mutating func include() {
    reasons.append(.init("contract-included", [("term", firstTerm ?? term.name)]))
    value = .zero
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

  /// The days of a per diem: those given; the units of lines that count days; the covered days; those from the
  /// first service that the term fits to the last.
  private func days(_ inputs: ContractPayment.Inputs) -> FixedDecimal {
    func whole(_ days: Int) -> FixedDecimal { FixedDecimal(units: Int128(days), places: 0) }
    if let days = inputs.days { return whole(days) }
    let counted = together.filter { $0.unitBasis == .day }
    if !counted.isEmpty {
      let thousandths = counted.reduce(0) { $0 + Int($1.units.thousandths) }
      return thousandths.isMultiple(of: 1000)
        ? whole(thousandths / 1000) : FixedDecimal(units: Int128(thousandths), places: 3)
    }
    if let days = inputs.coveredDays { return whole(days) }
    let first = together.map(\.from).min() ?? line.from
    let last = together.map(\.through).max() ?? line.through
    return whole(Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1)
  }
}
