// SPDX-License-Identifier: Apache-2.0

/// What a rule has to say about an input: which rule, how grave, where, on what ground.
///
/// A finding holds facts, not sentences: the words are added by each face. It never holds a name, an
/// identifier of a person or text of a note.
public struct Finding: Hashable, Sendable {
  /// How grave a finding is.
  public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
    /// Worth knowing; nothing has to be done.
    case informs
    /// Somebody should look; the claim may go.
    case warns
    /// The claim may not go.
    case rejects

    /// Orders by gravity.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .informs: 0
      case .warns: 1
      case .rejects: 2
      }
    }
  }

  /// One named fact of a finding, such as `code` = `E11.9`.
  public struct Fact: Hashable, Sendable {
    /// The name of the fact, as the words of the finding refer to it.
    public let name: String
    /// Its value as text.
    public let value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The stable id of the rule, such as `icd10cm.excludes1`.
  public let rule: String
  /// How grave it is.
  public let severity: Severity
  /// What it speaks of.
  public let place: Place
  /// The facts that the words need, in the order in which they were found.
  public let facts: [Fact]
  /// What the rule rests on; nothing only where the rule is this program's own.
  public let source: RuleSource?

  /// Makes a finding.
  public init(
    _ rule: String, _ severity: Severity, at place: Place, facts: [Fact] = [],
    source: RuleSource? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.place = place
    self.facts = facts
    self.source = source
  }

  /// The value of a fact by its name.
  public func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }
}
