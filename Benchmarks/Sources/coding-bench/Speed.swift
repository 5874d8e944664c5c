// SPDX-License-Identifier: Apache-2.0

import Coding
import Glibc

extension Bench {
  /// Prints how fast whole notes and a note that is being typed are coded on one processor, as figures.
  ///
  /// Time is that of the processor, which other programs lengthen less than that of the clock.
  func speed(_ sets: [NoteSet]) {
    let coder = coder()
    for set in sets {
      let rate = (0..<3).map { _ in notesPerSecond(set, coder) }.max() ?? 0
      print("coding.\(Self.short(set.name)).core_per_second\t\(Int(rate))")
    }
    guard let set = sets.first, !set.notes.isEmpty else { return }
    let byLength = set.notes.sorted { ($0.text.count, $0.id) < ($1.text.count, $1.id) }
    let typed = typing(byLength[byLength.count / 2], coder).sorted()
    print("coding.typing_bytes\t\(byLength[byLength.count / 2].text.count)")
    print("coding.typing_median_us\t\(typed[typed.count / 2] / 1000)")
    print("coding.typing_p99_us\t\(typed[typed.count * 99 / 100] / 1000)")
  }

  /// Codes a set over and over for a second.
  private func notesPerSecond(_ set: NoteSet, _ coder: NoteCoder) -> Double {
    let start = Self.processorTime()
    var (count, passed) = (0, 0 as UInt64)
    while passed < 1_000_000_000 {
      for note in set.notes { _ = coder.code(note.text, .init(setting: note.setting)) }
      count += set.notes.count
      passed = Self.processorTime() - start
    }
    return 1e9 * Double(count) / Double(passed)
  }

  /// Codes what stands of a note after every 20 bytes, ten times over; in nanoseconds.
  private func typing(_ note: NoteSet.Note, _ coder: NoteCoder) -> [UInt64] {
    (0..<10).flatMap { _ in
      stride(from: 20, through: note.text.count, by: 20).map { length in
        let start = Self.processorTime()
        _ = coder.code(note.text.prefix(length), .init(setting: note.setting))
        return Self.processorTime() - start
      }
    }
  }

  private static func short(_ name: String) -> Substring { name.prefix { $0 != "_" } }

  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
