// SPDX-License-Identifier: Apache-2.0

/// Where in a hash table a packed code is looked for first.
enum CodeHash {
  /// The place in a table of 2 to the power of `bits` slots.
  @inline(__always)
  static func place(of code: UInt64, bits: UInt64) -> Int {
    // Multiplication by the golden ratio spreads the code's characters over the upper bits.
    Int(truncatingIfNeeded: (code &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
  }
}
