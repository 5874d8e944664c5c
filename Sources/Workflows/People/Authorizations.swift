// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// The authorizations and referrals of a practice's patients.
public final class Authorizations {
  private let store: AuthorizationStore
  private let people: PeopleStore
  private let user: String

  /// Takes a practice's authorizations.
  public init(_ place: PracticePlace, user: String) throws(WorkflowFailure) {
    let own = try place.own()
    store = AuthorizationStore(own)
    people = PeopleStore(own)
    self.user = user
    _ = try author()
  }

  /// What the desk or a letter says of a new one.
  public struct Entry: Sendable {
    /// `authorization` or `referral`.
    public var kind = "authorization"
    /// The patient's number.
    public var patient = ""
    /// The number that the payer or referring provider gave.
    public var reference = ""
    /// The payer's name with the practice.
    public var payer: String?
    /// The services.
    public var services: [String] = []
    /// Of what units are.
    public var unit = "visits"
    /// How many.
    public var allowed: Int?
    /// The first day.
    public var effective: CalendarDate?
    /// The last day.
    public var termination: CalendarDate?

    /// Makes an empty entry.
    public init() {}
  }

  /// Enters one.
  public func add(_ entry: Entry) throws(WorkflowFailure) -> JSON {
    guard let kind = Authorization.Kind(rawValue: entry.kind), !entry.reference.isEmpty else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "kind or reference"))
    }
    return try asWorkflow {
      let authorization = Authorization(
        kind, of: try People.patient(entry.patient), reference: entry.reference,
        payer: entry.payer, services: entry.services, unit: entry.unit, allowed: entry.allowed,
        effective: entry.effective, termination: entry.termination)
      let number = try store.add(authorization, by: author())
      return json(try store.authorization(number))
    }
  }

  /// Uses units of one for a date of service; the same key again changes nothing.
  public func use(
    _ number: Int, units: Int, on day: CalendarDate, key: String
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      try store.use(units, of: number, on: day, key: key, by: author())
      return json(try store.authorization(number), on: day)
    }
  }

  /// Those of a patient, under every number that was merged into it.
  public func list(of patient: String, on day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let root = try people.root(of: People.patient(patient))
      let found = try people.numbers(of: root).flatMap { try store.authorizations(of: $0) }
      return .members(("authorizations", .array(found.map { json($0, on: day) })))
    }
  }

  /// Those that run out of days or units, or have.
  public func warnings(on day: CalendarDate?, within days: Int) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let day = day ?? Instant.now.date
      return .members(
        ("on", .date(day)),
        (
          "authorizations",
          .array(
            try store.warnings(on: day, within: days).map { json($0.authorization, on: day, days) })
        ))
    }
  }

  private func json(
    _ one: Authorization, on day: CalendarDate? = nil, _ within: Int = 14
  ) -> JSON {
    let day = day ?? Instant.now.date
    return .members(
      ("number", .int(one.number)), ("kind", .string(one.kind.rawValue)),
      ("patient", .string(one.patient.description)), ("payer", one.payer.map(JSON.string)),
      ("reference", .string(one.reference)), ("services", .array(one.services.map(JSON.string))),
      ("unit", .string(one.unit)), ("allowed", one.allowed.map { .int($0) }),
      ("used", .int(one.used)), ("left", one.left.map { .int($0) }),
      ("from", one.effective.map { .date($0) }), ("through", one.termination.map { .date($0) }),
      ("findings", People.words(one.warnings(on: day, within: within))))
  }

  private func author() throws(WorkflowFailure) -> Author {
    guard let author = Author(user, at: .now) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "user"))
    }
    return author
  }
}
