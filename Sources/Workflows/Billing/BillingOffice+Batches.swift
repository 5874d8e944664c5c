// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Brings a batch from wherever it is to its place, and its claims to `sent`.
  ///
  /// Any number of processes may try at once: each brings bytes under a name of its own, one of them is taken, and what
  /// was done is seen by what lies in the place.
  ///
  /// - Returns: A finding where nobody can tell whether it was taken.
  func complete(_ batch: ClaimBatch, _ house: Clearinghouse) throws -> Finding? {
    let transport = house.transport
    var batch = batch
    if batch.state == .made {
      let partial = "\(batch.file).\(UInt32.random(in: 0...UInt32.max)).partial"
      try transport.bring(try document(batch.digest), as: partial)
      guard try store.advance(batch.number, from: .made, to: .written, partial: partial) else {
        // Somebody else was quicker, and goes on by himself.
        try transport.discard(partial)
        return nil
      }
      batch.state = .written
      batch.partial = partial
    }
    if batch.state == .written {
      if try transport.publish(batch.partial, as: batch.file, batch.digest) == .gone,
        try store.batch(batch.number)?.state != .sent
      {
        return Finding(
          "claims.batch-gone", .rejects, at: .claim,
          facts: [.init("batch", "\(batch.number)"), .init("file", batch.file)])
      }
      try confirm(batch)
      if let stray = try? transport.names(in: house.place) {
        for name in stray where name.hasPrefix("\(batch.file).") && name.hasSuffix(".partial") {
          try? transport.discard(name)
        }
      }
    }
    return nil
  }

  /// Notes that a batch was taken, since somebody answers it, though nobody has noted yet that it was brought.
  func confirmTaken(_ batch: ClaimBatch) throws {
    if batch.state == .made {
      _ = try store.advance(batch.number, from: .made, to: .written, partial: "")
    }
    try confirm(batch)
  }

  /// Notes that a batch is in its place: its claims are sent.
  private func confirm(_ batch: ClaimBatch) throws {
    let moment = moment
    try store.transaction {
      guard
        try store.advance(
          batch.number, from: .written, to: .sent, partial: "", sent: moment)
      else { return }
      let members = try store.members(of: batch.number)
      let kept = try store.claims(members.map(\.claim.description))
      let submissions = Dictionary(members.map { ($0.claim, $0.submission) }) { $1 }
      var changes: [BillingStore.Change] = []
      for var claim in kept {
        let before = claim.claim.state
        // What was held or answered while the file was on its way stays so: the move is noted.
        if submissions[claim.claim.id] == claim.submission,
          case .to(let next) = life.next(before, .send)
        {
          claim.claim.state = next
        }
        changes.append(
          BillingStore.Change(
            claim,
            events: [
              ClaimEvent(
                claim.claim.id, at: moment, by: batch.actor, ClaimMove.send.rawValue,
                from: before, to: claim.claim.state, reason: "batch \(batch.number)",
                document: batch.digest)
            ]))
      }
      try store.write(changes)
    }
  }

  /// The latest batches.
  public func batches(limit: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow { .members(("batches", .array(try store.batches(limit: limit).map(json)))) }
  }

  /// A batch with its claims.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.unknown-batch`.
  public func batch(_ number: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let batch = try known(batch: number)
      let members = try store.members(of: number).map { member in
        JSON.members(
          ("claim", .string(member.claim.description)), ("submission", .int(member.submission)),
          ("set", .int(member.set)), ("deadline", member.deadline.map { .date($0) }))
      }
      return .object(json(batch).members + [.init("members", .array(members))])
    }
  }

  /// Settles what became of a batch that lies under neither of its names, by a person's word.
  ///
  /// - Parameter isTaken: Whether the clearinghouse has it; else it is brought once more, with the same numbers.
  /// - Throws: ``WorkflowFailure``: `claims.unknown-batch`, `claims.batch-settled`.
  public func settle(batch number: Int, isTaken: Bool) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let batch = try known(batch: number)
      guard batch.state == .written else {
        throw WorkflowFailure("claims.batch-settled", .rejected, ("batch", "\(number)"))
      }
      if isTaken {
        try confirm(batch)
      } else {
        _ = try store.advance(number, from: .written, to: .made, partial: "")
      }
      return json(try known(batch: number))
    }
  }

  private func known(batch number: Int) throws -> ClaimBatch {
    guard let batch = try store.batch(number) else {
      throw WorkflowFailure("claims.unknown-batch", .rejected, ("batch", "\(number)"))
    }
    return batch
  }

  func json(_ batch: ClaimBatch) -> JSON {
    .members(
      ("batch", .int(batch.number)), ("state", .string(batch.state.rawValue)),
      ("clearinghouse", .string(batch.clearinghouse)), ("kind", .string(batch.kind)),
      ("file", .string(batch.file)), ("sender", .string(batch.sender)),
      ("receiver", .string(batch.receiver)), ("interchange", .int(batch.interchange)),
      ("group", .int(batch.group)), ("claims", .int(batch.claims)),
      ("charge", .money(batch.charge)), ("made", .string(batch.made.description)),
      ("sent", batch.sent.map { .string($0.description) }),
      ("digest", .string(batch.digest.description)), ("by", .string(batch.actor)))
  }
}

extension Clearinghouse {
  /// The folder for claims as the transport names it.
  var place: String { host == nil ? Installation.absolute(folder) : folder }
}
