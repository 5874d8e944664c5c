// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The quarter that a file of prices states in its titles or its name.
enum PublishedQuarter {
  /// Finds a year and a quarter: a month that begins one, or `Q2`.
  ///
  /// The first title that has both is taken, else the file's name; nothing where none has.
  static func period(_ titles: [String], _ file: PublishedFile) -> EffectivePeriod? {
    for text in titles + [file.baseName] {
      guard let year = PublishedFile.year(in: text) ?? shortYear(text), let quarter = quarter(text)
      else { continue }
      return EditionName.quarter(quarter, of: year)
    }
    return nil
  }

  private static func quarter(_ text: String) -> Int? {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    for word in words {
      let months = ["jan", "apr", "jul", "oct"]
      if let index = months.firstIndex(where: { word.hasPrefix($0) }) { return index + 1 }
      if word.hasPrefix("q"), let number = word.dropFirst().first?.wholeNumberValue,
        (1...4).contains(number)
      {
        return number
      }
    }
    return nil
  }

  /// The year of `CY2026`, or of `DMEPOS26`: four digits, or the last two of a word.
  private static func shortYear(_ text: String) -> Int? {
    for word in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }) {
      let digits = word.drop { $0.isLetter }
      if digits.utf8.count == 4, digits.hasPrefix("20"), let year = Int(digits) { return year }
      if digits.utf8.count == 2, digits.count < word.count, let year = Int(digits), year > 15 {
        return 2000 + year
      }
    }
    return nil
  }
}
