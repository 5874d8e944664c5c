// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
import TestSupport
import Testing
import Values

@Suite struct AppointmentStoreTests {
  /// A practice with a patient, two providers and two rooms.
  struct Practice: Sendable {
    let test: TestPractice
    let patient: PatientID
    let author: Author
    static let resources = ["dr-a", "dr-b", "room-1", "room-2"]

    init(_ place: TestDatabase) throws {
      test = try TestPractice(place, FieldCipher(KeyRing()))
      author = try #require(TestPractice.author)
      patient = try test.people().register(
        SamplePeople.patient(1), [SamplePeople.coverage(1)], by: author
      ).patient
      let store = try store()
      for id in Self.resources {
        try store.put(.init(id, id.hasPrefix("dr") ? .provider : .room, name: id), by: author)
      }
    }

    func store() throws -> AppointmentStore { AppointmentStore(try test.own()) }

    func appointment(
      _ resources: [String], slot: Int, minutes: Int = 15, zone: String = "America/Chicago"
    ) -> Appointment {
      Appointment(
        of: patient, with: resources,
        start: Instant(microseconds: 1_775_000_100_000_000 + Int64(slot) * 300_000_000),
        minutes: minutes, zone: zone, reason: "knee")
    }
  }

  @Test(
    "Sixteen who book the same times at once get each time once", arguments: TestEngine.present)
  func conflicts(_ engine: TestEngine) async throws {
    let practice = try Practice(engine.place())
    let attempts = 40
    let (booked, refused) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for writer in 0..<16 {
        group.addTask {
          let store = try practice.store()
          var (booked, refused) = (0, 0)
          for step in 0..<attempts {
            // All go for the same times, from other ends, with overlapping lengths.
            let slot = (step * (writer % 2 == 0 ? 1 : 7) + writer / 8) % 40
            let with = writer % 3 == 0 ? ["dr-a", "room-1"] : ["room-1"]
            do {
              _ = try store.book(
                practice.appointment(with, slot: slot, minutes: 5 * (1 + step % 3)),
                by: practice.author)
              booked += 1
            } catch let error as DeskError where error.code == .taken { refused += 1 }
          }
          return (booked, refused)
        }
      }
      return try await group.reduce(into: (0, 0)) { $0 = ($0.0 + $1.0, $0.1 + $1.1) }
    }
    #expect(booked + refused == 16 * attempts && booked > 10 && refused > 400)
    let store = try practice.store()
    let counts = try store.slotCounts()
    #expect(counts.taken == counts.held)
    let all = try store.appointments(of: practice.patient)
    #expect(all.count == booked)
    #expect(all.map(\.id).sorted() == (1...booked).map { name($0) })
    try expectNoOverlap(all)
  }

  private func name(_ number: Int) -> String {
    "A" + String(repeating: "0", count: 6 - String(number).count) + "\(number)"
  }

  private func expectNoOverlap(_ all: [Appointment]) throws {
    var taken: Set<String> = []
    for one in all where one.state.holdsTime {
      for resource in one.resources {
        for slot in try one.slots() {
          #expect(taken.insert("\(resource) \(slot)").inserted)
        }
      }
    }
  }

  @Test(
    "After every step of a generated history of bookings, moves and cancellations slots and appointments agree",
    arguments: TestEngine.present)
  func history(_ engine: TestEngine) throws {
    let practice = try Practice(engine.place())
    let store = try practice.store()
    var numbers = SeededNumbers(seed: 11)
    var free: Set<String> = []
    for _ in 0..<120 {
      let slot = Int.random(in: 0..<30, using: &numbers)
      let resource = Practice.resources.randomElement(using: &numbers) ?? ""
      let all = try store.appointments(of: practice.patient)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0, 1:
        let wish = practice.appointment([resource, "dr-a"], slot: slot)
        let wanted = Set(try wish.slots())
        let isFree = try all.filter { $0.state.holdsTime }.allSatisfy { one in
          let slots = Set(try one.slots())
          return Set(one.resources).isDisjoint(with: wish.resources)
            || slots.isDisjoint(with: wanted)
        }
        #expect(((try? store.book(wish, by: practice.author)) != nil) == isFree)
      case 2:
        guard let one = all.filter({ $0.state == .booked }).randomElement(using: &numbers) else {
          continue
        }
        let before = try store.appointment(one.id)
        let start = practice.appointment([], slot: slot).start
        let moved = try? store.move(one.id, to: start, with: [resource], by: practice.author)
        // What cannot be moved is as it was.
        if moved == nil { #expect(try store.appointment(one.id) == before) }
      default:
        guard let one = all.randomElement(using: &numbers) else { continue }
        let state = Appointment.State.allCases.randomElement(using: &numbers) ?? .booked
        let done = try? store.put(state, one.id, by: practice.author)
        #expect((done != nil) == one.state.next.contains(state))
        if done?.state.holdsTime == false { free.insert(one.id) }
      }
      let counts = try store.slotCounts()
      #expect(counts.taken == counts.held)
      try expectNoOverlap(try store.appointments(of: practice.patient))
    }
    #expect(!free.isEmpty)
  }

  @Test(
    "A series keeps the time of its clocks over the change in March", arguments: TestEngine.present)
  func series(_ engine: TestEngine) throws {
    let practice = try Practice(engine.place())
    let store = try practice.store()
    var first = practice.appointment(["dr-a"], slot: 0)
    let zone = try TimeZones.zone("America/Chicago")
    let day = try #require(CalendarDate("2026-03-02"))
    first.start = zone.moment(day, minute: 540)
    let series = try store.book(
      first, Recurrence(count: 3), skipsTaken: false, by: practice.author)
    #expect(
      series.booked.map(\.start.description) == [
        "2026-03-02T15:00:00.000000Z", "2026-03-09T14:00:00.000000Z", "2026-03-16T14:00:00.000000Z",
      ])
    #expect(series.booked.map { zone.local($0.start).minute } == [540, 540, 540])
    #expect(try store.appointments(ofSeries: series.booked[0].id).count == 3)
    // The same again: none is booked, or the free ones only.
    var other = first
    other.start = zone.moment(day.adding(days: 7), minute: 540)
    let none = try store.book(other, Recurrence(count: 3), skipsTaken: false, by: practice.author)
    #expect(none.booked.isEmpty && none.taken.count == 2)
    let some = try store.book(other, Recurrence(count: 3), skipsTaken: true, by: practice.author)
    #expect(some.booked.count == 1 && some.taken.map(\.resource) == ["dr-a", "dr-a"])
    #expect(some.booked[0].id == "A000004")
    let unknown = #expect(throws: DeskError.self) {
      try store.setZone("Nowhere/None", by: practice.author)
    }
    #expect(unknown?.finding.rule == "desk.unknown-zone")
    #expect(throws: DeskError.self) { try TimeZones.zone("../../etc/passwd") }
  }

  @Test("Who waits is found when a time becomes free; who was reminded is not listed again")
  func waiting() throws {
    let practice = try Practice(TestEngine.sqlite.place())
    let store = try practice.store()
    let list = WaitingStore(try practice.test.own())
    let one = try store.book(practice.appointment(["dr-a"], slot: 0), by: practice.author)
    let day = one.start.date
    let number = try list.add(
      .init(patient: practice.patient, resource: "dr-a", from: day, through: day, minutes: 15),
      by: practice.author)
    #expect(try list.list("dr-a", on: day, minutes: 15).map(\.number) == [number])
    #expect(try list.list("dr-a", on: day, minutes: 10).isEmpty)
    #expect(try list.list("dr-b", on: day).isEmpty)
    #expect(try list.list("dr-a", on: day.adding(days: 1)).isEmpty)
    try list.end(number, isBooked: true, by: practice.author)
    #expect(try list.list().isEmpty)
    #expect(throws: DeskError.self) { try list.end(number, isBooked: true, by: practice.author) }
    let (from, to) = (Instant(startOf: day), Instant(startOf: day.adding(days: 1)))
    #expect(try store.reminders(from: from, to: to).map(\.id) == [one.id])
    try store.remind([one.id], by: practice.author)
    #expect(try store.reminders(from: from, to: to).isEmpty)
    _ = try store.move(one.id, to: one.start, minutes: 30, by: practice.author)
    #expect(try store.reminders(from: from, to: to).map(\.id) == [one.id])
  }
}
