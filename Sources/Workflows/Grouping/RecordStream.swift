// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Storage
import Synchronization

/// Runs lines through a filter on several processors, from the standard input or a file to whoever takes the bytes,
/// in order.
///
/// Whole lines are cut into runs of a quarter of a megabyte; so many are read ahead as processors work. A line of
/// more than ``longestLine`` bytes is refused.
final class RecordStream {
  /// What works on runs of lines: one for each processor.
  protocol Worker: AnyObject {
    /// Works on whole lines, the first of which has a number; gives how many there were and the bytes of the
    /// answers.
    func run(_ lines: UnsafeBufferPointer<UInt8>, first: Int) -> [UInt8]
  }

  static let runLength = 1 << 18
  static let longestLine = 64 << 20

  private let path: String
  private let jobs: Int

  /// Prepares to read a file; `-` is the standard input.
  init(path: String, jobs: Int) {
    self.path = path
    self.jobs = max(1, jobs)
  }

  private final class Slot: @unchecked Sendable {
    var input: [UInt8] = []
    var first = 1
    var output: [UInt8] = []
    let done = DispatchSemaphore(value: 0)
  }

  /// Reads to the end.
  func run(
    workers make: () -> any Worker, take: ([UInt8]) throws -> Void
  ) throws {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
    defer { if descriptor != 0 { close(descriptor) } }
    if jobs == 1 { return try runAlone(descriptor, make(), take) }
    try runTogether(descriptor, make, take)
  }

  private func runAlone(
    _ descriptor: Int32, _ worker: any Worker, _ take: ([UInt8]) throws -> Void
  ) throws {
    var pending: [UInt8] = []
    var number = 1
    while let lines = try next(descriptor, &pending) {
      let output = lines.withUnsafeBufferPointer { worker.run($0, first: number) }
      number += lines.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      try take(output)
    }
  }

  private final class Box: @unchecked Sendable {
    let worker: any Worker
    init(_ worker: any Worker) { self.worker = worker }
  }

  private func runTogether(
    _ descriptor: Int32, _ make: () -> any Worker, _ take: ([UInt8]) throws -> Void
  ) throws {
    let queues = (0..<jobs).map { DispatchQueue(label: "records-\($0)") }
    let boxes = (0..<jobs).map { _ in Box(make()) }
    let slots = (0..<jobs * 2).map { _ in Slot() }
    var pending: [UInt8] = []
    var (given, taken, number) = (0, 0, 1)
    func takeNext() throws {
      let slot = slots[taken % slots.count]
      slot.done.wait()
      taken += 1
      try take(slot.output)
    }
    defer {
      // What is out works on memory of this call.
      while taken < given {
        slots[taken % slots.count].done.wait()
        taken += 1
      }
    }
    while let lines = try next(descriptor, &pending) {
      if given - taken == slots.count { try takeNext() }
      let slot = slots[given % slots.count]
      slot.first = number
      number += lines.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      slot.input = lines
      let box = boxes[given % jobs]
      queues[given % jobs].async {
        slot.output = slot.input.withUnsafeBufferPointer {
          box.worker.run($0, first: slot.first)
        }
        slot.done.signal()
      }
      given += 1
    }
    while taken < given { try takeNext() }
  }

  /// The next run of whole lines; nothing at the end.
  private func next(_ descriptor: Int32, _ pending: inout [UInt8]) throws -> [UInt8]? {
    var lines = pending
    pending.removeAll(keepingCapacity: true)
    var wanted = Self.runLength
    while true {
      let start = lines.count
      var got = 0
      lines.reserveCapacity(wanted)
      let read = try [UInt8](unsafeUninitializedCapacity: max(1, wanted - start)) { room, count in
        repeat {
          got = Glibc.read(descriptor, room.baseAddress, room.count)
        } while got < 0
          && errno == EINTR
        guard got >= 0 else { throw Files.failure(.unreadable, path) }
        count = got
      }
      lines += read
      if got == 0 { return lines.isEmpty ? nil : lines }
      // A pipe gives what it has: a line is answered as soon as it is whole.
      if let end = lines.lastIndex(of: 0x0A) {
        pending.append(contentsOf: lines[(end + 1)...])
        lines.removeLast(lines.count - end - 1)
        return lines
      }
      guard lines.count < Self.longestLine else {
        throw FileFailure(.tooLarge, path, reason: "a line of more than 64 MB")
      }
      if lines.count >= wanted { wanted *= 2 }
    }
  }
}
