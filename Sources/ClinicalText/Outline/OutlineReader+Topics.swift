// SPDX-License-Identifier: Apache-2.0

extension OutlineReader {
  /// The problem that a paragraph of a plan says it is about: `For his hypertension, …`, `Regarding the diabetes, …`.
  ///
  /// One of the problems named before has to share a word with what stands before the comma.
  func topic(of text: Range<Int>) -> Int? {
    guard kind == .plan || kind == .assessment || kind == .hospitalCourse else { return nil }
    let opening = text.prefix(16)
    guard let comma = opening.firstIndex(where: { traits[$0].contains(.comma) }),
      let first = opening[..<comma].prefix(3).firstIndex(where: { traits[$0].contains(.topic) })
    else { return nil }
    for at in first + 1..<max(first + 1, comma) where isContent(at) {
      let hash = tokens[at].hash
      for index in problems.prefix(40)
      where sentences[index].tokens.contains(where: { tokens[$0].hash == hash }) {
        return index
      }
    }
    return nil
  }

  /// A word that can name a problem: long, or in capitals.
  private func isContent(_ at: Int) -> Bool {
    guard tokens[at].kind == .word, traits[at].isDisjoint(with: [.open, .verb, .subject]) else {
      return false
    }
    return tokens[at].formLength > 4 || tokens[at].marks.contains(.uppercase)
  }
}
