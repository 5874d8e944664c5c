// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Claims
import Interchange
public import Values

extension PeopleStore {
  /// The first day of a patient's first guarantor: before all others.
  static let beginning = -1_000_000

  /// Who answers for a patient's share, from which day on.
  public struct GuarantorPeriod: Hashable, Sendable {
    /// The first day; nothing for the beginning.
    public let since: CalendarDate?
    /// The number.
    public let guarantor: GuarantorID
  }

  /// Who answers for a patient's share, in order of days.
  public func guarantors(of id: PatientID) throws -> [GuarantorPeriod] {
    try own.run(
      """
      SELECT since, guarantor FROM patient_guarantor
      WHERE practice = :practice AND patient = ? ORDER BY since
      """, [.text(id.description)]
    ).map { row in
      let day = try row.int(0)
      return GuarantorPeriod(
        since: day == Self.beginning ? nil : CalendarDate(daysSinceEpoch: Int32(day)),
        guarantor: try Self.guarantor(row.text(1)))
    }
  }

  /// Who answers for a patient's share on a day.
  ///
  /// - Throws: ``PeopleError``: `unknown`.
  public func guarantor(of id: PatientID, on day: CalendarDate) throws -> GuarantorID {
    let periods = try guarantors(of: id)
    guard let period = periods.last(where: { $0.since.map { $0 <= day } ?? true }) else {
      throw PeopleError(.unknown, ("kind", "patient"), ("number", id.description))
    }
    return period.guarantor
  }

  /// Who a guarantor is.
  ///
  /// - Throws: ``PeopleError``: `unknown`.
  public func person(of id: GuarantorID) throws -> Person {
    let name = id.description
    guard
      let row = try own.run(
        "SELECT content FROM guarantor WHERE practice = :practice AND id = ?", [.text(name)]
      ).first
    else { throw PeopleError(.unknown, ("kind", "guarantor"), ("number", name)) }
    return try own.opened(row.bytes(0), at: own.place("guarantor", "content", name)) {
      $0.person($1, at: "")
    }
  }

  /// The patients that a guarantor answers for on a day.
  public func patients(of id: GuarantorID, on day: CalendarDate) throws -> [PatientID] {
    try own.run(
      """
      SELECT DISTINCT patient FROM patient_guarantor
      WHERE practice = :practice AND guarantor = ? ORDER BY patient
      """, [.text(id.description)]
    ).map { try Self.patient($0.text(0)) }.filter { try guarantor(of: $0, on: day) == id }
  }

  /// Lets somebody answer for a patient's share from a day on; what was owed before stays with whom it was owed by.
  ///
  /// - Returns: The number of who answers now: known by name and birth, else new.
  /// - Throws: ``PeopleError``: `unknown`.
  @discardableResult
  public func change(
    guarantorOf id: PatientID, to person: Person, since day: CalendarDate, by author: Author
  ) throws -> GuarantorID {
    try own.transaction {
      let guarantor = try known(person) ?? entered(person)
      try change(guarantorOf: id, to: guarantor, since: day, by: author)
      return guarantor
    }
  }

  /// Lets a guarantor who is known answer for a patient's share from a day on.
  public func change(
    guarantorOf id: PatientID, to guarantor: GuarantorID, since day: CalendarDate, by author: Author
  ) throws {
    try own.transaction {
      _ = try self.person(of: guarantor)
      let before = try self.guarantor(of: id, on: day)
      try own.insert(
        into: "patient_guarantor (practice, patient, since, guarantor)",
        rows: [[.text(id.description), day.value, .text(guarantor.description)]],
        "ON CONFLICT (practice, patient, since) DO UPDATE SET guarantor = excluded.guarantor")
      try own.record(
        "guarantor change", id.description,
        .members(
          ("since", .date(day)), ("before", .string(before.description)),
          ("after", .string(guarantor.description))), by: author)
    }
  }

  private func known(_ person: Person) throws -> GuarantorID? {
    guard person.birthDate != nil else { return nil }
    return try own.run(
      """
      SELECT person FROM person_index
      WHERE practice = :practice AND mark = ? AND kind = 'guarantor' ORDER BY person
      """, [mark("guarantor", PersonTraits(person).identity)]
    ).first.map { try Self.guarantor($0.text(0)) }
  }

  private func entered(_ person: Person) throws -> GuarantorID {
    let id = Self.name("G", try own.nextNumbers("guarantor"))
    try own.insert(
      into: "guarantor (practice, id, content)",
      rows: [[.text(id), own.sealed(person.document, at: own.place("guarantor", "content", id))]])
    if person.birthDate != nil {
      try own.insert(
        into: "person_index (practice, mark, kind, person)",
        rows: [
          [mark("guarantor", PersonTraits(person).identity), .text("guarantor"), .text(id)]
        ])
    }
    return try Self.guarantor(id)
  }
}
