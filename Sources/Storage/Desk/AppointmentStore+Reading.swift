// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

extension AppointmentStore {
  /// An appointment by its number.
  ///
  /// - Throws: ``DeskError``: `unknown`.
  public func appointment(_ id: String) throws -> Appointment {
    guard let found = try select("id = ?", [.text(id)]).first else {
      // What is no number is not repeated: somebody may have typed a name.
      let isNumber = id.hasPrefix("A") && id.dropFirst().allSatisfy(\.isNumber)
      throw DeskError(
        .unknown, ("kind", "appointment"), ("number", isNumber ? id : "of that form"))
    }
    return found
  }

  /// The appointments that begin from one moment to before another.
  public func appointments(from start: Instant, to end: Instant) throws -> [Appointment] {
    try select(
      "start >= ? AND start < ?", [.int(start.microseconds), .int(end.microseconds)])
  }

  /// The appointments of a patient.
  public func appointments(of patient: PatientID) throws -> [Appointment] {
    try select("patient = ?", [.text(patient.description)])
  }

  /// The appointments of a series.
  public func appointments(ofSeries series: String) throws -> [Appointment] {
    try select("(series = ? OR id = ?)", [.text(series), .text(series)])
  }

  /// Those to come before a moment whose patients were not reminded yet.
  public func reminders(from start: Instant, to end: Instant) throws -> [Appointment] {
    try select(
      "start >= ? AND start < ? AND state = 'booked' AND reminded IS NULL",
      [.int(start.microseconds), .int(end.microseconds)])
  }

  /// Notes that patients were reminded.
  public func remind(_ ids: [String], by author: Author) throws {
    try own.transaction {
      for id in ids {
        _ = try appointment(id)
        try own.run(
          "UPDATE appointment SET reminded = ? WHERE practice = :practice AND id = ?",
          [.int(author.moment.microseconds), .text(id)])
        try own.record("appointment remind", id, by: author)
      }
    }
  }

  /// How many slots are taken, and how many the appointments that hold time have: the same, always.
  public func slotCounts() throws -> (taken: Int, held: Int) {
    let taken =
      try own.run("SELECT COUNT(*) FROM slot WHERE practice = :practice").first?.int(0) ?? 0
    let held =
      try own.run(
        """
        SELECT CAST(COALESCE(SUM(a.minutes / 5), 0) AS BIGINT) FROM appointment a
        JOIN appointment_resource r ON r.practice = a.practice AND r.appointment = a.id
        WHERE a.practice = :practice AND a.state NOT IN ('cancelled', 'no-show')
        """
      ).first?.int(0) ?? 0
    return (taken, held)
  }

  private func select(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [Appointment] {
    let rows = try own.run(
      """
      SELECT id, series, patient, start, minutes, zone, state, content FROM appointment
      WHERE practice = :practice AND \(condition) ORDER BY start, id
      """, values)
    var resources: [String: [String]] = [:]
    for start in stride(from: 0, to: rows.count, by: 500) {
      let ids = rows[start..<min(start + 500, rows.count)].map { $0.values[0] }
      let places = repeatElement("?", count: ids.count).joined(separator: ", ")
      for row in try own.run(
        """
        SELECT appointment, resource FROM appointment_resource
        WHERE practice = :practice AND appointment IN (\(places)) ORDER BY appointment, resource
        """, ids)
      {
        resources[try row.text(0), default: []].append(try row.text(1))
      }
    }
    return try rows.map { row in
      let id = try row.text(0)
      guard let state = Appointment.State(rawValue: try row.text(6)) else {
        throw DatabaseError(.wrongType, reason: "state")
      }
      let content = try own.json(row.bytes(7), at: own.place("appointment", "content", id))
      return Appointment(
        id, of: try PeopleStore.patient(row.text(2)), with: resources[id] ?? [],
        start: Instant(microseconds: Int64(try row.int(3))), minutes: try row.int(4),
        zone: try row.text(5), series: try row.text(1).isEmpty ? nil : row.text(1), state: state,
        reason: content["reason"]?.string)
    }
  }
}
