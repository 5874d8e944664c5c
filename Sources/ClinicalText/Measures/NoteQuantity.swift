// SPDX-License-Identifier: Apache-2.0

/// A number with its unit in a note: `40 mg`, `8.2 g/dL`, `120/80 mmHg`, `2 to 3 weeks`.
public struct NoteQuantity: Hashable, Sendable {
  /// The value, or the first of two, in thousandths.
  public let thousandths: Int
  /// The second value of a range or of a blood pressure, in thousandths.
  public let secondThousandths: Int?
  /// The unit as the table has it.
  public let unit: String
  /// The numbers and the unit.
  public let tokens: Range<Int>
}

extension ClinicalGrammar {
  /// The quantities with units of a note, in order.
  public func quantities(of note: ClinicalNote) -> [NoteQuantity] {
    let tokens = note.tokens.tokens
    var found: [NoteQuantity] = []
    var at = 0
    while at < tokens.count {
      guard tokens[at].kind == .number, let first = note.thousandths(at) else {
        at += 1
        continue
      }
      var (end, second) = (at + 1, Int?.none)
      if let next = secondNumber(after: at, note) {
        (second, end) = (note.thousandths(next), next + 1)
      }
      if end < tokens.count, note.isMark(end, 0x2D), end + 1 < tokens.count, note.isGlued(end) {
        end += 1
      }
      if let unit = unit(at: end, note) {
        found.append(
          NoteQuantity(
            thousandths: first, secondThousandths: second, unit: unit.name, tokens: at..<unit.end))
        at = unit.end
      } else {
        at += 1
      }
    }
    return found
  }

  /// The second number of `120/80`, `2-3`, `2 to 3`.
  private func secondNumber(after at: Int, _ note: ClinicalNote) -> Int? {
    let tokens = note.tokens.tokens
    let next = at + 2
    guard next < tokens.count, tokens[next].kind == .number else { return nil }
    let isJoined = note.isMark(at + 1, 0x2F) || note.isMark(at + 1, 0x2D)
    let isTo = note.tokens.form(of: tokens[at + 1]).elementsEqual([0x74, 0x6F])
    return isJoined || isTo ? next : nil
  }

  /// The unit at a token: a word of the table, or words joined by slashes.
  private func unit(at start: Int, _ note: ClinicalNote) -> (name: String, end: Int)? {
    let tokens = note.tokens.tokens
    guard start < tokens.count, tokens[start].kind != .number,
      let found = measures.longest(at: start, end: tokens.count, tokens),
      found.payload.kind == .unit
    else { return nil }
    return (found.payload.value, found.end)
  }
}
