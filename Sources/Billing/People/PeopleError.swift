// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why something cannot be entered of a patient, a payer, a provider or an authorization.
///
/// It says which number or position; never a name or what a person is identified by.
public struct PeopleError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no such patient, payer, provider, coverage or authorization.
    case unknown = "people.unknown"
    /// A patient would be merged into itself, or was merged before.
    case cannotMerge = "people.cannot-merge"
    /// A patient was not merged.
    case notMerged = "people.not-merged"
    /// A day or order cannot be meant.
    case badPeriod = "people.bad-period"
    /// An alias or number belongs to another payer.
    case aliasTaken = "people.alias-taken"
    /// A provider has no NPI, or one whose check digit is wrong.
    case badNPI = "people.bad-npi"
    /// An authorization has fewer units left, or does not cover the day.
    case notAuthorized = "people.not-authorized"
    /// A line of a file of patients is not one.
    case badDocument = "people.bad-document"
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
