// SPDX-License-Identifier: Apache-2.0

import Values

/// Values of the axes of an ICD-10-PCS code, a bit a value: body part, approach, device, qualifier, and what
/// these four places hold in the other sections.
typealias AxisSets = SIMD4<UInt64>

/// The values of an axis, as bits.
enum AxisSet {
  static let all = UInt64.max

  /// The number of a character of a code, 1 to 36: digits, then letters.
  static func number(of character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x2F
    case 0x41...0x5A: character - 0x36
    default: nil
    }
  }

  static func character(of number: UInt8) -> Character {
    Character(Unicode.Scalar(number <= 10 ? number + 0x2F : number + 0x36))
  }

  static func bit(_ number: UInt8) -> UInt64 { 1 << UInt64(number) }

  /// The numbers of some values, in order.
  static func numbers(in set: UInt64) -> [UInt8] {
    var (numbers, rest): ([UInt8], UInt64) = ([], set)
    while rest != 0 {
      numbers.append(UInt8(rest.trailingZeroBitCount))
      rest &= rest - 1
    }
    return numbers
  }

  /// The value of an axis that has one.
  static func only(_ set: UInt64) -> UInt8? {
    set.nonzeroBitCount == 1 ? UInt8(set.trailingZeroBitCount) : nil
  }

  /// The value `Z`: no device, no qualifier.
  static let none: UInt8 = 0x5A - 0x36
}

extension SIMD4<UInt64> {
  /// A code can be built: every axis has a value.
  var isBuildable: Bool { all(where: { $0 != 0 }) }

  private func all(where test: (UInt64) -> Bool) -> Bool {
    test(self[0]) && test(self[1]) && test(self[2]) && test(self[3])
  }

  /// Every axis has exactly one value.
  var isWhole: Bool { all { $0.nonzeroBitCount == 1 } }

  /// Every value is one of another's.
  func isWithin(_ other: Self) -> Bool { self & other == self }
}
