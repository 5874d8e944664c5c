// SPDX-License-Identifier: Apache-2.0

/// Why a stay has its group: every formula that was asked, what held in it and by which codes.
public struct GroupingTrace: Sendable {
  /// Where a code stands in the stay.
  public enum Carrier: Hashable, Sendable {
    /// A diagnosis by its place; 0 is the principal one.
    case diagnosis(Int)
    /// A procedure by its place.
    case procedure(Int)
    /// A cluster by its place in ``clusters``.
    case cluster(Int)
    /// The stay as a whole: discharge status, sex, counts.
    case stay
  }

  /// A part of a condition that must hold.
  public struct Part: Hashable, Sendable {
    /// The part as the table has it.
    public let text: String
    /// It holds.
    public let holds: Bool
    /// The codes that carry what it asks for.
    public let carriers: [Carrier]
  }

  /// A formula that was asked.
  public struct Attempt: Hashable, Sendable {
    /// The place of the formula among those of the version.
    public let formula: Int
    /// Its rank in its table.
    public let rank: Int
    /// The group that it leads to; 0 where it leads to another table or stops.
    public let group: Int
    /// The table that it leads to; 0 for none.
    public let reroute: Int
    /// The condition as the table has it.
    public let text: String
    /// Its row in the published table.
    public let row: Int
    /// It holds.
    public let holds: Bool
    /// Its parts, all of which must hold.
    public let parts: [Part]
    /// The attributes whose CC and MCC do not count here.
    public let suppressions: [String]
  }

  /// A table that was asked, with its formulas up to the one that holds.
  public struct Table: Hashable, Sendable {
    /// The table: 0 before all MDCs, 1 to 25 an MDC, 29 operations unrelated to the principal diagnosis.
    public let number: Int
    /// The formulas in order.
    public let attempts: [Attempt]
  }

  /// A pass.
  public struct Pass: Sendable {
    /// The tables in order.
    public let tables: [Table]
    /// What it came to.
    public let result: GroupingPass
  }

  /// What is known of a diagnosis.
  public struct Diagnosis: Hashable, Sendable {
    /// Its MDC by the patient's sex; 0 for a code that the grouper does not know.
    public let mdc: Int
    /// Its severity before anything excludes it.
    public let severity: Severity
    /// Its row in the published table; 0 for none.
    public let row: Int
    /// The principal diagnosis excludes it.
    public let isExcluded: Bool
    /// It counts only for patients who left alive, and this one died.
    public let isDeathExcluded: Bool
    /// The hospital-acquired conditions on whose lists it is.
    public let conditions: [Int]
    /// Those that are met by it.
    public let met: [Int]
    /// The names that formulas of the version ask for and this code carries.
    public let attributes: [String]
  }

  /// What is known of a procedure.
  public struct Procedure: Hashable, Sendable {
    /// Its row in the published table; 0 for none.
    public let row: Int
    /// The names that formulas of the version ask for and this code carries.
    public let attributes: [String]
    /// The tables in which it does not count on its own, because a cluster has taken its place.
    public let suppressed: [Int]
  }

  /// Procedures that together count as one.
  public struct Cluster: Hashable, Sendable {
    /// The publisher's name.
    public let name: String
    /// The procedures, by their places.
    public let procedures: [Int]
    /// The names that it carries.
    public let attributes: [String]
  }

  /// The first pass.
  public let initial: Pass
  /// The pass after hospital-acquired conditions; nothing where none is met or the final group failed.
  public let final: Pass?
  /// The diagnoses, the principal one first.
  public let diagnoses: [Diagnosis]
  /// The procedures.
  public let procedures: [Procedure]
  /// The clusters that the procedures fill.
  public let clusters: [Cluster]
  /// What is true of the stay as a whole.
  public let computed: [String]
  /// The edits with the codes that they are about.
  public let edits: [EditorFinding]
}

/// An edit of the Medicare Code Editor with the code that it is about.
public struct EditorFinding: Hashable, Sendable {
  /// The edit.
  public let edit: EditorEdit
  /// What it is about.
  public let carrier: GroupingTrace.Carrier

  /// Makes a finding.
  public init(_ edit: EditorEdit, _ carrier: GroupingTrace.Carrier) {
    self.edit = edit
    self.carrier = carrier
  }
}

/// Takes the edits as they are found.
protocol EditorSink {
  mutating func add(_ edit: EditorEdit, _ carrier: GroupingTrace.Carrier)
}

extension EditorAnswer: EditorSink {
  @inline(__always)
  mutating func add(_ edit: EditorEdit, _ carrier: GroupingTrace.Carrier) { add(edit) }
}

/// Keeps every edit with its code.
struct EditorFindings: EditorSink {
  var all: [EditorFinding] = []

  mutating func add(_ edit: EditorEdit, _ carrier: GroupingTrace.Carrier) {
    all.append(EditorFinding(edit, carrier))
  }
}
