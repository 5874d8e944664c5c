// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite("Writing transaction sets as an interchange")
struct TransactionSetWriterTests {
  private let header = InterchangeHeader(
    sender: .init(id: "PAYERID"), receiver: .init(id: "PROVIDERID"),
    date: CalendarDate(daysSinceEpoch: 20_458), time: "0930", controlNumber: 7)

  @Test("Sets of one guide share a group; numbers and counts are those of what was written")
  func envelopes() throws {
    var remittance = try Remittances.make(paid: "86.68", Remittances.paidClaim)
    remittance.header.controlNumber = ""
    var writer = TransactionSetWriter(header, lineBreaks: false)
    var bytes = try writer.begin()
    bytes += try writer.append(remittance.loop)
    bytes += try writer.append(remittance.loop)
    bytes += try writer.append(Eligibility(beginning: SetBeginning(structure: "0022")).loop)
    bytes += try writer.finish()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "~").map(String.init)
    #expect(lines.filter { $0.hasPrefix("GS") }.count == 2)
    #expect(
      lines.filter { $0.hasPrefix("ST") } == [
        "ST*835*0001", "ST*835*0002", "ST*270*0003*005010X279A1",
      ])
    #expect(lines.filter { $0.hasPrefix("SE") } == ["SE*29*0001", "SE*29*0002", "SE*3*0003"])
    #expect(lines.filter { $0.hasPrefix("GE") } == ["GE*2*1", "GE*1*2"])
    #expect(lines.last == "IEA*2*000000007")
  }

  @Test(
    "A remittance written a claim at a time is the one written whole; a bad claim leaves no trace")
  func streamed() throws {
    let remittance = try Remittances.make(
      paid: "86.68", Remittances.paidClaim, after: "PLB*1999999984*20261231*WO:PAYER9*0")
    var whole = TransactionSetWriter(header)
    let expected = try whole.begin() + whole.append(remittance.loop) + whole.finish()
    var writer = RemittanceWriter(header)
    var bytes = try writer.begin() + writer.begin(remittance)
    var bad = remittance.claims[0]
    bad.patientControlNumber = "A*B"
    #expect(throws: TransactionSetError.self) { try writer.append(bad, in: remittance.groups[0]) }
    bytes += try writer.append(remittance.claims[0], in: remittance.groups[0])
    bytes += try writer.end(remittance) + writer.finish()
    #expect(bytes == expected)
  }

  @Test("Lines of a remittance are rows of a table")
  func table() throws {
    let remittance = try Remittances.make(paid: "86.68", Remittances.paidClaim)
    let rows = RemittanceTable.rows(remittance.claims[0], of: remittance)
    #expect(rows.count == 2 && rows.allSatisfy { $0.count == RemittanceTable.columns.count })
    func cell(_ row: Int, _ column: String) -> String {
      rows[row][RemittanceTable.columns.firstIndex(of: column) ?? 0]
    }
    #expect(
      cell(0, "code") == "99213" && cell(0, "modifiers") == "25" && cell(0, "from") == "2025-12-29")
    #expect(cell(0, "adjustments") == "CO-45:45.00 PR-3:10.00" && cell(0, "contractual") == "45.00")
    #expect(cell(1, "billed_code") == "85027" && cell(1, "billed_units") == "2")
    #expect(RemittanceTable.csv(["A", "B,C", "D\"E"]) == "A,\"B,C\",\"D\"\"E\"")
    var bare = remittance.claims[0]
    bare.lines = []
    #expect(
      RemittanceTable.rows(bare, of: remittance).map(\.count) == [RemittanceTable.columns.count])
  }
}
