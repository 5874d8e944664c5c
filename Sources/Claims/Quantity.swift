// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number of units, to the thousandth.
///
///     Quantity("1.5")?.description  // "1.5"
///
/// Source: 005010X222A1 SV104 and 005010X223A2 SV205: at most three digits after the point.
public struct Quantity: Hashable, Comparable, Sendable {
  /// The number in thousandths.
  public let thousandths: Int64

  /// Makes a quantity from thousandths.
  public init(thousandths: Int64) { self.thousandths = thousandths }

  /// Makes a whole number of units.
  public init(_ units: Int) { thousandths = Int64(units) * 1000 }

  /// Reads a plain decimal number with at most three digits after the point and twelve before it.
  ///
  /// Nothing for any other text: a quantity is never rounded in silence.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]), parts[0].utf8.count <= 12,
      parts[0].utf8.first != 0x2B
    else { return nil }
    var fraction = Int64(0)
    if parts.count == 2 {
      let digits = parts[1].utf8
      guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
        digits.dropFirst(3).allSatisfy({ $0 == 0x30 })
      else { return nil }
      for place in 0..<3 {
        let digit = digits.dropFirst(place).first ?? 0x30
        fraction = fraction * 10 + Int64(digit - 0x30)
      }
    }
    thousandths = whole * 1000 + (parts[0].utf8.first == 0x2D ? -fraction : fraction)
  }

  /// The number of units where it is whole.
  public var whole: Int? { thousandths % 1000 == 0 ? Int(thousandths / 1000) : nil }

  /// Orders quantities by size.
  public static func < (a: Quantity, b: Quantity) -> Bool { a.thousandths < b.thousandths }
}

extension Quantity {
  /// The number as X12 writes decimals: `.5`, no zero before the point.
  ///
  /// Source: ASC X12.6, data type R: leading and trailing zeros are not sent.
  public var x12: String {
    let text = description
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    return text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
  }
}

extension Quantity: CustomStringConvertible {
  /// The number without trailing zeros.
  public var description: String {
    let rest = thousandths.magnitude % 1000
    let whole = "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000)"
    guard rest > 0 else { return whole }
    var digits = String(1000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
