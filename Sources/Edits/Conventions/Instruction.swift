// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// One instruction of the tabular list about a second code: the lines of notes that belong together, and
/// which diagnoses of the encounter they name.
struct Instruction {
  let kind: Note.Kind
  let table: CodeTable
  let level: NoteLevel
  /// The places of its notes: a heading such as `underlying disease, such as:` and what it lists.
  let notes: Range<Int>
  /// The diagnoses before this one in the order of the claim that the notes name, by position.
  private(set) var before: [Int] = []
  /// Those after it.
  private(set) var after: [Int] = []

  init(_ kind: Note.Kind, _ table: CodeTable, _ level: NoteLevel, _ notes: Range<Int>) {
    self.kind = kind
    self.table = table
    self.level = level
    self.notes = notes
  }

  /// Tells whether any diagnosis of the encounter is one that the notes name.
  var isNamed: Bool { !before.isEmpty || !after.isEmpty }

  /// Tells whether the notes name any code at all.
  var hasReferences: Bool { notes.contains { table.noteHasReferences(at: $0) } }

  /// Where in the list the level stands.
  enum Standing { case code, section, chapter }

  /// Where in the list the level stands.
  var standing: Standing {
    guard case .division(let index) = level else { return .code }
    return table.division(at: index).parent == nil ? .chapter : .section
  }

  /// The words, line after line.
  var text: String { notes.map { table.noteText(at: $0) }.joined(separator: " ") }

  /// What a finding says of the instruction.
  var facts: [Finding.Fact] {
    [Finding.Fact("level", table.printed(level)), Finding.Fact("note", text)]
  }

  /// The row of the tabular list that states it.
  var source: RuleSource {
    table.release.source(
      "\(table.printed(level)) \(kind.name), line \(table.noteLine(at: notes.lowerBound))")
  }

  fileprivate mutating func name(in review: Review, for diagnosis: ReviewedDiagnosis) {
    for index in review.sequence where index != diagnosis.number - 1 {
      let other = review.diagnoses[index]
      guard let code = other.code, other.isJudged, code != diagnosis.code, names(code) else {
        continue
      }
      if let rank = diagnosis.rank, let place = other.rank, place < rank {
        before.append(other.number)
      } else {
        after.append(other.number)
      }
    }
  }

  private func names(_ code: PackedCode) -> Bool {
    notes.contains { note in
      table.noteRefers(at: note, to: code)
        && CharacterCondition.admits(code, table.noteText(at: note))
    }
  }
}

extension Review {
  /// The instructions of a kind that apply to a diagnosis, the nearest level first.
  func instructions(_ kind: Note.Kind, for diagnosis: ReviewedDiagnosis) -> [Instruction] {
    guard let (tableIndex, position) = diagnosis.described, let table = table(tableIndex) else {
      return []
    }
    var found: [Instruction] = []
    table.forEachNoteLevel(of: position) { level, notes in
      var start: Int?
      for note in notes {
        let isKind = table.noteKind(at: note) == kind
        if let first = start, !isKind || Self.opensInstruction(note, kind, in: table, after: first)
        {
          found.append(Instruction(kind, table, level, first..<note))
          start = isKind ? note : nil
        } else if start == nil, isKind {
          start = note
        }
      }
      if let start { found.append(Instruction(kind, table, level, start..<notes.upperBound)) }
    }
    for index in found.indices { found[index].name(in: self, for: diagnosis) }
    return found
  }

  /// Tells whether a note begins another instruction: all `code first` notes of a level are one; of the
  /// others a heading that ends in a colon takes the lines after it, up to one that is a sentence again.
  private static func opensInstruction(
    _ note: Int, _ kind: Note.Kind, in table: CodeTable, after first: Int
  ) -> Bool {
    guard kind != .codeFirst else { return false }
    guard table.noteText(at: first).hasSuffix(":") else { return true }
    let text = table.noteText(at: note)
    return text.hasSuffix(":") || text.hasPrefix("code") || text.hasPrefix("external cause code")
  }
}
