// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets
import Values

/// What services, drugs and supplies are read with: HCPCS Level II, and CPT where the user holds a licence.
public final class ServiceBook: Sendable {
  let hcpcs: CodeTable?
  let cpt: DescriptorIndex?
  let vocabulary: ProcedureVocabulary
  /// The drugs by the first word of their names.
  let drugs: [UInt64: [DrugDescriptor]]
  /// What a phrase means among supplies and services.
  let supplies: [UInt32: PackedCode]
  /// What clinicians call a drug, by phrase: the words of its name in the descriptors.
  let brands: [UInt32: [UInt64]]

  /// Reads the tables.
  ///
  /// - Parameters:
  ///   - words: `Data/coding/procedure-words.tsv`.
  ///   - services: `Data/coding/services.tsv`.
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(
    hcpcs: CodeTable?, cpt: CodeTable?, words: [UInt8], services: [UInt8]
  ) throws(ConceptTableError) {
    self.hcpcs = hcpcs
    self.cpt = cpt.map(DescriptorIndex.init)
    var vocabulary = ProcedureVocabulary()
    try vocabulary.add(words: words)
    var supplies: [UInt32: PackedCode] = [:]
    var brands: [UInt32: [UInt64]] = [:]
    for row in ConceptRow.rows(in: services) {
      guard row.cells.count >= 3, let phrase = vocabulary.add(row.cells[0], .condition) else {
        throw ConceptTableError(line: row.line)
      }
      switch row.text(1) {
      case "code":
        guard let code = PackedCode(row.text(2)) else { throw ConceptTableError(line: row.line) }
        if hcpcs?.position(of: code) != nil { supplies[phrase] = code }
      case "drug": brands[phrase] = ProcedureVocabulary.words(row.cells[2])
      default: throw ConceptTableError(line: row.line)
      }
    }
    (self.supplies, self.brands, self.vocabulary) = (supplies, brands, vocabulary)
    var drugs: [UInt64: [DrugDescriptor]] = [:]
    if let hcpcs {
      for position in 0..<hcpcs.count {
        let letter = hcpcs.code(at: position)[0]
        guard letter == AxisSet.number(of: 0x4A) || letter == AxisSet.number(of: 0x51),
          hcpcs.code(at: position).count == 5,
          let drug = DrugDescriptor(hcpcs[position].title, position: position)
        else { continue }
        drugs[drug.words[0], default: []].append(drug)
      }
    }
    self.drugs = drugs
  }
}

/// The descriptors of a code set, by the words that all have to be said.
///
/// Only whole descriptors are matched, up to their first semicolon or parenthesis.
struct DescriptorIndex: Sendable {
  let table: CodeTable
  private var entries: [UInt64: [(words: [UInt64], position: Int)]] = [:]

  init(_ table: CodeTable) {
    self.table = table
    var frequency: [UInt64: Int] = [:]
    var all: [(words: [UInt64], position: Int)] = []
    for position in 0..<table.count {
      let entry = table[position]
      let title = entry.title.isEmpty ? entry.shortTitle : entry.title
      let whole = title.split(whereSeparator: { $0 == ";" || $0 == "(" }).first ?? ""
      let read = NoteTokens(whole.utf8)
      let words = Set(read.tokens.filter { $0.kind == .word && $0.formLength > 3 }.map(\.hash))
      guard words.count >= 2 else { continue }
      for word in words { frequency[word, default: 0] += 1 }
      all.append((words.sorted(), position))
    }
    for entry in all {
      let rarest = entry.words.min { (frequency[$0] ?? 0, $0) < (frequency[$1] ?? 0, $1) }
      if let rarest { entries[rarest, default: []].append(entry) }
    }
  }

  /// The descriptors all of whose words a sentence has, those with the most words first.
  func matches(in sentence: Range<Int>, of note: NoteTokens) -> [(position: Int, tokens: [Int])] {
    var places: [UInt64: Int] = [:]
    for at in sentence where note.tokens[at].kind == .word { places[note.tokens[at].hash] = at }
    var found: [(position: Int, tokens: [Int])] = []
    for word in places.keys {
      for entry in entries[word] ?? [] where entry.words.allSatisfy({ places[$0] != nil }) {
        found.append((entry.position, entry.words.compactMap { places[$0] }.sorted()))
      }
    }
    found.sort { (-$0.tokens.count, $0.position) < (-$1.tokens.count, $1.position) }
    var kept: [(position: Int, tokens: [Int])] = []
    for match in found
    where !kept.contains(where: { kept in match.tokens.contains { kept.tokens.contains($0) } }) {
      kept.append(match)
    }
    return kept
  }
}
