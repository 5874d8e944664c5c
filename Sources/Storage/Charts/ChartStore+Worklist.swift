// SPDX-License-Identifier: Apache-2.0

public import Billing
public import Values

/// Which charts are wanted, and in which order.
public struct ChartQuery: Sendable {
  /// By what they are ordered.
  public enum Order: String, Sendable, CaseIterable {
    /// What is oldest comes first.
    case age
    /// What is worth most comes first.
    case value
  }

  /// The states.
  public var states: [ChartState]
  /// Where care was given.
  public var kind: String?
  /// The first payer.
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
  public var followUpBy: CalendarDate?
  /// The order.
  public var order = Order.age
  /// Where the last page ended: day or cents, and the chart.
  public var after: (value: Int, chart: String)?
  /// How many at most.
  public var limit = 50

  /// Asks for charts in states.
  public init(_ states: [ChartState]) { self.states = states }
}

extension ChartStore {
  /// Charts page by page.
  ///
  /// - Complexity: O(m log n) for the m charts that are looked at, of n; each filter looks at what it leaves out too.
  public func charts(_ query: ChartQuery) throws -> [KeptChart] {
    var found: [KeptChart] = []
    for state in query.states {
      var (conditions, values): ([String], [DatabaseValue]) = (
        ["practice = ?", "state = ?"], [key, .text(state.rawValue)]
      )
      func add(_ condition: String, _ value: DatabaseValue?...) {
        let given = value.compactMap(\.self)
        guard given.count == value.count else { return }
        conditions.append(condition)
        values += given
      }
      add("kind = ?", query.kind.map { .text($0) })
      add("payer = ?", query.payer.map { .text($0) })
      add("specialty = ?", query.specialty.map { .text($0) })
      add("provider = ?", query.provider.map { .text($0) })
      add("owner = ?", query.owner.map { .text($0) })
      add("reason = ?", query.reason.map { .text($0) })
      add("value >= ?", query.least.map { .int($0.cents) })
      add("through <= ?", query.throughBy.map(\.value))
      add("follow_up <= ?", query.followUpBy.map(\.value))
      let order: String
      switch query.order {
      case .age:
        order = "through, chart"
        add(
          "(through, chart) > (?, ?)", query.after.map { .int($0.value) },
          query.after.map { .text($0.chart) })
      case .value:
        order = "value DESC, chart DESC"
        add(
          "(value, chart) < (?, ?)", query.after.map { .int($0.value) },
          query.after.map { .text($0.chart) })
      }
      found += try database.run(
        """
        SELECT \(Self.columns) FROM chart WHERE \(conditions.joined(separator: " AND "))
        ORDER BY \(order) LIMIT ?
        """, values + [.int(query.limit)]
      ).map(chart)
    }
    switch query.order {
    case .age: found.sort { ($0.through, $0.id) < ($1.through, $1.id) }
    case .value: found.sort { ($0.value, $0.id) > ($1.value, $1.id) }
    }
    return Array(found.prefix(query.limit))
  }

  /// How many charts there are and what they are worth, by one of their columns and their last day of care.
  public struct Count: Sendable {
    /// Where they stand.
    public let state: ChartState
    /// Whose they are.
    public let owner: String
    /// Why they wait.
    public let reason: String
    /// Their last day of care.
    public let through: CalendarDate
    /// How many.
    public let charts: Int
    /// What they are worth.
    public let value: Money
  }

  /// Charts of which no claim is on file yet, counted.
  public func counts() throws -> [Count] {
    let states = ChartState.allCases.filter { $0.isOpen || $0 == .coded }
    let marks = states.map { _ in "?" }.joined(separator: ", ")
    return try database.run(
      """
      SELECT state, owner, reason, through, COUNT(*), SUM(value) FROM chart
      WHERE practice = ? AND state IN (\(marks))
      GROUP BY state, owner, reason, through ORDER BY state, owner, reason, through
      """, [key] + states.map { .text($0.rawValue) }
    ).compactMap { row in
      guard let state = ChartState(rawValue: try row.text(0)) else { return nil }
      return Count(
        state: state, owner: try row.text(1), reason: try row.text(2), through: try row.day(3),
        charts: try row.int(4), value: Money(cents: Int64(try row.int(5))))
    }
  }

  /// What a coder has done in a period.
  public struct Work: Sendable {
    /// Who.
    public let coder: String
    /// How many charts became final.
    public let charts: Int
    /// What they are worth.
    public let value: Money
    /// How long coders had them, in seconds.
    public let seconds: Int
    /// Days from the last day of care until they were final, all together.
    public let days: Int
    /// How many of them were sent back at any time.
    public let sentBack: Int
  }

  /// What coders have done from one moment to another, by who.
  public func work(from: Instant, to: Instant) throws -> [Work] {
    try database.run(
      """
      SELECT coder, COUNT(*), SUM(value), SUM(seconds), SUM(coded / 86400000000 - through),
      SUM(CASE WHEN EXISTS (SELECT 1 FROM chart_event e WHERE e.practice = chart.practice
      AND e.chart = chart.chart AND e.move = 'send-back') THEN 1 ELSE 0 END)
      FROM chart WHERE practice = ? AND coded >= ? AND coded < ? GROUP BY coder ORDER BY coder
      """, [key, .int(Int(from.microseconds)), .int(Int(to.microseconds))]
    ).map { row in
      Work(
        coder: try row.text(0), charts: try row.int(1),
        value: Money(cents: Int64(try row.int(2))), seconds: try row.int(3), days: try row.int(4),
        sentBack: try row.int(5))
    }
  }
}
