// SPDX-License-Identifier: Apache-2.0

/// Where a claim stands between the chart and a zero balance.
public enum ClaimState: String, Hashable, Sendable, CaseIterable {
  /// It is being written.
  case draft
  /// Something has to be settled before it may be sent.
  case held
  /// It waits for the next batch.
  case ready
  /// It was written to a batch; nobody has answered yet.
  case sent
  /// The clearinghouse has taken it.
  case clearinghouseAccepted = "clearinghouse-accepted"
  /// The clearinghouse has refused it: no payer has seen it.
  case clearinghouseRejected = "clearinghouse-rejected"
  /// The payer has taken it into adjudication.
  case payerAccepted = "payer-accepted"
  /// The payer has refused to adjudicate it.
  case payerRejected = "payer-rejected"
  /// The payer works on it, or waits for something.
  case pending
  /// The payer has settled all of its part.
  case paid
  /// The payer has paid a part, and something is open with it still.
  case partlyPaid = "partly-paid"
  /// The payer has paid nothing, and what it refused is open.
  case denied
  /// An appeal is under way.
  case appealed
  /// Nothing is left to do.
  case closed
  /// It was taken back at the payer.
  case voided
  /// Other claims have taken its lines.
  case split
  /// Another claim has taken its lines.
  case combined

  /// Whether a payer or clearinghouse has it and owes an answer.
  public var isOut: Bool {
    switch self {
    case .sent, .clearinghouseAccepted, .payerAccepted, .pending, .appealed: true
    default: false
    }
  }

  /// Whether nothing of the practice's own doing leads out of it.
  public var isEnd: Bool { self == .voided || self == .split || self == .combined }
}

/// What moves a claim from one state to another.
public enum ClaimMove: String, Hashable, Sendable, CaseIterable {
  /// A finding, or a person, holds it back.
  case hold
  /// It may be sent.
  case release
  /// It was written to a batch.
  case send
  /// It has to be sent once more as it is.
  case resend
  /// The clearinghouse takes it.
  case clearinghouseAccept = "clearinghouse-accept"
  /// The clearinghouse refuses it.
  case clearinghouseReject = "clearinghouse-reject"
  /// The payer takes it.
  case payerAccept = "payer-accept"
  /// The payer refuses it.
  case payerReject = "payer-reject"
  /// The payer says that it works on it.
  case pend
  /// A remittance settles all of the payer's part.
  case pay
  /// A remittance pays a part.
  case payPart = "pay-part"
  /// A remittance refuses it.
  case deny
  /// A payment is taken back or unapplied.
  case takeBack = "take-back"
  /// The practice appeals.
  case appeal
  /// A corrected claim takes its place.
  case correct
  /// What is left goes to the next payer.
  case nextPayer = "next-payer"
  /// Nothing is open any more, or what is open was given up.
  case settle
  /// Work on it begins again.
  case reopen
  /// It is given up before it was ever adjudicated.
  case abandon
  /// It is taken back at the payer.
  case void
  /// Its lines go to several claims.
  case split
  /// Its lines go to another claim.
  case combine

  /// Whether others tell of it: such a move never fails, it is noted where it comes too late.
  public var isToldByOthers: Bool {
    switch self {
    case .clearinghouseAccept, .clearinghouseReject, .payerAccept, .payerReject, .pend, .pay,
      .payPart, .deny, .takeBack:
      true
    default: false
    }
  }
}
