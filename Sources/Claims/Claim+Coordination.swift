// SPDX-License-Identifier: Apache-2.0

import Values

/// Why no further claim can be made of a claim.
public enum ClaimChangeError: Error, Hashable, Sendable {
  /// The patient has no other coverage that has not decided yet.
  case noNextPayer
  /// The decision is that of another payer than the one that the claim was sent to.
  case otherPayer
  /// The decision does not add up to the charges.
  case imbalance([ClaimAdjudication.Imbalance])
  /// The payer's number for the claim is missing.
  case missingClaimControlNumber
  /// The claim cannot be split, because other payers have decided on it as a whole.
  case adjudicatedAsWhole
}

extension Claim {
  /// Makes the claim to the next payer out of this one and what its payer decided.
  ///
  /// The payer that decided becomes one of the others, with what it paid, what it adjusted, on the claim and
  /// on each line, when, and what the patient still owes. The first of the other payers that has not
  /// decided takes its place, and all keep their order of responsibility: made twice, it is a tertiary
  /// claim.
  ///
  ///     let secondary = try claim.secondary(after: adjudication)
  ///     secondary.coverage.responsibility   // .secondary
  ///     secondary.otherPayers[0].paid       // what the primary payer paid
  ///
  /// - Parameter adjudication: What the payer of this claim decided.
  /// - Throws: ``ClaimChangeError``: `otherPayer` and `imbalance` where the decision is not of this payer or
  ///   does not add up to the charges; `noNextPayer` where nobody is left to ask.
  ///
  /// Source: 005010X222A1 and 005010X223A2, section 1.4.2; loops 2320, 2330 and 2430.
  public func secondary(after adjudication: ClaimAdjudication) throws(ClaimChangeError) -> Claim {
    guard adjudication.payerID == coverage.payer.id else { throw .otherPayer }
    let imbalances = adjudication.imbalances(with: self)
    guard imbalances.isEmpty else { throw .imbalance(imbalances) }
    guard let next = otherPayers.firstIndex(where: { !$0.hasDecided }) else { throw .noNextPayer }
    var claim = self
    let ranks = claim.ranks
    var decided = OtherPayer(coverage)
    decided.coverage.responsibility = ranks[0]
    decided.coverage.subscriber = subscriberOfRecord
    decided.coverage.medicareSecondaryReason = nil
    decided.coverage.payer.asWritten = nil
    decided.assignment = assignment
    decided.assignment?.patientSignatureSource = assignment.patientSignatureSource
    decided.put(adjudication)
    let following = claim.otherPayers.remove(at: next)
    for index in claim.otherPayers.indices {
      let rank = ranks[index < next ? index + 1 : index + 2]
      claim.otherPayers[index].coverage.responsibility = rank
    }
    let place = claim.otherPayers.firstIndex { !$0.hasDecided } ?? claim.otherPayers.count
    claim.otherPayers.insert(decided, at: place)
    claim.take(following, rank: ranks[next + 1], patientOfRecord: subscriberOfRecord)
    for line in adjudication.lines { claim.put(line, of: adjudication) }
    claim.references.set("F8", nil)
    claim.references.set("G1", following.coverage.payer.identifiers["G1"])
    claim.references.set("9F", following.coverage.payer.identifiers["9F"])
    claim.frequency = .original
    return claim
  }

  /// The places of the claim's payers among those that pay: of the one it is sent to, then of the others.
  private var ranks: [PayerResponsibility] {
    let order = PayerResponsibility.allCases
    return ([coverage] + otherCoverages).enumerated().map { index, coverage in
      coverage.responsibility ?? order[min(index, order.count - 1)]
    }
  }

  /// Who holds the policy of the payer that the claim is sent to.
  private var subscriberOfRecord: Person? {
    var person = coverage.relationship == .`self` ? patient.person : coverage.subscriber
    // Another payer's subscriber has a name and an address, but no birth date.
    person?.birthDate = nil
    person?.sex = .unknown
    person?.contacts = []
    person?.identifiers.removeAll { $0.qualifier != "SY" }
    person?.asWritten = nil
    return person
  }

  /// Makes another payer the one that the claim is sent to.
  private mutating func take(
    _ payer: OtherPayer, rank: PayerResponsibility, patientOfRecord: Person?
  ) {
    coverage = payer.coverage
    coverage.responsibility = rank
    coverage.payer.asWritten = nil
    coverage.payer.identifiers.removeAll { ["F8", "G1", "9F", "T4"].contains($0.qualifier) }
    coverage.subscriber?.asWritten = nil
    if coverage.relationship == .`self` { coverage.subscriber = nil }
    if let own = payer.assignment {
      assignment.benefitsToProvider = own.benefitsToProvider
      assignment.releaseOfInformation = own.releaseOfInformation
      assignment.patientSignatureSource = own.patientSignatureSource
    }
    levelsAsWritten.subscriber = nil
    levelsAsWritten.patient = nil
    patient.person.asWritten = nil
  }

  private mutating func put(_ line: ClaimAdjudication.Line, of adjudication: ClaimAdjudication) {
    guard let index = lines.firstIndex(where: { $0.number == line.number }) else { return }
    var decision = LineAdjudication(payerID: adjudication.payerID, paid: line.paid)
    let charge = lines[index].charge
    let usual = kind == .dental ? "AD" : "HC"
    decision.service =
      line.service
      ?? charge.code.map {
        BilledService(lines[index].codeList ?? usual, $0, modifiers: charge.modifiers)
      }
    decision.revenueCode = kind == .institutional ? charge.revenueCode : nil
    decision.paidUnits = line.paidUnits ?? charge.units
    decision.bundledLine = line.bundledLine
    decision.adjustments = line.adjustments
    decision.date = line.date ?? adjudication.date
    decision.remainingLiability =
      line.remainingLiability
      ?? (adjudication.owesOnClaim ? nil : line.adjustments.total("PR"))
    lines[index].adjudications.append(decision)
  }
}

extension ClaimAdjudication {
  /// Whether what the patient still owes is told of the claim and not of its lines: where no line was answered, or the
  /// patient's part was taken off the claim as a whole.
  ///
  /// Source: 005010X222A1, 2320 and 2430 AMT EAF; the guide's example 3 of coordination.
  fileprivate var owesOnClaim: Bool { lines.isEmpty || adjustments.total("PR") != .zero }
}

extension OtherPayer {
  /// Takes over what the payer decided on the claim as a whole.
  fileprivate mutating func put(_ adjudication: ClaimAdjudication) {
    paid = adjudication.paid
    remainingLiability = adjudication.owesOnClaim ? adjudication.patientLiability : nil
    adjustments = adjudication.adjustments
    inpatient = adjudication.inpatient
    outpatient = adjudication.outpatient
    // The day stands on the claim or on its lines, not on both.
    let isOnLines = adjudication.lines.contains { ($0.date ?? adjudication.date) != nil }
    adjudicationDate = isOnLines ? nil : adjudication.date
    claimControlNumber = adjudication.claimControlNumber
    coverage.payer.identifiers.removeAll { $0.qualifier == "G2" || $0.qualifier == "LU" }
  }
}
