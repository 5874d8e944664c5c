// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import TransactionSets
import Values
import X12

/// The 271s of a file, each with its exact bytes and the envelope that tells its delimiters.
struct ReceivedAnswers {
  /// An answer.
  struct Answer {
    /// The number of the question: what the payer gives back of TRN, else of BHT.
    let trace: String
    /// What it says.
    let set: Eligibility
    /// ISA, GS and the set, as received.
    let bytes: [UInt8]

    /// Whether the payer turned it away and told no benefit.
    var isRejected: Bool { !set.rejections.isEmpty && set.benefits.isEmpty }
  }

  /// The answers in order.
  private(set) var sets: [Answer] = []

  /// Reads a file.
  ///
  /// - Throws: ``WorkflowFailure`` where it cannot be read to its end.
  init(_ path: String) throws(WorkflowFailure) {
    var stream = try asWorkflow { try InterchangeFile(path).open() }
    try asWorkflow { try read(&stream) }
    try InterchangeFile.finish(stream)
  }

  /// Reads what was kept of an answer.
  init(_ bytes: [UInt8]) throws {
    var stream = SegmentStream(ByteReader(bytes: bytes, path: "-"))
    try read(&stream)
  }

  private mutating func read(_ stream: inout SegmentStream) throws(FileFailure) {
    var assembler = LoopAssembler(guides: Assets.guides, wholeSets: true)
    var (interchange, group, own): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    while true {
      switch try stream.next() {
      case .bytes: continue
      case .end: return
      case .segment:
        let segment = stream.segment
        let exact = Array(segment.exactBytes)
        switch segment.id {
        case SegmentID("ISA"): interchange = exact
        case SegmentID("GS"): group = exact
        case SegmentID("ST"): own = exact
        default: own += exact
        }
        for case .setEnd(let loop, _) in assembler.take(segment) {
          let set = Eligibility(loop)
          guard set.isAnswer else { continue }
          sets.append(
            Answer(trace: Self.trace(of: set), set: set, bytes: interchange + group + own))
        }
      }
    }
  }

  private static func trace(of set: Eligibility) -> String {
    set.allLevels.flatMap(\.traces).first { $0.kind == "2" }?.number
      ?? set.beginning.reference ?? ""
  }
}
