// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite("Enrolment, premiums, attachments, both ways")
struct EnrolmentTests {
  @Test("A member has relation, dates, coverage and categories, and is written again as read")
  func member() throws {
    let set = try set(
      """
      ST*834*0001*005010X220A1
      BGN*00*12456*20260519*1200****2
      REF*38*ABCD012354
      N1*P5*ACME*FI*999888777
      N1*IN*KEY INSURANCE*FI*654456654
      INS*Y*18*021*20*A***FT
      REF*0F*123456789
      REF*1L*123456001
      DTP*356*D8*20260523
      NM1*IL*1*DOE*JOHN*P***34*999999999
      N3*100 MARKET ST
      N4*CAMP HILL*PA*17011
      DMG*D8*19700816*M*M*C:RET:2106-3
      HD*021**HLT**FAM
      DTP*348*D8*20260601
      COB*P*890111*5
      REF*60*ACCOUNT
      NM1*IN*2*OTHER PAYER
      LS*2700
      LX*1
      N1*75*DIVISION
      REF*17*EAST
      LE*2700
      SE*99*0001
      """, version: "005010X220A1", group: "BE")
    let enrolment = Enrolment(set)
    let member = try #require(enrolment.members.first)
    #expect(member.subscriberNumber == "123456789" && member.groupNumber == "123456001")
    #expect(
      member.relation.maintenance == "021" && member.dates["356"] == CalendarDate("2026-05-23"))
    #expect(member.person?.party.given == "JOHN")
    #expect(member.person?.demographics?.ethnicity[0].code == "2106-3")
    #expect(member.coverages[0].line == "HLT" && member.coverages[0].others[0].rank == "P")
    #expect(member.categories[0].detail?.reference?.value == "EAST")
    #expect(enrolment.loop == set && enrolment.asWritten == nil && member.asWritten == nil)
    #expect(try Enrolment(json: enrolment.json) == enrolment)
    #expect(enrolment.loop.allSegments.map(\.id).suffix(5) == ["LS", "LX", "N1", "REF", "LE"])
  }

  @Test("A payment of premiums has members, periods and adjustments")
  func premium() throws {
    let set = try set(
      """
      ST*820*0001*005010X218
      BPR*C*1110*C*ACH*CTX*01*999999992*DA*123*1512345678**01*999988880*DA*98765*20260112
      TRN*3*78905*1512345678
      REF*38*POLICY
      DTM*582****RD8*20260101-20260131
      N1*PE*KEY INSURANCE*FI*999888777
      N1*PR*ACME*FI*654456654
      ENT*1*2J*34*999999999
      NM1*IL*1*DOE*JOHN
      ADX*-10*52
      RMR*AZ*POLICY1**1120*1120
      DTM*582****RD8*20260101-20260131
      SE*99*0001
      """, version: "005010X218", group: "RA")
    let payment = PremiumPayment(set)
    #expect(payment.payment.amount == Money("1110")! && payment.individuals.count == 1)
    #expect(payment.detailTotal + payment.adjustmentTotal == payment.payment.amount)
    #expect(payment.dates[0].through == CalendarDate("2026-01-31"))
    #expect(payment.individuals[0].people[0].party.given == "JOHN")
    #expect(payment.loop == set && payment.asWritten == nil)
    #expect(try PremiumPayment(json: payment.json) == payment)
  }

  @Test("An attachment is tied to its claim by control numbers; its data may hold any delimiter")
  func attachment() throws {
    let set = try set(
      """
      ST*275*1001*005010X210
      BGN*02*0001*20260429
      NM1*PR*2*KEY INSURANCE*****PI*00121
      NM1*41*2*LAKESIDE*****46*00500
      NM1*85*2*LAKESIDE*****XX*1999999984
      NM1*QC*1*STONE*ERIKA****MI*111
      REF*EJ*PCN1
      LX*1
      TRN*1*ATT1
      DTP*368*D8*20260429
      CAT*AE*TX
      EFI*05
      BIN*16*A:B^C*D~E plain.
      SE*99*1001
      """, version: "005010X210", group: "PI")
    let attachment = PatientInformation(set)
    #expect(attachment.controlNumbers == ["ATT1"] && attachment.patientControlNumber == "PCN1")
    #expect(attachment.items[0].content?.data?.text == "A:B^C*D~E plain.")
    #expect(attachment.items[0].content?.data?.length == nil)
    #expect(attachment.loop == set && attachment.asWritten == nil)
    #expect(try PatientInformation(json: attachment.json) == attachment)
  }
}
