// SPDX-License-Identifier: Apache-2.0

package import Values

/// What the name of a published file says of its edition.
///
/// Several lists carry no date inside; then the publisher's own file name is what states it.
package enum EditionName {
  /// The parts of a file's name between underscores, hyphens, blanks and points.
  static func parts(_ file: PublishedFile) -> [Substring] {
    file.baseName.split { "_. -".contains($0) }
  }

  /// The quarter of a year: HCPCS is published anew for each.
  package static func quarter(_ quarter: Int, of year: Int) -> EffectivePeriod? {
    guard (1...4).contains(quarter),
      let first = CalendarDate(year: year, month: quarter * 3 - 2, day: 1),
      let next = CalendarDate(
        year: quarter == 4 ? year + 1 : year, month: quarter == 4 ? 1 : quarter * 3 + 1, day: 1)
    else { return nil }
    return EffectivePeriod(effective: first, termination: next.adding(days: -1))
  }

  /// A year of four digits from 1900 on.
  static func year(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let year = Int(text), year >= 1900
    else { return nil }
    return year
  }

  /// The month in a name that has `2024-06`: from its first day on, without an end.
  static func openFromMonth(_ file: PublishedFile) -> EffectivePeriod? {
    let parts = parts(file)
    for (first, second) in zip(parts, parts.dropFirst()) where second.utf8.count == 2 {
      if let year = year(first), let month = Int(second),
        let day = CalendarDate(year: year, month: month, day: 1)
      {
        return EffectivePeriod(effective: day, termination: nil)
      }
    }
    return nil
  }
}
