// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
import TestSupport
import Testing
import Values

@Suite struct EligibilityStoreTests {
  @Test("An answer is kept byte by byte, sealed, with its question", arguments: TestEngine.present)
  func answers(_ engine: TestEngine) throws {
    let place = try engine.place()
    let test = try TestPractice(place, FieldCipher(KeyRing()))
    let author = try #require(TestPractice.author)
    let patient = try test.people().register(SealedRowsTests.registration(), by: author).patient
    let own = try test.own()
    let store = EligibilityStore(own)
    let day = author.moment.date
    let one = try store.add(appointment: "A000001", patient: patient, coverage: 1, day: day)
    #expect(try one.trace == "E000001" && one.state == .due && store.due().map(\.number) == [1])
    try store.ask(1, .members(("name", .string("Qzxfamily"))), at: author.moment)
    #expect(try store.due().isEmpty)
    let bytes = Array("ISA*…NM1*IL*1*QZXFAMILY*QZXGIVEN~\0AAA*N**75*C~".utf8)
    let answered = try store.answer(trace: "E000001", bytes, isRejected: true, by: author)
    #expect(answered.state == .rejected)
    let later = try store.answer(trace: "E000001", bytes + [1], isRejected: false, by: author)
    #expect(later.answer == bytes + [1])
    let found = try store.inquiries(forAppointment: "A000001")
    #expect(found == [later] && found[0].answered == author.moment)
    #expect(found[0].question["name"]?.string == "Qzxfamily")
    // The first answer is not lost.
    #expect(try own.changes(of: "E000001").count == 1)
    for trace in ["E000009", "X", "", "E1"] {
      let error = #expect(throws: DeskError.self) {
        try store.answer(trace: trace, bytes, isRejected: false, by: author)
      }
      #expect(error?.finding.rule == "desk.unmatched-answer")
    }
    let incomplete = try store.add(
      appointment: nil, patient: patient, coverage: 0, day: day, missing: "a number")
    #expect(try incomplete.state == .incomplete && store.inquiries(of: patient).count == 2)
    // Appointments and the waiting list seal what they are for.
    let appointments = AppointmentStore(own)
    try appointments.put(.init("dr-a", .provider, name: "A"), by: author)
    _ = try appointments.book(
      Appointment(
        of: patient, with: ["dr-a"], start: Instant(microseconds: 0), minutes: 5, zone: "UTC",
        reason: "Qzxgiven has a cough"), by: author)
    _ = try WaitingStore(own).add(
      .init(
        patient: patient, resource: "dr-a", from: day, through: day, minutes: 5, note: "Qzxgiven"),
      by: author)
    try SealedRowsTests.expectNoMarks(place)
  }
}
