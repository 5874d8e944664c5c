// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// What a contract lets a provider expect for the services of a claim, with every step.
public struct ContractPayment: Sendable {
  /// A line.
  public struct Line: Sendable {
    /// The number of the line in its claim.
    public let number: Int
    /// The term that decided; nothing where none fits.
    public let term: String?
    /// The expected allowed amount; nothing where it cannot be known.
    public let allowed: Money?
    /// Why it cannot be known, or why it is nothing: a row of `pricing/outcomes.tsv`.
    public let reasons: [ServicePayment.Reason]
    /// Every step, in order.
    public let terms: [PaymentTerm]
    /// The rows of schedules that were used.
    public let sources: [RuleSource]
  }

  /// The lines in the order of the claim.
  public let lines: [Line]

  /// The expected allowed amount of the claim; nothing where a line's cannot be known.
  public var allowed: Money? {
    lines.reduce(Money?.some(.zero)) { sum, line in
      sum.flatMap { sum in line.allowed.map { sum + $0 } }
    }
  }

  /// Works out what is expected.
  ///
  /// - Parameters:
  ///   - claim: The services.
  ///   - contract: The contract in force on the days of the services.
  ///   - schedule: The own schedule that the contract's terms refer to.
  ///   - medicare: What Medicare allows for the same lines; none where no term asks for it.
  public init(
    _ claim: ServiceRecord, _ contract: Contract, schedule: OwnSchedule?,
    medicare: [ServicePayment]
  ) {
    var isOpen = Array(repeating: true, count: contract.terms.count)
    lines = claim.lines.enumerated().map { index, line in
      guard let position = contract.terms.firstIndex(where: { $0.fits(line) }) else {
        return Line(
          number: line.number, term: nil, allowed: nil, reasons: [.init("contract-no-term")],
          terms: [], sources: [])
      }
      let term = contract.terms[position]
      var work = Work(line: line, term: term)
      let isFirst = isOpen[position]
      isOpen[position] = false
      work.price(
        claim, contract, schedule, index < medicare.count ? medicare[index] : nil,
        isFirst: isFirst)
      return work.result
    }
  }

  /// A line that is being priced.
  private struct Work {
    let line: ServiceRecord.Line
    let term: Contract.Term
    var value: FixedDecimal?
    var reasons: [ServicePayment.Reason] = []
    var steps: [PaymentTerm] = []
    var sources: [RuleSource] = []

    var result: Line {
      Line(
        number: line.number, term: term.name, allowed: value?.rounded(to: 2).money,
        reasons: reasons, terms: steps, sources: sources)
    }

    mutating func step(
      _ name: String, _ operands: [(String, FixedDecimal)], _ result: FixedDecimal
    ) {
      steps.append(PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, result))
      value = result
    }

    mutating func price(
      _ claim: ServiceRecord, _ contract: Contract, _ schedule: OwnSchedule?,
      _ medicare: ServicePayment?, isFirst: Bool
    ) {
      let hundred = FixedDecimal(units: 100, places: 0)
      let units = FixedDecimal(units: Int128(line.units.thousandths), places: 3)
      let charge = FixedDecimal(line.charge)
      switch term.rule {
      case .percentOfMedicare(let percent):
        guard let amount = medicare?.amount.map(FixedDecimal.init) else {
          reasons += (medicare?.reasons ?? []) + [.init("contract-no-medicare")]
          return
        }
        sources += medicare?.sources ?? []
        step(
          "contract-percent-of-medicare", [("Medicare", amount), ("percent", percent)],
          amount * percent.divided(by: hundred, places: 6))
      case .percentOfCharge(let percent):
        step(
          "contract-percent-of-charge", [("charge", charge), ("percent", percent)],
          charge * percent.divided(by: hundred, places: 6))
      case .schedule:
        guard let code = line.code, let schedule,
          let row = schedule.row(
            code, modifiers: line.modifiers, place: line.placeOfService,
            payer: contract.payer ?? claim.payer, plan: contract.plan, on: line.from)
        else { return reasons.append(.init("contract-no-row")) }
        sources.append(schedule.source(of: row))
        step(
          "contract-schedule", [("amount", FixedDecimal(row.amount)), ("units", units)],
          FixedDecimal(row.amount) * units)
      case .amount(let amount):
        step(
          "contract-amount", [("amount", FixedDecimal(amount)), ("units", units)],
          FixedDecimal(amount) * units)
      case .caseRate(let amount): once("contract-case-rate", amount, days: 1, isFirst)
      case .perDiem(let amount): once("contract-per-diem", amount, days: days(of: claim), isFirst)
      case .notPaid:
        reasons.append(.init("contract-not-paid"))
        value = .zero
      }
      if term.isLesserOfCharge, line.charge > .zero, let amount = value, charge < amount {
        step("contract-lesser-of-charge", [("amount", amount), ("charge", charge)], charge)
      }
    }

    /// An amount that is paid once for all lines of the term: on the first of them.
    private mutating func once(_ name: String, _ amount: Money, days: Int, _ isFirst: Bool) {
      guard isFirst else {
        reasons.append(.init("contract-included", [("term", term.name)]))
        value = .zero
        return
      }
      let count = FixedDecimal(units: Int128(days), places: 0)
      step(
        name, [("amount", FixedDecimal(amount)), ("days", count)], FixedDecimal(amount) * count)
    }

    /// The days from the first service of the claim that the term fits to the last.
    private func days(of claim: ServiceRecord) -> Int {
      let fitting = claim.lines.filter(term.fits)
      let first = fitting.map(\.from).min() ?? line.from
      let last = fitting.map(\.through).max() ?? line.through
      return Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1
    }
  }
}

extension Contract.Term {
  /// Tells whether the term speaks of a line.
  func fits(_ line: ServiceRecord.Line) -> Bool {
    let code = line.code?.bits ?? 0
    let place = line.placeOfService.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""
    return (codes.isEmpty || codes.contains { $0.contains(code) })
      && (modifiers.isEmpty || line.modifiers.contains { modifiers.contains($0.description) })
      && (places.isEmpty || places.contains(place))
  }
}
