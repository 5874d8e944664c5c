// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import Storage
import TransactionSets
import Values
import X12

extension PayerSimulator {
  /// Whether a file asks something, instead of claiming: by its first transaction set.
  static func isInquiry(_ file: InterchangeFile) throws -> Bool {
    var stream = try file.open()
    while true {
      switch try stream.next() {
      case .segment where stream.segment.id == SegmentID("ST"):
        return ["270", "276", "278"].contains(stream.segment[1].text)
      case .end: return false
      default: continue
      }
    }
  }

  /// Answers questions: 270 by 271, 276 by 277, 278 by 278; a file of answers for each interchange.
  func answer(inquiries file: InterchangeFile, _ path: String) throws {
    var wanted = AcknowledgementFiles()
    (wanted.date, wanted.time) = (options.date, options.time)
    wanted.controlNumber = memory.number
    wanted.sender = SimulatedPayment.sender
    wanted.envelope = name("TA1")
    wanted.sets = name("999")
    let (judgement, written) = try file.acknowledge(wanted)
    for name in written { note(name, of: path) }
    memory.number += 2
    // What does not follow its guide is answered by the 999 alone.
    guard judgement.isAccepted else { return }
    var assembler = LoopAssembler(guides: Assets.guides, wholeSets: true)
    var stream = try file.open()
    var open: (writer: TransactionSetWriter, bytes: [UInt8], kind: String)?
    func close() throws {
      guard var done = open else { return }
      done.bytes += try done.writer.finish()
      let name = self.name(done.kind)
      try Files.write(done.bytes, to: name)
      note(name, of: path)
      memory.number += 1
      open = nil
    }
    var isa: Segment?
    func take(_ pieces: [LoopAssembler.Piece]) throws {
      for piece in pieces {
        switch piece {
        case .interchange(let segment):
          try close()
          isa = segment
        case .setEnd(let set, _):
          guard let isa, let (loop, kind) = answer(set) else { continue }
          if open == nil {
            var writer = TransactionSetWriter(
              wanted.header(answering: isa, controlNumber: memory.number))
            let bytes = try writer.begin()
            open = (writer, bytes, kind)
          }
          if let bytes = try open?.writer.append(loop) { open?.bytes += bytes }
        default: continue
        }
      }
    }
    while true {
      switch try stream.next() {
      case .segment: try take(assembler.take(stream.segment))
      case .bytes: continue
      case .end:
        try take(assembler.finish())
        return try close()
      }
    }
  }

  /// The answer to a transaction set, and what kind it is; nothing where it asks nothing.
  private func answer(_ set: Loop) -> (Loop, String)? {
    switch set.segments.first?.text(1) {
    case "270":
      let answer = payer.answer(Eligibility(set), on: options.date) { member in
        member.hasPrefix("SIM") || memory.members.contains(member)
      }
      return (answer.loop, "271")
    case "276":
      let answer = payer.answer(ClaimStatusReport(set), on: options.date, find: standing)
      return (answer.loop, "277")
    case "278":
      let request = Review(set)
      return request.isAnswer ? nil : (payer.answer(request, on: options.date).loop, "278")
    default: return nil
    }
  }

  /// What is remembered of a claim: by the payer's number, else by the provider's.
  private func standing(of matter: ClaimStatusMatter) -> SimulatedStanding? {
    let number = matter.payerControlNumber
    let own = matter.references["EJ"]
    func fits(_ kept: PayerMemory.Answered) -> Bool {
      let answer = kept.answer
      return number == nil && own == nil
        ? false
        : (number == nil || answer.payerControlNumber == number)
          && (own == nil || answer.patientControlNumber == own)
    }
    if let waiting = memory.pended.first(where: fits) {
      return SimulatedStanding(number: waiting.answer.payerControlNumber ?? "", answer: nil)
    }
    let kept = number.flatMap { memory.answers[$0] } ?? memory.answers.values.first(where: fits)
    guard let kept, fits(kept) else { return nil }
    return SimulatedStanding(
      number: kept.answer.payerControlNumber ?? "", answer: kept.answer, day: options.date)
  }
}
