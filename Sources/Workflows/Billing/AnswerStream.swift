// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Dispatch
import Storage
import Synchronization
import TransactionSets
import Values

/// The answers of a file, read on another processor than the one that posts them.
///
/// At most ``room`` batches are held, however large the file.
final class AnswerStream: Sendable {
  /// What comes out of the file, in order.
  enum Event: Sendable {
    /// A remittance begins: the how-manieth of the file, from 0.
    case begin(Int, Remittance)
    /// Its next answers.
    case answers([AnswerBatch.Item])
    /// It ends, with what stands beside the claims.
    case end(Remittance)
  }

  private static let room = 2
  private static let batchSize = 2000

  private struct State {
    var events: [Event] = []
    var failure: WorkflowFailure?
    var isDone = false
    var isGivenUp = false
  }

  private struct GivenUp: Error {}

  private let state = Mutex(State())
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Begins to read.
  init(_ file: InterchangeFile, _ keys: IdentityKeys) {
    // A semaphore may not end below what it began with.
    for _ in 0..<Self.room { free.signal() }
    DispatchQueue(label: "answers").async { [self] in
      do {
        try read(file, keys)
        state.withLock { $0.isDone = true }
      } catch is GivenUp {
        state.withLock { $0.isDone = true }
      } catch {
        state.withLock {
          $0.failure = WorkflowFailure(any: error)
          $0.isDone = true
        }
      }
      filled.signal()
    }
  }

  /// The next event; nothing at the end.
  ///
  /// - Throws: ``WorkflowFailure`` where the file could not be read.
  func next() throws -> Event? {
    filled.wait()
    let (event, failure) = state.withLock { state in
      (state.events.isEmpty ? nil : state.events.removeFirst(), state.failure)
    }
    if let event {
      free.signal()
      return event
    }
    if let failure { throw failure }
    return nil
  }

  /// Reads no further.
  func giveUp() {
    state.withLock { $0.isGivenUp = true }
    free.signal()
  }

  private func send(_ event: Event) throws {
    free.wait()
    let isGivenUp = state.withLock { state in
      if !state.isGivenUp { state.events.append(event) }
      return state.isGivenUp
    }
    if isGivenUp { throw GivenUp() }
    filled.signal()
  }

  private func read(_ file: InterchangeFile, _ keys: IdentityKeys) throws {
    var items = AnswerItems(keys)
    var waiting: [AnswerBatch.Item] = []
    var index = 0
    try file.remittanceParts { part in
      switch part {
      case .begin(let remittance):
        items = AnswerItems(keys)
        try send(.begin(index, remittance))
      case .claim(let claim, _):
        waiting.append(items.item(claim))
        if waiting.count == Self.batchSize {
          try send(.answers(waiting))
          waiting = []
        }
      case .end(let remittance):
        if !waiting.isEmpty { try send(.answers(waiting)) }
        waiting = []
        try send(.end(remittance))
        index += 1
      }
    }
  }
}

/// Makes what is posted of the answers of one remittance: each gets a key that is the same in whatever file it comes.
struct AnswerItems: Sendable {
  private let keys: IdentityKeys
  private var occurrences: [String: Int] = [:]
  private var place = 0

  init(_ keys: IdentityKeys) { self.keys = keys }

  /// A key: first what can be printed of the patient control number, so that answers whose claims lie together lie together
  /// in the database too; then a zero and the hash.
  static func key(_ controlNumber: String, _ digest: Digest) -> [UInt8] {
    controlNumber.utf8.filter { (0x21...0x7E).contains($0) }.prefix(20) + [0]
      + digest.bytes.prefix(12)
  }

  /// Makes the next item.
  mutating func item(_ claim: RemittanceClaim) -> AnswerBatch.Item {
    place += 1
    let answered = keys.answered(claim)
    let content = [
      claim.patientControlNumber, claim.payerControlNumber ?? "", answered.content,
    ].joined(separator: "\t")
    let occurrence = (occurrences[content] ?? 0) + 1
    occurrences[content] = occurrence
    var text: [UInt8] = []
    claim.json.write(into: &text)
    let digest = SHA256.digest(of: Array("\(content)\t\(occurrence)".utf8))
    return AnswerBatch.Item(
      answered: answered, key: Self.key(claim.patientControlNumber, digest), place: place,
      content: text)
  }
}
