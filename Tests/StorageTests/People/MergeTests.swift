// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
import TestSupport
import Testing
import Values

@Suite struct MergeTests {
  /// What the store is to say: who was merged into whom.
  private struct Model {
    var parents: [Int: Int] = [:]

    func root(_ one: Int) -> Int { parents[one].map(root) ?? one }

    func numbers(_ one: Int) -> Set<Int> {
      Set([one] + parents.filter { $0.value == one }.keys.flatMap { numbers($0) })
    }
  }

  @Test(
    "After every step of a generated history of merges the store is what the model is, and all undone it is as before",
    arguments: TestEngine.present)
  func history(_ engine: TestEngine) throws {
    let place = try engine.place()
    let people = try TestPractice(place, FieldCipher(KeyRing())).people()
    let ann = try #require(TestPractice.author)
    let ids = try people.register(
      (0..<12).map {
        Registration(
          PatientRecord(SamplePeople.patient($0)),
          coverages: [KeptCoverage(SamplePeople.coverage($0))])
      }, by: ann
    ).map(\.patient)
    let records = try ids.map { try people.record(of: $0) }
    var model = Model()
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<150 {
      let (a, b) = (
        Int.random(in: 0..<12, using: &numbers), Int.random(in: 0..<12, using: &numbers)
      )
      if Int.random(in: 0..<3, using: &numbers) > 0 {
        let mayBe = model.parents[a] == nil && model.root(b) != a
        let done: Void? = try? people.merge(ids[a], into: ids[b], by: ann)
        #expect((done != nil) == mayBe)
        if mayBe { model.parents[a] = model.root(b) }
      } else {
        let done = try? people.unmerge(ids[a], by: ann)
        #expect(done == model.parents[a].map { ids[$0] })
        model.parents[a] = nil
      }
      let one = Int.random(in: 0..<12, using: &numbers)
      #expect(try people.root(of: ids[one]) == ids[model.root(one)])
      let root = model.root(one)
      #expect(try Set(people.numbers(of: ids[root])) == Set(model.numbers(root).map { ids[$0] }))
      // A claim of a merged number is of the one that stands for it.
      let known = try people.register(
        records[one].patient, [SamplePeople.coverage(one)], by: ann)
      #expect(known.patient == ids[root] && !known.isNew)
    }
    for index in 0..<12 where model.parents[index] != nil {
      try people.unmerge(ids[index], by: ann)
    }
    #expect(try ids.map { try people.root(of: $0) } == ids)
    #expect(try ids.map { try people.record(of: $0) } == records)
    #expect(try ids.allSatisfy { try people.coverages(of: $0).count == 1 })
    #expect(try people.count() == 12)
    let twice = #expect(throws: PeopleError.self) {
      try people.merge(ids[0], into: ids[0], by: ann)
    }
    #expect(twice?.finding.rule == "people.cannot-merge")
    let none = #expect(throws: PeopleError.self) { try people.unmerge(ids[0], by: ann) }
    #expect(none?.finding.rule == "people.not-merged")
  }

  @Test("Units are used once each, by however many at once", arguments: TestEngine.present)
  func authorizations(_ engine: TestEngine) async throws {
    let place = try engine.place()
    let test = try TestPractice(place, FieldCipher(KeyRing()))
    let ann = try #require(TestPractice.author)
    let patient = try test.people().register(
      SamplePeople.patient(1), [SamplePeople.coverage(1)], by: ann
    ).patient
    let store = AuthorizationStore(try test.own())
    let number = try store.add(
      Authorization(.authorization, of: patient, reference: "A-1", allowed: 50), by: ann)
    let day = ann.moment.date
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
      for user in 0..<8 {
        group.addTask {
          let own = AuthorizationStore(try test.own())
          let ann = try #require(TestPractice.author)
          return try (0..<10).count { step in
            do {
              try own.use(1, of: number, on: day, key: "\(user)/\(step)", by: ann)
              return true
            } catch is PeopleError { return false }
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(done == 50)
    let left = try store.authorization(number)
    #expect(try left.left == 0 && left.reference == "A-1" && store.countedUses(of: number) == 50)
    let error = #expect(throws: PeopleError.self) {
      try store.use(1, of: number, on: day, key: "more", by: ann)
    }
    #expect(error?.finding.rule == "people.not-authorized")
    // What was used may be given back, and the same use again changes nothing.
    let key = try #require(
      try test.own().run(
        "SELECT source_key FROM authorized_use WHERE practice = :practice AND number = ? LIMIT 1",
        [.int(number)]
      ).first?.text(0))
    #expect(try store.use(1, of: number, on: day, key: key, by: ann) == 0)
    #expect(try store.use(-1, of: number, on: day, key: "back", by: ann) == 1)
    #expect(try store.warnings(on: day, within: 14).count == 1)
  }
}
