// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite(
  "835 files that others wrote: balances",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct RemittanceSamplesTests {
  private func wrong(_ row: SampleFiles.Row) throws -> [[Imbalance]] {
    let guides = try repositoryGuides()
    let found = sets(try row.bytes, guides: guides).filter { $0.guide != nil }
    return found.map { RemittanceBalance.of(Remittance($0.set)) }
  }

  @Test("Every sum of a valid file holds", arguments: try SampleFiles.rows(["835"]))
  func valid(_ row: SampleFiles.Row) throws {
    guard row.validity == "valid" else { return }
    #expect(try wrong(row).allSatisfy(\.isEmpty))
  }

  @Test(
    "What does not hold is told with the amount",
    arguments: [
      ("Healthcare-Data-Insight__835-provider-level-adjustment", 1, "payment 298.18"),
      ("Healthcare-Data-Insight__835-provider-level-adjustment", 2, "payment 298.18"),
      ("Healthcare-Data-Insight__response_835-minimal", 0, "payment 500.00"),
      ("Healthcare-Data-Insight__negotiated_discount", 0, "line -52.00 claim -32311.00"),
      ("moov-io__example_5010_835_sample2", 0, "claim -1002.00 claimPaid 1002.00"),
      ("fabwebdev__medicare-routine-home-care.835", 0, "payment -149.00"),
    ])
  func invalid(_ name: String, _ set: Int, _ expected: String) throws {
    let row = try #require(
      try SampleFiles.rows(["835"]).first { $0.file == "835/\(name).edi" })
    let found = try wrong(row)[set].map { "\($0.equation) \($0.off)" }.joined(separator: " ")
    #expect(found == expected)
  }

  @Test(
    "A claim at a time gives what the whole set gives", arguments: try SampleFiles.rows(["835"]))
  func streamed(_ row: SampleFiles.Row) throws {
    var segments = SegmentReader()
    segments.feed(try row.bytes)
    segments.finish()
    let guides = try repositoryGuides()
    var (assembler, reader) = (LoopAssembler(guides: guides), RemittanceReader())
    var (claims, ends, heads): ([RemittanceClaim], [Remittance], [Remittance]) = ([], [], [])
    while segments.next() == .segment {
      for piece in assembler.take(segments.segment) {
        for part in reader.take(piece) {
          switch part {
          case .begin(let head): heads.append(head)
          case .claim(let claim, _): claims.append(claim)
          case .end(let remittance): ends.append(remittance)
          }
        }
      }
    }
    let whole = sets(try row.bytes, guides: guides).filter { $0.guide != nil }
      .map { Remittance($0.set) }
    #expect(claims == whole.flatMap(\.claims))
    #expect(ends.suffix(whole.count).map(\.providerAdjustments) == whole.map(\.providerAdjustments))
    #expect(heads.suffix(whole.count).map(\.payment) == whole.map(\.payment))
  }

  @Test(
    "Written a claim at a time is what is written whole", arguments: try SampleFiles.rows(["835"]))
  func written(_ row: SampleFiles.Row) throws {
    // Its payer stands behind the claims, where only the whole set can put it again.
    guard row.file != "835/pyx12__bad_header_looping.edi" else { return }
    let header = InterchangeHeader(
      sender: .init(id: "S"), receiver: .init(id: "R"),
      date: CalendarDate(daysSinceEpoch: 20_458), time: "0930", controlNumber: 1)
    for set in sets(try row.bytes, guides: try repositoryGuides()) where set.guide != nil {
      let remittance = Remittance(set.set)
      var whole = TransactionSetWriter(header)
      // A value that holds a delimiter of ours can be written neither way.
      guard let expected = try? whole.begin() + whole.append(remittance.loop) + whole.finish()
      else { continue }
      var writer = RemittanceWriter(header)
      var bytes = try writer.begin() + writer.begin(remittance)
      for group in remittance.groups {
        for claim in group.claims { bytes += try writer.append(claim, in: group) }
      }
      bytes += try writer.end(remittance) + writer.finish()
      #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    }
  }
}
