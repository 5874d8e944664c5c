// SPDX-License-Identifier: Apache-2.0

/// Ordinal numbers in the words of the ICD-10-PCS addenda: `Twenty-first`, `One hundred Second`.
enum EnglishOrdinal {
  private static let small = [
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
    "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth",
    "Seventeenth", "Eighteenth", "Nineteenth",
  ]
  private static let tens = [
    "", "", "Twent", "Thirt", "Fort", "Fift", "Sixt", "Sevent", "Eight", "Ninet",
  ]
  private static let hundreds = [
    "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
  ]

  /// The words of a number.
  ///
  /// - Precondition: 1 to 999.
  static func words(_ number: Int) -> String {
    precondition((1...999).contains(number))
    if number >= 100 {
      let head = hundreds[number / 100]
      return number % 100 == 0 ? "\(head) hundredth" : "\(head) hundred \(words(number % 100))"
    }
    if number < 20 { return small[number] }
    let head = tens[number / 10]
    return number % 10 == 0 ? "\(head)ieth" : "\(head)y-\(small[number % 10].lowercased())"
  }
}
