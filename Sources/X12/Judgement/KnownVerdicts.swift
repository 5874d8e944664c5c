// SPDX-License-Identifier: Apache-2.0

import Values

/// What was found out of codes not long ago, since most codes of an input come again and again.
final class KnownVerdicts {
  /// A code of a list on a day, and where what is known of it is kept.
  struct Place: BitwiseCopyable {
    fileprivate let key: UInt64
    fileprivate let list: Int32
    fileprivate let day: Int32
    fileprivate let index: Int

    @inline(__always)
    init(_ code: ElementView, list: Int32, date: CalendarDate?) {
      key = code.key
      day = date?.daysSinceEpoch ?? .min
      // Only codes of at most eight characters are told apart by their keys.
      self.list = code.count <= 8 ? list : -1
      let mixed =
        (key ^ UInt64(UInt32(bitPattern: day)) &* 31 ^ UInt64(UInt32(bitPattern: list)) &<< 56)
        &* 0x9E37_79B9_7F4A_7C15
      index = Int(mixed &>> UInt64(64 - KnownVerdicts.bits))
    }
  }

  private struct Entry {
    var key: UInt64
    var list: Int32
    var day: Int32
    var verdict: CodeVerdict
  }

  private static let bits = 14
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    entries = .allocate(capacity: 1 << Self.bits)
    entries.initialize(
      repeating: Entry(key: 0, list: -2, day: 0, verdict: .unknown), count: 1 << Self.bits)
  }

  deinit { entries.deallocate() }

  /// What was found out of a code, if it was asked lately.
  @inline(__always)
  func verdict(at place: Place) -> CodeVerdict? {
    let entry = entries + place.index
    guard entry.pointee.key == place.key, entry.pointee.list == place.list,
      entry.pointee.day == place.day
    else { return nil }
    return entry.pointee.verdict
  }

  /// Keeps what was found out of a code.
  @inline(__always)
  func keep(_ verdict: CodeVerdict, at place: Place) {
    guard place.list >= 0 else { return }
    entries[place.index] = Entry(
      key: place.key, list: place.list, day: place.day, verdict: verdict)
  }
}
