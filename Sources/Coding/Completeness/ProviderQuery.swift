// SPDX-License-Identifier: Apache-2.0

public import Values

/// A question to who documented: what the chart shows, and an open or multiple-choice question about it.
///
/// It says nothing of what an answer would lead to, and is never a suggestion of a code.
///
/// Source: practice brief of AHIMA and ACDIS on compliant provider queries, 2022.
public struct ProviderQuery: Hashable, Sendable {
  /// What raised the question.
  public enum Kind: String, Sendable, CaseIterable {
    /// A drug without a stated reason.
    case drug
    /// A treatment without a stated reason.
    case treatment
    /// A finding without a stated meaning.
    case finding
    /// A result without a stated meaning.
    case value
    /// A condition without anything that it rests on.
    case support
    /// Conditions that are rarely both meant.
    case conflict
    /// Two sides of one condition.
    case side
    /// A condition that is affirmed here and denied there.
    case negation
    /// A condition that could be said more exactly.
    case specificity
    /// A part of the record that was not found.
    case element
    /// Text that stands twice.
    case copied
    /// Text that refers to an earlier entry.
    case unchanged
    /// Dates that do not agree.
    case dates
  }

  /// What raised it.
  public let kind: Kind
  /// What it is about: a topic of our tables, or a code.
  public let topic: String
  /// A neutral title.
  public let title: String
  /// The bytes of the note that show it, in order; empty only where a part of the record is missing.
  public let indicators: [Range<Int>]
  /// The question.
  public let question: String
  /// The choices, the last two of them open; empty for an open question.
  public let choices: [String]
  /// The code that the question is about, where it is about one.
  public let code: PackedCode?
}
