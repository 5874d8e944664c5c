// SPDX-License-Identifier: Apache-2.0

import Claims
import TransactionSets
import Values
import X12

/// What a document says of what was sent, one thing after the other.
struct AcknowledgementReading {
  /// From whom and to whom the document goes: ISA06 and ISA08.
  struct Parties: Hashable {
    var sender = ""
    var receiver = ""
  }

  /// One thing that is said.
  enum Statement {
    /// Of an interchange: TA1.
    case interchange(InterchangeAcknowledgement, Parties)
    /// Of a functional group and its sets: 999 or 997.
    case group(GroupAcknowledgement, Parties)
    /// Of a whole transmission, or of all claims of one of its providers: 277CA.
    case transmission(ClaimStatusMatter, provider: String?, source: NamedParty?, String, Parties)
    /// Of a claim: 277CA, with the number of the transmission, or 277.
    case claim(ClaimStatusMatter, source: NamedParty?, transmission: String?, Parties)
  }

  private(set) var statements: [Statement] = []
  private var parties = Parties()

  /// Reads a file.
  ///
  /// - Throws: ``WorkflowFailure`` where it cannot be read to its end.
  init(_ file: InterchangeFile) throws(WorkflowFailure) {
    var reader = AcknowledgementReader()
    var assembler = LoopAssembler(guides: Assets.guides)
    var stream = try asWorkflow { try file.open() }
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: for piece in assembler.take(stream.segment) { take(piece, &reader) }
      case .bytes: continue
      case .end:
        for piece in assembler.finish() { take(piece, &reader) }
        try InterchangeFile.finish(stream)
        return
      }
    }
  }

  private mutating func take(
    _ piece: LoopAssembler.Piece, _ reader: inout AcknowledgementReader
  ) {
    switch piece {
    case .interchange(let header):
      parties = Parties(sender: Self.id(header.text(6)), receiver: Self.id(header.text(8)))
    case .setEnd(let set, _) where set.segments.first?.text(1) == "277":
      let report = ClaimStatusReport(set)
      for level in report.levels {
        take(level, Place(isAcknowledgement: report.kind == .acknowledgement))
      }
      return
    default: break
    }
    for acknowledgement in reader.take(piece) {
      switch acknowledgement {
      case .interchange(let answer): statements.append(.interchange(answer, parties))
      case .group(let answer): statements.append(.group(answer, parties))
      case .claims: break
      }
    }
  }

  /// What is known of the levels above.
  private struct Place {
    let isAcknowledgement: Bool
    var source: NamedParty?
    var transmission: String?
  }

  private mutating func take(_ level: ClaimStatusLevel, _ place: Place) {
    var place = place
    let party = level.parties.first?.party
    switch level.level.kind {
    case .source: place.source = party
    case .receiver where place.isAcknowledgement:
      for matter in level.matters {
        place.transmission = matter.trace.number
        if matter.isRejected {
          statements.append(
            .transmission(
              matter, provider: nil, source: place.source, matter.trace.number, parties))
        }
      }
    case .provider where place.isAcknowledgement:
      for matter in level.matters where matter.isRejected && level.levels.isEmpty {
        statements.append(
          .transmission(
            matter, provider: party?.id ?? "", source: place.source, place.transmission ?? "",
            parties))
      }
    case .receiver, .provider: break
    default:
      for matter in level.matters {
        statements.append(
          .claim(
            matter, source: place.source,
            transmission: place.isAcknowledgement ? place.transmission ?? "" : nil, parties))
      }
    }
    for below in level.levels { take(below, place) }
  }

  private static func id(_ text: String) -> String {
    String(text.reversed().drop(while: { $0 == " " }).reversed())
  }
}
