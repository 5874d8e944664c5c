// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Finds where a note says why the patient came or was admitted, by `Data/coding/reasons.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, sections II and IV.G.
public struct ReasonReader: Sendable {
  private var filter = HashFilter()
  private var phrases: [UInt64: [[UInt64]]] = [:]

  /// Reads the table: phrase, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      let words = row.cells.first.map { NoteTokens($0).tokens.map(\.hash) } ?? []
      guard row.cells.count >= 2, let first = words.first else {
        throw ConceptTableError(line: row.line)
      }
      filter.insert(first)
      phrases[first, default: []].append(words)
    }
  }

  /// No note says why.
  public init() {}

  /// The bytes of what follows such words, up to the end of their sentence.
  func reasons(in note: ClinicalNote) -> [Range<Int>] {
    let tokens = note.tokens.tokens
    var found: [Range<Int>] = []
    for sentence in note.sentences where !sentence.tokens.isEmpty {
      for at in sentence.tokens {
        guard filter.mayContain(tokens[at].hash), let known = phrases[tokens[at].hash] else {
          continue
        }
        let meant = known.filter { words in
          at + words.count <= sentence.tokens.upperBound
            && words.indices.allSatisfy { tokens[at + $0].hash == words[$0] }
        }.map(\.count).max()
        if let meant {
          // Where nothing follows, it is said of what stands before: `atrial fibrillation, reason for admission`.
          let isLast = (at + meant..<sentence.tokens.upperBound).allSatisfy {
            tokens[$0].kind != .word && tokens[$0].kind != .number
          }
          let start = isLast ? sentence.tokens.lowerBound : at
          found.append(
            tokens[start].bytes
              .lowerBound..<tokens[sentence.tokens.upperBound - 1].bytes
              .upperBound)
          break
        }
      }
    }
    return found
  }
}
