// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite("What the model has no place for is kept")
struct AsWrittenTests {
  private let text =
    Remittances.head.replacing("PAID", with: "80.00") + """
      LX*1
      CLP*PCN1*1*0100.00*80.00**12*PAYER1*11*1**470*1.2**Y
      CAS*CO*45*12.00
      CAS*CO*97*8.00
      NM1*QC*1*WILLIAMS*SUSAN*****
      ZZZ*SOMETHING*ELSE
      REF*1L*GROUP7
      SE*99*0001
      """

  private func lines(_ loop: Loop) -> [String] {
    loop.allSegments.map { TransactionSetsTests.text($0) }
  }

  @Test("Amounts, empty elements, unknown segments and unknown elements stand again as they stood")
  func unchanged() throws {
    let set = try set(text, version: "005010X221A1")
    let remittance = Remittance(set)
    #expect(remittance.claims[0].adjustments.map(\.reason) == ["45", "97"])
    #expect(remittance.loop == set)
    #expect(try Remittance(json: remittance.json) == remittance)
  }

  @Test("What is changed is written anew, element by element; the rest stays as it stood")
  func changed() throws {
    let set = try set(text, version: "005010X221A1")
    var remittance = Remittance(set)
    remittance.groups[0].claims[0].paid = Money("75")!
    remittance.groups[0].claims[0].adjustments[1].amount = Money("25")!
    remittance.groups[0].claims[0].references.append(QualifiedReference("EA", "MR1"))
    let claim = lines(remittance.loop).drop { !$0.hasPrefix("CLP") }
    #expect(
      Array(claim) == [
        "CLP*PCN1*1*0100.00*75**12*PAYER1*11*1**470*1.2**Y", "CAS*CO*45*12**97*25",
        "NM1*QC*1*WILLIAMS*SUSAN*****", "ZZZ*SOMETHING*ELSE", "REF*1L*GROUP7", "REF*EA*MR1",
      ])
  }

  @Test("Without the record everything is written as we write it")
  func forgotten() throws {
    var remittance = Remittance(try set(text, version: "005010X221A1"))
    remittance.groups[0].claims[0].asWritten = nil
    let claim = lines(remittance.loop).drop { !$0.hasPrefix("CLP") }
    #expect(claim.first == "CLP*PCN1*1*100*80**12*PAYER1*11*1**470*1.2")
    #expect(!claim.contains { $0.hasPrefix("ZZZ") })
  }

  @Test("What is written as we write it leaves nothing behind")
  func canonical() throws {
    let remittance = try Remittances.make(paid: "86.68", Remittances.paidClaim)
    #expect(remittance.asWritten == nil && remittance.claims.allSatisfy { $0.asWritten == nil })
    #expect(remittance.claims[0].lines.allSatisfy { $0.asWritten == nil })
  }

  @Test("JSON with a member that no field has is refused by its place")
  func unknownMember() throws {
    let remittance = try Remittances.make(paid: "86.68", Remittances.paidClaim)
    let line = remittance.json.line.replacing("\"patientControlNumber\"", with: "\"patientNumber\"")
    let json = try JSON(parsing: Array(line.utf8))
    #expect(throws: JSONFault(path: "groups[0].claims[0].patientNumber")) {
      try Remittance(json: json)
    }
  }
}
