// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

/// A claim that is to be put on file, with what is sent.
public struct EnteredClaim: Sendable {
  /// The claim.
  public var claim: FiledClaim
  /// Professional, institutional or dental.
  public var kind: String
  /// The last day on which the payer takes it.
  public var deadline: CalendarDate?
  /// The claim that it came out of, or empty.
  public var origin = ""
  /// The claim as it is sent.
  public var content: [UInt8]

  /// Makes one.
  public init(_ claim: FiledClaim, kind: String, deadline: CalendarDate?, content: [UInt8]) {
    self.claim = claim
    self.kind = kind
    self.deadline = deadline
    self.content = content
  }
}

/// Why a claim is sent.
public enum SubmissionPurpose: String, Hashable, Sendable, CaseIterable {
  /// For the first time.
  case original
  /// Once more as it was.
  case again
  /// In place of what was sent before: frequency 7, or anew after it was refused unread.
  case corrected
  /// To take it back: frequency 8.
  case void
  /// To the next payer.
  case next
}

/// A claim as it was, or will be, sent.
public struct Submission: Hashable, Sendable {
  /// The claim.
  public let claim: SubjectID<Subject.Claim>
  /// The number among those of the claim, from 1.
  public let number: Int
  /// Why it is sent.
  public let purpose: SubmissionPurpose
  /// Which payer it is for, from 0.
  public let rank: Int
  /// The patient control number that it bears.
  public let controlNumber: String
  /// The claim as it is sent.
  public let content: [UInt8]
  /// The batch that it went with.
  public let batch: Int?

  /// Makes a submission.
  public init(
    claim: SubjectID<Subject.Claim>, number: Int, purpose: SubmissionPurpose, rank: Int,
    controlNumber: String, content: [UInt8], batch: Int? = nil
  ) {
    self.claim = claim
    self.number = number
    self.purpose = purpose
    self.rank = rank
    self.controlNumber = controlNumber
    self.content = content
    self.batch = batch
  }
}

/// Something that happened to a claim.
public struct ClaimEvent: Hashable, Sendable {
  /// The claim.
  public var claim: SubjectID<Subject.Claim>
  /// When.
  public var at: Instant
  /// Who did it, or by what it came: a user, `remittance`, `acknowledgement`.
  public var actor: String
  /// What was done.
  public var move: String
  /// Where the claim stood.
  public var before: ClaimState
  /// Where it stands now.
  public var after: ClaimState
  /// Why: a code or a user's words; no name of a person.
  public var reason: String
  /// The document that says so.
  public var document: Digest?

  /// Makes an event.
  public init(
    _ claim: SubjectID<Subject.Claim>, at: Instant, by actor: String, _ move: String,
    from before: ClaimState, to after: ClaimState, reason: String = "", document: Digest? = nil
  ) {
    self.claim = claim
    self.at = at
    self.actor = actor
    self.move = move
    self.before = before
    self.after = after
    self.reason = reason
    self.document = document
  }
}
