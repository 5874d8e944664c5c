// SPDX-License-Identifier: Apache-2.0

/// An amount of United States dollars in whole cents.
///
///     let charge = Money("125.50")
///     charge?.cents  // 12550
///
/// No floating point touches money; arithmetic that would overflow stops the program.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in cents.
  public let cents: Int64

  /// No money.
  public static let zero = Money(cents: 0)

  /// Makes an amount from cents.
  public init(cents: Int64) { self.cents = cents }

  /// Reads a decimal number such as `125.5`, `-10`, `.75` or `80.00`.
  ///
  /// Nothing if the text is not a plain decimal number, has a fraction of a cent, or is too large:
  /// an amount is never rounded in silence.
  public init?(_ text: some StringProtocol) {
    var whole: Int64 = 0
    var fractionDigits = -1
    var digits = 0
    var negative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2D where index == 0: negative = true
      case 0x2B where index == 0: break
      case 0x2E where fractionDigits < 0: fractionDigits = 0
      case 0x30...0x39:
        digits += 1
        if fractionDigits >= 2 {
          guard byte == 0x30 else { return nil }
          continue
        }
        if fractionDigits >= 0 { fractionDigits += 1 }
        let (product, over) = whole.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - 0x30))
        guard !over, !carry else { return nil }
        whole = sum
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in max(fractionDigits, 0)..<2 {
      let (product, over) = whole.multipliedReportingOverflow(by: 10)
      guard !over else { return nil }
      whole = product
    }
    cents = negative ? -whole : whole
  }

  /// Orders amounts by size.
  public static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }

  /// The sum of two amounts.
  public static func + (a: Money, b: Money) -> Money { Money(cents: a.cents + b.cents) }

  /// The difference of two amounts.
  public static func - (a: Money, b: Money) -> Money { Money(cents: a.cents - b.cents) }

  /// The amount with its sign turned.
  public static prefix func - (a: Money) -> Money { Money(cents: -a.cents) }

  /// Adds an amount in place.
  public static func += (a: inout Money, b: Money) { a = a + b }

  /// The amount taken `count` times: units of a service at one price.
  public func times(_ count: Int) -> Money { Money(cents: cents * Int64(count)) }
}

extension Money: CustomStringConvertible {
  /// Dollars and two digits of cents: `125.50`.
  public var description: String {
    let magnitude = cents.magnitude
    let rest = magnitude % 100
    return "\(cents < 0 ? "-" : "")\(magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Money {
  /// The amount as X12 writes decimals: no leading and trailing zeros, no point where none is needed.
  ///
  /// Source: ASC X12.6, data type R: leading and trailing zeros are not sent.
  public var x12: String {
    let (whole, rest) = (cents.magnitude / 100, cents.magnitude % 100)
    var text = cents < 0 ? "-" : ""
    if whole > 0 || rest == 0 { text += String(whole) }
    if rest > 0 {
      text += rest < 10 ? ".0" : "."
      text += String(rest % 10 == 0 ? rest / 10 : rest)
    }
    return text
  }
}
