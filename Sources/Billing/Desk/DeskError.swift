// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why the desk cannot do something: book, move, take money, close a drawer.
public struct DeskError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// A provider, room or piece of equipment is taken at that time.
    case taken = "desk.taken"
    /// There is no such appointment, resource, receipt or drawer.
    case unknown = "desk.unknown"
    /// The state of the appointment does not allow it.
    case wrongState = "desk.wrong-state"
    /// The start or length is no multiple of five minutes, or too long.
    case badTime = "desk.bad-time"
    /// The rule of a series has no end, or too many occurrences.
    case badSeries = "desk.bad-series"
    /// There is no such time zone on this machine.
    case unknownZone = "desk.unknown-zone"
    /// The drawer is open already, or not open.
    case drawer = "desk.drawer"
    /// The amount is not one that can be taken.
    case badAmount = "desk.bad-amount"
    /// A receipt was voided before, or is itself a void.
    case voided = "desk.voided"
    /// What a drawer's receipts come to is not what the ledger says.
    case drawerDiffers = "desk.drawer-differs"
    /// An answer about eligibility belongs to no question of the practice.
    case unmatchedAnswer = "desk.unmatched-answer"
    /// A question about eligibility cannot be asked as long as something is missing.
    case cannotAsk = "desk.cannot-ask"
  }

  /// What is wrong.
  public let code: Code
  /// What the words of the finding need.
  public let facts: [Finding.Fact]

  /// Makes an error.
  public init(_ code: Code, _ facts: (String, String)...) {
    self.code = code
    self.facts = facts.map { Finding.Fact($0.0, $0.1) }
  }

  /// The error as a finding.
  public var finding: Finding { Finding(code.rawValue, .rejects, at: .claim, facts: facts) }
}
