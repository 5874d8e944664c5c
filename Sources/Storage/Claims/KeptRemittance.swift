// SPDX-License-Identifier: Apache-2.0

public import Values

/// A payment that a payer has explained, as it is kept.
public struct KeptRemittance: Hashable, Sendable {
  /// The number in the practice, from 1.
  public let number: Int
  /// Who wrote it, as X12 names it.
  public let issuer: String
  /// The number of the check or transfer.
  public let trace: String
  /// The payer's name.
  public let payerName: String
  /// How it is paid: `ACH`, `CHK`, `NON` and so on.
  public let method: String
  /// The day of the payment.
  public let paidOn: CalendarDate
  /// What was posted of it: what is to come to the bank.
  public let amount: Money
  /// What has come to the bank.
  public let deposited: Money
  /// When it came.
  public let received: Instant
  /// Who posted it.
  public let actor: String

  /// What is still to come.
  public var expected: Money { amount - deposited }
}

/// What became of an answer of a remittance.
public enum AnswerStatus: String, Hashable, Sendable, CaseIterable {
  /// It is posted to a claim.
  case posted
  /// Its claim is not found; its money is kept apart.
  case unmatched
  /// It says nothing that is posted: a predetermination, or that the claim went to somebody else.
  case noted
  /// It was posted and taken out of the books again.
  case unapplied
}

/// An answer to a claim as it is kept.
public struct KeptAnswer: Hashable, Sendable {
  /// The number of the remittance.
  public var remittance: Int
  /// What makes it the same however often it comes.
  public var key: [UInt8]
  /// Its place in the remittance, from 1.
  public var place: Int
  /// How often it was posted anew.
  public var attempt = 1
  /// What became of it.
  public var status: AnswerStatus
  /// The claim, or empty.
  public var claim = ""
  /// What led to the claim, or why there is none.
  public var basis = ""
  /// Which of the claim's payers answers, from 0.
  public var rank = 0
  /// The payer's number of the claim, or empty.
  public var payerNumber = ""
  /// What was charged by its word.
  public var charge: Money
  /// What it pays.
  public var paid: Money
  /// The entry of the books.
  public var entry: Int?
  /// Whether a later answer takes it back.
  public var isTakenBack = false
  /// The document.
  public var document: Digest
  /// What it says, where it is to be kept; what is read has none: see ``BillingStore/content(of:)``.
  public var content: [UInt8]

  /// Makes one.
  public init(
    remittance: Int, key: [UInt8], place: Int, status: AnswerStatus, charge: Money, paid: Money,
    document: Digest, content: [UInt8]
  ) {
    self.remittance = remittance
    self.key = key
    self.place = place
    self.status = status
    self.charge = charge
    self.paid = paid
    self.document = document
    self.content = content
  }
}

/// What a payer took off or added beside the claims, as it is kept.
public struct KeptProviderAdjustment: Hashable, Sendable {
  /// The number of the remittance.
  public var remittance: Int
  /// What makes it the same however often it comes.
  public var key: [UInt8]
  /// Its place among those of the remittance, from 1.
  public var place: Int
  /// How often it was posted anew.
  public var attempt = 1
  /// What became of it: `posted` or `unapplied`.
  public var status = AnswerStatus.posted
  /// The reason: PLB03-1.
  public var reason: String
  /// What it refers to, or empty.
  public var reference: String
  /// What was taken off.
  public var amount: Money
  /// The entry of the books.
  public var entry: Int?
  /// The document.
  public var document: Digest

  /// Makes one.
  public init(
    remittance: Int, key: [UInt8], place: Int, reason: String, reference: String, amount: Money,
    document: Digest
  ) {
    self.remittance = remittance
    self.key = key
    self.place = place
    self.reason = reason
    self.reference = reference
    self.amount = amount
    self.document = document
  }
}
