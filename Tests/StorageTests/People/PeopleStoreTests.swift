// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TestSupport
import Testing
import Values
import Workflows

/// A practice of a test, with as many connections as are asked for.
struct TestPractice: @unchecked Sendable {
  // Kept, so that the database is there as long as the practice is.
  private let place: TestDatabase
  let address: DatabaseAddress
  let cipher: FieldCipher
  let practice: PracticeID

  init(_ place: TestDatabase, _ cipher: FieldCipher, _ name: String = "main") throws {
    self.place = place
    address = place.address
    self.cipher = cipher
    practice = try #require(PracticeID(name))
  }

  func own() throws -> PracticeDatabase {
    try PracticeDatabase(Database(at: address), practice, cipher)
  }

  func people() throws -> PeopleStore { PeopleStore(try own()) }

  static let author = Author("ann", at: Instant(microseconds: 1_770_000_000_000_000))
}

@Suite struct PeopleStoreTests {
  private static func registration(_ number: Int) -> Registration {
    Registration(
      PatientRecord(SamplePeople.patient(number), telephone: "21755501\(10 + number % 80)"),
      coverages: [KeptCoverage(SamplePeople.coverage(number))])
  }

  @Test(
    "The same name, birth and number is the same patient; less than that is a new one",
    arguments: TestEngine.present)
  func register(_ engine: TestEngine) throws {
    let place = try engine.place()
    let people = try TestPractice(place, FieldCipher(KeyRing())).people()
    let ann = try #require(TestPractice.author)
    let (patient, coverage) = (SamplePeople.patient(1), SamplePeople.coverage(1))
    let first = try people.register(patient, [coverage], by: ann)
    #expect(first.isNew && first.patient.description == "P000001")
    #expect(first.guarantor.description == "G000001")
    var shouting = patient
    shouting.person.name.family = patient.person.name.family.uppercased() + " "
    let again = try people.register(shouting, [coverage], by: ann)
    #expect(again.patient == first.patient && !again.isNew && again.guarantor == first.guarantor)
    // Another number, no number, another birth date: each a patient of its own.
    var other = coverage
    other.subscriberID = "OTHER"
    var born = patient
    born.person.birthDate = patient.person.birthDate?.adding(days: 1)
    let results = try people.register(
      [
        Registration(PatientRecord(patient), coverages: [KeptCoverage(other)]),
        Registration(PatientRecord(patient)), Registration(PatientRecord(patient)),
        Registration(PatientRecord(born), coverages: [KeptCoverage(coverage)]),
      ], by: ann)
    #expect(results.map(\.patient.description) == ["P000002", "P000003", "P000003", "P000004"])
    #expect(results.map(\.isNew) == [true, true, false, true])
    // One person answers for all: the guarantor is known by name and birth.
    #expect(Set(results.prefix(3).map(\.guarantor)) == [first.guarantor])
    let pairs = try people.duplicates(.standard)
    #expect(pairs.count == 6 && pairs.allSatisfy { $0.score.points >= 60 })
    #expect(try people.duplicates(of: first.patient, .standard).count == 3)
    #expect(try people.record(of: first.patient) == PatientRecord(patient))
    var query = PeopleStore.Query()
    query.family = patient.person.name.family.lowercased()
    #expect(try people.find(query).count == 4)
    query.birthDate = born.person.birthDate
    #expect(try people.find(query).map(\.patient.description) == ["P000004"])
  }

  @Test("Who was known by another name is found by it, and by the new one")
  func change() throws {
    let place = try TestEngine.sqlite.place()
    let people = try TestPractice(place, FieldCipher(KeyRing())).people()
    let ann = try #require(TestPractice.author)
    let known = try people.register(Self.registration(1), by: ann)
    var record = try people.record(of: known.patient)
    let before = record
    record.patient.person.name.family = "Newname"
    try people.change(known.patient, to: record, by: ann)
    var query = PeopleStore.Query()
    for (family, isFormer) in [(before.patient.person.name.family, true), ("Newname", false)] {
      query.family = family
      let found = try people.find(query)
      #expect(found.map(\.patient) == [known.patient] && found[0].isFormer == isFormer)
    }
    let changes = try people.changes(of: known.patient)
    #expect(changes.map(\.action) == ["patient add", "patient change"])
    #expect(changes[1].content["patient"]?["family"]?.string == before.patient.person.name.family)
    let nobody = try #require(PatientID("P000009"))
    let error = #expect(throws: PeopleError.self) { try people.record(of: nobody) }
    #expect(error?.finding.rule == "people.unknown")
  }

  @Test("Many who enter the same people at once enter each once", arguments: TestEngine.present)
  func writers(_ engine: TestEngine) async throws {
    let place = try engine.place()
    let test = try TestPractice(place, FieldCipher(KeyRing()))
    _ = try test.people()
    try await withThrowingTaskGroup(of: [PatientID].self) { group in
      for writer in 0..<8 {
        group.addTask {
          let people = try test.people()
          let ann = try #require(TestPractice.author)
          return try (0..<20).map { step in
            try people.register(Self.registration((step + writer * 3) % 20), by: ann).patient
          }
        }
      }
      var all: Set<PatientID> = []
      for try await ids in group { all.formUnion(ids) }
      let numbers = (1...20).map { "P0000" + ($0 < 10 ? "0" : "") + "\($0)" }
      #expect(all.map(\.description).sorted() == numbers)
    }
    #expect(try test.people().count() == 20)
  }

  @Test("What is rolled back leaves no gap in the numbers", arguments: TestEngine.present)
  func gaps(_ engine: TestEngine) throws {
    struct Stop: Error {}
    let place = try engine.place()
    let own = try TestPractice(place, FieldCipher(KeyRing())).own()
    let people = PeopleStore(own)
    let ann = try #require(TestPractice.author)
    #expect(throws: Stop.self) {
      try own.transaction {
        _ = try people.register(Self.registration(1), by: ann)
        throw Stop()
      }
    }
    let known = try people.register(Self.registration(2), by: ann)
    #expect(known.patient.description == "P000001")
  }

  @Test("Two practices in one database know nothing of each other", arguments: TestEngine.present)
  func practices(_ engine: TestEngine) throws {
    let place = try engine.place()
    let cipher = FieldCipher(KeyRing())
    let ann = try #require(TestPractice.author)
    let main = try TestPractice(place, cipher).people()
    let north = try TestPractice(place, cipher, "north").people()
    let known = try main.register(Self.registration(1), by: ann)
    #expect(throws: PeopleError.self) { try north.record(of: known.patient) }
    var query = PeopleStore.Query()
    query.family = SamplePeople.patient(1).person.name.family
    #expect(try north.find(query).isEmpty && main.find(query).count == 1)
    #expect(try north.register(Self.registration(1), by: ann).isNew)
    #expect(try main.count() == 1 && north.count() == 1)
  }

  @Test(
    "A parent answers for a minor; from a day on somebody else may", arguments: TestEngine.present)
  func guarantors(_ engine: TestEngine) throws {
    let place = try engine.place()
    let people = try TestPractice(place, FieldCipher(KeyRing())).people()
    let ann = try #require(TestPractice.author)
    let today = ann.moment.date
    var (child, coverage) = (SamplePeople.patient(1), SamplePeople.coverage(1))
    let parent = SamplePeople.patient(2).person
    child.person.birthDate = today.adding(days: -3000)
    coverage.relationship = .child
    coverage.subscriber = parent
    let known = try people.register(child, [coverage], by: ann)
    #expect(try people.person(of: known.guarantor).name == parent.name)
    let sibling = SamplePeople.patient(3)
    let other = try people.register(
      Registration(PatientRecord(sibling), guarantor: parent), by: ann)
    #expect(other.guarantor == known.guarantor)
    let third = SamplePeople.patient(4).person
    let day = today.adding(days: 30)
    let after = try people.change(guarantorOf: known.patient, to: third, since: day, by: ann)
    #expect(after != known.guarantor)
    #expect(try people.guarantor(of: known.patient, on: day.adding(days: -1)) == known.guarantor)
    #expect(try people.guarantor(of: known.patient, on: day) == after)
    #expect(try people.patients(of: known.guarantor, on: day) == [other.patient])
    #expect(try people.patients(of: known.guarantor, on: today) == [known.patient, other.patient])
    #expect(try people.guarantors(of: known.patient).map(\.since) == [nil, day])
  }
}
