// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Interchange
import Storage
public import Values

/// The patients of a practice: entered, shown, found, merged, with guarantors and coverages.
///
///     let people = try People(PracticePlace(Installation()), user: "ann")
///     try people.add(document)
public final class People {
  let store: PeopleStore
  let partners: PartnerStore
  let user: String

  /// Takes a practice's patients.
  ///
  /// - Parameter user: Who asks: kept with each change.
  /// - Throws: ``WorkflowFailure``: `keys.…`, `database.…`, `people.bad-document` for the user's name.
  public convenience init(_ place: PracticePlace, user: String) throws(WorkflowFailure) {
    try self.init(place.own(), user: user)
  }

  init(_ own: PracticeDatabase, user: String) throws(WorkflowFailure) {
    store = PeopleStore(own)
    partners = PartnerStore(own)
    self.user = user
    _ = try author()
  }

  /// Enters the patient of a document, or finds the one of the same name, birth and number.
  public func add(_ document: JSON) throws(WorkflowFailure) -> JSON {
    let (registration, findings) = try registration(document, line: nil)
    return try asWorkflow {
      let known = try store.register(resolved(registration), by: author())
      return .object(
        Self.json(known).members
          + JSON.members(
            ("findings", Self.words(findings + (try self.findings(of: known.patient)))),
            ("possible_duplicates", .array(try duplicates(of: known.patient)))
          ).members)
    }
  }

  /// Enters the patients of a file, one a line of JSON; each thousand are safe on the disk before the next.
  ///
  /// - Returns: `lines`, `added`, `present`.
  /// - Throws: ``WorkflowFailure`` with the line of the first that is no patient; nothing of its thousand is entered.
  public func add(file path: String) throws(WorkflowFailure) -> JSON {
    let reader = try asWorkflow { try LineReader(path) }
    var (lines, added) = (0, 0)
    var batch: [Registration] = []
    func write() throws(WorkflowFailure) {
      let ready = batch
      added += try asWorkflow {
        try store.register(ready.map { try resolved($0) }, by: author()).count { $0.isNew }
      }
      lines += batch.count
      batch = []
    }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      guard let json = try? JSON(parsing: line) else {
        throw Self.badLine(reader.line, [])
      }
      batch.append(try registration(json, line: reader.line).registration)
      if batch.count == 1000 { try write() }
    }
    try write()
    return .members(
      ("lines", .int(lines)), ("added", .int(added)), ("present", .int(lines - added)))
  }

  /// A patient with everything that is kept: other numbers, coverages on a day, guarantor.
  public func show(_ id: String, on day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let id = try Self.patient(id)
      let root = try store.root(of: id)
      let day = day ?? Instant.now.date
      let record = try store.record(of: root)
      let numbers = try store.numbers(of: root)
      let coverages = try numbers.flatMap { one in
        try store.coverages(of: one).map { (one, $0) }
      }
      let guarantor = try store.guarantor(of: root, on: day)
      return .object(
        JSON.members(
          ("id", .string(root.description)), ("asked", id == root ? nil : .string(id.description)),
          ("merged", .array(numbers.dropFirst().map { .string($0.description) }))
        ).members + record.document.members
          + JSON.members(
            (
              "coverages",
              .array(
                coverages.map { one, kept in
                  .object(
                    JSON.members(
                      ("number", .int(kept.number)),
                      ("of", one == root ? nil : .string(one.description)),
                      ("in_force", .bool(kept.covers(day)))
                    ).members + kept.document.members)
                })
            ),
            (
              "guarantor",
              .members(
                ("id", .string(guarantor.description)),
                ("person", try store.person(of: guarantor).document))
            ),
            (
              "guarantors",
              .array(
                try store.guarantors(of: root).map {
                  .members(
                    ("since", $0.since.map { .date($0) }),
                    ("guarantor", .string($0.guarantor.description)))
                })
            ), ("findings", Self.words(try findings(of: root, on: day)))
          ).members)
    }
  }

  /// Puts what a document says in the place of what was known of a patient.
  public func change(_ id: String, to document: JSON) throws(WorkflowFailure) -> JSON {
    let (registration, findings) = try registration(document, line: nil)
    return try asWorkflow {
      let id = try Self.patient(id)
      try store.change(id, to: registration.record, by: author())
      return .members(("patient", .string(id.description)), ("findings", Self.words(findings)))
    }
  }

  /// Who changed what of a patient.
  public func history(_ id: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      .members(
        ("patient", .string(id)),
        (
          "changes",
          .array(
            try store.changes(of: Self.patient(id)).map { change in
              .members(
                ("number", .int(change.number)), ("by", .string(change.author.user)),
                ("at", .string(change.author.moment.description)),
                ("action", .string(change.action)),
                ("content", change.content.members.isEmpty ? nil : change.content))
            })
        ))
    }
  }

  func author() throws(WorkflowFailure) -> Author {
    guard let author = Author(user, at: .now) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "user"))
    }
    return author
  }

  /// A patient's number; what is none is never repeated, as somebody may have typed a name.
  static func patient(_ text: String) throws(PeopleError) -> PatientID {
    guard text.hasPrefix("P"), text.dropFirst().allSatisfy(\.isNumber), let id = PatientID(text)
    else { throw PeopleError(.unknown, ("kind", "patient"), ("number", "of that form")) }
    return id
  }

  /// Reads a registration; findings that only warn are given back.
  func registration(
    _ json: JSON, line: Int?
  ) throws(WorkflowFailure) -> (registration: Registration, warnings: [Finding]) {
    var reader = PartyDocument()
    let registration = reader.registration(json)
    guard let registration, !reader.findings.contains(where: { $0.severity == .rejects }) else {
      guard let line else { throw WorkflowFailure(reader.findings, .rejected) }
      throw Self.badLine(line, reader.findings)
    }
    return (registration, reader.findings)
  }

  private static func badLine(_ line: Int, _ findings: [Finding]) -> WorkflowFailure {
    let field = findings.first { $0.severity == .rejects }?.place.description ?? "the line"
    return WorkflowFailure(
      [
        Finding(
          "people.bad-document", .rejects, at: .text(line: line, byte: nil),
          facts: [.init("member", field)])
      ], .rejected)
  }

  /// The same with the practice's names of payers, where these are known.
  private func resolved(_ registration: Registration) throws -> Registration {
    var registration = registration
    for index in registration.coverages.indices where registration.coverages[index].payer == nil {
      registration.coverages[index].payer =
        try partners.resolve(registration.coverages[index].coverage.payer)?.id
    }
    return registration
  }

  /// What is to be looked at of a patient's coverages.
  func findings(of id: PatientID, on day: CalendarDate = Instant.now.date) throws -> [Finding] {
    CoverageChecks.findings(
      try store.coverages(of: id), on: day,
      birthDate: try store.record(of: id).patient.person.birthDate)
  }

  func duplicates(of id: PatientID) throws -> [JSON] {
    try store.duplicates(of: id, .standard).map(Self.json)
  }

  static func json(_ known: PeopleStore.Registered) -> JSON {
    .members(
      ("patient", .string(known.patient.description)),
      ("guarantor", .string(known.guarantor.description)), ("new", .bool(known.isNew)))
  }

  static func json(_ pair: PeopleStore.PossibleDuplicate) -> JSON {
    .members(
      ("one", .string(pair.one.description)), ("other", .string(pair.other.description)),
      ("points", .int(pair.score.points)),
      ("reasons", .array(pair.score.reasons.map { .string($0.rawValue) })))
  }

  static func words(_ findings: [Finding]) -> JSON {
    .array(findings.map(FindingWords.standard.json))
  }
}
