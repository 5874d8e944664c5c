// SPDX-License-Identifier: Apache-2.0

import Claims
import Glibc
import TransactionSets
import Values
import X12

/// Reads a file of 835s a claim at a time, adds it up, and writes it again: `x12-bench remit FILE DATA`.
enum Remitting {
  static func run(_ path: String, _ guides: GuideLibrary, writes: Bool) -> (
    claims: Int, wrong: Int, written: Int, writing: Double
  ) {
    guard let file = fopen(path, "r") else { return (0, 0, 0, 0) }
    defer { fclose(file) }
    var segments = SegmentReader()
    var assembler = LoopAssembler(guides: guides)
    var reader = RemittanceReader()
    var balance = RemittanceBalance()
    var corrections = RemittanceCorrections()
    var writer = RemittanceWriter(
      InterchangeHeader(
        sender: .init(id: "S"), receiver: .init(id: "R"),
        date: CalendarDate(daysSinceEpoch: 20_458),
        time: "0930", controlNumber: 1))
    var (claims, wrong, written, writing) = (0, 0, 0, 0.0)
    if writes { written += (try? writer.begin().count) ?? 0 }
    while true {
      switch segments.next() {
      case .needsBytes:
        segments.withRoom(1 << 16) { room in
          fread(room.baseAddress, 1, room.count, file)
        }
        if feof(file) != 0 { segments.finish() }
      case .end:
        if writes { written += (try? writer.finish().count) ?? 0 }
        _ = corrections.found.count
        return (claims, wrong, written, writing)
      case .segment:
        for piece in assembler.take(segments.segment) {
          for part in reader.take(piece) {
            switch part {
            case .begin(let remittance):
              balance = RemittanceBalance()
              corrections = RemittanceCorrections()
              if writes { written += (try? writer.begin(remittance).count) ?? 0 }
            case .claim(let claim, let group):
              claims += 1
              wrong += balance.add(claim).count
              corrections.add(claim)
              if writes {
                let start = X12Bench.now()
                written += (try? writer.append(claim, in: group).count) ?? 0
                writing += X12Bench.now() - start
              }
            case .end(let remittance):
              wrong += balance.finish(remittance).count
              if writes { written += (try? writer.end(remittance).count) ?? 0 }
            }
          }
        }
      }
    }
  }
}
