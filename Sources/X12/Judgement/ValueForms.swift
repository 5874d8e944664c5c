// SPDX-License-Identifier: Apache-2.0

import Values

/// The forms that dates, times and numbers have in X12.
///
/// Source: ASC X12.6, section 3.3 (data element types); data element 1250 for the forms of periods.
enum ValueForms {
  /// What an element is whose form a qualifier gives.
  enum Period {
    case date, time, other
  }

  /// The digits from an index on as a number; -1 where one is no digit.
  @inline(__always)
  static func digits(_ value: ElementView, _ from: Int, _ count: Int) -> Int {
    var number = 0
    for index in from..<from &+ count {
      let digit = Int(value[index]) &- 0x30
      if digit < 0 || digit > 9 { return -1 }
      number = number &* 10 &+ digit
    }
    return number
  }

  /// Whether eight digits from an index on are a day.
  @inline(__always)
  static func isDay(_ value: ElementView, at from: Int = 0) -> Bool {
    isDay(
      year: digits(value, from, 4), month: digits(value, from &+ 4, 2), digits(value, from &+ 6, 2))
  }

  /// Whether a day exists, in a year in which somebody now alive, or a policy, may have begun.
  static func isDay(year: Int, month: Int, _ day: Int) -> Bool {
    guard year >= 1800, (1...12).contains(month), day >= 1 else { return false }
    return day <= days(in: month, of: year)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Whether a value is a day of six or eight digits.
  static func isDate(_ value: ElementView) -> Bool {
    switch value.count {
    case 8: return isDay(value)
    case 6:
      let year = digits(value, 0, 2)
      return year >= 0
        && isDay(year: 2000 + year, month: digits(value, 2, 2), digits(value, 4, 2))
    default: return false
    }
  }

  /// Whether a value is a time of four, six, seven or eight digits.
  static func isTime(_ value: ElementView, from: Int = 0) -> Bool {
    let count = value.count - from
    guard count == 4 || (6...8).contains(count) else { return false }
    let hour = digits(value, from, 2)
    let minute = digits(value, from + 2, 2)
    guard (0...23).contains(hour), (0...59).contains(minute) else { return false }
    if count >= 6, !(0...59).contains(digits(value, from + 4, 2)) { return false }
    return count <= 6 || digits(value, from + 6, count - 6) >= 0
  }

  /// Whether a value has the form that a qualifier of periods asks for; nothing for qualifiers unknown.
  static func isPeriod(_ value: ElementView, _ qualifier: ElementView) -> Bool? {
    if qualifier == "D8" { return value.count == 8 && isDay(value) }
    if qualifier == "RD8" { return isRange(value) }
    if qualifier == "D6" { return value.count == 6 && isDate(value) }
    if qualifier == "DT" { return value.count >= 12 && isDay(value) && isTime(value, from: 8) }
    if qualifier == "RDT" { return isMomentRange(value) }
    if qualifier == "TM" { return isTime(value) }
    if qualifier == "CY" { return value.count == 4 && digits(value, 0, 4) > 0 }
    return nil
  }

  private static func isRange(_ value: ElementView) -> Bool {
    value.count == 17 && value[8] == 0x2D && isDay(value) && isDay(value, at: 9)
  }

  private static func isMomentRange(_ value: ElementView) -> Bool {
    guard let from = value.part(0, by: 0x2D), let to = value.part(1, by: 0x2D) else { return false }
    return [from, to].allSatisfy { $0.count >= 12 && isDay($0) && isTime($0, from: 8) }
  }

  /// How many digits a decimal number has, or -1 where it is none.
  @inline(__always)
  static func decimalDigits(_ value: ElementView) -> Int {
    var digits = 0
    var points = 0
    for index in 0..<value.count {
      let byte = value[index]
      if byte &- 0x30 < 10 {
        digits &+= 1
      } else if byte == 0x2E {
        points &+= 1
      } else if byte != 0x2D || index > 0 {
        return -1
      }
    }
    return digits > 0 && points < 2 ? digits : -1
  }

  /// How many digits a decimal number has behind its point.
  @inline(__always)
  static func decimalPlaces(_ value: ElementView) -> Int {
    var at = value.count
    while at > 0 {
      at &-= 1
      if value[at] == 0x2E { return value.count &- at &- 1 }
    }
    return 0
  }

  /// Whether ten digits are a National Provider Identifier: the Luhn digit over `80840` and the number.
  ///
  /// Source: 45 CFR 162.406; CMS, "NPI check digit".
  static func isNPI(_ value: ElementView) -> Bool {
    guard value.count == 10, value[0] == 0x31 || value[0] == 0x32 else { return false }
    var sum = 24
    for index in 0..<10 {
      let digit = Int(value[index]) &- 0x30
      guard digit >= 0, digit <= 9 else { return false }
      let doubled = index % 2 == 0 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// A decimal number in ten-thousandths, or nothing where it is none or does not fit.
  @inline(__always)
  static func tenThousandths(_ value: ElementView) -> Int64? {
    guard value.count > 0, value.count <= 18 else { return nil }
    var number: Int64 = 0
    var places = -1
    var isNegative = false
    for index in 0..<value.count {
      let byte = value[index]
      let digit = Int64(byte) &- 0x30
      if digit >= 0, digit <= 9 {
        if places == 4 { continue }
        number = number &* 10 &+ digit
        if places >= 0 { places &+= 1 }
        if number > 900_000_000_000_000 { return nil }
      } else if byte == 0x2E, places < 0 {
        places = 0
      } else if byte == 0x2D, index == 0 {
        isNegative = true
      } else {
        return nil
      }
    }
    for _ in max(places, 0)..<4 { number = number &* 10 }
    return isNegative ? -number : number
  }
}
