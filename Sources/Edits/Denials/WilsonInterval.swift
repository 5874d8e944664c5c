// SPDX-License-Identifier: Apache-2.0

/// The interval of a proportion that was counted.
///
/// It stays within 0 and 1 and holds its coverage for few counts and for extreme proportions, unlike the normal one.
///
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
public struct WilsonInterval: Hashable, Sendable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Makes the interval of `count` out of `total`.
  ///
  /// - Parameter deviate: The normal deviate of the confidence: 1.96 for 95 percent on both sides.
  /// - Precondition: `total` is positive and `count` no more.
  public init(_ count: Int, of total: Int, deviate: Double) {
    precondition(total > 0 && (0...total).contains(count))
    let (n, z2) = (Double(total), deviate * deviate)
    let share = Double(count) / n
    let middle = share + z2 / (2 * n)
    let half = deviate * (share * (1 - share) / n + z2 / (4 * n * n)).squareRoot()
    low = max(0, (middle - half) / (1 + z2 / n))
    high = min(1, (middle + half) / (1 + z2 / n))
  }
}
