// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// What a contract lets a provider expect for the services of a claim, with every step.
public struct ContractPayment: Sendable {
  /// What Medicare allows for a line.
  public struct Medicare: Sendable {
    /// The amount; nothing where it is not known.
    public var amount: Money?
    /// What should be known of it.
    public var reasons: [ServicePayment.Reason]
    /// The rows of published tables that were used.
    public var sources: [RuleSource]

    /// Takes what the fee schedules say, or what is known from elsewhere.
    public init(
      amount: Money?, reasons: [ServicePayment.Reason] = [], sources: [RuleSource] = []
    ) {
      self.amount = amount
      self.reasons = reasons
      self.sources = sources
    }
  }

  /// What is known of a claim beside its services.
  public struct Inputs: Sendable {
    /// The payer's schedule that the contract's terms refer to.
    public var schedule: OwnSchedule?
    /// The charge master: the charges of lines that do not say theirs.
    public var charges: OwnSchedule?
    /// What Medicare allows, by the positions of the lines.
    public var medicare: [Int: Medicare] = [:]
    /// What Medicare pays for a stay as a whole, where it is paid so.
    public var stay: Medicare?
    /// The plan that the claim names; nothing for that of the contract.
    public var plan: String?
    /// The DRG of the stay.
    public var group: Int?
    /// The days that a per diem is paid for; nothing for the units of lines that count days, then the covered
    /// days, then those from the first service to the last.
    public var days: Int?
    /// The covered days of a stay, as the claim says them.
    public var coveredDays: Int?

    /// Starts with nothing.
    public init() {}
  }

  /// A line.
  public struct Line: Sendable {
    /// The number of the line in its claim.
    public let number: Int
    /// The term that decided; nothing where none fits.
    public let term: String?
    /// Where it stands in the contract, from 0.
    public let position: Int?
    /// The charge, of the claim or of the charge master; nothing where neither has one.
    public let charge: Money?
    /// The expected allowed amount; nothing where it cannot be known.
    public let allowed: Money?
    /// Why it cannot be known, or what should be known of it: rows of `pricing/outcomes.tsv`.
    public let reasons: [ServicePayment.Reason]
    /// Every step, in order.
    public let terms: [PaymentTerm]
    /// The rows of schedules that were used.
    public let sources: [RuleSource]
  }

  /// The lines in the order of the claim.
  public let lines: [Line]
  /// The steps of the claim as a whole: lower of amounts and charges, stop-loss.
  public let terms: [PaymentTerm]
  /// What should be known of the claim as a whole.
  public let reasons: [ServicePayment.Reason]
  /// The charges; nothing where a line's is not known.
  public let charges: Money?
  /// The expected allowed amount of the claim; nothing where it cannot be known.
  public let allowed: Money?

  /// Works out what is expected.
  ///
  /// - Parameters:
  ///   - claim: The services.
  ///   - contract: The contract in force on the days of the services.
  ///   - inputs: Schedules, Medicare's amounts, and what else is known.
  public init(_ claim: ServiceRecord, _ contract: PayerContract, _ inputs: Inputs) {
    let fitting = Self.terms(of: claim, contract, inputs)
    let charged = claim.lines.map { ContractLine.charge(of: $0, claim, contract, inputs) }
    let shared = Self.linesOfStay(claim, contract, fitting, inputs)
    lines = claim.lines.indices.map { index in
      let charge = charged[index]
      guard let position = fitting[index] else {
        return Line(
          number: claim.lines[index].number, term: nil, position: nil, charge: charge.amount,
          allowed: nil, reasons: [.init("contract-no-term")], terms: charge.terms,
          sources: charge.sources)
      }
      let ofStay = shared.contains(index)
      let together = ofStay ? shared : claim.lines.indices.filter { fitting[$0] == position }
      var line = ContractLine(
        line: claim.lines[index], term: contract.terms[position], charge: charge,
        isFirst: together.first == index)
      line.position = position
      line.isOfStay = ofStay
      line.firstTerm = together.first.flatMap { fitting[$0] }.map { contract.terms[$0].name }
      line.isDivided =
        ofStay
        && shared.contains {
          contract.percent(of: fitting[$0]) != contract.percent(of: fitting[shared[0]])
        }
      line.together = together.map { claim.lines[$0] }
      line.charges = ContractTotal.sum(together.map { charged[$0].amount })
      line.price(claim, contract, inputs, ofStay ? inputs.stay : inputs.medicare[index])
      return line.result
    }
    let inside = claim.lines.indices.map { index in
      fitting[index].map { !contract.terms[$0].isOutsideStopLoss } ?? true
    }
    var total = ContractTotal(lines, isInside: inside)
    total.settle(contract)
    (terms, reasons, charges, allowed) = (total.steps, total.reasons, total.charges, total.allowed)
  }

  /// The positions of the terms that decide the lines.
  private static func terms(
    of claim: ServiceRecord, _ contract: PayerContract, _ inputs: Inputs
  ) -> [Int?] {
    claim.lines.map { line in
      contract.terms.firstIndex { $0.fit.fits(line, of: claim, group: inputs.group) }
    }
  }

  /// The positions of the lines that share what Medicare pays for the stay: those that a share of it is paid for.
  private static func linesOfStay(
    _ claim: ServiceRecord, _ contract: PayerContract, _ fitting: [Int?], _ inputs: Inputs
  ) -> [Int] {
    guard inputs.stay != nil else { return [] }
    return claim.lines.indices.filter {
      inputs.medicare[$0] == nil && contract.percent(of: fitting[$0]) != nil
    }
  }

  /// The charges of the lines, from the charge master where the claim does not say them.
  public static func charges(
    of claim: ServiceRecord, _ contract: PayerContract, _ inputs: Inputs
  ) -> [Money?] {
    claim.lines.map { ContractLine.charge(of: $0, claim, contract, inputs).amount }
  }

  /// Tells whether a term that decides a line of a claim asks what Medicare allows, and the line does not say.
  public static func needsMedicare(
    _ claim: ServiceRecord, _ contract: PayerContract, _ inputs: Inputs
  ) -> Bool {
    zip(claim.lines.indices, terms(of: claim, contract, inputs)).contains { index, position in
      contract.percent(of: position) != nil && inputs.medicare[index] == nil
    }
  }
}
