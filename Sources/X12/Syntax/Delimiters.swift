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

  /// Takes four characters, or nothing unless they differ and none is a letter, a digit or a blank.
  public init?(element: UInt8, component: UInt8, repetition: UInt8, segment: UInt8) {
    let all = [element, component, repetition, segment]
    guard Set(all).count == 4, all.allSatisfy(Self.mayDelimit) else { return nil }
    self.init(known: (element, component, repetition, segment))
  }

  /// Takes what a header announces, the repetition separator where there is one.
  ///
  /// - Returns: Nothing where a delimiter is a letter, a digit, a blank or the same as another; the
  ///   repetition separator is left out instead where it alone is to blame.
  static func announced(
    element: UInt8, component: UInt8, repetition: UInt8, segment: UInt8
  ) -> Delimiters? {
    let needed = [element, component, segment]
    guard Set(needed).count == 3, needed.allSatisfy(mayDelimit) else { return nil }
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

  private static func mayDelimit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20: false
    default: byte < 0x80
    }
  }
}
