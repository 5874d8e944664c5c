// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Grouping
import Pricing
import Values

/// What Medicare pays a hospital for a claim by the hospital's own factors: visits by the outpatient prospective
/// payment system, stays by the inpatient one.
struct HospitalMedicare {
  /// What came of asking.
  struct Answer {
    /// The amounts of lines by their positions: with deductible, coinsurance and outlier.
    var lines: [Int: ContractPayment.Medicare] = [:]
    /// The amount of a stay.
    var stay: ContractPayment.Medicare?
    /// The answer of the pricer, with its steps.
    var priced: JSON?
    /// The releases that were asked.
    var editions: [String] = []
    /// The positions of lines that another schedule pays.
    var elsewhere: [Int] = []
  }

  private let installation: Installation
  private let known: CalendarDate?
  private let factors: [HospitalFactors]
  private var outpatient: [Int: PriceOutpatient] = [:]
  private var inpatient: [Int: PriceInpatient] = [:]

  init(_ installation: Installation, known: CalendarDate?, factors: [HospitalFactors]) {
    self.installation = installation
    self.known = known
    self.factors = factors
  }

  /// Asks what Medicare pays for a hospital's claim, as of the contract's day where it names one.
  mutating func ask(
    _ claim: PricedServices, _ contract: PayerContract, _ inputs: ContractPayment.Inputs
  ) throws(WorkflowFailure) -> Answer {
    let charges = ContractPayment.charges(of: claim.record, contract, inputs)
    guard charges.allSatisfy({ $0 != nil }) else {
      return told("contract-no-charge-for-medicare", of: claim)
    }
    var claim = claim
    for (position, charge) in charges.enumerated() {
      claim.record.lines[position].charge = charge ?? .zero
    }
    do throws(WorkflowFailure) {
      if claim.isStay { return try ask(stay: claim, contract) }
      guard var visit = OutpatientClaim(claim.record) else {
        return told("contract-no-system", of: claim)
      }
      contract.medicareDay.map { visit.move(to: $0) }
      return try ask(visit: visit, claim)
    } catch {
      guard error.kind != .machine else { throw error }
      let words = FindingWords.standard.json
      let message = error.findings.first.flatMap { words($0)["message"]?.string } ?? ""
      return told("contract-not-priced", [("message", message)], of: claim)
    }
  }

  /// Nothing is known: the reason stands at each line, or at the first of a stay.
  private func told(
    _ reason: String, _ facts: [(String, String)] = [], of claim: PricedServices
  ) -> Answer {
    var answer = Answer()
    let unknown = ContractPayment.Medicare(amount: nil, reasons: [.init(reason, facts)])
    if claim.isStay {
      answer.stay = unknown
    } else {
      for position in claim.record.lines.indices { answer.lines[position] = unknown }
    }
    return answer
  }

  private mutating func ask(
    visit: OutpatientClaim, _ claim: PricedServices
  ) throws(WorkflowFailure) -> Answer {
    guard let index = factors.position(of: .outpatient, on: visit.from) else {
      return told("contract-no-hospital", [("kind", "outpatient")], of: claim)
    }
    var document = OutpatientDocument(id: claim.record.id, visit)
    if let credit = claim.claim?.codes.valueCodes.first(where: { $0.code == "FD" }) {
      document.deviceCredit = credit.amount
    }
    let opened = outpatient[index]
    var pricing: PriceOutpatient
    if let opened {
      pricing = opened
    } else {
      pricing = try PriceOutpatient(installation, rates: factors[index].document, known: known)
    }
    defer { outpatient[index] = pricing }
    let priced = try pricing.price(document)
    var answer = Answer()
    answer.priced = priced
    answer.editions = (priced["releases"]?.elements ?? []).compactMap(\.string)
    for (position, line) in (priced["lines"]?.elements ?? []).enumerated() {
      answer.take(line, at: position)
    }
    return answer
  }

  private mutating func ask(
    stay claim: PricedServices, _ contract: PayerContract
  ) throws(WorkflowFailure) -> Answer {
    guard let group = claim.group else { return told("contract-no-group", of: claim) }
    let (admitted, discharged) = claim.stayDays
    let day = contract.medicareDay ?? discharged
    guard let index = factors.position(of: .inpatient, on: day) else {
      return told("contract-no-hospital", [("kind", "inpatient")], of: claim)
    }
    let opened = inpatient[index]
    var pricing: PriceInpatient
    if let opened {
      pricing = opened
    } else {
      pricing = try PriceInpatient(installation, rates: factors[index].document, known: known)
    }
    defer { inpatient[index] = pricing }
    let status = Int(claim.record.dischargeStatus)
    let nights = Int(discharged.daysSinceEpoch - admitted.daysSinceEpoch)
    let charges = claim.record.lines.reduce(Money.zero) { $0 + $1.charge }
    let priced = try pricing.price(
      .members(
        ("drg", .int(group)), ("discharged", .date(day)), ("stay", .int(max(0, nights))),
        ("status", status > 0 ? .string("\(status < 10 ? "0" : "")\(status)") : nil),
        ("charges", .money(charges)),
        ("condition_codes", .array(claim.record.conditionCodes.map(JSON.string)))))
    let edition = priced["edition"]?.string ?? ""
    var answer = Answer()
    answer.priced = priced
    answer.editions = [edition]
    answer.stay = .init(
      amount: priced["total"]?.digits.flatMap { Money($0) },
      sources: [
        RuleSource(document: edition, locator: "DRG \(priced["drg"]?.string ?? "")", sha256: nil)
      ])
    return answer
  }
}

extension HospitalMedicare.Answer {
  /// Takes what the outpatient pricer says of a line.
  fileprivate mutating func take(_ line: JSON, at position: Int) {
    func amount(_ name: String) -> Money { line[name]?.digits.flatMap { Money($0) } ?? .zero }
    let effect = line["effect"]?.string ?? ""
    switch effect {
    case "paid" where line["rate"] != nil, "charges-to-cost":
      let rows = [line["code"]?.string, line["apc"]?.string.map { "APC \($0)" }]
      lines[position] = .init(
        amount: amount("payment") + amount("outlier"),
        sources: zip(editions, rows).compactMap { edition, row in
          row.map { RuleSource(document: edition, locator: $0, sha256: nil) }
        })
    case "packaged": lines[position] = .init(amount: .zero, reasons: [.init("contract-packaged")])
    case "unpaid":
      lines[position] = .init(amount: nil, reasons: [.init("contract-medicare-unpaid")])
    default:
      elsewhere.append(position)
      lines[position] = .init(amount: nil, reasons: [.init("contract-medicare-elsewhere")])
    }
  }
}

extension PricedServices {
  /// Whether it is a stay in an acute care hospital.
  var isStay: Bool {
    record.bill == .inpatient && (record.billType == 0 || record.billType / 10 == 11)
  }

  /// The first and the last day of a stay.
  var stayDays: (admitted: CalendarDate, discharged: CalendarDate) {
    let days = record.lines.map(\.from)
    let first = record.period?.lowerBound ?? days.min() ?? CalendarDate(daysSinceEpoch: 0)
    let last = record.period?.upperBound ?? record.lines.map(\.through).max() ?? first
    return (claim?.dates.first { $0.qualifier == "435" }?.from ?? first, last)
  }
}

extension OutpatientClaim {
  /// Moves all days so that the first is another, from which on the releases are asked.
  fileprivate mutating func move(to day: CalendarDate) {
    let days = Int(day.daysSinceEpoch - from.daysSinceEpoch)
    from = day
    through = through.adding(days: days)
    for index in lines.indices { lines[index].date = lines[index].date.adding(days: days) }
  }
}
