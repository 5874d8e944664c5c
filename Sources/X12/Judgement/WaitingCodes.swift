// SPDX-License-Identifier: Apache-2.0

import Values

/// Medical codes that wait for the date of service by which they are judged.
///
/// An 837 names its diagnoses before the dates of its lines, so a claim's codes are kept until the claim
/// is complete.
struct WaitingCodes {
  struct Entry: BitwiseCopyable {
    /// An index of ``JudgeContext/lists``.
    let list: Int
    let index: Int
    let segmentIndex: Int
    let loop: Int
    let segment: SegmentID
    let place: ElementPlace
    let offset: Int
    let line: Int
    var start = 0
    var count = 0
  }

  private struct Frame {
    var entries: Int
    var bytes: Int
    /// The loop's own date.
    var own: CalendarDate?
    /// The earliest date of the loops inside.
    var inner: CalendarDate?
  }

  private var entries = PlainStack<Entry>(32)
  private var bytes = PlainStack<UInt8>(256)
  private var frames: [Frame] = [Frame(entries: 0, bytes: 0)]

  mutating func open() { frames.append(Frame(entries: entries.count, bytes: bytes.count)) }

  mutating func close() {
    let frame = frames.removeLast()
    guard let date = frame.own ?? frame.inner, !frames.isEmpty else { return }
    let outer = frames[frames.count - 1].inner
    frames[frames.count - 1].inner = outer.map { min($0, date) } ?? date
  }

  mutating func add(_ value: ElementView, _ entry: Entry) {
    var entry = entry
    entry.start = bytes.count
    entry.count = value.count
    bytes.push(value.count)
    (bytes.words + entry.start).update(from: value.start, count: value.count)
    entries.push(1)
    entries.words[entries.count - 1] = entry
  }

  mutating func setDate(_ date: CalendarDate) { frames[frames.count - 1].own = date }

  /// The date of the loop at hand: its own, the earliest of those inside, else that of a loop around it.
  var date: CalendarDate? {
    let frame = frames[frames.count - 1]
    return frame.own ?? frame.inner ?? frames.reversed().lazy.compactMap(\.own).first
  }

  /// The codes of the loop at hand and of loops inside that have no dates of their own; good until another
  /// is added.
  var entriesOfLoop: UnsafeBufferPointer<Entry> {
    let from = frames[frames.count - 1].entries
    return UnsafeBufferPointer(start: entries.words + from, count: entries.count - from)
  }

  /// The code that waits; good until another is added.
  func value(_ entry: Entry) -> ElementView {
    ElementView(start: bytes.words + entry.start, count: entry.count)
  }

  mutating func forgetLoop() {
    entries.pop(to: frames[frames.count - 1].entries)
    bytes.pop(to: frames[frames.count - 1].bytes)
  }
}
