// SPDX-License-Identifier: Apache-2.0

public import Values

/// A question to a provider about what a record says.
public struct KeptQuery: Hashable, Sendable {
  /// Where a question stands.
  public enum State: String, Sendable, CaseIterable {
    /// It waits for the provider.
    case open
    /// The provider has answered.
    case answered
    /// Whoever asked has taken it back.
    case withdrawn
  }

  /// The chart.
  public let chart: String
  /// Its number among those of the chart, from 1.
  public let number: Int
  /// The NPI of who is asked, or empty.
  public let provider: String
  /// What it is about.
  public let topic: String
  /// The question with what raises it, as text of JSON.
  public let question: [UInt8]
  /// When it was asked.
  public let asked: Instant
  /// By whom.
  public let askedBy: String
  /// Where it stands.
  public var state = State.open
  /// What the provider says; nothing as long as nothing was said.
  public var answer: [UInt8]?
  /// When it was answered or taken back.
  public var ended: Instant?
  /// By whom, or empty.
  public var endedBy = ""

  /// Makes one that waits.
  public init(
    chart: String, number: Int, provider: String, topic: String, question: [UInt8], asked: Instant,
    askedBy: String
  ) {
    (self.chart, self.number, self.provider, self.topic) = (chart, number, provider, topic)
    (self.question, self.asked, self.askedBy) = (question, asked, askedBy)
  }
}

extension ChartStore {
  private func place(_ member: String, _ query: KeptQuery) -> FieldPlace {
    FieldPlace(
      claims.practice, "provider_query", member, row: [query.chart, String(query.number)])
  }

  /// Keeps a question.
  public func add(_ query: KeptQuery) throws {
    try database.run(
      """
      INSERT INTO provider_query (practice, chart, number, provider, topic, question, asked,
      asked_by, state, answer, ended, ended_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '')
      """,
      [
        key, .text(query.chart), .int(query.number), .text(query.provider), .text(query.topic),
        .bytes(claims.cipher.seal(query.question, at: place("question", query))),
        .int(Int(query.asked.microseconds)), .text(query.askedBy), .text(query.state.rawValue),
      ])
  }

  /// Keeps how a question has ended.
  public func end(_ query: KeptQuery) throws {
    try database.run(
      """
      UPDATE provider_query SET state = ?, answer = ?, ended = ?, ended_by = ?
      WHERE practice = ? AND chart = ? AND number = ?
      """,
      [
        .text(query.state.rawValue),
        query.answer.map { .bytes(claims.cipher.seal($0, at: place("answer", query))) } ?? .null,
        query.ended.map { .int(Int($0.microseconds)) } ?? .null, .text(query.endedBy), key,
        .text(query.chart), .int(query.number),
      ])
  }

  /// The questions about a chart, the first first.
  public func queries(of chart: String) throws -> [KeptQuery] {
    try database.run(
      """
      SELECT \(Self.queryColumns) FROM provider_query WHERE practice = ? AND chart = ?
      ORDER BY number
      """, [key, .text(chart)]
    ).map(query)
  }

  /// Questions in a state, the oldest first.
  public func queries(in state: KeptQuery.State, limit: Int) throws -> [KeptQuery] {
    try database.run(
      """
      SELECT \(Self.queryColumns) FROM provider_query WHERE practice = ? AND state = ?
      ORDER BY asked, chart, number LIMIT ?
      """, [key, .text(state.rawValue), .int(limit)]
    ).map(query)
  }

  private static let queryColumns = """
    chart, number, provider, topic, question, asked, asked_by, state, answer, ended, ended_by
    """

  private func query(_ row: DatabaseRow) throws -> KeptQuery {
    let sealed = KeptQuery(
      chart: try row.text(0), number: try row.int(1), provider: try row.text(2),
      topic: try row.text(3), question: [], asked: Instant(microseconds: Int64(try row.int(5))),
      askedBy: try row.text(6))
    var query = KeptQuery(
      chart: sealed.chart, number: sealed.number, provider: sealed.provider, topic: sealed.topic,
      question: try claims.cipher.open(row.bytes(4), at: place("question", sealed)),
      asked: sealed.asked, askedBy: sealed.askedBy)
    guard let state = KeptQuery.State(rawValue: try row.text(7)) else {
      throw DatabaseError(.wrongType, reason: "provider_query")
    }
    query.state = state
    if row.values[8] != .null {
      query.answer = try claims.cipher.open(row.bytes(8), at: place("answer", sealed))
    }
    query.ended = try row.optionalInt(9).map { Instant(microseconds: Int64($0)) }
    query.endedBy = try row.text(10)
    return query
  }
}
