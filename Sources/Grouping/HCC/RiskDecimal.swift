// SPDX-License-Identifier: Apache-2.0

/// A factor or score in millionths: coefficients, normalisation, coding intensity.
public struct RiskDecimal: Hashable, Sendable {
  /// The value times a million.
  public let millionths: Int64

  /// Takes millionths.
  public init(millionths: Int64) { self.millionths = millionths }

  /// Reads a decimal number with at most six places behind the point, such as `-0.078`; nothing for
  /// another text or a number of more than nine places before the point.
  public init?(_ text: some StringProtocol) {
    var copy = text.utf8.makeIterator()
    self.init { copy.next() }
  }

  /// Reads bytes as ``init(_:)`` reads text.
  public init?(bytes: UnsafeRawBufferPointer) {
    var index = 0
    self.init {
      guard index < bytes.count else { return nil }
      defer { index += 1 }
      return bytes[index]
    }
  }

  @inline(__always)
  private init?(next: () -> UInt8?) {
    var value: Int64 = 0
    var (whole, places, isNegative, hasPoint, isFirst) = (0, 0, false, false, true)
    while let byte = next() {
      switch byte {
      case 0x2D where isFirst: isNegative = true
      case 0x2E where !hasPoint && whole > 0: hasPoint = true
      case 0x30...0x39:
        value = value * 10 + Int64(byte - 0x30)
        if hasPoint { places += 1 } else { whole += 1 }
        guard whole <= 9, places <= 6 else { return nil }
      default: return nil
      }
      isFirst = false
    }
    guard whole > 0, !hasPoint || places > 0 else { return nil }
    for _ in places..<6 { value *= 10 }
    millionths = isNegative ? -value : value
  }

  /// One.
  public static let one = RiskDecimal(millionths: 1_000_000)
  /// Nothing.
  public static let zero = RiskDecimal(millionths: 0)
}

extension RiskDecimal: CustomStringConvertible {
  /// The number with at least one place behind the point: `1.0`, `0.318`.
  public var description: String {
    let size = millionths.magnitude
    var places = String(1_000_000 + size % 1_000_000).dropFirst()
    while places.count > 1, places.last == "0" { places.removeLast() }
    return "\(millionths < 0 ? "-" : "")\(size / 1_000_000).\(places)"
  }
}
