// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// What an answer does to a claim and to the books.
public struct PostedAnswer: Hashable, Sendable {
  /// An amount that the payer refused, with why.
  public struct Denial: Hashable, Sendable {
    /// The line, or nothing for the whole claim.
    public let line: Int?
    /// Who bears it by the payer's word: `CO`, `PR`, `OA`, `PI`.
    public let group: String
    /// The reason.
    public let reason: String
    /// The remarks beside it.
    public let remarks: [String]
    /// How much.
    public let amount: Money

    /// Makes one.
    public init(line: Int?, group: String, reason: String, remarks: [String], amount: Money) {
      self.line = line
      self.group = group
      self.reason = reason
      self.remarks = remarks
      self.amount = amount
    }
  }

  /// The entry; nothing where no money moves.
  public var entry: JournalEntry?
  /// Where the claim goes.
  public var move: ClaimMove
  /// What is refused and open.
  public var denials: [Denial] = []
  /// What was left to the next payer; the claim is to be sent there.
  public var toNextPayer = Money.zero
  /// What was left to the patient.
  public var toPatient = Money.zero
  /// What the payer's part still comes to: negative where it has paid too much.
  public var open = Money.zero
}

/// What the books say that a claim's payers owe, while answers are posted.
public struct ClaimBalance: Hashable, Sendable {
  /// What each payer owes, by rank.
  public var payers: [Money]
  /// What the patient owes.
  public var patient: Money

  /// Makes a balance.
  public init(payers: [Money], patient: Money = .zero) {
    self.payers = payers
    self.patient = patient
  }

  /// All that is open.
  public var total: Money { payers.reduce(patient, +) }
}
