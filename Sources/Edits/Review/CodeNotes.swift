// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Synchronization
import Values

/// What the tabular list says at a code and above it, read once: claims ask for it by the million.
final class CodeNotes: Sendable {
  /// An Excludes1 note that names codes.
  struct Exclusion: Sendable {
    let note: Int
    let level: NoteLevel
  }

  let codeFirst: [PrintedInstruction]
  let useAdditionalCode: [PrintedInstruction]
  let codeAlso: [PrintedInstruction]
  let exclusions: [Exclusion]
  /// Whether the title says `unspecified`.
  let isUnspecified: Bool
  /// Whether the title leaves the trimester open.
  let hasUnspecifiedTrimester: Bool
  /// The trimester that the title names.
  let trimester: Int?
  /// Whether the title is that of a manifestation.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.A.13.
  let isManifestation: Bool

  init(_ table: CodeTable, at position: Int) {
    codeFirst = PrintedInstruction.all(.codeFirst, of: position, in: table)
    useAdditionalCode = PrintedInstruction.all(.useAdditionalCode, of: position, in: table)
    codeAlso = PrintedInstruction.all(.codeAlso, of: position, in: table)
    var exclusions: [Exclusion] = []
    table.forEachNoteLevel(of: position) { level, notes in
      for note in notes
      where table.noteKind(at: note) == .excludes1 && table.noteHasReferences(at: note) {
        exclusions.append(Exclusion(note: note, level: level))
      }
    }
    self.exclusions = exclusions
    let title = table[position].title
    let words = PlainWords(title)
    isUnspecified = words.say("unspecified" as StaticString)
    hasUnspecifiedTrimester = words.say("unspecified trimester" as StaticString)
    trimester =
      words.say("first trimester" as StaticString)
      ? 1
      : words.say("second trimester" as StaticString)
        ? 2 : words.say("third trimester" as StaticString) ? 3 : nil
    isManifestation =
      title.contains("diseases classified elsewhere") && !title.contains("as the cause of")
  }
}

/// The notes of a table's codes, kept from the first time that a claim has the code.
final class NoteBook: Sendable {
  private let table: CodeTable
  private let known = Mutex<[Int: CodeNotes]>([:])

  init(_ table: CodeTable) { self.table = table }

  func notes(at position: Int) -> CodeNotes {
    known.withLock { known in
      if let notes = known[position] { return notes }
      let notes = CodeNotes(table, at: position)
      known[position] = notes
      return notes
    }
  }
}
