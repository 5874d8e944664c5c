// SPDX-License-Identifier: Apache-2.0

import Access
import NIOConcurrencyHelpers
import Values
import Workflows

/// Adds what was done to the audit log before anybody sees the answer.
///
/// Records that come while others are being written wait and are then written together, so that the disk is waited for
/// as often as it can be, and not once a request.
final class AuditWriter: Sendable {
  private struct Waiting: Sendable {
    var record: AuditRecord
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State: Sendable {
    var waiting: [String: [Waiting]] = [:]
    var busy: Set<String> = []
  }

  private let state = NIOLockedValueBox(State())
  private let pool: PracticePool

  /// Writes with a thread of its own.
  init(_ pool: PracticePool) { self.pool = pool }

  /// Adds a record to a practice's log; it is safe when this returns.
  func add(_ record: AuditRecord, in practice: String) async throws {
    try await withCheckedThrowingContinuation { continuation in
      let isFirst = state.withLockedValue { state in
        state.waiting[practice, default: []].append(
          Waiting(record: record, continuation: continuation))
        return state.busy.insert(practice).inserted
      }
      if isFirst { Task { await self.write(practice) } }
    }
  }

  private func write(_ practice: String) async {
    while true {
      let batch = state.withLockedValue { state in
        let batch = state.waiting.removeValue(forKey: practice) ?? []
        if batch.isEmpty { state.busy.remove(practice) }
        return batch
      }
      guard !batch.isEmpty else { return }
      do {
        try await pool.run(practice) { try $0.auditLog.append(batch.map(\.record)) }
        for one in batch { one.continuation.resume() }
      } catch {
        for one in batch { one.continuation.resume(throwing: error) }
      }
    }
  }
}
