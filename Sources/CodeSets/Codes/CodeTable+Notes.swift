// SPDX-License-Identifier: Apache-2.0

public import Values

/// A level of a code set at which notes are printed: a code, or a chapter or section.
public enum NoteLevel: Hashable, Sendable {
  /// The code at a position of the table.
  case code(Int)
  /// The chapter or section at an index.
  case division(Int)
}

/// Notes read where they lie, for judging many codes: nothing is allocated until a text is asked for.
extension CodeTable {
  /// Calls for each level whose notes apply to a code, the nearest first, with the places of its notes.
  ///
  /// - Complexity: O(*l*) in the number of levels above the code.
  @inline(__always)
  public func forEachNoteLevel(of position: Int, _ body: (NoteLevel, Range<Int>) -> Void) {
    var next = position
    while true {
      let node = nodes[next]
      if node.noteCount > 0 {
        let first = Int(node.firstNote)
        body(.code(next), first..<first + Int(node.noteCount))
      }
      guard node.parent != CodeTableLayout.none else { break }
      next = Int(node.parent)
    }
    var division = nodes[position].division
    while division != CodeTableLayout.none {
      let record = divisions[Int(division)]
      if record.noteCount > 0 {
        let first = Int(record.firstNote)
        body(.division(Int(division)), first..<first + Int(record.noteCount))
      }
      division = record.parent
    }
  }

  /// What sort of instruction the note at a place is.
  @inline(__always)
  public func noteKind(at index: Int) -> Note.Kind? { Note.Kind(rawValue: notes[index].kind) }

  /// Tells whether the note at a place names any code.
  @inline(__always)
  public func noteHasReferences(at index: Int) -> Bool { notes[index].referenceCount > 0 }

  /// Tells whether the note at a place names a code.
  @inline(__always)
  public func noteRefers(at index: Int, to code: PackedCode) -> Bool {
    let record = notes[index]
    let first = Int(record.firstReference)
    for reference in first..<first + Int(record.referenceCount)
    where references[reference].contains(code) {
      return true
    }
    return false
  }

  /// Tells whether the note at a place names a code by a reference that does not mean the other one too:
  /// a note cannot keep a code apart from itself.
  @inline(__always)
  public func noteRefers(
    at index: Int, to code: PackedCode, apartFrom holder: PackedCode
  ) -> Bool {
    let record = notes[index]
    let first = Int(record.firstReference)
    for reference in first..<first + Int(record.referenceCount)
    where references[reference].contains(code) && !references[reference].contains(holder) {
      return true
    }
    return false
  }

  /// The note at a place.
  public func note(at index: Int) -> Note { notes(from: UInt32(index), count: 1)[0] }

  /// The line of the source file that the note at a place stands on.
  public func noteLine(at index: Int) -> Int { Int(notes[index].line) }

  /// The words of the note at a place.
  public func noteText(at index: Int) -> String { texts[notes[index].text] }

  /// A level as it is printed: the code, the label of the section, or `chapter` and its number.
  public func printed(_ level: NoteLevel) -> String {
    switch level {
    case .code(let position): self[position].printed
    case .division(let index):
      divisions[index].parent == CodeTableLayout.none
        ? "chapter \(texts[divisions[index].label])" : texts[divisions[index].label]
    }
  }

  /// Tells whether a code lies at a level or below it.
  @inline(__always)
  public func level(_ level: NoteLevel, holds code: PackedCode) -> Bool {
    switch level {
    case .code(let position): return code.hasPrefix(self.code(at: position))
    case .division(let index):
      let record = divisions[index]
      return code.bits >= record.first && code <= PackedCode(bits: record.last).lastDescendant
    }
  }
}
