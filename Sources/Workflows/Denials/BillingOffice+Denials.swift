// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// Which denials or underpayments are wanted, in a user's words.
public struct DenialsWanted: Sendable {
  /// `denial` or `underpayment`.
  public var kind = "denial"
  /// The payer's identifier.
  public var payer: String?
  /// The reason code, with or without its group.
  public var reason: String?
  /// A remark code.
  public var remark: String?
  /// The root cause.
  public var category: String?
  /// The owner; empty for what nobody has taken.
  public var owner: String?
  /// `open`, `waiting` or `closed`; nothing for what is not closed.
  public var state: String?
  /// The least amount.
  public var least: Money?
  /// The last day on which it is due.
  public var dueBy: CalendarDate?
  /// The least age in days.
  public var days: Int?
  /// `deadline`, `value` or `age`.
  public var sort = "deadline"
  /// Where the last page ended.
  public var after: String?
  /// How many at most.
  public var limit = 50

  /// Asks for all denials that are not closed.
  public init() {}
}

extension BillingOffice {
  /// What payers have refused or underpaid, page by page.
  ///
  /// - Returns: `denials`, and `next` where there are more.
  /// - Throws: ``WorkflowFailure``: `billing.bad-text`.
  public func denials(_ wanted: DenialsWanted) throws(WorkflowFailure) -> JSON {
    guard let kind = WorkItem.Kind(rawValue: wanted.kind), [.denial, .underpayment].contains(kind)
    else { throw WorkflowFailure("billing.bad-text", .usage, ("member", "kind")) }
    guard let order = WorkQuery.Order(rawValue: wanted.sort) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "sort"))
    }
    guard [nil, "open", "waiting", "closed"].contains(wanted.state) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "state"))
    }
    var query = WorkQuery(kind)
    query.payer = wanted.payer
    query.reason = wanted.reason.map { String($0.split(separator: "-").last ?? "") }
    query.remark = wanted.remark
    query.category = wanted.category
    query.owner = wanted.owner
    query.state = wanted.state
    query.least = wanted.least
    query.dueBy = wanted.dueBy
    query.openedBy = wanted.days.map { moment.date.adding(days: -$0) }
    query.order = order
    query.limit = max(1, min(wanted.limit, 1000))
    if let after = wanted.after {
      let parts = after.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2 else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "after"))
      }
      query.after = (parts[0], parts[1])
    }
    return try asWorkflow {
      var (items, next) = ([WorkItem](), (value: Int, number: Int)?.none)
      if wanted.state == "closed" {
        items = try store.closedWork(kind, before: query.after?.number, limit: query.limit)
        next = items.count == query.limit ? items.last.map { (0, $0.number) } : nil
      } else {
        (items, next) = try store.worklist(query)
      }
      return .members(
        ("kind", .string(kind.rawValue)), ("denials", .array(try worked(items))),
        ("next", next.map { .string("\($0.value):\($0.number)") }))
    }
  }

  /// Work as it is listed, and until when that waits which does.
  private func worked(_ items: [WorkItem]) throws -> [JSON] {
    let waits = try store.waits(of: items.filter { $0.state == "waiting" }.map(\.number))
    return items.map { item in
      let until = waits[item.number].map { [JSON.Member("waiting_until", .string($0))] } ?? []
      return .object(worked(item).members + until)
    }
  }

  /// A piece of work with its age, and what is usually done next.
  private func worked(_ item: WorkItem) -> JSON {
    let row = BillingTables.reasons[item.reason]
    return .object(
      json(item).members + [
        .init("age", .int(Int(moment.date.daysSinceEpoch - item.opened.daysSinceEpoch))),
        .init("next", .string(Self.next(item, row))),
      ])
  }

  /// What is usually done next about a refusal; what the table does not know is asked about.
  private static func next(_ item: WorkItem, _ row: AdjustmentReasons.Row?) -> String {
    if item.kind == .underpayment { return "appeal" }
    guard let row else { return "ask" }
    // What the table writes off, a person decides: nothing refused is given up by itself.
    return row.next == "none" ? "ask" : row.next
  }

  /// A denial: what to do next, its claim, everything that was done, appeals, and others of its kind.
  ///
  /// - Throws: ``WorkflowFailure``: `denials.unknown`.
  public func denial(_ number: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let item = try knownDenial(number)
      let row = BillingTables.reasons[item.reason]
      var members = try worked([item])[0].members
      members.append(
        .init("advice", .string(row?.advice ?? "Ask the payer what it means by this reason.")))
      if item.kind == .underpayment, let expectation = try store.expectation(of: number) {
        members.append(.init("expectation", json(expectation)))
      }
      if !item.claim.isEmpty { members.append(.init("claim", try claim(item.claim))) }
      members.append(
        .init("log", .array(try store.events(of: .work, number).map(json))))
      members.append(
        .init("appeals", .array(try store.appeals(about: number).map(json))))
      members.append(
        .init(
          "similar",
          .array(try store.similarWork(to: item, limit: 5).map { json($0) })))
      var seen: Set<String> = []
      // The claim's name gives way to the claim itself.
      return .object(
        members.reversed().filter { seen.insert($0.name).inserted }.reversed())
    }
  }

  func knownDenial(_ number: Int) throws -> WorkItem {
    guard let item = try store.work(number), [.denial, .underpayment].contains(item.kind) else {
      throw WorkflowFailure("denials.unknown", .rejected, ("work", "\(number)"))
    }
    return item
  }

  func json(_ event: OfficeEvent) -> JSON {
    .members(
      ("at", .string(event.at.description)), ("by", .string(event.actor)),
      ("action", .string(event.action)),
      ("value", event.value.isEmpty ? nil : .string(event.value)),
      ("why", event.words.isEmpty ? nil : .string(event.words)))
  }

  private func json(_ expectation: BillingStore.Expectation) -> JSON {
    .members(
      ("contract", .string(expectation.contract)), ("expected", .money(expectation.expected)),
      ("allowed", .money(expectation.allowed)), ("paid", .money(expectation.paid)),
      ("variance", .money(expectation.allowed - expectation.expected)),
      ("lines", (try? JSON(parsing: Array(expectation.lines.utf8))) ?? .null))
  }
}

extension BillingOffice {
  /// Something that somebody does about a denial.
  public enum DenialAction: Sendable {
    /// Gives it to somebody; empty for nobody.
    case assign(String)
    /// Says something about it, and what its root cause is where that is known better.
    case note(category: String?)
    /// Waits for somebody else until a day.
    case wait(CalendarDate)
    /// Closes it with what came of it.
    case close(String)
    /// Works on it again.
    case reopen
    /// Sets the day by which it has to be done.
    case due(CalendarDate)
  }

  /// Outcomes with which a person closes a denial.
  public static let denialOutcomes = [
    "corrected", "duplicate", "not-a-denial", "next-payer", "billed-patient", "paid",
  ]

  /// Does something about a denial, and keeps who, when and why.
  ///
  /// Closing moves no money: what is given up goes through ``requestWriteOff(_:by:)``.
  ///
  /// - Throws: ``WorkflowFailure``: `denials.unknown`, `denials.closed`, `billing.bad-text`.
  public func act(
    _ action: DenialAction, on number: Int, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let words = try Self.text(words, "reason")
    return try asWorkflow {
      try store.transaction {
        var item = try knownDenial(number)
        var event = OfficeEvent(.work, number, at: moment, by: user, "note", words: words)
        if case .reopen = action {
          guard item.state != "open" else { throw Self.stands(item) }
        } else if item.state == "closed" {
          if case .note = action {} else { throw Self.stands(item) }
        }
        switch action {
        case .assign(let owner):
          if !owner.isEmpty { item.owner = try Self.user(owner) } else { item.owner = "" }
          (event.action, event.value) = ("assign", item.owner)
        case .note(let category):
          if let category { item.category = try Self.text(category, "category", most: 40) }
          event.value = category ?? ""
        case .wait(let day):
          item.state = "waiting"
          (event.action, event.value) = ("wait", day.description)
        case .close(let outcome):
          guard Self.denialOutcomes.contains(outcome) else {
            throw WorkflowFailure("billing.bad-text", .usage, ("member", "outcome"))
          }
          (item.state, item.closed, item.outcome) = ("closed", moment.date, outcome)
          (event.action, event.value) = ("close", outcome)
        case .reopen:
          (item.state, item.closed, item.outcome) = ("open", nil, "")
          event.action = "reopen"
        case .due(let day):
          item.deadline = day
          (event.action, event.value) = ("due", day.description)
        }
        try store.update(item)
        try store.add(event)
        return json(item)
      }
    }
  }

  private static func stands(_ item: WorkItem) -> WorkflowFailure {
    WorkflowFailure(
      "denials.closed", .rejected, ("work", "\(item.number)"), ("state", item.state))
  }
}
