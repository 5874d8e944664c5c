// SPDX-License-Identifier: Apache-2.0

import Values

/// Collects the phrases of one edition of a code set and lays them out as a search index.
///
///     var builder = SearchIndexBuilder(adding: table, lexicon: lexicon)
///     builder.add(index: alphabeticIndex)
///     builder.add(terms: neoplasms)
///     let file = builder.codebook(for: release)
///
/// A phrase whose code the edition has not is given to the nearest code above it that it has; where it has
/// none, the phrase is left out and counted in ``skipped``.
public struct SearchIndexBuilder: Sendable {
  /// What is known of a code, besides its words.
  struct Code: Sendable {
    var code: PackedCode
    var title: String
    var isBillable: Bool
    var isVirtual = false
    var isManifestation = false
  }

  /// The phrases so far; any source may add its own.
  public var phrases: [SearchPhrase] = []
  /// How many phrases were left out because the edition has no code for them.
  public private(set) var skipped = 0
  var codes: [Code]
  let lexicon: Lexicon
  let set: CodeSetID
  /// Whether codes hang below the codes with which they begin.
  let isNested: Bool
  private var known: Set<PackedCode>
  /// How many codes the table has; places are appended after them.
  private var tableCount = 0

  /// Starts with the titles and the terms of a code table.
  public init(adding table: CodeTable, lexicon: Lexicon) {
    self.lexicon = lexicon
    set = table.release.set
    isNested = table.nodes.contains { $0.parent != CodeTableLayout.none }
    codes = []
    known = []
    for position in 0..<table.count {
      let entry = table[position]
      if let last = entry.termination, last < table.release.period.effective { continue }
      codes.append(
        Code(
          code: entry.code, title: entry.title.isEmpty ? entry.shortTitle : entry.title,
          isBillable: entry.isBillable, isManifestation: entry.flags.contains(.manifestation)))
      known.insert(entry.code)
      if !isNested, !entry.title.isEmpty, !entry.shortTitle.isEmpty {
        phrases.append(SearchPhrase(entry.code, entry.shortTitle, kind: .title, weight: 4))
      }
      for note in entry.notes { add(note, of: entry.code) }
    }
    tableCount = codes.count
  }

  private mutating func add(_ note: Note, of code: PackedCode) {
    switch note.kind {
    case .inclusionTerm: phrases.append(SearchPhrase(code, note.text, kind: .inclusionTerm))
    case .includes, .definition: phrases.append(SearchPhrase(code, note.text, kind: .note))
    default: break
    }
  }

  /// Adds a phrase whose code may be incomplete, as an index prints it.
  mutating func addPrinted(_ phrase: SearchPhrase) {
    var phrase = phrase
    guard let code = place(for: phrase.code) else {
      skipped += 1
      return
    }
    phrase.code = code
    phrases.append(phrase)
  }

  /// The code itself where the edition has it; a place above its codes where it has such; else the
  /// nearest code above.
  private mutating func place(for code: PackedCode) -> PackedCode? {
    if known.contains(code) { return code }
    if isNested, code.count >= 3, hasCodes(below: code) {
      known.insert(code)
      codes.append(Code(code: code, title: "", isBillable: false, isVirtual: true))
      return code
    }
    for count in stride(from: code.count - 1, through: 3, by: -1)
    where known.contains(code.prefix(count)) {
      return code.prefix(count)
    }
    return nil
  }

  private func hasCodes(below code: PackedCode) -> Bool {
    var (low, high) = (0, tableCount)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low < tableCount && codes[low].code.hasPrefix(code)
  }
}
