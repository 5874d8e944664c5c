// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import TestSupport
import Testing
import Values

@Suite struct DeskRuleTests {
  @Test(
    "A series is on the days that its rule names",
    arguments: [
      (Recurrence(count: 3), "2026-04-01 2026-04-08 2026-04-15"),
      (Recurrence(every: 2, count: 3), "2026-04-01 2026-04-15 2026-04-29"),
      (Recurrence(on: [1, 3], count: 4), "2026-04-01 2026-04-06 2026-04-08 2026-04-13"),
      (Recurrence(every: 2, on: [1, 3], count: 4), "2026-04-01 2026-04-13 2026-04-15 2026-04-27"),
      (Recurrence(every: 3, .days, count: 3), "2026-04-01 2026-04-04 2026-04-07"),
      (
        Recurrence(on: [0, 6], until: CalendarDate(year: 2026, month: 4, day: 11)),
        "2026-04-04 2026-04-05 2026-04-11"
      ),
    ])
  func series(_ rule: Recurrence, _ days: String) throws {
    let wednesday = try #require(CalendarDate("2026-04-01"))
    #expect(try rule.days(from: wednesday).map(\.description).joined(separator: " ") == days)
  }

  @Test(
    "A series without an end, with none or too many is refused",
    arguments: [
      Recurrence(), Recurrence(every: 0, count: 1), Recurrence(count: 0), Recurrence(count: 367),
      Recurrence(on: [7], count: 1),
      Recurrence(until: CalendarDate(year: 2026, month: 3, day: 1)),
      Recurrence(every: 1, .days, until: CalendarDate(year: 2099, month: 1, day: 1)),
    ])
  func refused(_ rule: Recurrence) throws {
    let day = try #require(CalendarDate("2026-04-01"))
    let error = #expect(throws: DeskError.self) { try rule.days(from: day) }
    #expect(error?.finding.rule == "desk.bad-series")
  }

  @Test("Times are in slots of five minutes")
  func slots() throws {
    let patient = try #require(PatientID("P000001"))
    let start = try #require(Instant("2026-04-01T09:00:00Z"))
    var one = Appointment(of: patient, with: ["a"], start: start, minutes: 30, zone: "UTC")
    #expect(try one.slots().count == 6)
    for (shift, minutes) in [(0, 7), (60_000_000, 30), (0, 0), (0, 1445), (0, -5)] {
      one.start = Instant(microseconds: start.microseconds + Int64(shift))
      one.minutes = minutes
      let error = #expect(throws: DeskError.self) { try one.slots() }
      #expect(error?.finding.rule == "desk.bad-time")
    }
  }

  @Test("What is over stays over, and what is called off holds no time")
  func states() {
    for state in Appointment.State.allCases {
      #expect(state.next.contains(state) == false)
      #expect(state.next.isEmpty == [.completed, .cancelled, .noShow].contains(state))
      #expect(state.holdsTime == ![.cancelled, .noShow].contains(state))
    }
  }

  @Test("A question says what is missing, and asks about the dependent where there is one")
  func inquiry() throws {
    let person = SamplePeople.patient(1).person
    let provider = Provider(name: .organization("CLINIC"), npi: "1234567893")
    let day = try #require(CalendarDate("2026-04-01"))
    var one = EligibilityInquiry(
      trace: "E000001", patient: person, coverage: SamplePeople.coverage(1), payerNumber: nil,
      provider: provider, day: day)
    #expect(one.missing == nil)
    let own = one.question(at: Instant(startOf: day))
    #expect(own.allLevels.map(\.level.kind) == [.source, .receiver, .subscriber])
    #expect(own.questions.map(\.serviceTypes) == [["30"]])
    one.coverage.relationship = .child
    #expect(one.missing == "the subscriber")
    one.coverage.subscriber = SamplePeople.patient(2).person
    let child = one.question(at: Instant(startOf: day))
    #expect(child.allLevels.map(\.level.kind).last == .dependent)
    #expect(child.allLevels.last?.traces.first?.number == "E000001")
    #expect(child.allLevels[2].party?.party.id == one.coverage.subscriberID)
    one.coverage.subscriberID = nil
    #expect(one.missing == "the subscriber's number")
    let error = DeskError(.cannotAsk, ("missing", one.missing ?? "")).finding.rule
    #expect(error == "desk.cannot-ask")
  }
}
