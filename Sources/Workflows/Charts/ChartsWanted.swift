// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
public import Values

/// Which charts are wanted, in a user's words.
public struct ChartsWanted: Sendable {
  /// The states; none for all whose codes are not final.
  public var states: [String] = []
  /// Where care was given, such as `inpatient`.
  public var kind: String?
  /// The first payer's number.
  public var payer: String?
  /// The taxonomy code of who gave care.
  public var specialty: String?
  /// The NPI of who gave care.
  public var provider: String?
  /// Whose they are; empty for what nobody has.
  public var owner: String?
  /// Why they wait.
  public var reason: String?
  /// The least charges.
  public var least: Money?
  /// The last day of care is this one, or one before.
  public var throughBy: CalendarDate?
  /// Somebody has to look again by this day.
  public var dueBy: CalendarDate?
  /// `age` or `value`.
  public var sort = "age"
  /// Where the last page ended.
  public var after: String?
  /// How many at most.
  public var limit = 50

  /// Asks for all charts whose codes are not final.
  public init() {}

  /// The same as the database takes it.
  ///
  /// - Throws: ``WorkflowFailure``: `billing.bad-text`.
  func query() throws(WorkflowFailure) -> ChartQuery {
    guard let order = ChartQuery.Order(rawValue: sort) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "sort"))
    }
    let named = try states.map { name throws(WorkflowFailure) in
      guard let state = ChartState(rawValue: name) else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "state"))
      }
      return state
    }
    var query = ChartQuery(named.isEmpty ? ChartState.allCases.filter(\.isOpen) : named)
    query.kind = kind
    query.payer = payer
    query.specialty = specialty
    query.provider = provider
    query.owner = owner
    query.reason = reason
    query.least = least
    query.throughBy = throughBy
    query.followUpBy = dueBy
    query.order = order
    query.limit = max(1, min(limit, 1000))
    if let after {
      guard let colon = after.firstIndex(of: ":"), let value = Int(after[..<colon]) else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "after"))
      }
      query.after = (value, String(after[after.index(after: colon)...]))
    }
    return query
  }
}
