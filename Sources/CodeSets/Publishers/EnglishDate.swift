// SPDX-License-Identifier: Apache-2.0

import Values

/// A date as publishers write it in a sentence: `October 1, 2025`.
enum EnglishDate {
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// The date; nothing where the text is none.
  static func date(_ text: some StringProtocol) -> CalendarDate? {
    let words = text.split { $0.isWhitespace || $0 == "," }
    guard words.count == 3, let month = months.firstIndex(of: words[0].lowercased()),
      let day = Int(words[1]), let year = Int(words[2])
    else { return nil }
    return CalendarDate(year: year, month: month + 1, day: day)
  }
}
