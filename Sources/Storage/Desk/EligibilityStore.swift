// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

/// What was asked of payers about patients' coverage, and everything that they answered, sealed.
public final class EligibilityStore {
  private let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  /// A question and what became of it.
  public struct Inquiry: Hashable, Sendable {
    /// How far it has come; the raw value is the word in JSON.
    public enum State: String, Hashable, Sendable, CaseIterable {
      /// It is to be asked.
      case due
      /// Something is missing for it to be asked.
      case incomplete
      /// It was written.
      case asked
      /// The payer answered.
      case answered
      /// The payer turned it away.
      case rejected
    }

    /// Its number, from 1 without gaps.
    public var number: Int
    /// The appointment; nothing where it was asked without one.
    public var appointment: String?
    /// The patient.
    public var patient: PatientID
    /// The number of the coverage among the patient's; 0 where there is none.
    public var coverage: Int
    /// The day that it is about.
    public var day: CalendarDate
    /// When it was written.
    public var asked: Instant?
    /// When it was answered.
    public var answered: Instant?
    /// How far it has come.
    public var state: State
    /// What is missing, or the question in JSON.
    public var question: JSON
    /// The answer as it was received, byte by byte; nothing before.
    public var answer: [UInt8]?

    /// The number by which the answer is tied to it.
    public var trace: String { PeopleStore.name("E", number) }
  }

  /// Notes that something is to be asked, or what is missing for it.
  public func add(
    appointment: String?, patient: PatientID, coverage: Int, day: CalendarDate,
    missing: String? = nil
  ) throws -> Inquiry {
    try own.transaction {
      let number = try own.nextNumbers("eligibility")
      let state: Inquiry.State = missing == nil ? .due : .incomplete
      let question = JSON.members(("missing", missing.map(JSON.string)))
      try own.insert(
        into: """
          eligibility (practice, number, appointment, patient, coverage, day, asked, answered, state,
          question, answer)
          """,
        rows: [
          [
            .int(number), .text(appointment ?? ""), .text(patient.description), .int(coverage),
            day.value, .null, .null, .text(state.rawValue),
            own.sealed(question, at: own.place("eligibility", "question", "\(number)")), .null,
          ]
        ])
      return Inquiry(
        number: number, appointment: appointment, patient: patient, coverage: coverage, day: day,
        asked: nil, answered: nil, state: state, question: question, answer: nil)
    }
  }

  /// Notes that a question was written.
  public func ask(_ number: Int, _ question: JSON, at moment: Instant) throws {
    try own.run(
      """
      UPDATE eligibility SET state = 'asked', asked = ?, question = ?
      WHERE practice = :practice AND number = ?
      """,
      [
        .int(moment.microseconds),
        own.sealed(question, at: own.place("eligibility", "question", "\(number)")), .int(number),
      ])
  }

  /// Keeps an answer; a later one to the same question takes its place, and the one before stays in the changes.
  ///
  /// - Throws: ``DeskError``: `unmatchedAnswer` where no question has the trace.
  public func answer(
    trace: String, _ bytes: [UInt8], isRejected: Bool, by author: Author
  ) throws -> Inquiry {
    try own.transaction {
      guard trace.hasPrefix("E"), let number = Int(trace.dropFirst()),
        let before = try select("number = ?", [.int(number)]).first, before.trace == trace
      else { throw DeskError(.unmatchedAnswer, ("trace", trace)) }
      if let answer = before.answer, answer != bytes {
        try own.record(
          "eligibility again", trace,
          .members(("before", .string(String(decoding: answer, as: UTF8.self)))), by: author)
      }
      let place = own.place("eligibility", "answer", "\(number)")
      let state: Inquiry.State = isRejected ? .rejected : .answered
      try own.run(
        """
        UPDATE eligibility SET state = ?, answered = ?, answer = ?
        WHERE practice = :practice AND number = ?
        """,
        [
          .text(state.rawValue), .int(author.moment.microseconds),
          .bytes(own.cipher.seal(bytes, at: place)), .int(number),
        ])
      var after = before
      (after.state, after.answered, after.answer) = (state, author.moment, bytes)
      return after
    }
  }

  /// Those that are to be asked.
  public func due() throws -> [Inquiry] { try select("state = 'due'", []) }

  /// What was asked for an appointment, the last one last.
  public func inquiries(forAppointment id: String) throws -> [Inquiry] {
    try select("appointment = ?", [.text(id)])
  }

  /// What was asked of a patient, the last one last.
  public func inquiries(of patient: PatientID) throws -> [Inquiry] {
    try select("patient = ?", [.text(patient.description)])
  }

  private func select(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [Inquiry] {
    try own.run(
      """
      SELECT number, appointment, patient, coverage, day, asked, answered, state, question, answer
      FROM eligibility WHERE practice = :practice AND \(condition) ORDER BY number
      """, values
    ).map { row in
      let number = try row.int(0)
      guard let state = Inquiry.State(rawValue: try row.text(7)) else {
        throw DatabaseError(.wrongType, reason: "state")
      }
      let hasAnswer = row.values[9] != .null
      let answer =
        hasAnswer
        ? try own.cipher.open(row.bytes(9), at: own.place("eligibility", "answer", "\(number)"))
        : nil
      return Inquiry(
        number: number, appointment: try row.text(1).isEmpty ? nil : row.text(1),
        patient: try PeopleStore.patient(row.text(2)), coverage: try row.int(3),
        day: try row.day(4),
        asked: try row.optionalInt(5).map { Instant(microseconds: Int64($0)) },
        answered: try row.optionalInt(6).map { Instant(microseconds: Int64($0)) }, state: state,
        question: try own.json(
          row.bytes(8), at: own.place("eligibility", "question", "\(number)")),
        answer: answer)
    }
  }
}
