// SPDX-License-Identifier: Apache-2.0

public import Values

/// What of the work that is not closed is wanted, and in which order.
public struct WorkQuery: Sendable {
  /// The orders in which work is listed.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// What is due first.
    case deadline
    /// The largest amount first.
    case value
    /// The oldest first.
    case age
  }

  /// The kind.
  public var kind: WorkItem.Kind
  /// Whose it is by the payer's identifier.
  public var payer: String?
  /// The reason code.
  public var reason: String?
  /// A remark code.
  public var remark: String?
  /// The root cause.
  public var category: String?
  /// The owner; empty for what nobody has taken.
  public var owner: String?
  /// `open` or `waiting`; nothing for both.
  public var state: String?
  /// The least amount.
  public var least: Money?
  /// The last day on which it is due.
  public var dueBy: CalendarDate?
  /// The last day on which it was opened.
  public var openedBy: CalendarDate?
  /// The order.
  public var order = Order.deadline
  /// Where the last page ended.
  public var after: (value: Int, number: Int)?
  /// How many at most.
  public var limit = 50

  /// Asks for all work of a kind.
  public init(_ kind: WorkItem.Kind) { self.kind = kind }
}

extension BillingStore {
  /// The day that stands for none.
  private static let never = 2_932_896
  private static let due = "COALESCE(deadline, 2932896)"
  /// Up to how many rows are fetched and put in order; of more the order's own index is gone along.
  private static let few = 2000

  /// A condition: as an index can use it, and so that none does.
  private struct Condition {
    let plain: String
    let residual: String
    let values: [DatabaseValue]
    /// Whether an index has it before the days on which work is due.
    var isByDay = false
    /// What finds its rows, for counting them; nothing where no index does.
    var rows: String?
  }

  /// Work that is not closed, page by page: as fast for the last page as for the first.
  ///
  /// - Returns: The items, and the place after which the next page begins where there is one.
  /// - Complexity: Some thousands of rows at most where what is asked for is not rare in all of it.
  public func worklist(
    _ query: WorkQuery
  ) throws -> (items: [WorkItem], next: (value: Int, number: Int)?) {
    let conditions = conditions(of: query)
    let kind = DatabaseValue.text(query.kind.rawValue)
    var rarest: (index: Int, count: Int)?
    for (index, condition) in conditions.enumerated() {
      guard let rows = condition.rows else { continue }
      let base = rows.contains("work_remark") ? [] : [key, kind]
      let count =
        try database.run(
          "SELECT COUNT(*) FROM (SELECT 1 AS one FROM \(rows) LIMIT \(Self.few + 1)) AS few",
          base + condition.values
        ).first?.int(0) ?? 0
      if count < rarest?.count ?? Int.max { rarest = (index, count) }
    }
    var chosen: Int?
    var isSorted = true
    if let rarest, rarest.count <= Self.few {
      (chosen, isSorted) = (rarest.index, false)
    } else if query.order == .deadline {
      chosen = conditions.firstIndex(where: \.isByDay)
    }
    var texts: [String] = []
    var values: [DatabaseValue] = [key, kind]
    for (index, condition) in conditions.enumerated() {
      texts.append(index == chosen ? condition.plain : condition.residual)
      values += condition.values
    }
    let (place, placeValues) = Self.place(query, isSorted)
    texts += place
    values += placeValues
    // The page is found in the index; only its own rows are looked at.
    let found = """
      SELECT number FROM work WHERE practice = ? AND \(([Self.open] + texts).joined(separator: " AND "))
      ORDER BY \(Self.order(query.order, isSorted)) LIMIT \(query.limit + 1)
      """
    let items = try work(
      "number IN (\(found))", values, "ORDER BY \(Self.order(query.order, false))")
    guard items.count > query.limit, let last = items.dropLast().last else { return (items, nil) }
    return (Array(items.dropLast()), (Self.value(last, query.order), last.number))
  }

  private static let open = "kind = ? AND state <> 'closed'"

  private func conditions(of query: WorkQuery) -> [Condition] {
    var conditions: [Condition] = []
    for (column, value) in [
      ("payer", query.payer), ("reason", query.reason), ("category", query.category),
      ("owner", query.owner),
    ] {
      guard let value else { continue }
      conditions.append(
        Condition(
          plain: "\(column) = ?", residual: "(\(column) || '') = ?", values: [.text(value)],
          isByDay: true, rows: "work WHERE practice = ? AND \(Self.open) AND \(column) = ?"))
    }
    if let remark = query.remark {
      conditions.append(
        Condition(
          plain: """
            number IN (SELECT work FROM work_remark WHERE practice = ? AND remark = ?)
            """,
          residual: """
            EXISTS (SELECT 1 FROM work_remark r
            WHERE r.practice = ? AND r.remark = ? AND r.work = work.number)
            """, values: [key, .text(remark)],
          rows: "work_remark WHERE practice = ? AND remark = ?"))
    }
    if let least = query.least {
      conditions.append(
        Condition(
          plain: "amount >= ?", residual: "(amount + 0) >= ?", values: [.int(least.cents)],
          rows: "work WHERE practice = ? AND \(Self.open) AND amount >= ?"))
    }
    if let day = query.dueBy {
      conditions.append(
        Condition(
          plain: "\(Self.due) <= ?", residual: "(\(Self.due) + 0) <= ?", values: [day.value],
          rows: "work WHERE practice = ? AND \(Self.open) AND \(Self.due) <= ?"))
    }
    if let day = query.openedBy {
      conditions.append(
        Condition(
          plain: "opened <= ?", residual: "(opened + 0) <= ?", values: [day.value],
          rows: "work WHERE practice = ? AND \(Self.open) AND opened <= ?"))
    }
    if let state = query.state {
      conditions.append(
        Condition(
          plain: "(state || '') = ?", residual: "(state || '') = ?", values: [.text(state)]))
    }
    return conditions
  }

  /// What comes after the last page; where the rows are few no index is to be chosen by it.
  private static func place(
    _ query: WorkQuery, _ isSorted: Bool
  ) -> ([String], [DatabaseValue]) {
    guard let after = query.after else { return ([], []) }
    let (value, number) = (DatabaseValue.int(after.value), DatabaseValue.int(after.number))
    let values = [value, value, number]
    let none = isSorted ? "" : " + 0"
    return switch query.order {
    case .deadline: (["(\(due)\(none)) >= ?", "(\(due) > ? OR number > ?)"], values)
    case .value: (["(amount\(none)) <= ?", "(amount < ? OR number < ?)"], values)
    case .age: (["(opened\(none)) >= ?", "(opened > ? OR number > ?)"], values)
    }
  }

  private static func order(_ order: WorkQuery.Order, _ isSorted: Bool) -> String {
    let none = isSorted ? "" : " + 0"
    return switch order {
    case .deadline: "\(due)\(none), number"
    case .value: "amount\(none) DESC, number DESC"
    case .age: "opened\(none), number"
    }
  }

  private static func value(_ item: WorkItem, _ order: WorkQuery.Order) -> Int {
    switch order {
    case .deadline: item.deadline.map { Int($0.daysSinceEpoch) } ?? never
    case .value: Int(item.amount.cents)
    case .age: Int(item.opened.daysSinceEpoch)
    }
  }

  /// Work that is closed, the latest first.
  public func closedWork(
    _ kind: WorkItem.Kind, before number: Int?, limit: Int
  ) throws -> [WorkItem] {
    try work(
      "kind = ? AND state = 'closed' AND number < ?",
      [.text(kind.rawValue), .int(number ?? Int(Int32.max))],
      "ORDER BY number DESC LIMIT \(limit)")
  }

  /// Denials of the same payer and reason, the latest first, whatever has become of them.
  public func similarWork(to item: WorkItem, limit: Int) throws -> [WorkItem] {
    try work(
      "kind = ? AND payer = ? AND reason = ? AND state <> 'closed' AND number <> ?",
      [
        .text(item.kind.rawValue), .text(item.payer), .text(item.reason), .int(item.number),
      ], "ORDER BY \(Self.due), number LIMIT \(limit)")
  }
}
