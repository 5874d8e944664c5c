// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension Desk {
  /// What somebody wants to book.
  public struct Wish: Sendable {
    /// The patient's number.
    public var patient = ""
    /// The providers, rooms, equipment.
    public var resources: [String] = []
    /// The day and time of the practice's clocks, `2026-04-01T09:00`.
    public var at = ""
    /// How many minutes.
    public var minutes = 15
    /// What for.
    public var reason: String?
    /// Every how many of ``unit``; nothing for one alone.
    public var every: Int?
    /// `days` or `weeks`.
    public var unit = "weeks"
    /// On which days of the week: `mon`, `tue`, …
    public var weekdays: [String] = []
    /// How many.
    public var count: Int?
    /// The last day.
    public var until: CalendarDate?
    /// Whether the free ones of a series are booked though others are taken.
    public var skipsTaken = false
    /// The number on the waiting list that is served by it.
    public var waiting: Int?

    /// Makes an empty wish.
    public init() {}
  }

  /// Books an appointment, or a series; asking about eligibility is prepared, and never keeps from booking.
  ///
  /// - Throws: ``WorkflowFailure``: `desk.taken` with the resource, and others.
  public func book(_ wish: Wish) throws(WorkflowFailure) -> JSON {
    let rule = try Self.rule(wish)
    return try asWorkflow {
      let first = try Appointment(
        of: people.root(of: People.patient(wish.patient)), with: wish.resources,
        start: moment(wish.at), minutes: wish.minutes, zone: appointments.zone(),
        reason: wish.reason)
      var series = AppointmentStore.Series()
      if let rule {
        series = try appointments.book(
          first, rule, skipsTaken: wish.skipsTaken, by: author())
        if series.booked.isEmpty, let taken = series.taken.first {
          throw DeskError(.taken, ("resource", taken.resource))
        }
      } else {
        series.booked = [try appointments.book(first, by: author())]
      }
      if let number = wish.waiting { try waiting.end(number, isBooked: true, by: author()) }
      var findings: [Finding] = []
      for one in series.booked { findings += prepareEligibility(one) }
      return .members(
        ("appointments", .array(series.booked.map(json))),
        (
          "taken",
          series.taken.isEmpty
            ? nil
            : .array(
              series.taken.map {
                .members(
                  ("start", .string($0.start.description)), ("resource", .string($0.resource)))
              })
        ), ("findings", People.words(findings)))
    }
  }

  private static func rule(_ wish: Wish) throws(WorkflowFailure) -> Recurrence? {
    guard let every = wish.every else { return nil }
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    let days = wish.weekdays.compactMap { names.firstIndex(of: $0.lowercased()) }
    guard let unit = Recurrence.Unit(rawValue: wish.unit), days.count == wish.weekdays.count else {
      throw WorkflowFailure(any: DeskError(.badSeries))
    }
    return Recurrence(
      every: every, unit, on: Set(days), count: wish.count, until: wish.until)
  }

  /// The moment of a day and time of the practice's clocks.
  func moment(_ text: String) throws -> Instant {
    if let instant = Instant(text) { return instant }
    let parts = text.split(separator: "T")
    let clock = parts.last?.split(separator: ":").compactMap { Int($0) } ?? []
    guard parts.count == 2, let day = CalendarDate(parts[0]), clock.count == 2,
      (0..<24).contains(clock[0]), (0..<60).contains(clock[1])
    else { throw DeskError(.badTime) }
    return try TimeZones.zone(appointments.zone()).moment(day, minute: clock[0] * 60 + clock[1])
  }

  /// Moves an appointment; who waits for the time that became free is named.
  public func move(
    _ id: String, to at: String, minutes: Int?, resources: [String]
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let before = try appointments.appointment(id)
      let after = try appointments.move(
        id, to: moment(at), minutes: minutes, with: resources.isEmpty ? nil : resources,
        by: author())
      return .members(
        ("appointments", .array([json(after)])), ("waiting", .array(try served(by: before))))
    }
  }

  /// Says how far an appointment has come: `arrived`, `completed`, `cancelled`, `no-show`, …
  ///
  /// - Parameter withSeries: Whether those of its series that come after it are called off too.
  public func put(
    _ state: String, _ id: String, withSeries: Bool = false
  ) throws(WorkflowFailure) -> JSON {
    guard let state = Appointment.State(rawValue: state) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "state"))
    }
    return try asWorkflow {
      let first = try appointments.appointment(id)
      var all = [first]
      if withSeries {
        all += try appointments.appointments(ofSeries: first.series ?? id).filter {
          $0.start > first.start && $0.state == .booked
        }
      }
      let each = all
      let done = try own.transaction {
        try each.map { try appointments.put(state, $0.id, by: author()) }
      }
      return .members(
        ("appointments", .array(done.map(json))),
        ("waiting", state.holdsTime ? nil : .array(try done.flatMap(served))))
    }
  }

  /// Who waits for what became free.
  private func served(by one: Appointment) throws -> [JSON] {
    let day = try TimeZones.zone(one.zone).local(one.start).day
    return try one.resources.flatMap {
      try waiting.list($0, on: day, minutes: one.minutes).map(Self.json)
    }
  }

  /// Checks a patient in, and takes the copay where one is named: both or neither.
  ///
  /// - Returns: The appointment, the receipt, and what the desk has to know.
  public func checkIn(
    _ id: String, copay: Money?, method: String, drawer: String
  ) throws(WorkflowFailure) -> JSON {
    guard let method = Receipt.Method(rawValue: method) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "method"))
    }
    return try asWorkflow {
      let (one, receipt) = try own.transaction {
        let one = try appointments.put(.checkedIn, id, by: author())
        guard let copay else { return (one, Receipt?.none) }
        let day = try TimeZones.zone(one.zone).local(.now).day
        let receipt = try drawers().take(
          copay, method, for: .copay, of: one.patient, appointment: id, drawer: drawer, on: day,
          by: author())
        return (one, receipt)
      }
      return .members(
        ("appointments", .array([json(one)])), ("receipt", receipt.map(json)),
        ("desk", notes(one)))
    }
  }

  /// Puts a patient on the waiting list.
  public func wait(
    _ patient: String, for resource: String, from: CalendarDate, through: CalendarDate,
    minutes: Int, note: String?
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let number = try waiting.add(
        .init(
          patient: People.patient(patient), resource: resource, from: from, through: through,
          minutes: minutes, note: note), by: author())
      return .members(
        ("number", .int(number)), ("waiting", .array(try waiting.list().map(Self.json))))
    }
  }

  /// Who waits, and takes one off the list where a number is given.
  public func waitingList(
    of resource: String?, removing number: Int?
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      if let number { try waiting.end(number, isBooked: false, by: author()) }
      return .members(("waiting", .array(try waiting.list(resource).map(Self.json))))
    }
  }

  private static func json(_ one: WaitingStore.Waiting) -> JSON {
    .members(
      ("number", .int(one.number)), ("patient", .string(one.patient.description)),
      ("resource", .string(one.resource)), ("from", .date(one.from)),
      ("through", .date(one.through)), ("minutes", .int(one.minutes)),
      ("note", one.note.map(JSON.string)))
  }
}
