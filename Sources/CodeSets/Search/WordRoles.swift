// SPDX-License-Identifier: Apache-2.0

/// What a word does in a title, besides meaning something.
enum WordRole: UInt8, Sendable {
  /// It means something.
  case plain
  /// `of`, `the`, `in`: hardly counts.
  case light
  /// `and`, `or`: hardly counts, and lets a negation run on.
  case joining
  /// `without`, `no`: turns what follows around.
  case negation
  /// `unspecified`, `NOS`: the code for who says no more.
  case unspecified
  /// `other`, `specified`, `NEC`: the code for what has no code of its own.
  case other
  /// `initial`, `closed`, `displaced`: assumed unless the record says otherwise.
  case assumed
  /// `a`: means something only after a word that does, as in `hepatitis A`.
  case article

  init?(name: some StringProtocol) {
    switch name {
    case "light": self = .light
    case "joining": self = .joining
    case "negation": self = .negation
    case "unspecified": self = .unspecified
    case "other": self = .other
    case "assumed": self = .assumed
    case "article": self = .article
    default: return nil
    }
  }
}

/// The words that have a role, from the table `Data/lexicon/roles.tsv`.
public struct WordRoles: Sendable {
  private var roles: [[UInt8]: WordRole] = [:]

  /// Every word only means something.
  public init() {}

  /// Reads the table: word, role, reason; tab-separated, `#` begins a remark.
  ///
  /// - Throws: ``LexiconError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(LexiconError) {
    for row in LexiconRow.rows(in: table) {
      guard row.cells.count >= 2, let role = WordRole(name: row.cells[1]) else {
        throw LexiconError(line: row.line)
      }
      for word in SearchWord.words(in: row.cells[0]) { roles[word.bytes] = role }
    }
  }

  /// The words, in alphabetical order.
  var words: [[UInt8]] { roles.keys.sorted { $0.lexicographicallyPrecedes($1) } }

  subscript(word: [UInt8]) -> WordRole { roles[word] ?? .plain }

  /// Marks the words that stand after a negation, up to the end of its part of the phrase.
  func markingNegations(_ words: [SearchWord]) -> [SearchWord] {
    var words = words
    var (negated, loose) = (false, false)
    for index in words.indices {
      if words[index].opensPart { (negated, loose) = (false, false) }
      switch self[words[index].bytes] {
      case .negation: (negated, loose) = (true, false)
      case .light: (negated, loose) = (false, negated)
      case .joining: break
      default: if negated || loose { words[index].marks.insert(negated ? .negated : .loose) }
      }
    }
    return words
  }
}
