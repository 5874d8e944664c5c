// SPDX-License-Identifier: Apache-2.0

/// What a slot holds of the first value or place that was noted; good only where the slot's ``SlotCount``
/// says that there was one.
struct SlotValue: BitwiseCopyable {
  /// A sum or a day; of a value, it in ten-thousandths, or the least number where it is none; of a place,
  /// its offset.
  var number: Int64 = .min
  /// Of a value, its key; of a place, its line.
  var key: UInt64 = 0
  /// Of a value, its first bytes; of a place, the segment's number.
  var first: SIMD4<UInt64> = .zero

  /// Keeps as much of a value as there is room for, which is enough for every code and pattern.
  @inline(__always)
  mutating func keep(_ value: ElementView) {
    let count = min(value.count, 32)
    withUnsafeMutableBytes(of: &first) { room in
      for index in 0..<count { room[index] = value[index] }
    }
  }

  /// What was kept of a value, of whose length the slot's count knows.
  func bytes(_ count: Int32) -> [UInt8] {
    withUnsafeBytes(of: first) { Array($0.prefix(Int(count))) }
  }
}

/// How much a slot holds.
struct SlotCount: BitwiseCopyable {
  /// How many values there were; for a list, how many are in it.
  var count: Int32 = 0
  /// For a list, how many are not in it; for a value its length; for values that may not repeat, how many
  /// did; for sums and days, how many are no numbers or days.
  var other: Int32 = 0
}

/// The values of slots in which none may come twice.
struct SeenValues {
  private var keys: [Int32: Set<UInt64>] = [:]

  /// Notes a value of a slot.
  ///
  /// - Returns: Whether it is new.
  mutating func insert(_ key: UInt64, of slot: Int) -> Bool {
    keys[Int32(slot), default: []].insert(key).inserted
  }

  /// Forgets the values of the slots from one on.
  mutating func forget(from slot: Int) {
    for known in keys.keys where Int(known) >= slot { keys[known] = nil }
  }
}
