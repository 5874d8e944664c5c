// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization
import X12

/// Judges batches of transaction sets on several processors, and gives them back in their order.
///
/// However slow one batch is, no more bytes are held than ``room``.
final class JudgingPool {
  /// The most bytes of batches that are being judged or wait for an earlier one.
  static let room = 10 << 20

  private let jobs: Int
  private let queue = DispatchQueue(label: "judging", attributes: .concurrent)
  private let running: DispatchSemaphore
  private let finished = DispatchSemaphore(value: 0)
  private let judged = Results()
  /// The sizes of the batches that were given out and not taken back, the first being the next one.
  private var sizes: [Int] = []
  private var next = 0

  private final class Results: Sendable {
    let all = Mutex<[Int: SetBatch.Judged]>([:])
  }

  init(jobs: Int) {
    self.jobs = jobs
    running = DispatchSemaphore(value: jobs)
  }

  /// Gives a batch out; where there is no room, takes others back first.
  func judge(_ batch: SetBatch, _ take: (SetBatch.Judged) -> Void) {
    while !sizes.isEmpty, sizes.count > jobs || sizes.reduce(batch.byteCount, +) > Self.room {
      takeNext(take)
    }
    let number = next + sizes.count
    sizes.append(batch.byteCount)
    let (running, finished, judged) = (running, finished, judged)
    queue.async {
      running.wait()
      let result = batch.judge()
      judged.all.withLock { $0[number] = result }
      running.signal()
      finished.signal()
    }
  }

  /// Takes all batches back that are still out.
  func finish(_ take: (SetBatch.Judged) -> Void) {
    while !sizes.isEmpty { takeNext(take) }
  }

  /// Waits for the next batch in order.
  private func takeNext(_ take: (SetBatch.Judged) -> Void) {
    while true {
      if let result = judged.all.withLock({ $0.removeValue(forKey: next) }) {
        next += 1
        sizes.removeFirst()
        return take(result)
      }
      finished.wait()
    }
  }
}
