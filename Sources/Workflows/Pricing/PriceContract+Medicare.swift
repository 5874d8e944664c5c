// SPDX-License-Identifier: Apache-2.0

import Claims
import Grouping
import Pricing
import Values

extension PriceContract {
  /// Asks what Medicare allows, where a term that decides a line is a share of it; amounts that the claim gives
  /// stay.
  ///
  /// - Throws: ``WorkflowFailure`` for professional services that the schedules cannot be asked of. What a
  ///   hospital's bill lacks is told beside the line.
  mutating func askMedicare(_ answer: inout ContractAnswer) throws(WorkflowFailure) {
    let (claim, contract) = (answer.claim, answer.agreement.contract)
    guard ContractPayment.needsMedicare(claim.record, contract, answer.inputs) else { return }
    switch claim.record.bill {
    case .professional, .supplier: try askSchedules(&answer)
    case .outpatient, .inpatient:
      let key = "\(contract.name) \(contract.version)"
      var pricing =
        hospitals[key]
        ?? HospitalMedicare(
          installation, known: known, factors: answer.agreement.hospitals + standing.factors)
      defer { hospitals[key] = pricing }
      let found = try pricing.ask(claim, contract, answer.inputs)
      (answer.priced, answer.inputs.stay) = (found.priced, found.stay)
      answer.editions = found.editions
      for (position, medicare) in found.lines where answer.inputs.medicare[position] == nil {
        answer.inputs.medicare[position] = medicare
      }
      askLaboratory(&answer, found.elsewhere)
    }
  }

  /// Asks the schedules of practitioners and suppliers.
  private mutating func askSchedules(_ answer: inout ContractAnswer) throws(WorkflowFailure) {
    guard answer.claim.zip != nil || answer.claim.locality != nil else {
      throw WorkflowFailure(
        [
          Finding(
            "price.missing-value", .rejects, at: .field("claim.zip"),
            facts: [.init("field", "zip")])
        ], .rejected)
    }
    let payments = try professional.payments(
      answer.claim, asOf: answer.agreement.contract.medicareDay)
    for (position, line) in payments.lines.enumerated()
    where answer.inputs.medicare[position] == nil {
      answer.inputs.medicare[position] = .init(
        amount: line.amount, reasons: line.outcome == .paid ? [] : line.reasons,
        sources: line.sources)
    }
    answer.editions = payments.editions
  }

  /// Asks the schedule of laboratory tests for lines of a hospital that it pays; where it cannot be asked, they
  /// stay without an amount.
  private mutating func askLaboratory(_ answer: inout ContractAnswer, _ positions: [Int]) {
    guard !positions.isEmpty, answer.claim.zip != nil || answer.claim.locality != nil else {
      return
    }
    var claim = answer.claim
    claim.record.bill = .professional
    claim.record.lines = positions.map { answer.claim.record.lines[$0] }
    guard
      let payments = try? professional.payments(
        claim, asOf: answer.agreement.contract.medicareDay)
    else { return }
    for (position, line) in zip(positions, payments.lines)
    where line.schedule == .laboratory && line.amount != nil {
      answer.inputs.medicare[position] = .init(
        amount: line.amount, reasons: line.outcome == .paid ? [] : line.reasons,
        sources: line.sources)
    }
    answer.editions += payments.editions.filter { !answer.editions.contains($0) }
  }

  /// Groups a stay that does not say its DRG, where the contract asks for it.
  ///
  /// - Returns: Whether there is a group now.
  mutating func group(
    _ claim: inout PricedServices, _ contract: PayerContract
  ) throws(WorkflowFailure) -> Bool {
    guard contract.asksForGroup, let built = claim.claim, let stay = ReadStay(built) else {
      return false
    }
    if grouping == nil { grouping = StayGroups(installation, known: known) }
    claim.group = try grouping?.group(stay)
    return claim.group != nil
  }
}

/// The DRGs of stays by the installed groupers.
struct StayGroups {
  private var explained: ExplainStay?

  init(_ installation: Installation, known: CalendarDate?) {
    explained = try? ExplainStay(installation, known: known)
  }

  /// The DRG of a stay; nothing where no grouper of its day is installed or it cannot be grouped.
  mutating func group(_ stay: ReadStay) throws(WorkflowFailure) -> Int? {
    do {
      guard let group = try explained?.grouped(stay), group["return_code"]?.string == "OK"
      else { return nil }
      return group["drg"]?.int
    } catch  where error.kind == .notInstalled { return nil }
  }
}
