// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Finds the claim that an answer belongs to, and never guesses.
///
/// It is looked for by the patient control number, then by the payer's own number, then by member, days and charge.
/// A number alone is not believed: the charge, the lines or the payer's number have to agree, and whom the answer
/// names must not speak against it. Where two claims could be meant, or a number and a member point to different
/// ones, there is no match, and a person decides.
public enum RemittanceMatching {
  /// What led to a claim.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    /// The number that the practice put on the claim: CLP01.
    case controlNumber = "control-number"
    /// The payer's number of the claim: CLP07, or REF F8.
    case payerNumber = "payer-number"
    /// Member, days of service and charge.
    case member
    /// A person.
    case person
  }

  /// Why there is no match.
  public enum Failure: String, Hashable, Sendable, CaseIterable {
    /// No claim on file has any of it.
    case unknown
    /// A number leads to a claim with which what the answer says does not agree.
    case contradicted
    /// Two claims or more could be meant.
    case ambiguous
  }

  /// What came of it.
  public enum Outcome: Hashable, Sendable {
    /// A claim.
    case match(FiledClaim, Basis)
    /// None.
    case none(Failure)
  }

  /// Finds the claim among those that share a number or a member with the answer.
  ///
  /// - Parameters:
  ///   - byControlNumber: Claims with the answer's patient control number.
  ///   - byPayerNumber: Claims that a payer has given one of the answer's numbers.
  ///   - byMember: Claims of a member whom the answer names.
  public static func match(
    _ answer: AnsweredClaim, byControlNumber: [FiledClaim], byPayerNumber: [FiledClaim],
    byMember: [FiledClaim]
  ) -> Outcome {
    let alike = byMember.filter { isAlike(answer, $0) }
    var isContradicted = false
    for (basis, candidates) in [
      (Basis.controlNumber, byControlNumber), (.payerNumber, byPayerNumber),
    ] {
      let believed = candidates.filter { isBelieved(answer, $0, alike) }
      if believed.count == 1 { return .match(believed[0], basis) }
      if believed.count > 1 { return .none(.ambiguous) }
      isContradicted = isContradicted || !candidates.isEmpty
    }
    if isContradicted { return .none(.contradicted) }
    switch alike.count {
    case 0: return .none(.unknown)
    case 1: return .match(alike[0], .member)
    default: return .none(.ambiguous)
    }
  }

  /// Whether a claim that a number leads to can be the one.
  private static func isBelieved(
    _ answer: AnsweredClaim, _ claim: FiledClaim, _ alike: [FiledClaim]
  ) -> Bool {
    let (member, name, days) = (
      isMember(answer, claim), isName(answer, claim), areDays(answer, claim)
    )
    // Somebody else is named, or somebody who may be another at another time.
    if member == false, name == false { return false }
    if days == false, member == false || name == false { return false }
    // The member named has a claim of just these days and this charge, and it is another one.
    if member == false || name == false, alike.contains(where: { $0.id != claim.id }),
      !alike.contains(where: { $0.id == claim.id })
    {
      return false
    }
    if claim.charge == charge(answer) { return true }
    let number = answer.claim.payerControlNumber ?? ""
    if !number.isEmpty, claim.payerNumbers.contains(number) { return true }
    // A payer may answer a claim in parts.
    let lines = LinePairing.lines(of: answer.claim, in: claim)
    return !lines.isEmpty && lines.allSatisfy { $0 != nil }
  }

  /// Whether member, days and charge are those of a claim.
  private static func isAlike(_ answer: AnsweredClaim, _ claim: FiledClaim) -> Bool {
    guard isMember(answer, claim) == true, areDays(answer, claim) == true,
      claim.charge == charge(answer), isName(answer, claim) != false
    else { return false }
    return LinePairing.lines(of: answer.claim, in: claim).allSatisfy { $0 != nil }
  }

  private static func charge(_ answer: AnsweredClaim) -> Money {
    Money(cents: abs(answer.claim.charge.cents))
  }

  /// Whether the member is the same; nothing where one of them is not known.
  private static func isMember(_ answer: AnsweredClaim, _ claim: FiledClaim) -> Bool? {
    let known = claim.payers.map(\.member).filter { !$0.isEmpty }
    guard !known.isEmpty, !answer.members.isEmpty else { return nil }
    return answer.members.contains { known.contains($0) }
  }

  private static func isName(_ answer: AnsweredClaim, _ claim: FiledClaim) -> Bool? {
    guard !answer.name.isEmpty, !claim.name.isEmpty else { return nil }
    return answer.name == claim.name
  }

  private static func areDays(_ answer: AnsweredClaim, _ claim: FiledClaim) -> Bool? {
    guard let from = answer.from, let first = claim.from else { return nil }
    return from <= (claim.through ?? first) && first <= (answer.through ?? from)
  }
}
