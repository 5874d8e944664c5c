// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Claims
import Values

/// The patients of a practice, who answers for them, and their coverages.
///
///     let people = PeopleStore(try PracticeDatabase(database, practice, cipher))
///     let known = try people.register(Registration(record, coverages: [coverage]), by: author)
///     known.patient     // P000123: what the ledger knows the patient by
///
/// Whatever identifies a person is sealed; numbers are given out once, without gaps. Each change is kept with who made
/// it and what was before.
public final class PeopleStore {
  let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  /// A patient as entered now or before.
  public struct Registered: Hashable, Sendable {
    /// The patient's number.
    public let patient: PatientID
    /// The number of who answers for the patient's share.
    public let guarantor: GuarantorID
    /// Whether the patient was entered now.
    public let isNew: Bool
  }

  /// Finds the patient of the same name, birth and number with payer or practice; else enters a new one.
  ///
  /// It never takes two for one that only look alike: ``duplicates(of:_:)`` proposes those to a person.
  ///
  /// - Throws: ``DatabaseError``, ``KeyError``.
  public func register(_ registration: Registration, by author: Author) throws -> Registered {
    try register([registration], by: author)[0]
  }

  /// Finds or enters the patient of a claim, with the coverages that the claim names.
  public func register(
    _ patient: Patient, _ coverages: [Coverage], by author: Author
  ) throws -> Registered {
    let kept = coverages.enumerated().map { KeptCoverage($1, order: $0 + 1) }
    return try register(Registration(PatientRecord(patient), coverages: kept), by: author)
  }

  /// Finds or enters many, all of them or none.
  public func register(
    _ registrations: [Registration], by author: Author
  ) throws -> [Registered] {
    try own.transaction {
      var batch = RegistrationBatch(self, author)
      return try batch.register(registrations)
    }
  }

  /// What is known of a patient.
  ///
  /// - Throws: ``PeopleError``: `unknown`.
  public func record(of id: PatientID) throws -> PatientRecord {
    guard
      let row = try own.run(
        "SELECT content FROM patient WHERE practice = :practice AND id = ?",
        [.text(id.description)]
      ).first
    else { throw PeopleError(.unknown, ("kind", "patient"), ("number", id.description)) }
    return try record(row.bytes(0), of: id.description)
  }

  func record(_ sealed: [UInt8], of id: String) throws -> PatientRecord {
    try own.opened(sealed, at: own.place("patient", "content", id)) { $0.record($1, at: "") }
  }

  /// Puts what is known of a patient in the place of what was known before. Both find the patient from then on.
  public func change(_ id: PatientID, to record: PatientRecord, by author: Author) throws {
    try own.transaction {
      let before = try self.record(of: id)
      try own.run(
        "UPDATE patient SET content = ? WHERE practice = :practice AND id = ?",
        [
          own.sealed(record.document, at: own.place("patient", "content", id.description)),
          .text(id.description),
        ])
      let coverages = try self.coverages(of: id).map(\.coverage)
      try index(PersonTraits(record, coverages: coverages), id.description)
      try own.record("patient change", id.description, before.document, by: author)
    }
  }

  /// Everything that was changed of a patient, in order.
  public func changes(of id: PatientID) throws -> [Change] {
    try own.changes(of: id.description)
  }

  /// How many patients there are, those merged into others too.
  public func count() throws -> Int {
    try own.run("SELECT COUNT(*) FROM patient WHERE practice = :practice").first?.int(0) ?? 0
  }

  /// What a text is looked up by.
  func mark(_ kind: String, _ text: String) -> DatabaseValue {
    .bytes(own.cipher.index(text, kind, in: own.practice))
  }

  /// The rows that find a person by what is known.
  func indexRows(_ traits: PersonTraits, _ person: String) -> [[DatabaseValue]] {
    traits.lookups.map { [mark($0.kind, $0.text), .text($0.kind), .text(person)] }
  }

  func index(_ traits: PersonTraits, _ person: String) throws {
    try own.insert(
      into: "person_index (practice, mark, kind, person)", rows: indexRows(traits, person),
      "ON CONFLICT (practice, mark, person) DO NOTHING")
  }

  /// A number with its letter: `P000123`.
  static func name(_ letter: String, _ number: Int) -> String {
    let digits = String(number)
    return letter + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }

  /// A patient's number from a column.
  static func patient(_ text: String) throws(DatabaseError) -> PatientID {
    guard let id = PatientID(text) else { throw DatabaseError(.wrongType, reason: "patient") }
    return id
  }

  /// A guarantor's number from a column.
  static func guarantor(_ text: String) throws(DatabaseError) -> GuarantorID {
    guard let id = GuarantorID(text) else { throw DatabaseError(.wrongType, reason: "guarantor") }
    return id
  }
}
