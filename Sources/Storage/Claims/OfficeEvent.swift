// SPDX-License-Identifier: Apache-2.0

public import Values

/// Something that somebody did about work, an appeal or a request; it is only ever added.
public struct OfficeEvent: Hashable, Sendable {
  /// What it is about.
  public enum Topic: String, Hashable, Sendable, CaseIterable {
    /// Work, such as a denial.
    case work
    /// An appeal.
    case appeal
    /// A request for a write-off or a refund.
    case request
  }

  /// What it is about.
  public var topic: Topic
  /// The number of that.
  public var subject: Int
  /// When.
  public var at: Instant
  /// Who.
  public var actor: String
  /// What was done.
  public var action: String
  /// With what: an owner, a day, an outcome.
  public var value: String
  /// Why, in the user's words.
  public var words: String

  /// Makes one.
  public init(
    _ topic: Topic, _ subject: Int, at: Instant, by actor: String, _ action: String,
    value: String = "", words: String = ""
  ) {
    self.topic = topic
    self.subject = subject
    self.at = at
    self.actor = actor
    self.action = action
    self.value = value
    self.words = words
  }
}

extension BillingStore {
  /// Adds an event.
  public func add(_ event: OfficeEvent) throws {
    let last =
      try database.run(
        """
        SELECT COALESCE(MAX(number), 0) FROM office_event
        WHERE practice = ? AND topic = ? AND subject = ?
        """, [key, .text(event.topic.rawValue), .int(event.subject)]
      ).first?.int(0) ?? 0
    try database.run(
      """
      INSERT INTO office_event (practice, topic, subject, number, at, actor, action, value, words)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key, .text(event.topic.rawValue), .int(event.subject), .int(last + 1),
        .int(event.at.microseconds), .text(event.actor), .text(event.action),
        .text(event.value), .text(event.words),
      ])
  }

  /// Everything that was done about something, in order.
  public func events(of topic: OfficeEvent.Topic, _ subject: Int) throws -> [OfficeEvent] {
    try database.run(
      """
      SELECT at, actor, action, value, words FROM office_event
      WHERE practice = ? AND topic = ? AND subject = ? ORDER BY number
      """, [key, .text(topic.rawValue), .int(subject)]
    ).map { row in
      OfficeEvent(
        topic, subject, at: Instant(microseconds: Int64(try row.int(0))), by: try row.text(1),
        try row.text(2), value: try row.text(3), words: try row.text(4))
    }
  }

  /// Until when work waits that does: the day of the last event that said so.
  public func waits(of numbers: [Int]) throws -> [Int: String] {
    var days: [Int: String] = [:]
    for start in stride(from: 0, to: numbers.count, by: 64) {
      var group = numbers[start..<min(start + 64, numbers.count)].map(DatabaseValue.int)
      while group.count < 64, let last = group.last { group.append(last) }
      let marks = repeatElement("?", count: 64).joined(separator: ", ")
      for row in try database.run(
        """
        SELECT subject, value FROM office_event
        WHERE practice = ? AND topic = 'work' AND subject IN (\(marks)) AND action = 'wait'
        ORDER BY subject, number
        """, [key] + group)
      {
        days[try row.int(0)] = try row.text(1)
      }
    }
    return days
  }
}
