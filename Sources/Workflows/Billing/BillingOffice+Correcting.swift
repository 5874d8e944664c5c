// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Where what a claim is to say comes from.
  public enum Correction: Sendable {
    /// An 837 with the claim as it should have been.
    case file(String)
    /// Changes of what was sent: `LINE.member=value` or `member=value`; see ``ClaimEdit``.
    case edits([String])
  }

  /// Puts a corrected claim in the place of one on file; it waits for the next batch.
  ///
  /// Where the payer has the claim already it replaces that one: frequency 7, with the payer's number. Where it was
  /// refused unread, or never sent, it is a first claim. Charges that differ are taken back and charged anew.
  ///
  /// - Parameters:
  ///   - payerNumber: The payer's number of the claim; nothing for the one on file.
  ///   - reason: Why, in words.
  /// - Returns: The claim as it stands.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.other-claim`,
  ///   `claims.no-payer-number`, `claims.correct-charge`, `claims.bad-edit`.
  public func correct(
    _ name: String, _ correction: Correction, payerNumber: String? = nil, reason: String,
    by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      let given = try given(correction)
      return try store.transaction {
        brief(
          try correct(name, payerNumber: payerNumber, reason: reason, by: user) { kept in
            if let given { return given }
            var claim = try lastSent(kept).claim
            if case .edits(let edits) = correction {
              for edit in edits { try ClaimEdit(edit).apply(to: &claim) }
            }
            return claim
          })
      }
    }
  }

  /// Puts a claim in the place of one on file, within a transaction.
  func correct(
    _ name: String, payerNumber: String? = nil, reason: String, by user: String,
    _ corrected: (KeptClaim) throws -> Claim
  ) throws -> KeptClaim {
    let kept = try known(claim: name)
    try checkNotOnItsWay(kept)
    _ = try next(kept, .correct)
    var claim = try corrected(kept)
    claim.patientControlNumber = PatientControlNumber(received: kept.claim.controlNumber)
    return try put(claim, inPlaceOf: kept, payerNumber, reason, user)
  }

  private func given(_ correction: Correction) throws -> Claim? {
    guard case .file(let path) = correction else { return nil }
    var found: [Claim] = []
    try InterchangeFile(path).sentClaims { found.append($0) }
    guard found.count == 1 else {
      throw WorkflowFailure("claims.one-claim", .rejected, ("path", path))
    }
    return found[0]
  }

  private func put(
    _ claim: Claim, inPlaceOf kept: KeptClaim, _ payerNumber: String?, _ reason: String,
    _ user: String
  ) throws -> KeptClaim {
    let (name, moment, old) = (kept.claim.id.description, moment, kept.claim)
    guard
      let filed = filed(
        claim, try next(kept, .correct), patient: old.patient, guarantor: old.guarantor),
      claim.kind.rawValue == kept.kind,
      filed.payers.map(\.payer) == old.payers.map(\.payer), try isSamePatient(claim, name),
      claim.total == claim.linesTotal, claim.total > .zero
    else { throw WorkflowFailure("claims.other-claim", .rejected, ("claim", name)) }
    let hasAnswered = try store.answers(to: [name]).contains {
      $0.status == .posted && $0.rank == filed.rank && $0.charge >= .zero
    }
    let isKnown = hasAnswered || Self.isWithPayer(old.state)
    var claim = claim
    if isKnown {
      claim = try claim.corrected(
        replacing: try number(payerNumber, of: name, filed.rank))
    } else {
      claim.frequency = .original
      claim.references.set("F8", nil)
    }
    let content = try ClaimText.bytes(of: claim)
    let submission = try add(content, to: kept, .corrected, rank: filed.rank, at: moment)
    try chargeAnew(old, filed, content, number: submission, at: moment)
    var kept = kept
    kept.submission = submission
    kept.claim.state = filed.state
    kept.claim.rank = filed.rank
    let event = ClaimEvent(
      old.id, at: moment, by: user, ClaimMove.correct.rawValue, from: old.state,
      to: filed.state, reason: reason, document: Self.digest(content))
    try store.write([BillingStore.Change(kept, events: [event])])
    try store.change(
      filed, deadline: try deadline(of: claim, filed, isKnown: isKnown) ?? kept.deadline)
    try close(workOn: name, on: moment.date, "corrected")
    return try known(claim: name)
  }

  /// Whether a claim is for the patient of the one that was sent: by name and date of birth.
  private func isSamePatient(_ claim: Claim, _ name: String) throws -> Bool {
    guard let sent = try store.submissions(of: name).last else { return false }
    let (a, b) = (claim.patient.person, try ClaimText.claim(sent.content).patient.person)
    return keys.name(a.name.family, a.name.given) == keys.name(b.name.family, b.name.given)
      && (a.birthDate == b.birthDate || a.birthDate == nil || b.birthDate == nil)
  }

  /// Whether the payer has a claim in a state, so that a further one has to say that it replaces it.
  static func isWithPayer(_ state: ClaimState) -> Bool {
    switch state {
    case .payerAccepted, .pending, .paid, .partlyPaid, .denied, .appealed, .closed: true
    default: false
    }
  }

  private func deadline(
    of claim: Claim, _ filed: FiledClaim, isKnown: Bool
  ) throws -> CalendarDate? {
    let filing = claim.coverage.claimFiling?.rawValue
    let service = filed.through ?? filed.from
    guard isKnown else { return service.map { BillingTables.limits.deadline(filing, after: $0) } }
    let answer = try store.answers(to: [filed.id.description]).last {
      $0.status == .posted && $0.rank == filed.rank
    }
    let paidOn = try answer.flatMap { try store.remittance($0.remittance)?.paidOn }
    return BillingTables.laterLimits.deadline(
      .corrected, filing, service: service, remittance: paidOn, else: BillingTables.limits)
  }

  /// Takes charges back that are not those of the claim any more, and charges what it says now.
  private func chargeAnew(
    _ old: FiledClaim, _ new: FiledClaim, _ content: [UInt8], number: Int, at moment: Instant
  ) throws {
    let before = try chargedLines(of: old)
    let payer = before.keys.sorted().first?.payer ?? new.payer(new.rank)
    var after: [OpenLine: Money] = [:]
    for line in new.lines {
      let own = before.keys.first { $0.line == line.number }
      after[
        OpenLine(account: .charges, payer: own?.payer ?? payer, line: line.number)] = line.charge
    }
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    guard !changed.isEmpty else { return }
    guard payer == new.payer(new.rank) else {
      throw WorkflowFailure(
        "claims.correct-charge", .rejected, ("claim", new.id.description))
    }
    let source = Self.digest(content)
    var back = try draft(
      .charge, "correct/\(new.id)/\(number)/back", source, at: moment, memo: "corrected")
    var anew = try draft(
      .charge, "correct/\(new.id)/\(number)/anew", source, at: moment, memo: "corrected")
    for key in changed {
      let subject = key.subject(of: old)
      back.charge(-(before[key] ?? .zero), subject)
      anew.charge(after[key] ?? .zero, subject)
    }
    try books.store.append(
      try [back, anew].filter { !$0.isEmpty }.map { try $0.entry() }, to: books.practice)
  }
}

extension BillingOffice {
  /// What was sent of a claim last to the payer that is asked.
  func lastSent(_ kept: KeptClaim) throws -> (claim: Claim, submission: Submission) {
    let name = kept.claim.id.description
    guard
      let last = try store.submissions(of: name).last(where: {
        $0.rank == kept.claim.rank && $0.purpose != .void
      })
    else { throw WorkflowFailure("claims.nothing-sent", .rejected, ("claim", name)) }
    return (try ClaimText.claim(last.content), last)
  }

  /// The payer's number of a claim: the one given, else the one on file.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.no-payer-number`.
  func number(_ given: String?, of name: String, _ rank: Int) throws -> String {
    if let given { return try Self.text(given, "payer-number", most: 50) }
    let known = try store.payerNumber(of: name, rank: rank)
    guard !known.isEmpty else {
      throw WorkflowFailure("claims.no-payer-number", .rejected, ("claim", name))
    }
    return known
  }

  /// Adds a submission that waits for a batch.
  ///
  /// - Returns: Its number.
  func add(
    _ content: [UInt8], to kept: KeptClaim, _ purpose: SubmissionPurpose, rank: Int,
    at moment: Instant
  ) throws -> Int {
    let before = try store.submissions(of: kept.claim.id.description)
    let submission = Submission(
      claim: kept.claim.id, number: (before.last?.number ?? 0) + 1, purpose: purpose, rank: rank,
      controlNumber: kept.claim.controlNumber, content: content, batch: nil)
    try store.add(
      submission, payer: kept.claim.payer(rank)?.description ?? "", at: moment)
    return submission.number
  }

  /// Closes rejections and denials of a claim.
  func close(workOn name: String, on day: CalendarDate, _ outcome: String) throws {
    try store.closeRejections(of: name, on: day, outcome: outcome)
    try store.closeDenials(of: [name], on: day, outcome: outcome)
  }
}
