// SPDX-License-Identifier: Apache-2.0

public import Values

/// The code of a visit, with the working: each element, two of three, time, and what was added.
public struct VisitLevel: Hashable, Sendable {
  /// One of the three elements of medical decision making.
  public struct Element: Hashable, Sendable {
    /// A kind that counted: its name, how many, its meaning and the level that it reaches.
    public struct Reason: Hashable, Sendable {
      /// The kind.
      public let kind: String
      /// How many.
      public let count: Int
      /// The level that it reaches; for data the level of all together.
      public let level: Complexity
      /// What the kind means.
      public let meaning: String
    }

    /// `problems`, `data` or `risk`.
    public let name: String
    /// The level reached.
    public let level: Complexity
    /// What counted, in the order given.
    public let reasons: [Reason]
  }

  /// What decided the code.
  public enum Basis: String, Hashable, Sendable {
    /// Two of the three elements.
    case decisionMaking = "decision-making"
    /// The practitioner's total time.
    case time
    /// No practitioner saw the patient.
    case staff
    /// The patient's age, for preventive visits.
    case age
  }

  /// A code of the service as it stands in the table.
  public struct Code: Hashable, Sendable {
    /// The code.
    public let code: PackedCode
    /// The level that it stands for; nothing for a service by time alone.
    public let level: Complexity?
    /// The minutes that it asks for; nothing where time does not decide.
    public let minutes: Int?
    /// The rule.
    public let source: RuleSource
  }

  /// A code added to that of the visit.
  public struct Addition: Hashable, Sendable {
    /// The code.
    public let code: PackedCode
    /// How many units.
    public let units: Int
    /// The minutes from which the first unit is added; nothing for what does not rest on time.
    public let minutes: Int?
    /// The rule.
    public let source: RuleSource
  }

  /// The code just above, and what its documentation would have to show.
  public struct Next: Hashable, Sendable {
    /// The code.
    public let code: Code
    /// The elements that reach it already.
    public let met: [String]
    /// The elements that do not.
    public let short: [String]
  }

  /// Who bills a split visit, and by what.
  public struct Split: Hashable, Sendable {
    /// Who did the substantive portion.
    public let performer: SplitVisit.Performer
    /// What made it the substantive portion.
    public let part: SplitVisit.Part
    /// The minutes of both.
    public let minutes: Int?
    /// The rule.
    public let source: RuleSource
  }

  /// The three elements; empty for a service by time alone.
  public let elements: [Element]
  /// The level that two of them meet.
  public let complexity: Complexity?
  /// The code that decision making supports.
  public let byDecisionMaking: Code?
  /// The code that time supports.
  public let byTime: Code?
  /// The code to report; nothing where nothing supports one.
  public let code: Code?
  /// What decided it.
  public let basis: Basis?
  /// What is added.
  public let additions: [Addition]
  /// The code above.
  public let next: Next?
  /// What is not right, or worth knowing.
  public internal(set) var findings: [Finding]
  /// The modifiers that the code is billed with by these rules.
  public internal(set) var modifiers: [String] = []
  /// Who bills a split visit.
  public internal(set) var split: Split?
  /// The visit for a separate problem beside a preventive one: one, or none.
  public internal(set) var besides: [VisitLevel] = []
  /// The service that this is the code of.
  public internal(set) var service = ""
}
