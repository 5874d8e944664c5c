// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// What somebody asks to be done with money: given up, handed to an agency, paid back.
public struct KeptRequest: Hashable, Sendable {
  /// What is asked for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A balance is given up.
    case writeOff = "write-off"
    /// A balance goes to an agency that collects it.
    case collections
    /// What is owed back is paid.
    case refund
  }

  /// Where it stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It waits for somebody else.
    case requested
    /// Somebody else has refused it.
    case rejected
    /// Whoever asked does not want it any more.
    case withdrawn
    /// It is in the books; a refund still has to be paid.
    case posted
    /// The refund is paid.
    case paid
    /// It was taken out of the books again.
    case undone
  }

  /// The number in the practice, from 1; 0 until it is kept.
  public var number = 0
  /// What is asked for.
  public var kind: Kind
  /// Why: a reason of the table, such as `small-balance`; for a refund `refund`.
  public var reason: String
  /// The account that takes it.
  public var account: Account
  /// The account of the balance.
  public var source: Account
  /// Whose balance it is.
  public var subject: Subject
  /// How much.
  public var amount: Money
  /// The rule that proposed it, or empty.
  public var rule = ""
  /// Why, in words.
  public var words: String
  /// Where it stands.
  public var state = State.requested
  /// Whether somebody else has to approve it.
  public var needsSecond = true
  /// When it was asked for.
  public var askedAt: Instant
  /// By whom.
  public var askedBy: String
  /// When it was decided.
  public var decidedAt: Instant?
  /// By whom, or empty.
  public var decidedBy = ""
  /// The entry of the books.
  public var entry: Int?
  /// The entry that undid it.
  public var undone: Int?
  /// The entry of a refund's payment.
  public var paidEntry: Int?
  /// The day of the payment.
  public var paidOn: CalendarDate?
  /// Who paid, or empty.
  public var paidBy = ""
  /// How: `check`, `ach`, `card`, or empty.
  public var method = ""
  /// The number of the check or transfer, or empty.
  public var reference = ""

  /// Makes one.
  public init(
    _ kind: Kind, reason: String, account: Account, source: Account, subject: Subject,
    amount: Money, words: String, at moment: Instant, by user: String
  ) {
    self.kind = kind
    self.reason = reason
    self.account = account
    self.source = source
    self.subject = subject
    self.amount = amount
    self.words = words
    askedAt = moment
    askedBy = user
  }
}

/// Why a request was not taken or decided.
public struct RequestRefusal: Error, Hashable, Sendable {
  /// Why; the raw values are the ids of the findings.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// There is none of that number.
    case unknown = "requests.unknown"
    /// It does not stand where this can be done.
    case decided = "requests.decided"
    /// Who asked cannot approve.
    case samePerson = "requests.same-person"
    /// Only who asked can withdraw.
    case notTheirs = "requests.not-theirs"
    /// The balance is less than what is asked for.
    case tooMuch = "requests.too-much"
  }

  /// Why.
  public let code: Code
  /// The request; 0 for one that is not kept.
  public let number: Int
  /// What the balance is, or where the request stands.
  public let value: String

  /// Makes one.
  public init(code: Code, number: Int, value: String) {
    self.code = code
    self.number = number
    self.value = value
  }
}
