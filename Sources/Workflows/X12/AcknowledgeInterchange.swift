// SPDX-License-Identifier: Apache-2.0

import Storage
import TransactionSets
public import Values
import X12

/// Which acknowledgements of a file are wanted, and how they are numbered and dated.
public struct AcknowledgementFiles: Sendable {
  /// Where the TA1 goes: whether the interchange itself is accepted.
  public var envelope: String?
  /// Where the 999 goes: whether the transaction sets follow their guides.
  public var sets: String?
  /// Where the 277CA goes: whether the claims are taken.
  public var claims: String?
  /// The day on which they are made.
  public var date: CalendarDate
  /// The time at which they are made, `hhmm`.
  public var time: String
  /// The control number of the first interchange that is written; the others follow.
  public var controlNumber = 1
  /// Who answers, where it is not the party that the file was sent to.
  public var sender: String?
  /// Whose store has the control numbers instead; each interchange is then a file named after its parties
  /// and its number.
  public var numbersFrom: Installation?

  /// Makes a wish for none; the date and time are the machine's, in UTC, unless they are set after.
  public init() {
    let now = RunEncounters.Options(out: nil)
    date = now.date
    time = now.time
  }
}

extension AcknowledgementFiles {
  /// The header of an answer.
  func header(answering isa: Segment, controlNumber: Int) -> InterchangeHeader {
    var header = AcknowledgementWriter.header(
      answering: isa, date: date, time: time, controlNumber: controlNumber)
    if let sender {
      header.sender = InterchangeHeader.Party(id: sender)
      header.usage = .test
    }
    return header
  }
}

/// The control numbers of answers as they are made: one after the other, or none where a store has them.
private struct AnswerNumbers {
  private(set) var next: Int
  private let isCounting: Bool

  init(_ wanted: AcknowledgementFiles) {
    isCounting = wanted.numbersFrom == nil
    next = isCounting ? wanted.controlNumber : 0
  }

  /// The number was used.
  mutating func advance() {
    if isCounting { next = next == 999_999_999 ? 1 : next + 1 }
  }
}

extension InterchangeFile {
  /// Judges the file and writes the acknowledgements that are wanted.
  ///
  /// Where the files go is looked at first; they appear whole or not at all. Each interchange is answered by
  /// one of its own. A 277CA needs the file to be read twice; the standard input is held in memory for that.
  ///
  /// - Returns: The judgement, and the paths of the files written.
  /// - Throws: ``WorkflowFailure`` where something cannot be read or written at all.
  public func acknowledge(
    _ wanted: AcknowledgementFiles, _ options: JudgeOptions = JudgeOptions()
  ) throws(WorkflowFailure) -> (judgement: Judgement, written: [String]) {
    var output = try AcknowledgementOutput(
      [wanted.envelope, wanted.sets, wanted.claims],
      read: [path] + [options.rules].compactMap(\.self),
      numbered: wanted.numbersFrom)
    let file = wanted.claims == nil ? self : try readableTwice()
    var units = BusinessUnits()
    let needsUnits = wanted.sets != nil
    let judgement = try file.judgement(options) { segment in
      if needsUnits { units.take(segment) }
    }
    var numbers = AnswerNumbers(wanted)
    let known = units
    let written = try asWorkflow {
      if let path = wanted.envelope {
        let answers = try judgement.answers(wanted, &numbers) { writer, report in
          writer.envelope = .always
          report.groups = []
        }
        output.add(answers, to: path)
      }
      if let path = wanted.sets {
        let answers = try judgement.answers(wanted, &numbers) { writer, _ in
          writer.envelope = wanted.envelope == nil ? .asAsked : .never
          writer.context = AcknowledgementContext(guides: Assets.guides)
          writer.context.unit = { known.unit(at: $0) }
        }
        output.add(answers, to: path)
      }
      if let path = wanted.claims {
        output.add(try file.claimAnswers(judgement.report, wanted, &numbers), to: path)
      }
      return try output.write()
    }
    return (judgement, written)
  }

  /// The 277CAs of all claims in the file, an interchange for each that has claims to answer.
  private func claimAnswers(
    _ report: X12Report, _ wanted: AcknowledgementFiles, _ numbers: inout AnswerNumbers
  ) throws -> [InterchangeAnswer] {
    var builder = ClaimAcknowledgementBuilder(
      report, codes: ClaimAcknowledgementCodes(Assets.bytes("x12/claim-acknowledgement.tsv")),
      .init(received: wanted.date, processed: wanted.date, time: wanted.time, trace: ""))
    var assembler = LoopAssembler(guides: Assets.guides)
    var answers: [InterchangeAnswer] = []
    var open: (answer: InterchangeAnswer, writer: TransactionSetWriter)?
    func close() throws {
      guard var done = open else { return }
      done.answer.bytes += try done.writer.finish()
      answers.append(done.answer)
      open = nil
      numbers.advance()
    }
    var stream = try self.open()
    while true {
      switch try stream.next() {
      case .segment:
        if stream.segment.id == SegmentID("ISA") { try close() }
        builder.options.trace = NumberedInterchanges.nineDigits(numbers.next)
        for answer in builder.take(stream.segment, assembler.take(stream.segment)) {
          var (interchange, writer) = try open ?? begin(answer, wanted, numbers.next)
          open = nil
          writer.parties = (wanted.sender ?? answer.receiver, answer.sender)
          interchange.bytes += try writer.append(answer.report.loop)
          open = (interchange, writer)
        }
      case .bytes: continue
      case .end:
        try close()
        return answers
      }
    }
  }

  /// Begins the interchange that an answer to claims goes out in.
  private func begin(
    _ answer: ClaimAcknowledgementBuilder.Answer, _ wanted: AcknowledgementFiles, _ number: Int
  ) throws -> (answer: InterchangeAnswer, writer: TransactionSetWriter) {
    let header = wanted.header(answering: answer.interchange, controlNumber: number)
    var writer = TransactionSetWriter(header)
    return (InterchangeAnswer(header, try writer.begin()), writer)
  }
}

extension Judgement {
  /// The answers to the interchanges, one after the other.
  fileprivate func answers(
    _ wanted: AcknowledgementFiles, _ numbers: inout AnswerNumbers,
    _ settle: (inout AcknowledgementWriter, inout InterchangeReport) -> Void
  ) throws -> [InterchangeAnswer] {
    var answers: [InterchangeAnswer] = []
    for interchange in report.interchanges {
      var report = interchange
      var writer = AcknowledgementWriter(
        header: wanted.header(answering: interchange.header, controlNumber: numbers.next))
      settle(&writer, &report)
      let answer = try writer.write(report)
      guard !answer.isEmpty else { continue }
      answers.append(InterchangeAnswer(writer.header, answer))
      numbers.advance()
    }
    return answers
  }
}
