// SPDX-License-Identifier: Apache-2.0

import Values

/// A note with the level of the tabular list that it is printed at.
public struct InheritedNote: Hashable, Sendable {
  /// The code as printed, the label of the section, or `chapter` and its number.
  public let level: String
  /// Whether the level is the code itself.
  public let isOwn: Bool
  /// The note.
  public let note: Note
}

extension CodeEntry {
  /// Every note that applies to the code: its own, then those of the codes above it, of its section
  /// and of its chapter, the nearest level first.
  ///
  /// Inclusion terms belong to the level at which they stand and are not inherited. Of the 7th
  /// characters only the nearest definition applies.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.A.
  public var allNotes: [InheritedNote] {
    var found = notes.map { InheritedNote(level: printed, isOwn: true, note: $0) }
    var hasSeventh = notes.contains { $0.kind == .seventhCharacter }
    for ancestor in ancestors {
      let inherited = ancestor.notes.filter { note in
        note.kind.isInherited && !(hasSeventh && note.kind == .seventhCharacter)
          && !(hasSeventh && note.kind == .seventhCharacterNote)
      }
      found += inherited.map { InheritedNote(level: ancestor.printed, isOwn: false, note: $0) }
      hasSeventh = hasSeventh || inherited.contains { $0.kind == .seventhCharacter }
    }
    for index in divisions {
      let division = table.division(at: index)
      let level = division.parent == nil ? "chapter \(division.label)" : division.label
      found += division.notes.filter(\.kind.isInherited).map {
        InheritedNote(level: level, isOwn: false, note: $0)
      }
    }
    return found
  }

  /// The 7th characters defined for the code, on it or above it.
  public var seventhCharacters: [InheritedNote] {
    allNotes.filter { $0.note.kind == .seventhCharacter }
  }

  /// The code as its set prints it.
  public var printed: String { table.release.set.printed(code) }
}
