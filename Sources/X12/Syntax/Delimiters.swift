// SPDX-License-Identifier: Apache-2.0

/// The four characters that hold an interchange together.
///
/// They are found in, or announced by, the ISA segment; nothing in X12 fixes them.
///
/// Source: ASC X12.5, interchange control structures; X12.6, appendix on delimiters.
public struct Delimiters: Hashable, Sendable {
  /// Between elements.
  public let element: UInt8
  /// Between components of a composite.
  public let component: UInt8
  /// Between repetitions of an element; 0 where the interchange has none (before 00402).
  public let repetition: UInt8
  /// After each segment.
  public let segment: UInt8

  /// Takes four characters, or nothing unless they differ and none is a letter, a digit or a blank; only
  /// the segment terminator may be a line break, because lines are broken anywhere in transit.
  public init?(element: UInt8, component: UInt8, repetition: UInt8, segment: UInt8) {
    guard Set([element, component, repetition, segment]).count == 4,
      [element, component, repetition].allSatisfy(Self.mayDelimit), Self.mayTerminate(segment)
    else { return nil }
    self.init(known: (element, component, repetition, segment))
  }

  /// Takes what a header announces, the repetition separator where there is one.
  ///
  /// - Returns: Nothing where a delimiter is a letter, a digit, a blank or the same as another; the
  ///   repetition separator is left out instead where it alone is to blame.
  public static func announced(
    element: UInt8, component: UInt8, repetition: UInt8, segment: UInt8
  ) -> Delimiters? {
    let needed = [element, component, segment]
    guard Set(needed).count == 3, mayDelimit(element), mayDelimit(component), mayTerminate(segment)
    else { return nil }
    let repeats = mayDelimit(repetition) && !needed.contains(repetition)
    return Delimiters(known: (element, component, repeats ? repetition : 0, segment))
  }

  private init(known: (UInt8, UInt8, UInt8, UInt8)) {
    (element, component, repetition, segment) = known
  }

  /// The usual four: `*`, `:`, `^` and `~`.
  public static let usual = Delimiters(known: (0x2A, 0x3A, 0x5E, 0x7E))

  /// Tells whether a byte is one of the four.
  @inline(__always)
  public func contains(_ byte: UInt8) -> Bool {
    byte == element || byte == component || byte == repetition || byte == segment
  }

  /// Whether a byte may part what stands in a segment.
  static func mayDelimit(_ byte: UInt8) -> Bool { mayTerminate(byte) && !isLineBreak(byte) }

  private static func mayTerminate(_ byte: UInt8) -> Bool {
    byte > 0 && byte < 0x80 && byte != 0x20 && !isAlphanumeric(byte)
  }
}

extension Delimiters {
  @inline(__always)
  static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  @inline(__always)
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || isCapital(byte & 0xDF)
  }
  @inline(__always)
  static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
