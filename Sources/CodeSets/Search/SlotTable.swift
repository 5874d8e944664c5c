// SPDX-License-Identifier: Apache-2.0

/// For a word of the index: which slots of the query it fills, and how well.
///
/// An open-addressed table that lives for one query; a word that fills two slots has two entries.
struct SlotTable {
  private var keys: [UInt32]
  private var values: [UInt16]
  private let mask: Int
  /// One bit for the last nine bits of a word: most words of a phrase fill no slot.
  private var filter = InlineArray<8, UInt64>(repeating: 0)

  init(_ plan: QueryPlan) {
    let count = plan.slots.reduce(0) { $0 + $1.choices.count }
    var size = 64
    while size < count * 3 { size *= 2 }
    mask = size - 1
    keys = [UInt32](repeating: .max, count: size)
    values = [UInt16](repeating: 0, count: size)
    for (slot, entry) in plan.slots.enumerated() {
      for choice in entry.choices {
        filter[Int(choice.word >> 6 & 7)] |= 1 << UInt64(choice.word & 63)
        var at = Self.hash(choice.word) & mask
        while keys[at] != .max { at = (at + 1) & mask }
        keys[at] = choice.word
        values[at] = UInt16(slot) << 8 | UInt16(choice.quality)
      }
    }
  }

  @inline(__always)
  private static func hash(_ word: UInt32) -> Int { Int((word &* 0x9E37_79B1) >> 15) }

  /// Tells quickly that a word fills no slot; may say yes for one that does not.
  @inline(__always)
  func mayFill(_ word: UInt32) -> Bool {
    filter[Int(word >> 6 & 7)] & 1 << UInt64(word & 63) != 0
  }

  /// Calls `body` with each slot that a word fills, and the quality.
  @inline(__always)
  func forEach(_ word: UInt32, _ body: (_ slot: Int, _ quality: UInt8) -> Void) {
    var at = Self.hash(word) & mask
    while keys[at] != .max {
      if keys[at] == word {
        body(Int(values[at] >> 8), UInt8(truncatingIfNeeded: values[at]))
      }
      at = (at + 1) & mask
    }
  }
}
