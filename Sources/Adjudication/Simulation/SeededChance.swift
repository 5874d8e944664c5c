// SPDX-License-Identifier: Apache-2.0

/// Chances that depend on a seed and on names alone, never on the order in which they are asked for.
///
///     SeededChance(7)("CLM-1", "deny")     // the same number every time, at least 0 and less than 1
public struct SeededChance: Sendable {
  private let seed: UInt64

  /// Takes a seed.
  public init(_ seed: UInt64) { self.seed = seed }

  /// A number, evenly spread over 0 up to 1.
  public func callAsFunction(_ subject: String, _ question: String) -> Double {
    Double(number(subject, question) >> 11) / Double(UInt64(1) << 53)
  }

  /// A number of 64 bits: FNV-1a over the names, then the finalizer of SplitMix64.
  public func number(_ subject: String, _ question: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed &* 0x9E37_79B9_7F4A_7C15
    for byte in question.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    for byte in subject.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
