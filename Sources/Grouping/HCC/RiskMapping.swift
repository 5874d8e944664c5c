// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Which categories a diagnosis belongs to, for each model of a payment year.
///
/// A model has two sections: `slotsN`, a table of words found by hash and used where it lies, and
/// `linesN`, the line of the published file that each word comes from. A word is the packed diagnosis
/// (its upper 42 bits), and the category (its lower 9 bits); 0 is an empty slot. The words of one
/// diagnosis follow each other, the lowest category first.
enum RiskMapping {
  static let header = ["diagnosis_code", "cc", "model_name"]
  /// The bits of a packed code of seven characters.
  static let codeMask: UInt64 = .max << 22

  /// The slot at which looking for a code begins.
  @inline(__always)
  static func slot(of bits: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var words: [[(word: UInt64, line: UInt32)]] = []
    var seen: [[UInt64]: Int] = [:]
    for row in table.rows where row.fields.count == header.count {
      guard let code = table.code(row.fields[0], line: row.line),
        let category = table.category(row.fields[1], line: row.line)
      else { continue }
      let model = Int(names.number(of: row.fields[2]))
      if model == words.count { words.append([]) }
      let word = code.bits | UInt64(category)
      if let first = seen.updateValue(row.line, forKey: [UInt64(model), word]) {
        table.noteRepeated(code, line: row.line, first: first)
      }
      words[model].append((word, UInt32(row.line)))
    }
    try table.check()
    var sections = [names.section]
    for (number, rows) in words.enumerated() {
      sections += self.sections(number, rows)
    }
    return [
      RiskTable.draft(
        .mapping, "Diagnoses by condition category", of: file, rows: table.rows.count, sections)
    ]
  }

  /// The sections of one mapping.
  static func sections(
    _ number: Int, _ rows: [(word: UInt64, line: UInt32)]
  ) -> [CodebookSection] {
    var capacity = 16
    while capacity < 2 * rows.count { capacity *= 2 }
    let shift = UInt64(64 - capacity.trailingZeroBitCount)
    var slots = [UInt64](repeating: 0, count: capacity)
    var lines = [UInt32](repeating: 0, count: capacity)
    // Of one diagnosis the lowest category comes first, whatever the order of the file.
    for row in rows.sorted(by: { $0.word < $1.word }) {
      var at = slot(of: row.word & codeMask, shift)
      while slots[at] != 0 { at = (at + 1) & (capacity - 1) }
      slots[at] = row.word
      lines[at] = row.line
    }
    return [
      CodebookSection("slots\(number)", records: slots),
      CodebookSection("lines\(number)", records: lines),
    ]
  }
}
