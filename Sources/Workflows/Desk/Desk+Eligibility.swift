// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values
import X12

extension Desk {
  /// Notes that a payer is to be asked about an appointment; whatever goes wrong is told, and stops nothing.
  func prepareEligibility(_ one: Appointment) -> [Finding] {
    do {
      let day = try TimeZones.zone(one.zone).local(one.start).day
      guard let (holder, first) = try covering(one, day) else {
        return [Finding("desk.no-coverage", .warns, at: .claim)]
      }
      let inquiry = try inquiry(one, first, trace: "")
      _ = try eligibility.add(
        appointment: one.id, patient: holder, coverage: first.number, day: day,
        missing: inquiry.missing)
      guard let missing = inquiry.missing else { return [] }
      return [DeskError(.cannotAsk, ("missing", missing)).warning]
    } catch {
      return WorkflowFailure(any: error).findings
    }
  }

  /// The first coverage in force on a day, under whichever of the patient's numbers it is kept.
  private func covering(
    _ one: Appointment, _ day: CalendarDate
  ) throws -> (holder: PatientID, kept: KeptCoverage)? {
    try people.numbers(of: people.root(of: one.patient)).compactMap { holder in
      try people.coverages(of: holder).inForce(on: day).first.map { (holder, $0) }
    }.min { $0.kept.order < $1.kept.order }
  }

  private func inquiry(
    _ one: Appointment, _ kept: KeptCoverage, trace: String
  ) throws -> EligibilityInquiry {
    let partners = PartnerStore(own)
    let resources = try appointments.resources().filter { one.resources.contains($0.id) }
    let npi = resources.compactMap(\.npi).first
    let provider = try npi.flatMap { try partners.provider($0) }
    let payer = try kept.payer.flatMap { try partners.payer($0) }
    return EligibilityInquiry(
      trace: trace, patient: try people.record(of: people.root(of: one.patient)).patient.person,
      coverage: kept.coverage, payerNumber: payer?.payer.id,
      provider: provider ?? Provider(name: .organization(npi ?? ""), npi: npi),
      day: try TimeZones.zone(one.zone).local(one.start).day)
  }

  /// How the questions of a batch are sent.
  public struct Batch: Sendable {
    /// The folder for the file.
    public var out = "."
    /// Who sends.
    public var sender = "CLEANCLAIM"
    /// Who receives.
    public var receiver = "CLEARINGHOUSE"
    /// Whether they are meant: else the interchange says that it is a test.
    public var isProduction = false
    /// How many days an answer is good for; appointments whose last answer is older are asked about again.
    public var days = 7

    /// Makes a batch.
    public init() {}
  }

  /// Writes the questions of a day: appointments of which nothing was asked, or too long ago, those that could not
  /// be asked before, and those that wait.
  ///
  /// - Returns: `written`: the files; `asked`, and what could not be asked, each with the reason.
  public func askDue(
    on day: CalendarDate?, _ batch: Batch
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let zone = try TimeZones.zone(appointments.zone())
      let now = Instant.now
      let day = day ?? zone.local(now).day.adding(days: 1)
      let all = try appointments.appointments(
        from: zone.moment(day, minute: 0), to: zone.moment(day.adding(days: 1), minute: 0)
      ).filter { $0.state == .booked || $0.state == .arrived }
      var asked: [(number: Int, set: Eligibility)] = []
      var failed: [JSON] = []
      for one in all {
        do {
          let known = try eligibility.inquiries(forAppointment: one.id)
          if let answered = known.last(where: { $0.state == .answered })?.answered,
            now.microseconds - answered.microseconds < Int64(batch.days) * 86_400_000_000
          {
            continue
          }
          guard let (holder, first) = try covering(one, day) else {
            throw DeskError(.cannotAsk, ("missing", "a coverage"))
          }
          if let missing = try inquiry(one, first, trace: "").missing {
            throw DeskError(.cannotAsk, ("missing", missing))
          }
          let due =
            try known.last { $0.state == .due }
            ?? eligibility.add(
              appointment: one.id, patient: holder, coverage: first.number, day: day)
          let question = try inquiry(one, first, trace: due.trace).question(at: now)
          asked.append((due.number, question))
        } catch {
          // One that cannot be asked keeps no other from it.
          failed.append(
            .members(
              ("appointment", .string(one.id)),
              ("findings", People.words(WorkflowFailure(any: error).findings))))
        }
      }
      let files = asked.isEmpty ? [] : try write(asked.map(\.set), batch, now)
      for one in asked { try eligibility.ask(one.number, one.set.json, at: now) }
      return .members(
        ("on", .date(day)), ("asked", .int(asked.count)),
        ("written", .array(files.map(JSON.string))), ("failed", .array(failed)))
    }
  }

  private func write(_ sets: [Eligibility], _ batch: Batch, _ now: Instant) throws -> [String] {
    let clock = now.description.dropFirst(11).prefix(5).filter { $0 != ":" }
    var writer = TransactionSetWriter(
      InterchangeHeader(
        sender: .init(id: batch.sender), receiver: .init(id: batch.receiver), date: now.date,
        time: clock, controlNumber: 1, usage: batch.isProduction ? .production : .test))
    let draft = try ScratchFile(in: batch.out)
    try draft.append(writer.begin())
    for set in sets { try draft.append(writer.append(set.loop)) }
    try draft.append(writer.finish())
    let numbered = try NumberedInterchanges(installation)
    let folder = Installation.absolute(batch.out)
    try numbered.write(
      draft, NumberRoute(sender: "ZZ:\(batch.sender)", receiver: "ZZ:\(batch.receiver)")
    ) { "\(folder)/270-\(NumberedInterchanges.nineDigits($0)).edi" }
    let paths = try numbered.place()
    try numbered.confirm()
    return paths
  }

  /// Takes answers from a file of payers: each is kept whole, sealed, with the question that it belongs to.
  ///
  /// - Returns: `answers` in plain words; `unmatched`: traces that no question has.
  public func readAnswers(_ path: String) throws(WorkflowFailure) -> JSON {
    let answers = try ReceivedAnswers(path).sets
    return try asWorkflow {
      var (read, unmatched): ([JSON], [JSON]) = ([], [])
      for answer in answers {
        do {
          let inquiry = try eligibility.answer(
            trace: answer.trace, answer.bytes, isRejected: answer.isRejected, by: author())
          read.append(summary(inquiry))
        } catch let error as DeskError where error.code == .unmatchedAnswer {
          unmatched.append(.string(answer.trace))
        }
      }
      return .members(("answers", .array(read)), ("unmatched", .array(unmatched)))
    }
  }

  /// What was asked and answered of an appointment or a patient, the last first, in plain words.
  public func eligibility(of name: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let found =
        name.hasPrefix("A")
        ? try eligibility.inquiries(forAppointment: name)
        : try people.numbers(of: people.root(of: People.patient(name))).flatMap {
          try eligibility.inquiries(of: $0)
        }
      return .members(
        ("inquiries", .array(found.reversed().map { summary($0) })))
    }
  }

  /// An inquiry with the payer's answer in plain words; every AAA is told.
  func summary(_ inquiry: EligibilityStore.Inquiry) -> JSON {
    let words = EligibilityWords.standard
    let set = inquiry.answer.flatMap { try? ReceivedAnswers($0).sets.first }.map { $0.set }
    let active = set.map {
      $0.benefits.contains { ["1", "2", "3", "4", "5"].contains($0.information) }
    }
    let inactive = set.map { $0.benefits.contains { ["6", "7", "8"].contains($0.information) } }
    return .members(
      ("trace", .string(inquiry.trace)), ("patient", .string(inquiry.patient.description)),
      ("appointment", inquiry.appointment.map(JSON.string)), ("day", .date(inquiry.day)),
      ("state", .string(inquiry.state.rawValue)),
      ("missing", inquiry.question["missing"]),
      ("asked", inquiry.asked.map { .string($0.description) }),
      ("answered", inquiry.answered.map { .string($0.description) }),
      ("active", active.map { .bool($0 && inactive == false) }),
      ("benefits", set.map { .array($0.benefits.map { .string(words.sentence($0)) }) }),
      (
        "rejections",
        set.map { set in
          .array(
            set.rejections.map { rejection in
              .members(
                ("reason", .text(rejection.reason)), ("follow_up", .text(rejection.followUp)),
                ("valid", .string(rejection.valid)),
                ("words", .string(words.sentence(rejection))))
            })
        }
      ))
  }
}

extension DeskError {
  /// The error as a finding that stops nothing.
  var warning: Finding { Finding(code.rawValue, .warns, at: .claim, facts: facts) }
}
