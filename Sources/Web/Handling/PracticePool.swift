// SPDX-License-Identifier: Apache-2.0

import Access
import NIOConcurrencyHelpers
import NIOPosix
import Values
import Workflows

/// Threads that wait for the database, each with its own connections, so that no thread that serves the network waits.
///
/// A connection belongs to one thread at a time; one that is not in use lies here, by its practice.
final class PracticePool: Sendable {
  private let threads: NIOThreadPool
  private let idle = NIOLockedValueBox<[String: [Idle]]>([:])
  private let open: @Sendable (String) throws(WorkflowFailure) -> OpenPractice

  /// A connection that nobody uses: whoever takes it out of the box is the only one who has it.
  private struct Idle: @unchecked Sendable {
    let practice: OpenPractice
  }

  /// Starts the threads.
  ///
  /// - Parameter open: Opens a practice by its name.
  init(
    threads count: Int, open: @escaping @Sendable (String) throws(WorkflowFailure) -> OpenPractice
  ) {
    threads = NIOThreadPool(numberOfThreads: count)
    self.open = open
    threads.start()
  }

  /// Does something with a practice on a thread of the pool.
  func run<Result: Sendable>(
    _ name: String, _ work: @escaping @Sendable (OpenPractice) throws -> Result
  ) async throws -> Result {
    try await threads.runIfActive {
      var found = self.idle.withLockedValue { $0[name]?.popLast()?.practice }
      // Keys that were added or taken since are not known to it.
      if found?.isStale == true { found = nil }
      let practice = try found ?? self.open(name)
      let result = try work(practice)
      // After an error the connection may be in any state: it is closed, and the next request opens another.
      let kept = Idle(practice: practice)
      self.idle.withLockedValue { $0[name, default: []].append(kept) }
      return result
    }
  }

  /// Ends the threads.
  func end() async { try? await threads.shutdownGracefully() }
}
