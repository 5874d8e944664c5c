// SPDX-License-Identifier: Apache-2.0

import Values

/// Codes that were found valid not long ago, since most codes of an input come again and again.
///
/// Only codes of at most eight characters are kept, and only good ones: a finding is made anew each time.
final class KnownVerdicts {
  private struct Entry {
    var key: UInt64
    var list: Int32
    var day: Int32
  }

  private static let bits = 10
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    entries = .allocate(capacity: 1 << Self.bits)
    entries.initialize(repeating: Entry(key: 0, list: -1, day: 0), count: 1 << Self.bits)
  }

  deinit { entries.deallocate() }

  /// What is known of a code, asked of those who know only where it was not asked lately.
  func verdict(
    on code: ElementView, list: Int, date: CalendarDate?, from codes: any ExternalCodes
  ) -> CodeVerdict {
    guard code.count <= 8 else { return codes.verdict(on: code, list: list, date: date) }
    let key = code.key
    let day = date?.daysSinceEpoch ?? .min
    let mixed =
      (key ^ UInt64(UInt32(bitPattern: day)) &* 31 ^ UInt64(list) &<< 56)
      &* 0x9E37_79B9_7F4A_7C15
    let entry = entries + Int(mixed &>> UInt64(64 - Self.bits))
    if entry.pointee.key == key, entry.pointee.list == Int32(list), entry.pointee.day == day {
      return .valid
    }
    let verdict = codes.verdict(on: code, list: list, date: date)
    if verdict == .valid { entry.pointee = Entry(key: key, list: Int32(list), day: day) }
    return verdict
  }
}
