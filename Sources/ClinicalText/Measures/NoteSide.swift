// SPDX-License-Identifier: Apache-2.0

/// A word for a side of the body in a note.
public struct NoteSide: Hashable, Sendable {
  /// The sides.
  public enum Side: String, Sendable {
    /// Right.
    case right
    /// Left.
    case left
    /// Both.
    case bilateral
    /// One, not said which.
    case unilateral
  }

  /// Which.
  public let side: Side
  /// The word.
  public let tokens: Range<Int>
}

extension ClinicalGrammar {
  /// The words for sides of a note, in order; `R` and `L` only before a word in small letters.
  public func sides(of note: ClinicalNote) -> [NoteSide] {
    let tokens = note.tokens.tokens
    var found: [NoteSide] = []
    var at = 0
    while at < tokens.count {
      if tokens[at].kind == .word {
        if let word = measures.longest(at: at, end: tokens.count, tokens),
          let side = NoteSide.Side(rawValue: word.payload.value)
        {
          found.append(NoteSide(side: side, tokens: at..<word.end))
          at = word.end
          continue
        }
        if let side = letter(at, note) { found.append(NoteSide(side: side, tokens: at..<at + 1)) }
      }
      at += 1
    }
    return found
  }

  private func letter(_ at: Int, _ note: ClinicalNote) -> NoteSide.Side? {
    let tokens = note.tokens.tokens
    guard tokens[at].formLength == 1, tokens[at].marks.contains(.capitalized), !note.isGlued(at),
      at + 1 < tokens.count, tokens[at + 1].kind == .word, !note.isGlued(at + 1),
      !tokens[at + 1].marks.contains(.capitalized), tokens[at + 1].formLength > 2
    else { return nil }
    switch note.tokens.text[Int(tokens[at].start)] {
    case 0x52: return .right
    case 0x4C: return at > 0 && tokens[at - 1].kind == .number ? nil : .left
    default: return nil
    }
  }
}
