// SPDX-License-Identifier: Apache-2.0

public import Values

/// A decimal number with a stated number of digits after its point: what rates, factors and amounts of a
/// payment are worked out in.
///
/// Sums, differences and products are exact; only ``rounded(to:)`` and ``divided(by:places:)`` round, at
/// the place that they name. So each rounding of a payment is one that somebody wrote down.
///
///     let rate = FixedDecimal("4600.00", places: 2)
///     let index = FixedDecimal("1.025", places: 4)
///
/// - Precondition: No result has more than 38 digits; the limits of what is read see to that.
public struct FixedDecimal: Sendable {
  /// The number without its point.
  public let units: Int128
  /// How many digits stand after the point.
  public let places: Int

  /// Nothing.
  public static let zero = FixedDecimal(units: 0, places: 0)
  /// One.
  public static let one = FixedDecimal(units: 1, places: 0)

  /// Makes a number from its digits.
  public init(units: Int128, places: Int) {
    precondition((0...30).contains(places))
    self.units = units
    self.places = places
  }

  /// Takes an amount of money.
  public init(_ amount: Money) { self.init(units: Int128(amount.cents), places: 2) }

  /// Reads a plain decimal number such as `1.0250`, `-3` or `.65`.
  ///
  /// Nothing where the text is another, or has more than `places` digits after its point or more than
  /// `whole` before it: a number is never rounded in silence. Zeros at the end do not count.
  public init?(_ text: some StringProtocol, places: Int, whole: Int = 9) {
    var (units, after, before, isNegative) = (Int128(0), -1, 0, false)
    var pending = 0
    var digits = 0
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2D where index == 0: isNegative = true
      case 0x2E where after < 0: after = 0
      case 0x30...0x39:
        digits += 1
        if after < 0 {
          before += before > 0 || byte != 0x30 ? 1 : 0
          guard before <= whole else { return nil }
          units = units * 10 + Int128(byte - 0x30)
        } else if byte == 0x30 {
          pending += 1
        } else {
          guard after + pending < places else { return nil }
          for _ in 0...pending { units *= 10 }
          units += Int128(byte - 0x30)
          after += pending + 1
          pending = 0
        }
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    let read = FixedDecimal(units: isNegative ? -units : units, places: max(after, 0))
    self = read.widened(to: places)
  }

  /// The number rounded to some digits after its point: to the nearest, a half away from zero.
  ///
  /// A number with fewer digits gets zeros.
  public func rounded(to places: Int) -> FixedDecimal {
    guard places < self.places else { return widened(to: places) }
    let divisor = Self.power(self.places - places)
    return FixedDecimal(units: Self.divided(units, divisor), places: places)
  }

  /// The number divided by another, rounded to some digits: to the nearest, a half away from zero.
  ///
  /// - Precondition: The divisor is not zero.
  public func divided(by divisor: FixedDecimal, places: Int) -> FixedDecimal {
    precondition(divisor.units != 0)
    let shift = places + divisor.places - self.places
    let dividend = shift >= 0 ? units * Self.power(shift) : units
    let by = shift >= 0 ? divisor.units : divisor.units * Self.power(-shift)
    return FixedDecimal(units: Self.divided(dividend, by), places: places)
  }

  /// The amount in cents, rounded to the nearest, a half away from zero.
  public var money: Money { Money(cents: Int64(rounded(to: 2).units)) }

  private func widened(to places: Int) -> FixedDecimal {
    guard places > self.places else { return self }
    return FixedDecimal(units: units * Self.power(places - self.places), places: places)
  }

  /// A quotient rounded to the nearest, a half away from zero.
  private static func divided(_ dividend: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
    return quotient + ((dividend < 0) == (divisor < 0) ? 1 : -1)
  }

  private static func power(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

extension FixedDecimal: Comparable {
  /// Tells whether two numbers are the same, whatever their digits.
  public static func == (a: FixedDecimal, b: FixedDecimal) -> Bool { (a - b).units == 0 }

  /// Orders by size.
  public static func < (a: FixedDecimal, b: FixedDecimal) -> Bool { (a - b).units < 0 }

  /// The exact sum.
  public static func + (a: FixedDecimal, b: FixedDecimal) -> FixedDecimal {
    let places = max(a.places, b.places)
    return FixedDecimal(
      units: a.widened(to: places).units + b.widened(to: places).units, places: places)
  }

  /// The exact difference.
  public static func - (a: FixedDecimal, b: FixedDecimal) -> FixedDecimal { a + -b }

  /// The exact product.
  public static func * (a: FixedDecimal, b: FixedDecimal) -> FixedDecimal {
    FixedDecimal(units: a.units * b.units, places: a.places + b.places)
  }

  /// The number with its sign turned.
  public static prefix func - (a: FixedDecimal) -> FixedDecimal {
    FixedDecimal(units: -a.units, places: a.places)
  }
}

extension FixedDecimal: CustomStringConvertible {
  /// The number with all its digits: `1.0250`.
  public var description: String {
    var digits = String(units.magnitude)
    if digits.utf8.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    let sign = units < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    return "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }
}
