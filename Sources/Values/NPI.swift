// SPDX-License-Identifier: Apache-2.0

/// A National Provider Identifier: ten digits, the last a check digit.
///
/// Source: 45 CFR 162.406; the check digit is ISO/IEC 7812 (Luhn) over the number with 80840 before it.
public struct NPI: Hashable, Sendable, CustomStringConvertible {
  /// The ten digits.
  public let description: String

  /// Takes an identifier, or nothing where it is not ten digits that begin with 1 or 2 and whose
  /// check digit holds.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.count == 10, digits.allSatisfy({ (0...9).contains($0) }),
      digits[0] == 1 || digits[0] == 2
    else { return nil }
    var sum = 24  // what the constant prefix 80840 contributes
    for (index, digit) in digits.enumerated() {
      let doubled = index.isMultiple(of: 2) ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    guard sum.isMultiple(of: 10) else { return nil }
    description = String(text)
  }
}
