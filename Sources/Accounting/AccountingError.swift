// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why an entry, a chart or a closing cannot be taken into the books.
public struct AccountingError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// A line of the chart of accounts is malformed.
    case badChart = "ledger.bad-chart"
    /// The postings of an entry do not come to zero.
    case unbalanced = "ledger.unbalanced"
    /// An entry has fewer than two postings.
    case tooFewPostings = "ledger.too-few-postings"
    /// A posting is of no money.
    case emptyPosting = "ledger.empty-posting"
    /// An amount is larger than can be added up.
    case tooLarge = "ledger.too-large"
    /// A key, memo code or identifier has a form that is not allowed.
    case badText = "ledger.bad-text"
    /// An entry rests on no document.
    case noSource = "ledger.no-source"
    /// The chart has no such account.
    case unknownAccount = "ledger.unknown-account"
    /// The entry is of another practice.
    case otherPractice = "ledger.other-practice"
    /// The effective date lies in a period that is closed.
    case closedPeriod = "ledger.closed-period"
    /// The effective date lies before the books begin.
    case beforeOpening = "ledger.before-opening"
    /// Another entry has the same key and says something else.
    case keyReused = "ledger.key-reused"
    /// The entry to be reversed does not exist.
    case nothingToReverse = "ledger.nothing-to-reverse"
    /// The entry was reversed before, or is itself a reversal.
    case alreadyReversed = "ledger.already-reversed"
    /// A reversing entry does not mirror the one that it reverses.
    case notAMirror = "ledger.not-a-mirror"
    /// A period can only be closed after those before it.
    case closedBefore = "ledger.closed-before"
    /// The database has no books of this practice.
    case noBooks = "ledger.no-books"
    /// The practice has books already.
    case booksExist = "ledger.books-exist"
  }

  /// What is wrong.
  public let code: Code
  /// What the words of the finding need; never a name or an identifier of a person.
  public let facts: [Finding.Fact]

  /// Makes an error.
  public init(_ code: Code, _ facts: (String, String)...) {
    self.code = code
    self.facts = facts.map { Finding.Fact($0.0, $0.1) }
  }

  /// The error as a finding.
  public var finding: Finding { Finding(code.rawValue, .rejects, at: .claim, facts: facts) }
}
