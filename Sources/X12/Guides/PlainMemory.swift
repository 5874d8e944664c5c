// SPDX-License-Identifier: Apache-2.0

/// Fixed memory for what is looked at once per segment and element: plain words, written once and freed
/// with their owner.
///
/// The plans that point into it are plain words themselves, so that handing them on counts no references.
final class PlainMemory: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawPointer] = []

  init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Copies values into memory of their own.
  func copy<T: BitwiseCopyable>(_ values: [T]) -> UnsafeMutablePointer<T> {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: max(values.count, 1))
    for (index, value) in values.enumerated() { (copy + index).initialize(to: value) }
    blocks.append(copy)
    return copy
  }

  /// Copies lists into one memory, and where each begins and ends into another.
  func flatten<T: BitwiseCopyable>(
    _ lists: [[T]]
  ) -> (UnsafeMutablePointer<T>, UnsafeMutablePointer<PlainRange>) {
    var all: [T] = []
    let ranges = lists.map { list in
      let from = Int32(all.count)
      all += list
      return PlainRange(from: from, to: Int32(all.count))
    }
    return (copy(all), copy(ranges))
  }
}

/// A range of indexes.
struct PlainRange: BitwiseCopyable {
  var from: Int32
  var to: Int32
}
