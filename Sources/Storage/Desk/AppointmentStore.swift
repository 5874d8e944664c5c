// SPDX-License-Identifier: Apache-2.0

import Accounting
public import Billing
public import Values

/// The appointments of a practice, and the time that they take of providers, rooms and equipment.
///
///     let store = AppointmentStore(own)
///     let booked = try store.book(appointment, by: author)
///
/// Each slot of five minutes of a resource is one row of a table, so that two who book it at once cannot both have it.
public final class AppointmentStore {
  let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  /// Whose time can be had.
  public struct Resource: Hashable, Sendable {
    /// What it is; the raw value is the word in JSON.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A provider.
      case provider
      /// A room.
      case room
      /// A piece of equipment.
      case equipment
    }

    /// The practice's name of it.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// Its name for readers.
    public var name: String
    /// A provider's NPI.
    public var npi: String?

    /// Makes a resource.
    public init(_ id: String, _ kind: Kind, name: String, npi: String? = nil) {
      self.id = id
      self.kind = kind
      self.name = name
      self.npi = npi
    }
  }

  /// The name of the practice's time zone; UTC until it is set.
  public func zone() throws -> String {
    try own.run(
      "SELECT value FROM setting WHERE practice = :practice AND name = 'zone'"
    ).first?.text(0) ?? "UTC"
  }

  /// Sets the practice's time zone; appointments keep the one that they were booked in.
  ///
  /// - Throws: ``DeskError``: `unknownZone`.
  public func setZone(_ name: String, by author: Author) throws {
    _ = try TimeZones.zone(name)
    try own.transaction {
      try own.insert(
        into: "setting (practice, name, value)", rows: [["zone", .text(name)]],
        "ON CONFLICT (practice, name) DO UPDATE SET value = excluded.value")
      try own.record("zone", name, by: author)
    }
  }

  /// Enters a resource or puts it in the place of what was known.
  public func put(_ resource: Resource, by author: Author) throws {
    try own.transaction {
      try own.insert(
        into: "resource (practice, id, kind, name, npi)",
        rows: [
          [
            .text(resource.id), .text(resource.kind.rawValue), .text(resource.name),
            .text(resource.npi ?? ""),
          ]
        ],
        """
        ON CONFLICT (practice, id) DO UPDATE
        SET kind = excluded.kind, name = excluded.name, npi = excluded.npi
        """)
      try own.record("resource", resource.id, by: author)
    }
  }

  /// All resources.
  public func resources() throws -> [Resource] {
    try own.run(
      "SELECT id, kind, name, npi FROM resource WHERE practice = :practice ORDER BY id"
    ).map { row in
      guard let kind = Resource.Kind(rawValue: try row.text(1)) else {
        throw DatabaseError(.wrongType, reason: "kind")
      }
      return Resource(
        try row.text(0), kind, name: try row.text(2),
        npi: try row.text(3).isEmpty ? nil : row.text(3))
    }
  }

  /// Books an appointment.
  ///
  /// - Returns: The appointment with its number.
  /// - Throws: ``DeskError``: `taken` with the resource, `badTime`, `unknown`; ``PeopleError``: `unknown`.
  public func book(_ appointment: Appointment, by author: Author) throws -> Appointment {
    try own.transaction {
      _ = try PeopleStore(own).record(of: appointment.patient)
      let known = Set(try resources().map(\.id))
      for one in appointment.resources where !known.contains(one) {
        throw DeskError(.unknown, ("kind", "resource"), ("number", one))
      }
      guard !appointment.resources.isEmpty else {
        throw DeskError(.unknown, ("kind", "resource"), ("number", "-"))
      }
      var booked = appointment
      // First the time: who comes second waits here, and need not have a number.
      let slots = try booked.slots()
      booked.id = PeopleStore.name("A", try own.nextNumbers("appointment"))
      try take(slots, of: booked)
      try own.insert(
        into: """
          appointment (practice, id, series, patient, start, minutes, zone, state, reminded, content)
          """,
        rows: [
          [
            .text(booked.id), .text(booked.series ?? ""), .text(booked.patient.description),
            .int(booked.start.microseconds), .int(booked.minutes), .text(booked.zone),
            .text(booked.state.rawValue), .null, content(of: booked),
          ]
        ])
      try own.insert(
        into: "appointment_resource (practice, appointment, resource)",
        rows: Set(booked.resources).sorted().map { [.text(booked.id), .text($0)] })
      try own.record("appointment book", booked.id, by: author)
      return booked
    }
  }

  /// What became of a series that was asked for.
  public struct Series: Sendable {
    /// Those that were booked.
    public var booked: [Appointment] = []
    /// When something was taken, and what.
    public var taken: [(start: Instant, resource: String)] = []

    /// Makes one in which nothing is booked.
    public init() {}
  }

  /// Books a series; each at the same time of the clock in its zone, whatever the season.
  ///
  /// - Parameter skipsTaken: Whether those whose time is free are booked though others' is not; else none is.
  public func book(
    _ first: Appointment, _ rule: Recurrence, skipsTaken: Bool, by author: Author
  ) throws -> Series {
    let zone = try TimeZones.zone(first.zone)
    let (day, minute) = zone.local(first.start)
    let starts = try rule.days(from: day).map { zone.moment($0, minute: minute) }
    struct Refused: Error { let series: Series }
    do {
      return try own.transaction {
        var series = Series()
        for start in starts {
          var next = first
          next.start = start
          next.series = series.booked.first.map { $0.series ?? $0.id }
          do {
            series.booked.append(try book(next, by: author))
          } catch let error as DeskError where error.code == .taken {
            series.taken.append((start, error.facts.first?.value ?? ""))
          }
        }
        if !series.taken.isEmpty, !skipsTaken {
          series.booked = []
          throw Refused(series: series)
        }
        return series
      }
    } catch let refused as Refused {
      return refused.series
    }
  }

  /// Moves an appointment to another time, or to other resources; what it had is free in the same moment.
  public func move(
    _ id: String, to start: Instant, minutes: Int? = nil, with resources: [String]? = nil,
    by author: Author
  ) throws -> Appointment {
    try own.transaction {
      let before = try appointment(id)
      guard before.state == .booked else { throw wrongState(before) }
      var after = before
      after.start = start
      after.minutes = minutes ?? before.minutes
      after.resources = resources ?? before.resources
      let known = Set(try self.resources().map(\.id))
      for one in after.resources where !known.contains(one) {
        throw DeskError(.unknown, ("kind", "resource"), ("number", one))
      }
      try free(id)
      try take(after.slots(), of: after)
      try own.run(
        """
        UPDATE appointment SET start = ?, minutes = ?, reminded = NULL
        WHERE practice = :practice AND id = ?
        """, [.int(after.start.microseconds), .int(after.minutes), .text(id)])
      try own.run(
        "DELETE FROM appointment_resource WHERE practice = :practice AND appointment = ?",
        [.text(id)])
      try own.insert(
        into: "appointment_resource (practice, appointment, resource)",
        rows: Set(after.resources).sorted().map { [.text(id), .text($0)] })
      try own.record(
        "appointment move", id,
        .members(
          ("start", .string(before.start.description)), ("minutes", .int(before.minutes)),
          ("resources", .array(before.resources.map(JSON.string)))), by: author)
      return after
    }
  }

  /// Says how far an appointment has come; one that is called off or missed gives its time back.
  ///
  /// - Throws: ``DeskError``: `wrongState`, `unknown`.
  public func put(
    _ state: Appointment.State, _ id: String, by author: Author
  ) throws -> Appointment {
    try own.transaction {
      var appointment = try appointment(id)
      guard appointment.state.next.contains(state) else { throw wrongState(appointment) }
      let before = appointment.state
      appointment.state = state
      if !state.holdsTime { try free(id) }
      try own.run(
        "UPDATE appointment SET state = ? WHERE practice = :practice AND id = ?",
        [.text(state.rawValue), .text(id)])
      try own.record(
        "appointment \(state.rawValue)", id, .members(("before", .string(before.rawValue))),
        by: author)
      return appointment
    }
  }

  private func wrongState(_ appointment: Appointment) -> DeskError {
    DeskError(
      .wrongState, ("appointment", appointment.id), ("state", appointment.state.rawValue))
  }

  private func take(_ slots: Range<Int>, of appointment: Appointment) throws {
    for resource in Set(appointment.resources).sorted() {
      let added = try own.insert(
        into: "slot (practice, resource, slot, appointment)",
        rows: slots.map { [.text(resource), .int($0), .text(appointment.id)] },
        "ON CONFLICT (practice, resource, slot) DO NOTHING RETURNING slot")
      guard added.count == slots.count else { throw DeskError(.taken, ("resource", resource)) }
    }
  }

  private func free(_ id: String) throws {
    try own.run("DELETE FROM slot WHERE practice = :practice AND appointment = ?", [.text(id)])
  }

  private func content(of appointment: Appointment) -> DatabaseValue {
    own.sealed(
      .members(("reason", appointment.reason.map(JSON.string))),
      at: own.place("appointment", "content", appointment.id))
  }
}
