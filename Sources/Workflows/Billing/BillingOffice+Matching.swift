// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import Values

extension BillingOffice {
  /// The claim on file that an answer belongs to.
  enum Match {
    case match(KeptClaim, RemittanceMatching.Basis)
    case none(RemittanceMatching.Failure)
  }

  /// Finds the claims that answers belong to; those that a number does not settle are looked for by member too.
  func matches(_ answers: [AnsweredClaim]) throws -> [Match] {
    let byControlNumber = Self.grouped(
      try store.claims(controlNumbers: answers.map(\.claim.patientControlNumber))
    ) { [$0.claim.controlNumber] }
    var matches: [Match?] = answers.map { answer in
      let own = byControlNumber[answer.claim.patientControlNumber] ?? []
      return Self.plain(answer, own)
    }
    let open = answers.indices.filter { matches[$0] == nil }
    guard !open.isEmpty else { return matches.compactMap { $0 } }
    let byPayerNumber = Self.grouped(
      try store.claims(payerNumbers: open.flatMap { Self.payerNumbers(of: answers[$0]) })
    ) { $0.claim.payerNumbers }
    let byMember = Self.grouped(
      try store.claims(members: open.flatMap { answers[$0].members })
    ) { $0.claim.payers.map(\.member) }
    for index in open {
      let answer = answers[index]
      matches[index] = Self.match(
        answer, byControlNumber[answer.claim.patientControlNumber] ?? [],
        Self.unique(Self.payerNumbers(of: answer).flatMap { byPayerNumber[$0] ?? [] }),
        Self.unique(answer.members.flatMap { byMember[$0] ?? [] }))
    }
    return matches.compactMap { $0 }
  }

  /// The one claim with the number, where charge, member and name agree: nothing more need be looked at.
  private static func plain(_ answer: AnsweredClaim, _ claims: [KeptClaim]) -> Match? {
    guard claims.count == 1, let kept = claims.first,
      abs(answer.claim.charge.cents) == kept.claim.charge.cents,
      kept.claim.payers.contains(where: { answer.members.contains($0.member) }),
      answer.name.isEmpty || answer.name == kept.claim.name,
      case .match = RemittanceMatching.match(
        answer, byControlNumber: [kept.claim], byPayerNumber: [], byMember: [])
    else { return nil }
    return .match(kept, .controlNumber)
  }

  private static func match(
    _ answer: AnsweredClaim, _ byControlNumber: [KeptClaim], _ byPayerNumber: [KeptClaim],
    _ byMember: [KeptClaim]
  ) -> Match {
    let outcome = RemittanceMatching.match(
      answer, byControlNumber: byControlNumber.map(\.claim),
      byPayerNumber: byPayerNumber.map(\.claim), byMember: byMember.map(\.claim))
    switch outcome {
    case .none(let failure): return .none(failure)
    case .match(let claim, let basis):
      let all = byControlNumber + byPayerNumber + byMember
      guard let kept = all.first(where: { $0.claim.id == claim.id }) else { return .none(.unknown) }
      return .match(kept, basis)
    }
  }

  private static func payerNumbers(of answer: AnsweredClaim) -> [String] {
    [answer.claim.payerControlNumber, answer.claim.originalControlNumber].compactMap { $0 }
      .filter { !$0.isEmpty }
  }

  private static func grouped(
    _ claims: [KeptClaim], by keys: (KeptClaim) -> [String]
  ) -> [String: [KeptClaim]] {
    var groups: [String: [KeptClaim]] = [:]
    for claim in claims {
      for key in Set(keys(claim)) where !key.isEmpty { groups[key, default: []].append(claim) }
    }
    return groups
  }

  private static func unique(_ claims: [KeptClaim]) -> [KeptClaim] {
    var seen: Set<SubjectID<Subject.Claim>> = []
    return claims.filter { seen.insert($0.claim.id).inserted }
  }

  /// Who wrote a remittance, as the books name it.
  func issuer(_ issuer: String) -> SubjectID<Subject.Payer> {
    guard let id = SubjectID<Subject.Payer>("remittances/\(issuer)".prefixBytes(64)) else {
      preconditionFailure("a remittance's issuer has a name")
    }
    return id
  }

  /// What makes an entry of a remittance the same however often it comes.
  func key(_ remittance: KeptRemittance, _ answer: [UInt8], _ attempt: Int) -> SourceKey {
    let end = answer.firstIndex(of: 0) ?? 0
    var text = Array("835/\(remittance.number)/".utf8) + answer[..<end]
    if end > 0 { text.append(UInt8(ascii: "/")) }
    let digits = Array("0123456789abcdef".utf8)
    for byte in answer[end...].dropFirst() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    if attempt > 1 { text += "/\(attempt)".utf8 }
    guard let key = SourceKey(String(decoding: text, as: UTF8.self)) else {
      preconditionFailure("a key that can be printed is a key")
    }
    return key
  }
}

extension String {
  /// As much of the text as has room in some bytes, without control characters.
  func prefixBytes(_ most: Int) -> String {
    var text = ""
    for scalar in unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
      guard text.utf8.count + String(scalar).utf8.count <= most else { break }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
