// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Storage

/// Runs lines through a worker on each of several processors, from the standard input or a file to whoever takes the
/// bytes, in order.
///
/// Whole lines are cut into blocks; twice as many are read ahead as processors work.
struct RecordStream {
  /// What works on blocks of lines: one for each processor, in memory that it uses again.
  protocol Worker: AnyObject {
    /// Works on whole lines; gives the bytes of the answers.
    func run(_ block: LineBlocks.Block) -> [UInt8]
  }

  private let path: String
  private let jobs: Int
  private let size: Int

  /// Prepares to read a file; `-` is the standard input.
  init(path: String, jobs: Int, size: Int = 1 << 18) {
    self.path = path
    self.jobs = max(1, jobs)
    self.size = size
  }

  private final class Slot: @unchecked Sendable {
    var block = LineBlocks.Block(bytes: [], line: 1)
    var output: [UInt8] = []
    let done = DispatchSemaphore(value: 0)
  }

  /// Only one queue uses the worker.
  private struct Box: @unchecked Sendable {
    let worker: any Worker
  }

  /// Reads to the end.
  func run(workers make: () -> any Worker, take: ([UInt8]) throws -> Void) throws {
    let source = try LineBlocks(path, size: size)
    guard jobs > 1 else {
      let worker = make()
      while let block = try source.next() { try take(worker.run(block)) }
      return
    }
    let queues = (0..<jobs).map { DispatchQueue(label: "records-\($0)") }
    let boxes = (0..<jobs).map { _ in Box(worker: make()) }
    let slots = (0..<jobs * 2).map { _ in Slot() }
    var (given, taken) = (0, 0)
    func takeNext() throws {
      let slot = slots[taken % slots.count]
      slot.done.wait()
      taken += 1
      try take(slot.output)
    }
    defer {
      // What is still out works on memory of this call.
      while taken < given {
        slots[taken % slots.count].done.wait()
        taken += 1
      }
    }
    while let block = try source.next() {
      if given - taken == slots.count { try takeNext() }
      let (slot, box) = (slots[given % slots.count], boxes[given % jobs])
      slot.block = block
      queues[given % jobs].async {
        slot.output = box.worker.run(slot.block)
        slot.done.signal()
      }
      given += 1
    }
    while taken < given { try takeNext() }
  }
}
