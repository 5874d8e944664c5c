// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// What the name of a file of the National Correct Coding Initiative says: setting, program, quarter.
enum QuarterName {
  /// Whose services a table is for.
  static func setting(of file: PublishedFile) -> ServiceRecord.Bill? {
    let name = file.name.lowercased()
    for (word, bill) in [
      ("practitioner", ServiceRecord.Bill.professional), ("ccipra", .professional),
      ("physician", .professional), ("outpatient", .outpatient), ("ccioph", .outpatient),
      ("hospital", .outpatient), ("facility", .outpatient), ("dme", .supplier),
      ("supplier", .supplier),
    ] where name.contains(word) { return bill }
    return nil
  }

  /// Medicare's tables, or Medicaid's.
  static func program(of file: PublishedFile) -> CodeSetID {
    let name = file.name.lowercased()
    return name.contains("medicaid") || name.contains("_mcd") ? .ncciMedicaid : .ncci
  }

  /// The quarter: `2024q3`, `V2026Q3`, `v302r0` (version 30.2: the third quarter of the 30th year from 1995), or
  /// the first day of one, `04-01-2026` or `2026-04-01`.
  static func period(of file: PublishedFile) -> EffectivePeriod? {
    let parts = file.baseName.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    for part in parts {
      if let period = quarter(part) ?? version(part) { return period }
    }
    let numbers = parts.map { Int($0) ?? -1 }
    for (index, number) in numbers.enumerated().dropLast(2) {
      let (second, third) = (numbers[index + 1], numbers[index + 2])
      let day =
        (2000...2099).contains(number)
        ? CalendarDate(year: number, month: second, day: third)
        : CalendarDate(year: third, month: number, day: second)
      if let day, day.parts.day == 1, day.parts.month % 3 == 1, day.parts.year >= 2000 {
        return quarter(day.parts.month / 3 + 1, of: day.parts.year)
      }
    }
    return nil
  }

  /// The days of a quarter.
  static func quarter(_ quarter: Int, of year: Int) -> EffectivePeriod? {
    guard (1...4).contains(quarter),
      let first = CalendarDate(year: year, month: quarter * 3 - 2, day: 1),
      let next = CalendarDate(
        year: quarter == 4 ? year + 1 : year, month: quarter == 4 ? 1 : quarter * 3 + 1, day: 1)
    else { return nil }
    return EffectivePeriod(effective: first, termination: next.adding(days: -1))
  }

  private static func quarter(_ part: Substring) -> EffectivePeriod? {
    let text = part.hasPrefix("v") ? part.dropFirst() : part
    let halves = text.split(separator: "q")
    guard halves.count == 2, halves[0].utf8.count == 4, let year = Int(halves[0]),
      let number = Int(halves[1])
    else { return nil }
    return quarter(number, of: year)
  }

  private static func version(_ part: Substring) -> EffectivePeriod? {
    guard part.hasPrefix("v") else { return nil }
    let digits = part.dropFirst().prefix { $0.isNumber }
    guard digits.utf8.count == 3, part.dropFirst(4).hasPrefix("r"), let number = Int(digits) else {
      return nil
    }
    return quarter(number % 10 + 1, of: 1994 + number / 10)
  }
}
