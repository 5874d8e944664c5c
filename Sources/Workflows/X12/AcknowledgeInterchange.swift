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

  /// Makes a wish for none; the date and time are the machine's, in UTC, unless they are set after.
  public init() {
    let now = RunEncounters.Options(out: nil)
    date = now.date
    time = now.time
  }

  var isEmpty: Bool { envelope == nil && sets == nil && claims == nil }
}

extension InterchangeFile {
  /// Judges the file and writes the acknowledgements that are wanted.
  ///
  /// Files appear whole or not at all. A 277CA needs the file to be read twice; the standard input is held
  /// in memory for that.
  ///
  /// - Returns: The judgement, and the paths of the files written.
  /// - Throws: ``WorkflowFailure`` where something cannot be read or written at all.
  public func acknowledge(
    _ wanted: AcknowledgementFiles, _ options: JudgeOptions = JudgeOptions()
  ) throws(WorkflowFailure) -> (judgement: Judgement, written: [String]) {
    let file = wanted.claims == nil ? self : try readableTwice()
    var units = BusinessUnits()
    let needsUnits = wanted.sets != nil
    let judgement = try file.judgement(options) { segment in
      if needsUnits { units.take(segment) }
    }
    var number = wanted.controlNumber
    var written: [String] = []
    let known = units
    try asWorkflow {
      if let path = wanted.envelope {
        let bytes = try judgement.answers(wanted, &number) { writer, report in
          writer.envelope = .always
          report.groups = []
        }
        if try Self.write(bytes, to: path) { written.append(path) }
      }
      if let path = wanted.sets {
        let bytes = try judgement.answers(wanted, &number) { writer, _ in
          writer.envelope = wanted.envelope == nil ? .asAsked : .never
          writer.context = AcknowledgementContext(guides: Assets.guides)
          writer.context.unit = { known.unit(at: $0) }
        }
        if try Self.write(bytes, to: path) { written.append(path) }
      }
      if let path = wanted.claims {
        let bytes = try file.claimAnswers(judgement.report, wanted, number)
        if try Self.write(bytes, to: path) { written.append(path) }
      }
    }
    return (judgement, written)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws -> Bool {
    guard !bytes.isEmpty else { return false }
    try Files.write(bytes, to: path)
    return true
  }

  /// The 277CAs of all claims in the file, as one interchange; empty where there is none to answer.
  private func claimAnswers(
    _ report: X12Report, _ wanted: AcknowledgementFiles, _ number: Int
  ) throws -> [UInt8] {
    guard let header = report.interchanges.first?.header else { return [] }
    let digits = String(number)
    let trace = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    var builder = ClaimAcknowledgementBuilder(
      report, codes: ClaimAcknowledgementCodes(Assets.bytes("x12/claim-acknowledgement.tsv")),
      .init(received: wanted.date, processed: wanted.date, time: wanted.time, trace: trace))
    var assembler = LoopAssembler(guides: Assets.guides)
    var writer: TransactionSetWriter?
    var bytes: [UInt8] = []
    var stream = try open()
    while true {
      switch try stream.next() {
      case .segment:
        for answer in builder.take(stream.segment, assembler.take(stream.segment)) {
          var open =
            writer
            ?? TransactionSetWriter(
              AcknowledgementWriter.header(
                answering: header, date: wanted.date, time: wanted.time, controlNumber: number))
          if writer == nil { bytes += try open.begin() }
          bytes += try open.append(answer.loop)
          writer = open
        }
      case .bytes: continue
      case .end:
        if var open = writer { bytes += try open.finish() }
        return bytes
      }
    }
  }
}

extension Judgement {
  /// The answers to the interchanges, one after the other.
  fileprivate func answers(
    _ wanted: AcknowledgementFiles, _ number: inout Int,
    _ settle: (inout AcknowledgementWriter, inout InterchangeReport) -> Void
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for interchange in report.interchanges {
      var report = interchange
      var writer = AcknowledgementWriter(
        header: AcknowledgementWriter.header(
          answering: interchange.header, date: wanted.date, time: wanted.time,
          controlNumber: number))
      settle(&writer, &report)
      let answer = try writer.write(report)
      if !answer.isEmpty { number += 1 }
      bytes += answer
    }
    return bytes
  }
}
