// SPDX-License-Identifier: Apache-2.0

extension FixedDecimal {
  /// The number raised to a power, rounded to some digits: to the nearest.
  ///
  /// Worked out with whole numbers of 18 decimals: the natural logarithm by its series in
  /// (x − 1) / (x + 1), times the exponent, and the exponential by its own series. The error is below
  /// 10⁻¹⁶: what is rounded to nine digits is the exact value rounded, unless that lies closer than this to
  /// a half. The 17 digits that can be had are for a last step to round.
  ///
  /// - Parameters:
  ///   - exponent: The power, of at most nine digits after its point and size below 10.
  ///   - places: How many digits of the result stand after its point; 12 at most.
  /// - Precondition: The number is above zero and below 1000.
  public func raised(to exponent: FixedDecimal, places: Int) -> FixedDecimal {
    precondition(units > 0 && places <= 17)
    let base = FixedDecimal(units: Self.logarithm(of: self), places: Self.scale)
    let power = (base * exponent).rounded(to: Self.scale)
    return FixedDecimal(units: Self.exponential(of: power.units), places: Self.scale)
      .rounded(to: places)
  }

  private static let scale = 18
  private static let unit: Int128 = 1_000_000_000_000_000_000
  /// The natural logarithm of 2, with 18 decimals.
  private static let logarithmOf2: Int128 = 693_147_180_559_945_309

  /// The natural logarithm with 18 decimals.
  private static func logarithm(of number: FixedDecimal) -> Int128 {
    var mantissa = number.rounded(to: scale).units
    var halvings: Int128 = 0
    while mantissa > unit * 4 / 3 {
      mantissa = (mantissa + 1) / 2
      halvings += 1
    }
    while mantissa < unit * 2 / 3 {
      mantissa *= 2
      halvings -= 1
    }
    let ratio = (mantissa - unit) * unit / (mantissa + unit)
    let square = ratio * ratio / unit
    var (power, sum, odd) = (ratio, ratio, Int128(3))
    while power != 0 {
      power = power * square / unit
      sum += power / odd
      odd += 2
    }
    return 2 * sum + halvings * logarithmOf2
  }

  /// The exponential with 18 decimals.
  private static func exponential(of number: Int128) -> Int128 {
    var rest = number
    var doublings = 0
    while rest > logarithmOf2 / 2 {
      rest -= logarithmOf2
      doublings += 1
    }
    while rest < -logarithmOf2 / 2 {
      rest += logarithmOf2
      doublings -= 1
    }
    var (power, sum, count) = (unit, unit, Int128(1))
    while power != 0 {
      power = power * rest / unit / count
      sum += power
      count += 1
    }
    return doublings >= 0 ? sum << doublings : sum >> -doublings
  }
}
