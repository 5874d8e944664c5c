// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// Claims that go out in one interchange.
///
/// It is *made* once its claims and numbers are settled, *written* once its bytes lie complete beside their place, and
/// *sent* once they are in it; its claims are sent with it, neither before nor after.
public struct ClaimBatch: Hashable, Sendable {
  /// How far it has come.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Claims and numbers are settled.
    case made
    /// Its bytes lie complete under a name that nobody takes.
    case written
    /// It is in its place, or was taken from there.
    case sent
  }

  /// A claim of it.
  public struct Member: Hashable, Sendable {
    /// The claim.
    public let claim: SubjectID<Subject.Claim>
    /// The number of its submission.
    public let submission: Int
    /// The place in the batch, from 1.
    public let place: Int
    /// The number of its transaction set: ST02.
    public let set: Int
    /// The last day on which the payer takes it.
    public let deadline: CalendarDate?

    /// Makes one.
    public init(
      claim: SubjectID<Subject.Claim>, submission: Int, place: Int, set: Int,
      deadline: CalendarDate?
    ) {
      self.claim = claim
      self.submission = submission
      self.place = place
      self.set = set
      self.deadline = deadline
    }
  }

  /// The number in the practice, from 1.
  public let number: Int
  /// The name of the clearinghouse in the practice's settings.
  public let clearinghouse: String
  /// Who sends: qualifier and identifier of the ISA, such as `ZZ:CLINIC`.
  public let sender: String
  /// Who receives, likewise.
  public let receiver: String
  /// ISA13.
  public let interchange: Int
  /// GS06.
  public let group: Int
  /// Professional, institutional or dental.
  public let kind: String
  /// The name of the file.
  public let file: String
  /// The name under which it lies beside its place; empty until it is written.
  public var partial = ""
  /// The hash of its bytes.
  public let digest: Digest
  /// How far it has come.
  public var state = State.made
  /// How many claims are in it.
  public let claims: Int
  /// What is charged by them.
  public let charge: Money
  /// When it was made.
  public let made: Instant
  /// When it was in its place.
  public var sent: Instant?
  /// Who sends it.
  public let actor: String

  /// Makes a batch.
  public init(
    number: Int, clearinghouse: String, sender: String, receiver: String, interchange: Int,
    group: Int, kind: String, file: String, digest: Digest, claims: Int, charge: Money,
    made: Instant, actor: String
  ) {
    self.number = number
    self.clearinghouse = clearinghouse
    self.sender = sender
    self.receiver = receiver
    self.interchange = interchange
    self.group = group
    self.kind = kind
    self.file = file
    self.digest = digest
    self.claims = claims
    self.charge = charge
    self.made = made
    self.actor = actor
  }
}

/// What a receiver has said of a submission of a claim.
public struct KeptAcknowledgement: Hashable, Sendable {
  /// The claim.
  public let claim: SubjectID<Subject.Claim>
  /// The number of the submission.
  public let submission: Int
  /// The document.
  public let document: Digest
  /// The place in the document, from 1.
  public let place: Int
  /// `TA1`, `999`, `277CA` or `277`.
  public let kind: String
  /// `clearinghouse` or `payer`.
  public let sender: String
  /// `accepted`, `rejected`, `pending` or `noted`.
  public let verdict: String
  /// The codes that say why, parted by blanks.
  public let codes: String
  /// When it came.
  public let received: Instant
  /// What it says, sealed.
  public var content: [UInt8]

  /// Makes one.
  public init(
    claim: SubjectID<Subject.Claim>, submission: Int, document: Digest, place: Int, kind: String,
    sender: String, verdict: String, codes: String, received: Instant, content: [UInt8]
  ) {
    self.claim = claim
    self.submission = submission
    self.document = document
    self.place = place
    self.kind = kind
    self.sender = sender
    self.verdict = verdict
    self.codes = codes
    self.received = received
    self.content = content
  }
}
