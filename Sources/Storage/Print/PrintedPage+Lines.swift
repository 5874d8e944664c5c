// SPDX-License-Identifier: Apache-2.0

extension PrintedPage {
  /// A text with its weight.
  public typealias Run = (text: String, isBold: Bool)

  /// Breaks runs into lines at blanks; a word longer than a line is broken where the line ends.
  public func wrapped(_ runs: [Run], width: Double, size: Double) -> [[Run]] {
    var lines: [[Run]] = [[]]
    var used = 0.0
    func start() {
      lines.append([])
      used = 0
    }
    for run in runs {
      for word in Self.words(run.text) {
        var rest = word
        while !rest.isEmpty {
          let whole = self.width(of: rest, size: size, isBold: run.isBold)
          let bare = rest.last == " " ? String(rest.dropLast()) : rest
          if used + self.width(of: bare, size: size, isBold: run.isBold) > width, used > 0 {
            start()
            continue
          }
          var piece = rest
          while self.width(of: piece, size: size, isBold: run.isBold) > width, piece.count > 1,
            piece.last != " "
          {
            piece.removeLast()
          }
          let last = lines.count - 1
          if let end = lines[last].last, end.isBold == run.isBold {
            lines[last][lines[last].count - 1].text += piece
          } else {
            lines[last].append((piece, run.isBold))
          }
          used += piece == rest ? whole : width
          rest = String(rest.dropFirst(piece.count))
        }
      }
    }
    return lines
  }

  /// The words of a text, each with the blank behind it.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      let isBlank = character.isWhitespace
      word.append(isBlank ? " " : character)
      if isBlank {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
