// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

/// Who waits for a time that is not free.
public final class WaitingStore {
  private let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  /// A patient who waits.
  public struct Waiting: Hashable, Sendable {
    /// The number, by which who came first stands first.
    public var number: Int
    /// The patient.
    public var patient: PatientID
    /// The resource that is waited for.
    public var resource: String
    /// The first day that would do.
    public var from: CalendarDate
    /// The last.
    public var through: CalendarDate
    /// How many minutes are needed.
    public var minutes: Int
    /// What it is for.
    public var note: String?

    /// Makes one.
    public init(
      number: Int = 0, patient: PatientID, resource: String, from: CalendarDate,
      through: CalendarDate, minutes: Int, note: String? = nil
    ) {
      self.number = number
      self.patient = patient
      self.resource = resource
      self.from = from
      self.through = through
      self.minutes = minutes
      self.note = note
    }
  }

  /// Puts a patient on the list.
  ///
  /// - Returns: The number.
  public func add(_ waiting: Waiting, by author: Author) throws -> Int {
    try own.transaction {
      _ = try PeopleStore(own).record(of: waiting.patient)
      let number = try own.nextNumbers("waiting")
      try own.insert(
        into: """
          waiting (practice, number, patient, resource, from_day, through_day, minutes, state, content)
          """,
        rows: [
          [
            .int(number), .text(waiting.patient.description), .text(waiting.resource),
            waiting.from.value, waiting.through.value, .int(waiting.minutes), "waiting",
            own.sealed(
              .members(("note", waiting.note.map(JSON.string))),
              at: own.place("waiting", "content", "\(number)")),
          ]
        ])
      try own.record(
        "waiting add", "\(waiting.patient)", .members(("number", .int(number))), by: author)
      return number
    }
  }

  /// Takes a patient off the list, booked or not.
  ///
  /// - Throws: ``DeskError``: `unknown`.
  public func end(_ number: Int, isBooked: Bool, by author: Author) throws {
    try own.transaction {
      let rows = try own.run(
        """
        UPDATE waiting SET state = ? WHERE practice = :practice AND number = ? AND state = 'waiting'
        RETURNING patient
        """, [.text(isBooked ? "booked" : "removed"), .int(number)])
      guard let row = rows.first else {
        throw DeskError(.unknown, ("kind", "waiting"), ("number", "\(number)"))
      }
      try own.record(
        "waiting end", try row.text(0), .members(("number", .int(number))), by: author)
    }
  }

  /// Who waits, first come first; with a time that has become free, those whom it would do for.
  public func list(
    _ resource: String? = nil, on day: CalendarDate? = nil, minutes: Int? = nil
  ) throws -> [Waiting] {
    try own.run(
      """
      SELECT number, patient, resource, from_day, through_day, minutes, content FROM waiting
      WHERE practice = :practice AND state = 'waiting' ORDER BY number
      """
    ).map { row in
      let number = try row.int(0)
      let content = try own.json(
        row.bytes(6), at: own.place("waiting", "content", "\(number)"))
      return Waiting(
        number: number, patient: try PeopleStore.patient(row.text(1)), resource: try row.text(2),
        from: try row.day(3), through: try row.day(4), minutes: try row.int(5),
        note: content["note"]?.string)
    }.filter { one in
      (resource.map { $0 == one.resource } ?? true)
        && (day.map { (one.from...one.through).contains($0) } ?? true)
        && (minutes.map { one.minutes <= $0 } ?? true)
    }
  }
}
