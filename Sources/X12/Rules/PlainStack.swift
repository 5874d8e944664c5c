// SPDX-License-Identifier: Apache-2.0

/// A stack of plain words in memory of its own that is not given back while it shrinks and grows.
///
/// It is a value: where two owners share the memory, whoever changes it first takes a copy. Reading and
/// writing through ``words`` is not checked; whoever writes has called ``own()`` since the stack could last
/// have been copied, which ``push(_:)`` and ``pop(_:)`` do.
struct PlainStack<Word: BitwiseCopyable> {
  private final class Memory {
    let words: UnsafeMutablePointer<Word>
    let capacity: Int

    init(_ capacity: Int) {
      words = .allocate(capacity: capacity)
      self.capacity = capacity
    }

    deinit { words.deallocate() }
  }

  private var memory: Memory
  private var capacity: Int
  /// The words, the first at the bottom.
  private(set) var words: UnsafeMutablePointer<Word>
  /// How many words there are.
  private(set) var count = 0

  init(_ capacity: Int) {
    memory = Memory(capacity)
    words = memory.words
    self.capacity = capacity
  }

  /// Sees to it that the words may be written.
  @inline(__always)
  mutating func own() {
    if !isKnownUniquelyReferenced(&memory) { move(to: capacity) }
  }

  /// Makes room for words, which are to be written before they are read.
  @inline(__always)
  mutating func push(_ count: Int) {
    own()
    if self.count &+ count > capacity { move(to: max(capacity * 2, self.count + count)) }
    self.count &+= count
  }

  /// Takes words away from the top.
  @inline(__always)
  mutating func pop(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a stack has no such height")
    self.count = count
  }

  private mutating func move(to capacity: Int) {
    let larger = Memory(capacity)
    larger.words.update(from: words, count: count)
    memory = larger
    words = larger.words
    self.capacity = capacity
  }
}
