// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// Holds claims back.
  ///
  /// - Parameter reason: Why, in words.
  /// - Returns: `claims`, as they stand.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.on-its-way`.
  public func hold(
    _ names: [String], reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try move(names, .hold, reason, user)
  }

  /// Lets claims go to the next batch.
  ///
  /// - Parameter reason: Why, in words.
  /// - Returns: `claims`, as they stand.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`.
  public func release(
    _ names: [String], reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try move(names, .release, reason, user)
  }

  private func move(
    _ names: [String], _ move: ClaimMove, _ reason: String, _ user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        var moved: [JSON] = []
        for name in names {
          let kept = try known(claim: name)
          try checkNotOnItsWay(kept)
          moved.append(brief(try self.move(kept, move, reason: reason, at: moment, user)))
        }
        return .members(("claims", .array(moved)))
      }
    }
  }

  /// A claim on file.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.unknown`.
  func known(claim name: String) throws -> KeptClaim {
    guard let kept = try store.claims([name]).first else {
      throw WorkflowFailure("claims.unknown", .rejected, ("claim", name))
    }
    return kept
  }

  /// Refuses what would be done to a claim while the file that it is in is brought to its place.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.on-its-way`.
  func checkNotOnItsWay(_ kept: KeptClaim) throws {
    let name = kept.claim.id.description
    guard let number = try store.submission(kept.submission, of: name)?.batch,
      let batch = try store.batch(number), batch.state != .sent
    else { return }
    throw WorkflowFailure(
      "claims.on-its-way", .rejected, ("claim", name), ("batch", "\(batch.number)"))
  }

  /// The state to which a person's move leads.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.no-such-move` with what may be done.
  func next(_ kept: KeptClaim, _ move: ClaimMove) throws -> ClaimState {
    guard case .to(let next) = life.next(kept.claim.state, move) else {
      let choices = life.choices(in: kept.claim.state).map(\.rawValue)
      throw WorkflowFailure(
        "claims.no-such-move", .rejected, ("claim", kept.claim.id.description),
        ("state", kept.claim.state.rawValue), ("move", move.rawValue),
        ("choices", choices.isEmpty ? "nothing" : choices.joined(separator: ", ")))
    }
    return next
  }

  /// Makes a person's move.
  @discardableResult
  func move(
    _ kept: KeptClaim, _ move: ClaimMove, reason: String, at moment: Instant, _ user: String
  ) throws -> KeptClaim {
    var kept = kept
    let before = kept.claim.state
    kept.claim.state = try next(kept, move)
    let event = ClaimEvent(
      kept.claim.id, at: moment, by: user, move.rawValue, from: before, to: kept.claim.state,
      reason: reason)
    return try store.write([BillingStore.Change(kept, events: [event])])[0]
  }
}
