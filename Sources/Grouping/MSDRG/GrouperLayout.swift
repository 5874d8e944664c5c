// SPDX-License-Identifier: Apache-2.0

/// The records of a grouper's codebook, used where they lie.
///
/// Sections: `head` (one ``Head``), `dx` and `px` (``CodeSlot``, hash tables with linear probing), `dxrow` and
/// `pxrow` (source row of each slot), `scheme`, `schemeP` and `schemeS` (facts of a diagnosis as principal
/// and as secondary one), `pattern`, `patternF` (facts of a procedure), `exclude` (a bit for each PDX group
/// and class of CC), `members` (lists of clusters), `cluster`, `choice`, `choicePx` (codes of the choices), `step`,
/// `entry` (first step of each table), `formula`, `mark` (their conditions as trees), `hac`, `fact` (name of each fact), `suppress` (attributes of each
/// list of suppressions), `suppName`, `title`, `flags` (what the Medicare Code Editor says), `texts`.
enum GrouperLayout {
  /// The numbers that hold for the whole version.
  struct Head: BitwiseCopyable {
    var version: UInt32 = 0
    /// First and last day, as days since 1970.
    var effective: Int32 = 0
    var termination: Int32 = 0
    /// Bits of the size of each hash table.
    var diagnosisBits: UInt32 = 0
    var procedureBits: UInt32 = 0
    /// Classes of CC in a row of `exclude`, a multiple of 64.
    var exclusionStride: UInt32 = 0
    var clusters: UInt32 = 0
    /// Which discharge statuses the grouper knows: bit n for status n.
    var statuses0: UInt64 = 0
    var statuses1: UInt64 = 0
    /// Which the editor knows on the days of the version.
    var editorStatuses0: UInt64 = 0
    var editorStatuses1: UInt64 = 0
    /// First and last age of newborn, paediatric, maternity and adult diagnoses.
    var ages = SIMD8<Int16>(repeating: 0)
  }

  /// A code and what is known of it: 16 bytes, four to a cache line.
  struct CodeSlot: BitwiseCopyable {
    /// The packed code; 0 for an empty slot.
    var code: UInt64 = 0
    /// The scheme or pattern, counted from 1; 0 for a code that the grouper does not know.
    var scheme: UInt16 = 0
    /// Diagnoses: the group of diagnoses that it excludes as principal diagnosis. Procedures: its list of
    /// clusters. Counted from 1.
    var group: UInt16 = 0
    /// Diagnoses: its class among those that may be excluded. Counted from 1.
    var exclusionClass: UInt16 = 0
    /// What the editor says of it, as a place in `flags`, counted from 1; 0 for a code that is not valid.
    var flags: UInt16 = 0
  }

  /// A diagnosis, for all codes that are alike.
  struct Scheme: BitwiseCopyable {
    var mdcMale: UInt8 = 0
    /// For women, and where the sex is not known.
    var mdcFemale: UInt8 = 0
    var severity: UInt8 = 0
    var marks: UInt8 = 0
    /// Bit n for hospital-acquired condition n.
    var conditions: UInt32 = 0
    /// Bit n for the suppression name n.
    var suppressible: UInt32 = 0
    /// Bit n for trauma site n.
    var sites: UInt8 = 0
    var pad0: UInt8 = 0
    var pad1: UInt16 = 0

    static let externalCause: UInt8 = 1
    static let onlyWhenAlive: UInt8 = 2
    static let mdcBySex: UInt8 = 4
    static let incident: UInt8 = 8
    static let shownOnly: UInt8 = 16
    static let obesityPrincipal: UInt8 = 32
  }

  /// A procedure or cluster, for all codes that are alike.
  struct Pattern: BitwiseCopyable {
    /// Bit n where it matters to hospital-acquired condition n.
    var conditions: UInt32 = 0
    var marks: UInt8 = 0
    /// Bit n for joint n.
    var joints: UInt8 = 0
    var vessels: UInt8 = 0
    var stents: UInt8 = 0
    /// Anterior, posterior, first posterior, cross-section fusion.
    var fusions: UInt8 = 0
    var pad0: UInt8 = 0
    var pad1: UInt16 = 0

    static let operatingRoom: UInt8 = 1
    static let counts: UInt8 = 4
    static let drugStent: UInt8 = 8
    static let otherStent: UInt8 = 16

    static let anterior: UInt8 = 1
    static let posterior: UInt8 = 2
    static let firstPosterior: UInt8 = 4
    static let crossSection: UInt8 = 8
  }

  /// Procedures that together count as one.
  struct Cluster: BitwiseCopyable {
    /// Bit n for the table n in which its members do not count on their own.
    var suppressed: UInt32 = 0
    var firstChoice: UInt32 = 0
    var choiceCount: UInt16 = 0
    /// Counted from 1; 0 for none.
    var pattern: UInt16 = 0
    var name: UInt32 = 0
  }

  /// A run of records in another section.
  struct Run: BitwiseCopyable {
    var first: UInt32 = 0
    var count: UInt32 = 0
  }

  /// A question of the compiled formulas: where to go on if it is true and if it is false.
  struct Step: BitwiseCopyable {
    /// The place of a fact, or the list of suppressions of a severity.
    var operand: UInt16 = 0
    /// ``Kind``.
    var kind: UInt16 = 0
    /// A step; ``result`` with the place of a formula; ``end``.
    var yes: UInt16 = 0
    var no: UInt16 = 0

    static let fact: UInt16 = 0
    static let cc: UInt16 = 1
    static let mcc: UInt16 = 2
    static let result: UInt16 = 0x8000
    static let end: UInt16 = 0xFFFF
  }

  /// The condition of a group.
  struct Formula: BitwiseCopyable {
    var text: UInt32 = 0
    /// The row in the published table.
    var row: UInt32 = 0
    var rank: UInt16 = 0
    var group: UInt16 = 0
    var baseGroup: UInt16 = 0
    var table: UInt8 = 0
    var reroute: UInt8 = 0
    /// ``surgical`` and so on.
    var type: UInt8 = 0
    /// ``Outcome``.
    var outcome: UInt8 = 0
    /// Its list of suppressions.
    var suppression: UInt8 = 0
    /// 1 for the formula that takes all newborns who are left.
    var isRest: UInt8 = 0
    /// Its first node in `mark`.
    var mark: UInt16 = 0
    var pad1: UInt16 = 0
  }

  /// A node of a formula's condition, before its parts: what is asked and which codes are marked for it.
  struct Mark: BitwiseCopyable {
    var kind: UInt8 = 0
    /// Fusions that a count is about.
    var fusions: UInt8 = 0
    /// The place of the fact.
    var place: UInt16 = 0
    /// The nodes of the condition, this one included.
    var size: UInt16 = 1
    var pad: UInt16 = 0
  }

  /// What a node is.
  enum MarkKind: UInt8 {
    case any, all, not
    /// Never true.
    case never
    /// True by a fact; marks nothing.
    case silent
    case cc, mcc
    /// A secondary diagnosis carries the fact.
    case secondary
    /// A diagnosis or a procedure carries it.
    case anywhere
    case trauma, joints
    /// The first procedures of a kind of fusion; all of them.
    case fusions, allFusions
    case drugStents, otherStents, vessels, stents
    case operatingRoom
  }

  /// What a true formula leads to.
  enum Outcome: UInt8 {
    case group, reroute, invalidPrincipal, invalidStatus, invalidSex, notPrincipal, ignored
  }

  /// A hospital-acquired condition.
  struct Condition: BitwiseCopyable {
    var number: UInt16 = 0
    var entry: UInt16 = 0
    var text: UInt32 = 0
  }

  /// A title: kind 0 group, 1 MDC, 2 hospital-acquired condition.
  struct Title: BitwiseCopyable {
    var kind: UInt16 = 0
    var number: UInt16 = 0
    var text: UInt32 = 0
  }
}
