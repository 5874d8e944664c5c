// SPDX-License-Identifier: Apache-2.0

/// The place in the numbering of the Official Guidelines: `Section I.`, `C.`, `4.`, `a.`, `3)`, `(b)`,
/// `(ii)`, each level below the one before.
struct GuidelineNumbering {
  /// The ordinals from the Section down to the present place.
  private(set) var path: [Int] = []

  /// A heading as it is printed: the levels that its number can stand at, its ordinal, its words.
  struct Heading {
    fileprivate(set) var candidates: [(level: Int, ordinal: Int)]
    fileprivate(set) var words: String
  }

  /// The levels at which a kind of number stands, and its shape.
  private static let romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]

  /// Reads the number at the beginning of a line; nothing where the line has none.
  static func heading(_ line: String) -> Heading? {
    if line.hasPrefix("Section ") {
      let rest = line.dropFirst("Section ".count)
      let number = rest.prefix { $0.isLetter }
      let words = rest.dropFirst(number.count)
      guard words.hasPrefix(". "), let ordinal = romans.firstIndex(of: number.lowercased()) else {
        return nil
      }
      return Heading(candidates: [(0, ordinal + 1)], words: String(words.dropFirst(2)))
    }
    if line.hasPrefix("(") { return parenthesised(line) }
    let number = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let rest = line.dropFirst(number.count)
    guard rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
    let words = String(rest.dropFirst(2))
    if let ordinal = Int(number), number.count <= 2 {
      return Heading(candidates: [(rest.hasPrefix(")") ? 4 : 2, ordinal)], words: words)
    }
    guard number.count == 1, rest.hasPrefix("."), let letter = number.first else { return nil }
    guard let ordinal = ordinal(of: letter) else { return nil }
    // Below `1)` the publisher once writes `a.` for `(a)`.
    let levels = letter.isUppercase ? [1] : [3, 5]
    return Heading(candidates: levels.map { ($0, ordinal) }, words: words)
  }

  private static func parenthesised(_ line: String) -> Heading? {
    let number = line.dropFirst().prefix { $0.isLetter }
    let rest = line.dropFirst(number.count + 1)
    guard rest.hasPrefix(")"), !number.isEmpty else { return nil }
    var candidates: [(Int, Int)] = []
    if number.count == 1, let letter = number.first, let ordinal = ordinal(of: letter) {
      candidates.append((5, ordinal))
    }
    if let roman = romans.firstIndex(of: String(number)) { candidates.append((6, roman + 1)) }
    guard !candidates.isEmpty else { return nil }
    return Heading(
      candidates: candidates, words: PublishedText.trimmed(String(rest.dropFirst())))
  }

  private static func ordinal(of letter: Character) -> Int? {
    guard let value = letter.lowercased().first?.asciiValue, (0x61...0x7A).contains(value) else {
      return nil
    }
    return Int(value) - 0x60
  }

  /// Goes to a heading, where it follows the present place without a gap; else stays.
  ///
  /// - Returns: The label and level of the heading; nothing where its number does not come next.
  mutating func take(_ heading: Heading) -> (label: String, level: Int)? {
    for (level, ordinal) in heading.candidates where path.count >= level {
      let before = path.count > level ? path[level] : 0
      guard ordinal == before + 1 else { continue }
      path.removeLast(path.count - level)
      path.append(ordinal)
      return (label, level)
    }
    return nil
  }

  private var label: String {
    path.enumerated().map { level, ordinal in
      let letter = String(UnicodeScalar(UInt8(0x60 + min(ordinal, 26))))
      switch level {
      case 0: return Self.romans[ordinal - 1].uppercased()
      case 1: return letter.uppercased()
      case 3, 5: return letter
      case 6: return Self.romans[ordinal - 1]
      default: return String(ordinal)
      }
    }.joined(separator: ".")
  }
}
