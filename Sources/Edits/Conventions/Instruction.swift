// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// One instruction of the tabular list about a second code: the lines of notes that belong together.
final class PrintedInstruction: Sendable {
  /// Where in the list a level stands.
  enum Standing { case code, section, chapter }

  let kind: Note.Kind
  let table: CodeTable
  let level: NoteLevel
  /// The places of its notes: a heading such as `underlying disease, such as:` and what it lists.
  let notes: Range<Int>
  /// Whether the notes name any code at all.
  let hasReferences: Bool
  /// Where in the list the level stands.
  let standing: Standing
  /// How binding it is.
  let wording: InstructionWording

  init(_ kind: Note.Kind, _ table: CodeTable, _ level: NoteLevel, _ notes: Range<Int>) {
    self.kind = kind
    self.table = table
    self.level = level
    self.notes = notes
    hasReferences = notes.contains { table.noteHasReferences(at: $0) }
    standing =
      switch level {
      case .code: .code
      case .division(let index): table.division(at: index).parent == nil ? .chapter : .section
      }
    wording = InstructionWording(Self.text(of: notes, in: table))
  }

  private static func text(of notes: Range<Int>, in table: CodeTable) -> String {
    notes.map { table.noteText(at: $0) }.joined(separator: " ")
  }

  /// The words, line after line.
  var text: String { Self.text(of: notes, in: table) }

  /// Tells whether the notes name a code.
  func names(_ code: PackedCode) -> Bool {
    hasReferences
      && notes.contains { note in
        table.noteRefers(at: note, to: code)
          && CharacterCondition.admits(code, table.noteText(at: note))
      }
  }

  /// The instructions of a kind that apply to a code, the nearest level first.
  static func all(
    _ kind: Note.Kind, of position: Int, in table: CodeTable
  ) -> [PrintedInstruction] {
    var found: [PrintedInstruction] = []
    table.forEachNoteLevel(of: position) { level, notes in
      var start: Int?
      for note in notes {
        let isKind = table.noteKind(at: note) == kind
        if let first = start, !isKind || opensInstruction(note, kind, in: table, after: first) {
          found.append(PrintedInstruction(kind, table, level, first..<note))
          start = isKind ? note : nil
        } else if start == nil, isKind {
          start = note
        }
      }
      if let start {
        found.append(PrintedInstruction(kind, table, level, start..<notes.upperBound))
      }
    }
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

/// An instruction held against an encounter: which of its diagnoses the notes name.
struct Instruction {
  let printed: PrintedInstruction
  /// The diagnoses before this one in the order of the claim that the notes name, by position.
  private(set) var before: [Int] = []
  /// Those after it.
  private(set) var after: [Int] = []

  init(_ printed: PrintedInstruction, in review: Review, for diagnosis: ReviewedDiagnosis) {
    self.printed = printed
    guard printed.hasReferences else { return }
    for index in review.sequence where index != diagnosis.number - 1 {
      let other = review.diagnoses[index]
      guard let code = other.code, other.isJudged, code != diagnosis.code, printed.names(code)
      else { continue }
      if let rank = diagnosis.rank, let place = other.rank, place < rank {
        before.append(other.number)
      } else {
        after.append(other.number)
      }
    }
  }

  var wording: InstructionWording { printed.wording }

  /// Tells whether the notes name any code at all.
  var hasReferences: Bool { printed.hasReferences }

  /// Tells whether any diagnosis of the encounter is one that the notes name.
  var isNamed: Bool { !before.isEmpty || !after.isEmpty }

  /// What a finding says of the instruction.
  var facts: [Finding.Fact] {
    [
      Finding.Fact("level", printed.table.printed(printed.level)),
      Finding.Fact("note", printed.text),
    ]
  }

  /// The row of the tabular list that states it.
  var source: RuleSource {
    let table = printed.table
    return table.release.source(
      "\(table.printed(printed.level)) \(printed.kind.name), line \(table.noteLine(at: printed.notes.lowerBound))"
    )
  }
}
