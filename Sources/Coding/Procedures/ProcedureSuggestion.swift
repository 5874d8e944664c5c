// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// A procedure, supply, drug or service that a note says was done or given, as a code.
public struct ProcedureSuggestion: Hashable, Sendable {
  /// The code; a place that the note leaves open is `?`.
  public var code: String
  /// The code set.
  public var set: CodeSetID
  /// What the code stands for, as far as it is known.
  public var title: String
  /// How sure, in thousandths: a rank, not yet a measured rate.
  public var confidence: Int
  /// The bytes of the note that support the code, in order, none overlapping; never empty.
  public var evidence: [Range<Int>]
  /// How the words led to the code.
  public var path: [Step]
  /// What has to be asked before the code is whole.
  public var open: [OpenAxis] = []
  /// How often the code is reported; nothing for procedures.
  public var units: Int?
  /// The release that the code was built from.
  public var release: String

  /// A step from words to a code.
  public struct Step: Hashable, Sendable {
    /// `words`, `root-operation`, `body-part`, `approach`, `device`, `qualifier`, `table`, `descriptor`, `dose`.
    public let kind: String
    /// What was decided.
    public let value: String
    /// What decided it: words of the note, a row of a table, a guideline.
    public let source: String

    init(_ kind: String, _ value: String, source: String) {
      self.kind = kind
      self.value = value
      self.source = source
    }
  }

  /// A place of the code that the note does not settle.
  public struct OpenAxis: Hashable, Sendable {
    /// The name of the axis: `Approach`.
    public let axis: String
    /// The place in the code, counted from 1.
    public let place: Int
    /// The values that lead to a code.
    public let choices: [Choice]
  }

  /// A value that an open axis may have.
  public struct Choice: Hashable, Sendable {
    /// The character.
    public let character: Character
    /// What it stands for.
    public let label: String
  }
}
