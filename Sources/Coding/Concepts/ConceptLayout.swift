// SPDX-License-Identifier: Apache-2.0

/// The records of a compiled concept table, as they lie in its codebook.
enum ConceptLayout {
  /// No position.
  static let none = UInt32.max

  /// What a word does, besides meaning something.
  enum Role: UInt8, BitwiseCopyable {
    case plain, light, joining, negation, unspecified, other, assumed, article, axis, generic
  }

  /// A slot of the table of words; word 0 is an empty slot.
  struct Slot: BitwiseCopyable {
    let hash: UInt64
    let word: UInt32
    let reserved: UInt32
  }

  /// What is known of a word.
  struct Word: BitwiseCopyable {
    /// The first entry that is found by this word.
    let firstEntry: UInt32
    /// The first phrase that begins with this word.
    let firstPhrase: UInt32
    let role: UInt8
    let length: UInt8
    let isNumber: UInt8
    /// 1: never a concept by itself; 2: an abbreviation only in capitals.
    let rule: UInt8
  }

  /// Words that together mean a code, in any order.
  struct Entry: BitwiseCopyable {
    /// The place of the code in the code table.
    let target: UInt32
    /// The first of its words: those needed besides the one it is found by, then those of its axes.
    let firstWord: UInt32
    let wordCount: UInt8
    let axisCount: UInt8
    let origin: UInt8
    /// Under what condition the entry counts: a ``ConceptCondition``.
    let condition: UInt8
    /// The row of the source that the entry is made from.
    let row: UInt32
  }

  /// Words in a row that a note may say for words of the classification.
  struct Phrase: BitwiseCopyable {
    /// The first of its words: those after the one it is found by, those that they mean, those that speak for this
    /// meaning where the words have several.
    let firstWord: UInt32
    let wordCount: UInt8
    let meaningCount: UInt8
    let favorCount: UInt8
    /// How often the words mean this, 0 to 100.
    let weight: UInt8
    let row: UInt32
  }

  /// What is known of a code, for the walk down the tabular list.
  struct Node: BitwiseCopyable {
    let firstChild: UInt32
    /// The child taken when the documentation says no more; ``none`` where there is none.
    let fallback: UInt32
    /// The first word of its title that its parent's title does not have: plain ones, then those of axes.
    let firstWord: UInt32
    let prior: UInt32
    let childCount: UInt16
    let wordCount: UInt8
    let axisCount: UInt8
    let marks: UInt8
    let titleWordCount: UInt8
    let reserved: UInt16
  }

  /// Marks of a node.
  enum NodeMark {
    static let billable: UInt8 = 1
    static let residual: UInt8 = 2
    static let unspecified: UInt8 = 4
    static let seventh: UInt8 = 8
    /// It is residual because the code above it is: what it adds is said.
    static let other: UInt8 = 16
    /// One of its two words is enough: `ankle and foot`.
    static let either: UInt8 = 32
  }
}

/// Where the words of a concept come from.
public enum ConceptOrigin: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  /// A table of our own: `Data/coding/terms-*.tsv`.
  case term
  /// The Alphabetic Index.
  case index
  /// The title of a code.
  case title
  /// An inclusion term or `includes` note of the Tabular List.
  case inclusion
  /// The title of a code for what has no code of its own.
  case residualTitle

  /// The origin as it is written in JSON.
  public var name: String {
    switch self {
    case .term: "term"
    case .index: "index"
    case .title: "title"
    case .inclusion: "inclusion-term"
    case .residualTitle: "residual-title"
    }
  }
}

/// Under what condition the words of an entry mean its code.
enum ConceptCondition: UInt8 {
  /// Always.
  case none
  /// Where the note tells of an injury.
  case injury
  /// Said to be taken or done now.
  case currentUse
  /// Done before this encounter.
  case past
  /// As the name of a problem, not in running text.
  case heading

  init(name: String) {
    switch name {
    case "injury": self = .injury
    case "current use": self = .currentUse
    case "past": self = .past
    default: self = .none
    }
  }
}
