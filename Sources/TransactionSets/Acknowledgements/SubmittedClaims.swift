// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Claims that were sent, found again by the numbers that acknowledgements name.
public struct SubmittedClaims: Hashable, Sendable {
  /// What an acknowledgement did to one claim.
  public struct Change: Hashable, Sendable {
    /// The claim, by its place in ``SubmittedClaims/claims``.
    public let claim: Int
    /// What was said.
    public let event: SubmittedClaim.Event
    /// What came of it.
    public let outcome: SubmittedClaim.Outcome
  }

  /// What an acknowledgement did.
  public struct Result: Hashable, Sendable {
    /// What became of the claims that it speaks of.
    public internal(set) var changes: [Change] = []
    /// The numbers of what it speaks of and nobody here has sent.
    public internal(set) var unknown: [String] = []
  }

  /// The claims.
  public private(set) var claims: [SubmittedClaim]
  private var byNumber: [String: [Int]] = [:]

  /// Takes claims that were sent.
  public init(_ claims: [SubmittedClaim]) {
    self.claims = claims
    for (index, claim) in claims.enumerated() {
      byNumber[claim.reference.claim, default: []].append(index)
    }
  }

  /// Takes in an acknowledgement that came from whom these claims were sent to.
  ///
  /// - Complexity: O(*n*) in the claims for a TA1 or 999; in those of the report for a 277CA.
  public mutating func apply(_ acknowledgement: Acknowledgement) -> Result {
    switch acknowledgement {
    case .interchange(let answer): apply(answer)
    case .group(let answer): apply(answer)
    case .claims(let report): apply(report)
    }
  }

  private mutating func take(
    _ event: SubmittedClaim.Event, _ indices: [Int], _ result: inout Result
  ) {
    for index in indices {
      let outcome = claims[index].take(event)
      result.changes.append(Change(claim: index, event: event, outcome: outcome))
    }
  }

  private func indices(where isMeant: (SubmittedClaim.Reference) -> Bool) -> [Int] {
    claims.indices.filter { isMeant(claims[$0].reference) }
  }
}

extension SubmittedClaims {
  private mutating func apply(_ answer: InterchangeAcknowledgement) -> Result {
    var result = Result()
    let number = Int(answer.controlNumber)
    let meant = indices { $0.interchange == number }
    if meant.isEmpty { result.unknown = [answer.controlNumber] }
    let event = SubmittedClaim.Event(
      .interchange, answer.code.verdict, codes: answer.note == "000" ? [] : [answer.note])
    take(event, meant, &result)
    return result
  }

  private mutating func apply(_ answer: GroupAcknowledgement) -> Result {
    var result = Result()
    let number = Int(answer.controlNumber)
    let group = indices { $0.group == number }
    guard !group.isEmpty else {
      result.unknown = [answer.controlNumber]
      return result
    }
    var told: Set<Int> = []
    for set in answer.sets {
      let meant = group.filter { claims[$0].reference.set == set.controlNumber }
      if meant.isEmpty { result.unknown.append(answer.controlNumber + "/" + set.controlNumber) }
      // A rejected group takes its sets with it, whatever is said of each.
      let code = answer.code.isRejection ? answer.code : set.code
      let event = SubmittedClaim.Event(
        .transactionSet, code.verdict, codes: set.errors + (code == set.code ? [] : answer.errors))
      take(event, meant, &result)
      told.formUnion(meant)
    }
    // Where a receiver names only the sets in which something is wrong, the others went with the group.
    guard answer.code != .partiallyAccepted else { return result }
    let event = SubmittedClaim.Event(.transactionSet, answer.code.verdict, codes: answer.errors)
    take(event, group.filter { !told.contains($0) }, &result)
    return result
  }

  private mutating func apply(_ report: ClaimStatusReport) -> Result {
    var result = Result()
    for source in report.levels {
      let isPayer = source.parties.first?.party.role != "AY"
      for receiver in source.levels {
        apply(receiver, isPayer ? .payer : .clearinghouse, &result)
      }
    }
    return result
  }

  private mutating func apply(
    _ receiver: ClaimStatusLevel, _ station: SubmittedClaim.Station, _ result: inout Result
  ) {
    let batch = receiver.matters.first?.trace.number ?? ""
    if let whole = receiver.matters.first, whole.isRejected {
      let meant = indices { $0.batch == batch }
      if meant.isEmpty { result.unknown.append(batch) }
      take(SubmittedClaim.Event(station, whole), meant, &result)
      return
    }
    for provider in receiver.levels {
      let claims = provider.levels.flatMap(\.allMatters)
      if claims.isEmpty, let whole = provider.matters.first, whole.isRejected {
        let id = provider.parties.first?.party.id
        take(
          SubmittedClaim.Event(station, whole), indices { $0.batch == batch && $0.provider == id },
          &result)
      }
      for matter in claims { apply(matter, batch, station, &result) }
    }
  }

  private mutating func apply(
    _ matter: ClaimStatusMatter, _ batch: String, _ station: SubmittedClaim.Station,
    _ result: inout Result
  ) {
    let number = matter.trace.number
    let named = byNumber[number] ?? []
    // A number may have gone out twice; then the batch tells which is meant, where it is ours.
    let inBatch = named.filter { claims[$0].reference.batch == batch }
    let meant = inBatch.isEmpty ? (named.count == 1 ? named : []) : inBatch
    if meant.isEmpty { result.unknown.append(number) }
    take(SubmittedClaim.Event(station, matter), meant, &result)
  }
}

extension SubmittedClaim.Event {
  fileprivate init(_ station: SubmittedClaim.Station, _ matter: ClaimStatusMatter) {
    let codes = matter.statuses.flatMap(\.codes)
    let verdict: SubmittedClaim.Verdict =
      if matter.isRejected {
        .rejected
      } else if codes.contains(where: { $0.category == "A2" }) {
        .accepted
      } else {
        // A0 and A1: forwarded, or received and not yet looked at; a clearinghouse has no more to say.
        station == .clearinghouse ? .accepted : .received
      }
    self.init(
      station, verdict, date: matter.statuses.compactMap(\.date).max(),
      codes: codes.map { "\($0.category):\($0.code)" },
      payerNumber: matter.payerControlNumber)
  }
}

extension AcknowledgementCode {
  /// What it means for what is inside.
  fileprivate var verdict: SubmittedClaim.Verdict {
    switch self {
    case .accepted: .accepted
    case .acceptedWithErrors, .partiallyAccepted: .acceptedWithErrors
    default: .rejected
    }
  }
}
