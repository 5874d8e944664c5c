// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

/// The front desk of a practice: appointments, check-in, money, eligibility.
///
/// What is said beside an appointment (eligibility, authorizations, coverages) never keeps it from being booked or
/// checked in: what goes wrong there is a finding in the answer.
public final class Desk {
  let own: PracticeDatabase
  let appointments: AppointmentStore
  let people: PeopleStore
  let eligibility: EligibilityStore
  let waiting: WaitingStore
  let installation: Installation
  let user: String

  /// Takes a practice's desk.
  public convenience init(_ place: PracticePlace, user: String) throws(WorkflowFailure) {
    try self.init(place.own(), place.installation, user: user)
  }

  init(
    _ own: PracticeDatabase, _ installation: Installation, user: String
  ) throws(WorkflowFailure) {
    self.own = own
    appointments = AppointmentStore(own)
    people = PeopleStore(own)
    eligibility = EligibilityStore(own)
    waiting = WaitingStore(own)
    self.installation = installation
    self.user = user
    _ = try author()
  }

  func author() throws(WorkflowFailure) -> Author {
    guard let author = Author(user, at: .now) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "user"))
    }
    return author
  }

  /// Sets the practice's time zone.
  public func setUp(zone: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      try appointments.setZone(zone, by: author())
      return .members(("zone", .string(zone)))
    }
  }

  /// Enters a provider, room or piece of equipment.
  public func putResource(
    _ id: String, kind: String, name: String, npi: String?
  ) throws(WorkflowFailure) -> JSON {
    guard let kind = AppointmentStore.Resource.Kind(rawValue: kind), !id.isEmpty else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "kind"))
    }
    return try asWorkflow {
      if let npi, NPI(npi) == nil { throw PeopleError(.badNPI) }
      try appointments.put(.init(id, kind, name: name, npi: npi), by: author())
      return try listed()
    }
  }

  /// All resources.
  public func resources() throws(WorkflowFailure) -> JSON { try asWorkflow { try listed() } }

  private func listed() throws -> JSON {
    .members(
      ("zone", .string(try appointments.zone())),
      (
        "resources",
        .array(
          try appointments.resources().map {
            .members(
              ("id", .string($0.id)), ("kind", .string($0.kind.rawValue)),
              ("name", .string($0.name)), ("npi", $0.npi.map(JSON.string)))
          })
      ))
  }

  /// A day of the practice: its appointments with what the desk has to know of each.
  public func day(
    _ day: CalendarDate?, resource: String?
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let zone = try TimeZones.zone(appointments.zone())
      let day = day ?? zone.local(.now).day
      let found = try appointments.appointments(
        from: zone.moment(day, minute: 0), to: zone.moment(day.adding(days: 1), minute: 0)
      ).filter { one in resource.map(one.resources.contains) ?? true }
      return .members(
        ("on", .date(day)), ("zone", .string(try appointments.zone())),
        (
          "appointments",
          .array(
            found.map { one in
              .object(json(one).members + JSON.members(("desk", notes(one))).members)
            })
        ))
    }
  }

  /// Those whose patients are to be reminded: they begin before the end of a day, and nobody was told yet.
  ///
  /// - Parameter marks: Whether it is noted that they are told now.
  public func reminders(
    through day: CalendarDate?, marks: Bool
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let zone = try TimeZones.zone(appointments.zone())
      let day = day ?? zone.local(.now).day.adding(days: 2)
      let due = try appointments.reminders(
        from: .now, to: zone.moment(day.adding(days: 1), minute: 0))
      if marks { try appointments.remind(due.map(\.id), by: author()) }
      return .members(
        ("through", .date(day)),
        (
          "reminders",
          .array(
            try due.map { one in
              let record = try people.record(of: people.root(of: one.patient))
              return .object(
                json(one).members
                  + JSON.members(
                    ("telephone", record.telephone.map(JSON.string)),
                    ("email", record.email.map(JSON.string))
                  ).members)
            })
        ))
    }
  }

  /// What the desk has to know when the patient comes; what cannot be told is said, and stops nothing.
  func notes(_ one: Appointment) -> JSON {
    var findings: [Finding] = []
    func quietly<Value>(_ work: () throws -> Value) -> Value? {
      do { return try work() } catch {
        findings += WorkflowFailure(any: error).findings
        return nil
      }
    }
    let day = quietly { try TimeZones.zone(one.zone).local(one.start).day } ?? one.start.date
    let root = quietly { try people.root(of: one.patient) } ?? one.patient
    let numbers = quietly { try people.numbers(of: root) } ?? [root]
    let record = quietly { try people.record(of: root) }
    let coverages = quietly { try numbers.flatMap { try people.coverages(of: $0) } } ?? []
    findings += CoverageChecks.findings(
      coverages, on: day, birthDate: record?.patient.person.birthDate)
    if coverages.inForce(on: day).isEmpty {
      findings.append(Finding("desk.no-coverage", .warns, at: .claim))
    }
    let store = AuthorizationStore(own)
    let authorizations = quietly { try numbers.flatMap { try store.authorizations(of: $0) } } ?? []
    findings += authorizations.flatMap { $0.warnings(on: day) }
    let last = quietly { try eligibility.inquiries(forAppointment: one.id).last }
    return .members(
      ("name", record.map { .string(Self.name($0)) }),
      ("eligibility", last.flatMap { $0 }.map { summary($0) }),
      ("findings", People.words(findings)))
  }

  static func name(_ record: PatientRecord) -> String {
    let name = record.patient.person.name
    return [name.family, name.given].compactMap { $0 }.joined(separator: ", ")
  }

  /// An appointment in JSON, with the time of its own clocks.
  func json(_ one: Appointment) -> JSON {
    let local = (try? TimeZones.zone(one.zone)).map { $0.local(one.start) }
    return .members(
      ("id", .string(one.id)), ("series", one.series.map(JSON.string)),
      ("patient", .string(one.patient.description)),
      ("resources", .array(one.resources.map(JSON.string))),
      ("start", .string(one.start.description)),
      ("local", local.map { .string("\($0.day)T\(Self.clock($0.minute))") }),
      ("zone", .string(one.zone)), ("minutes", .int(one.minutes)),
      ("state", .string(one.state.rawValue)), ("reason", one.reason.map(JSON.string)))
  }

  static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}
