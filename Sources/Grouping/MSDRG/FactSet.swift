// SPDX-License-Identifier: Apache-2.0

/// What is true of a stay: a bit for each thing that formulas ask for.
struct FactSet: BitwiseCopyable, Equatable {
  /// How many facts fit.
  static let capacity = 512

  var words = SIMD8<UInt64>(repeating: 0)

  /// A set of some places.
  init(_ places: [Int] = []) {
    for place in places { words[place >> 6] |= 1 << UInt64(place & 63) }
  }

  @inline(__always)
  mutating func formUnion(_ other: FactSet) { words |= other.words }

  @inline(__always)
  mutating func insert(_ fact: ComputedFact) {
    words[0] |= 1 << UInt64(truncatingIfNeeded: fact.rawValue)
  }

  func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 != 0 }

  /// Tells whether the two have a fact in common.
  @inline(__always)
  func intersects(_ other: FactSet) -> Bool { words & other.words != SIMD8(repeating: 0) }
}
