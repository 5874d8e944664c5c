// SPDX-License-Identifier: Apache-2.0

import Claims
import Glibc
import Storage
import TransactionSets
public import Values
public import X12

extension InterchangeFile {
  /// How a file is answered.
  public struct AnswerOptions: Sendable {
    /// The day on which the file came and is answered.
    public var date: CalendarDate
    /// The time of the answer, `hhmm`.
    public var time: String
    /// The control number of the first interchange in return; the next follow.
    public var controlNumber: Int
    /// Whether a TA1 is sent even where nobody asks for it and nothing is wrong.
    public var alwaysAnswersEnvelope = false
    /// Whether a clearinghouse answers, and not the payer: it receives claims, and adjudicates none.
    public var isClearinghouse = false

    /// Makes options; the day and time are the machine's, in UTC, unless they are set after.
    public init(controlNumber: Int = 1) {
      self.controlNumber = controlNumber
      var now = Glibc.time(nil)
      var parts = tm()
      gmtime_r(&now, &parts)
      date = CalendarDate(daysSinceEpoch: Int32(now / 86_400))
      let (hour, minute) = (Int(parts.tm_hour), Int(parts.tm_min))
      time = "\(hour < 10 ? "0" : "")\(hour)\(minute < 10 ? "0" : "")\(minute)"
    }
  }

  /// Answers the file with a TA1 where one is due and a 999 for each functional group, an interchange in
  /// return for each.
  ///
  /// The file is read a second time for the numbers of the claims in which something is wrong; those of the
  /// standard input, which cannot be read twice, are left out.
  ///
  /// - Parameter report: What ``judge(_:)`` found in the file.
  /// - Returns: The interchanges; empty where there is nothing to say.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read again, or a value of it cannot be sent back.
  public func acknowledgement(
    of report: X12Report, _ options: AnswerOptions = AnswerOptions()
  ) throws(WorkflowFailure) -> [UInt8] {
    try asWorkflow {
      var context = AcknowledgementContext(guides: Assets.guides)
      let units = path == "-" ? BusinessUnits() : try self.units(in: report)
      context.unit = { units.unit(at: $0) }
      var bytes: [UInt8] = []
      var number = options.controlNumber
      for interchange in report.interchanges {
        var writer = AcknowledgementWriter(header: options.header(interchange.header, number))
        writer.envelope = options.alwaysAnswersEnvelope ? .always : .asAsked
        writer.context = context
        let answer = try writer.write(interchange)
        if !answer.isEmpty { number += 1 }
        bytes += answer
      }
      return bytes
    }
  }

  /// Answers each claim of the file with a 277CA, whose transaction sets follow those of the file.
  ///
  /// - Parameters:
  ///   - report: What ``judge(_:)`` found in the file.
  ///   - output: Takes the interchanges, piece by piece; nothing comes where no 837 was accepted.
  /// - Throws: ``WorkflowFailure``: `x12.not-twice` for the standard input, which cannot be read twice.
  public func claimAcknowledgement(
    of report: X12Report, _ options: AnswerOptions = AnswerOptions(), to output: Output
  ) throws(WorkflowFailure) {
    guard path != "-" else { throw WorkflowFailure("x12.not-twice", .unusable) }
    try asWorkflow {
      var answer = ClaimAnswer(report, options)
      var assembler = LoopAssembler(guides: Assets.guides)
      try forEachSegment { try answer.take($0, assembler.take($0), output) }
      try answer.finish(output)
    }
  }

  /// The numbers of claims of the transaction sets in which something was found.
  private func units(in report: X12Report) throws -> BusinessUnits {
    var units = BusinessUnits()
    var place = (interchange: 0, group: 0, set: 0)
    try forEachSegment { segment in
      units.take(segment)
      switch segment[0].text {
      case "ISA": place = (place.interchange + 1, 0, 0)
      case "GS": place = (place.interchange, place.group + 1, 0)
      case "ST": place.set += 1
      case "SE":
        let set = report.set(place.interchange, place.group, place.set)
        if set?.findings.count == 0 { units.forgetSet() }
      default: break
      }
    }
    return units
  }

  private func forEachSegment(_ body: (SegmentView) throws -> Void) throws {
    let stream = try open()
    while true {
      switch try stream.next() {
      case .segment: try body(stream.segment)
      case .bytes: continue
      case .end: return
      }
    }
  }
}

extension InterchangeFile.AnswerOptions {
  func header(_ isa: Segment, _ number: Int) -> InterchangeHeader {
    AcknowledgementWriter.header(answering: isa, date: date, time: time, controlNumber: number)
  }
}

extension X12Report {
  fileprivate func set(_ interchange: Int, _ group: Int, _ set: Int) -> SetReport? {
    guard (1...max(1, interchanges.count)).contains(interchange), !interchanges.isEmpty else {
      return nil
    }
    let groups = interchanges[interchange - 1].groups
    guard group > 0, group <= groups.count, set > 0, set <= groups[group - 1].sets.count else {
      return nil
    }
    return groups[group - 1].sets[set - 1]
  }
}

/// The interchanges of 277CAs in return for those of a file.
private struct ClaimAnswer {
  private let options: InterchangeFile.AnswerOptions
  private var builder: ClaimAcknowledgementBuilder
  private var writer: TransactionSetWriter?
  private var header: Segment?
  private var number: Int

  init(_ report: X12Report, _ options: InterchangeFile.AnswerOptions) {
    self.options = options
    number = options.controlNumber
    var claims = ClaimAcknowledgementBuilder.Options(
      received: options.date, processed: options.date, time: options.time,
      trace: String(options.controlNumber))
    if options.isClearinghouse {
      claims.role = "AY"
      claims.acceptance = .init(category: "A1", code: "19", entity: "AY")
    }
    let codes = ClaimAcknowledgementCodes(Assets.bytes("x12/claim-acknowledgement.tsv"))
    builder = ClaimAcknowledgementBuilder(report, codes: codes, claims)
  }

  mutating func take(
    _ segment: SegmentView, _ pieces: [LoopAssembler.Piece], _ output: InterchangeFile.Output
  ) throws {
    for answer in builder.take(segment, pieces) { try write(answer.loop, output) }
    if segment[0] == "ISA" {
      try finish(output)
      header = Segment(segment)
    }
  }

  private mutating func write(_ set: Loop, _ output: InterchangeFile.Output) throws {
    if writer == nil, let header {
      var begun = TransactionSetWriter(options.header(header, number))
      output(try begun.begin())
      writer = begun
      number += 1
    }
    if let bytes = try writer?.append(set) { output(bytes) }
  }

  mutating func finish(_ output: InterchangeFile.Output) throws {
    if let bytes = try writer?.finish() { output(bytes) }
    writer = nil
  }
}
