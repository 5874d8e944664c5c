// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Tells where a patient was seen, where only the note says so, by `Data/coding/settings.tsv`.
public struct SettingReader: Sendable {
  private let phrases: [UInt64: [[UInt64]]]

  /// Reads the table: phrase, setting, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var phrases: [UInt64: [[UInt64]]] = [:]
    for row in ConceptRow.rows(in: table) {
      let words = row.cells.first.map { NoteTokens($0).tokens.map(\.hash) } ?? []
      guard row.cells.count >= 2, let first = words.first, row.text(1) == "inpatient" else {
        throw ConceptTableError(line: row.line)
      }
      phrases[first, default: []].append(words)
    }
    self.phrases = phrases
  }

  /// Every note is of an outpatient.
  public init() { phrases = [:] }

  /// The setting of a note: a stay where it has the parts of one, or tells of one without an assessment of a visit.
  func setting(of note: ClinicalNote) -> CodingSetting {
    let kinds = note.sections.map(\.kind)
    if kinds.contains(.dischargeDiagnosis) || kinds.contains(.hospitalCourse) { return .inpatient }
    if kinds.contains(.assessment) || kinds.contains(.chiefComplaint) { return .outpatient }
    let tokens = note.tokens.tokens
    for at in tokens.indices {
      guard let found = phrases[tokens[at].hash] else { continue }
      for words in found where at + words.count <= tokens.count {
        if words.indices.allSatisfy({ tokens[at + $0].hash == words[$0] }) { return .inpatient }
      }
    }
    return .outpatient
  }
}
