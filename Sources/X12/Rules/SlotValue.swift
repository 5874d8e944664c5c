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
///
/// The last few are searched one by one, which is fastest for the lines and diagnoses of a claim; more of
/// them, as the numbers of all claims of a transaction set, are in sets.
struct SeenValues {
  private struct Value {
    let slot: Int32
    let key: UInt64
  }

  private static let few = 32
  private var last: [Value] = []
  private var others: [Int32: Set<UInt64>] = [:]

  /// Notes a value of a slot.
  ///
  /// - Returns: Whether it is new.
  mutating func insert(_ key: UInt64, of slot: Int) -> Bool {
    let slot = Int32(slot)
    for value in last where value.key == key && value.slot == slot { return false }
    if !others.isEmpty, others[slot]?.contains(key) == true { return false }
    if last.count == Self.few {
      for value in last { others[value.slot, default: []].insert(value.key) }
      last.removeAll(keepingCapacity: true)
    }
    last.append(Value(slot: slot, key: key))
    return true
  }

  /// Forgets the values of the slots from one on.
  mutating func forget(from slot: Int) {
    if last.contains(where: { Int($0.slot) >= slot }) { last.removeAll { Int($0.slot) >= slot } }
    if others.isEmpty { return }
    for known in others.keys where Int(known) >= slot { others[known] = nil }
  }
}
