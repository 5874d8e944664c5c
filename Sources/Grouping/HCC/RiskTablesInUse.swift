// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The mapping of one model, where it lies in the codebook.
struct RiskMappingTable: Sendable {
  private nonisolated(unsafe) let slots: UnsafeBufferPointer<UInt64>
  private nonisolated(unsafe) let lines: UnsafeBufferPointer<UInt32>
  private let shift: UInt64
  private let mask: Int
  /// The slots lie in its memory: it must stay as long as they are used.
  private let book: Codebook

  /// Finds a model in a codebook; nothing where the codebook has not that model.
  init?(_ book: Codebook, model: String) {
    guard let number = RiskNames.names(in: book).firstIndex(of: model) else { return nil }
    self.init(book, number: number)
  }

  /// Opens the mapping with a number.
  init?(_ book: Codebook, number: Int) {
    self.book = book
    slots = book.records("slots\(number)", of: UInt64.self)
    lines = book.records("lines\(number)", of: UInt32.self)
    guard slots.count >= 16, slots.count.nonzeroBitCount == 1, lines.count == slots.count else {
      return nil
    }
    mask = slots.count - 1
    shift = UInt64(64 - slots.count.trailingZeroBitCount)
  }

  /// Calls the body with each category of a diagnosis and the slot that says so.
  @inline(__always)
  func forEachCategory(of code: UInt64, _ body: (Int, Int) -> Void) {
    var at = RiskMapping.slot(of: code, shift)
    // A table is at most half full: an empty slot ends each search.
    while true {
      let word = slots[at]
      if word == 0 { return }
      if word & RiskMapping.codeMask == code { body(Int(word & 511), at) }
      at = (at + 1) & mask
    }
  }

  /// The line of the published file that a slot comes from.
  func line(ofSlot slot: Int) -> Int { Int(lines[slot]) }
}

/// The edits of one model, found by hash.
final class RiskEditTable: Sendable {
  private let slots: FixedArray<UInt16>
  private let shift: UInt64
  private let mask: Int
  let rows: FixedArray<EditRow>

  init(_ rows: [EditRow]) {
    var capacity = 16
    while capacity < 4 * rows.count { capacity *= 2 }
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    mask = capacity - 1
    var slots = [UInt16](repeating: 0, count: capacity)
    // Of two edits of one code the later row counts.
    for (index, row) in rows.enumerated() {
      var at = RiskMapping.slot(of: row.code, shift)
      while slots[at] != 0, rows[Int(slots[at]) - 1].code != row.code { at = (at + 1) & mask }
      slots[at] = UInt16(index + 1)
    }
    self.rows = FixedArray(rows)
    self.slots = FixedArray(slots)
  }

  /// The number of the edit that applies to a diagnosis of a beneficiary; nothing where none does.
  @inline(__always)
  func edit(of code: UInt64, _ beneficiary: RiskBeneficiary) -> Int? {
    var at = RiskMapping.slot(of: code, shift)
    while slots[at] != 0 {
      let number = Int(slots[at]) - 1
      let row = rows[number]
      if row.code == code { return Self.applies(row, beneficiary) ? number : nil }
      at = (at + 1) & mask
    }
    return nil
  }

  /// An age between two bounds is outside of both: each edit states the ages at which it applies.
  private static func applies(_ row: EditRow, _ beneficiary: RiskBeneficiary) -> Bool {
    if row.sex != 0 { return row.sex == beneficiary.sex.rawValue }
    let age = beneficiary.age
    if row.maximum != EditRow.none,
      age < row.maximum || (age == row.maximum && !beneficiary.ageHasFraction)
    {
      return true
    }
    return row.minimum != EditRow.none && age >= row.minimum
  }
}
