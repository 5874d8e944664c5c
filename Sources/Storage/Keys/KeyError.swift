// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why keys cannot be used, or a value not be read with them.
///
/// It says which key, table and column; never what a value holds.
public struct KeyError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no file of keys.
    case notFound = "keys.not-found"
    /// The file of keys may be read by others than its owner.
    case openToOthers = "keys.open-to-others"
    /// The file of keys is not one, or was cut short.
    case malformed = "keys.malformed"
    /// The keys are not those that the practice's rows were written with.
    case otherRing = "keys.other-ring"
    /// A value was sealed with a key that the file does not have.
    case unknownKey = "keys.unknown-key"
    /// A value was altered, or belongs to another place.
    case altered = "keys.altered-value"
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
