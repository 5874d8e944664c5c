// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The codes of a table, numbered in their order; a code finds its number in a step or two.
///
/// Sections of a codebook: `codes` (the packed words, sorted) and `slots` (an open-addressed table of numbers plus
/// one; 0 is empty; its size is a power of two, at least twice as many as codes).
struct CodeIndex: Sendable {
  private nonisolated(unsafe) let codes: UnsafeBufferPointer<UInt64>
  private nonisolated(unsafe) let slots: UnsafeBufferPointer<UInt16>
  private let shift: UInt64

  /// Opens the index of a codebook.
  init(_ book: Codebook) throws(CodebookError) {
    codes = book.records("codes", of: UInt64.self)
    slots = book.records("slots", of: UInt16.self)
    guard !slots.isEmpty, slots.count & (slots.count - 1) == 0, codes.count < slots.count else {
      throw CodebookError(.sectionMissing, section: "slots")
    }
    shift = UInt64(64 - slots.count.trailingZeroBitCount)
  }

  var count: Int { codes.count }

  /// The code with a number.
  subscript(number: Int) -> PackedCode { PackedCode(bits: codes[number]) }

  /// The number of a code; nothing for one that the table does not have.
  @inline(__always)
  func number(of code: PackedCode) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(code.bits) >> shift)
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if codes[Int(entry) - 1] == code.bits { return Int(entry) - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  private static func hash(_ bits: UInt64) -> UInt64 { bits &* 0x9E37_79B9_7F4A_7C15 }

  /// The most codes that a table can have.
  static let limit = Int(UInt16.max) - 1

  /// The sections of an index.
  ///
  /// - Precondition: The codes are sorted, without a repetition, at most ``limit``.
  static func sections(_ sorted: [PackedCode]) -> [CodebookSection] {
    precondition(sorted.count <= limit)
    var size = 16
    while size < sorted.count * 2 { size *= 2 }
    var slots = [UInt16](repeating: 0, count: size)
    let shift = UInt64(64 - size.trailingZeroBitCount)
    for (number, code) in sorted.enumerated() {
      var slot = Int(truncatingIfNeeded: hash(code.bits) >> shift)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(number + 1)
    }
    return [
      CodebookSection("codes", records: sorted.map(\.bits)),
      CodebookSection("slots", records: slots),
    ]
  }
}

/// Days of the tables of correct coding, in two bytes: days since 1990; 0 where a file states none.
enum ShortDay {
  private static let start: Int32 = 7_305
  /// After every day: a row that has not ended.
  static let never = UInt16.max

  /// Packs a day; nothing for one out of reach.
  static func packed(_ day: CalendarDate) -> UInt16? {
    let days = day.daysSinceEpoch - start
    return days > 0 && days < Int32(never) ? UInt16(days) : nil
  }

  /// The day; nothing for 0 and ``never``.
  static func day(_ packed: UInt16) -> CalendarDate? {
    packed == 0 || packed == never ? nil : CalendarDate(daysSinceEpoch: Int32(packed) + start)
  }

  /// A day as it compares with packed ones: those before 1990 as the first, those far off as the last.
  static func comparable(_ day: CalendarDate) -> UInt16 {
    UInt16(clamping: max(1, min(Int32(never) - 1, day.daysSinceEpoch - start)))
  }
}
