// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Interchange
import Values

/// Patients on their way into the register, within one transaction.
struct RegistrationBatch {
  private let store: PeopleStore
  private let author: Author
  private var own: PracticeDatabase { store.own }
  /// Whom each mark finds: those of the register that are asked for, and those entered before in this batch.
  private var found: [DatabaseValue: String] = [:]
  private var patients: [[DatabaseValue]] = []
  private var guarantors: [[DatabaseValue]] = []
  private var links: [[DatabaseValue]] = []
  private var marks: [[DatabaseValue]] = []
  private var coverages: [[DatabaseValue]] = []
  private var changes: [(action: String, subject: String, content: JSON)] = []

  init(_ store: PeopleStore, _ author: Author) {
    self.store = store
    self.author = author
  }

  mutating func register(
    _ registrations: [Registration]
  ) throws -> [PeopleStore.Registered] {
    let traits = registrations.map {
      PersonTraits($0.record, coverages: $0.coverages.map(\.coverage))
    }
    let day = author.moment.date
    let bearers = registrations.map { PersonTraits($0.guarantor(on: day)) }
    let known = traits.map { $0.known.map { store.mark("known", $0) } }
    let bearerMarks = bearers.map {
      $0.birthDate == nil ? nil : store.mark("guarantor", $0.identity)
    }
    try look(for: Set(known.joined()).union(bearerMarks.compactMap { $0 }))

    // First who is new, then numbers for all of them at once.
    var isNew: [Bool] = []
    var entered: Set<DatabaseValue> = []
    for marks in known {
      let isKnown = marks.contains { found[$0] != nil || entered.contains($0) }
      isNew.append(!isKnown)
      if !isKnown { entered.formUnion(marks) }
    }
    var number = try first("patient", isNew.count { $0 })
    var bearerNumber = try first("guarantor", try newBearers(bearerMarks, isNew))
    var results: [PeopleStore.Registered] = []
    for (index, registration) in registrations.enumerated() {
      guard isNew[index] else {
        let id = known[index].compactMap { found[$0] }.first ?? ""
        results.append(try present(id))
        continue
      }
      let id = PeopleStore.name("P", number)
      number += 1
      for mark in known[index] { found[mark] = id }
      let guarantor: String
      if let mark = bearerMarks[index], let one = found[mark] {
        guarantor = one
      } else {
        guarantor = PeopleStore.name("G", bearerNumber)
        bearerNumber += 1
        if let mark = bearerMarks[index] {
          found[mark] = guarantor
          marks.append([mark, .text("guarantor"), .text(guarantor)])
        }
        add(registration.guarantor(on: day), as: guarantor)
      }
      add(registration, traits[index], as: id, guarantor)
      results.append(
        PeopleStore.Registered(
          patient: try PeopleStore.patient(id), guarantor: try PeopleStore.guarantor(guarantor),
          isNew: true))
    }
    try write()
    return results
  }

  /// Whom the marks find in the register; a merged patient stands for the one it was merged into.
  private mutating func look(for marks: Set<DatabaseValue>) throws {
    let marks = Array(marks)
    for start in stride(from: 0, to: marks.count, by: 500) {
      let group = marks[start..<min(start + 500, marks.count)]
      let places = repeatElement("?", count: group.count).joined(separator: ", ")
      for row in try own.run(
        """
        SELECT mark, person FROM person_index WHERE practice = :practice AND mark IN (\(places))
        ORDER BY person DESC
        """, Array(group))
      {
        // The one with the lowest number remains.
        found[row.values[0]] = try row.text(1)
      }
    }
  }

  private func first(_ name: String, _ count: Int) throws -> Int {
    count == 0 ? 0 : try own.nextNumbers(name, count)
  }

  private func newBearers(_ marks: [DatabaseValue?], _ isNew: [Bool]) throws -> Int {
    var entered: Set<DatabaseValue> = []
    var count = 0
    for (mark, isNew) in zip(marks, isNew) where isNew {
      guard let mark else {
        count += 1
        continue
      }
      if found[mark] == nil, entered.insert(mark).inserted { count += 1 }
    }
    return count
  }

  private func present(_ id: String) throws -> PeopleStore.Registered {
    // Of this batch, and not written yet.
    if let link = links.last(where: { $0[0] == .text(id) }), case .text(let guarantor) = link[2] {
      return PeopleStore.Registered(
        patient: try PeopleStore.patient(id), guarantor: try PeopleStore.guarantor(guarantor),
        isNew: false)
    }
    let root = try store.root(of: try PeopleStore.patient(id))
    return PeopleStore.Registered(
      patient: root, guarantor: try store.guarantor(of: root, on: author.moment.date), isNew: false)
  }

  private mutating func add(_ person: Person, as id: String) {
    guarantors.append([
      .text(id), own.sealed(person.document, at: own.place("guarantor", "content", id)),
    ])
  }

  private mutating func add(
    _ registration: Registration, _ traits: PersonTraits, as id: String, _ guarantor: String
  ) {
    patients.append([
      .text(id),
      own.sealed(registration.record.document, at: own.place("patient", "content", id)),
    ])
    // From the beginning: whatever was before the practice knew the patient is this guarantor's too.
    links.append([.text(id), .int(PeopleStore.beginning), .text(guarantor)])
    marks += store.indexRows(traits, id)
    for (offset, kept) in registration.coverages.enumerated() {
      coverages.append(store.row(of: kept, number: offset + 1, patient: id))
    }
    changes.append(("patient add", id, .members(("guarantor", .string(guarantor)))))
  }

  private func write() throws {
    try own.insert(into: "patient (practice, id, content)", rows: patients)
    try own.insert(into: "guarantor (practice, id, content)", rows: guarantors)
    try own.insert(into: "patient_guarantor (practice, patient, since, guarantor)", rows: links)
    try own.insert(
      into: "person_index (practice, mark, kind, person)", rows: marks,
      "ON CONFLICT (practice, mark, person) DO NOTHING")
    try own.insert(into: PeopleStore.coverageColumns, rows: coverages)
    try own.record(changes, author)
  }
}
