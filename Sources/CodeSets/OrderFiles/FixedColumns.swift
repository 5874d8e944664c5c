// SPDX-License-Identifier: Apache-2.0

/// A line of a file with columns at fixed places.
struct FixedColumns {
  private let characters: [Unicode.Scalar]

  init(_ text: String) { characters = Array(text.unicodeScalars) }

  /// How many characters the line has.
  var count: Int { characters.count }

  /// The characters of a column, counted from 0, as far as the line goes, without blanks at its end.
  subscript(range: Range<Int>) -> String {
    var end = min(range.upperBound, characters.count)
    while end > range.lowerBound, characters[end - 1] == " " { end -= 1 }
    guard range.lowerBound < end else { return "" }
    return String(String.UnicodeScalarView(characters[range.lowerBound..<end]))
  }

  /// The rest of the line from a place on, without blanks at its end.
  subscript(from: PartialRangeFrom<Int>) -> String {
    self[from.lowerBound..<max(from.lowerBound, characters.count)]
  }

  /// Tells whether a place holds a blank.
  func isBlank(_ place: Int) -> Bool { place < characters.count && characters[place] == " " }

  /// Tells whether a place holds something other than a blank.
  func isFilled(_ place: Int) -> Bool { place < characters.count && characters[place] != " " }
}
