// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

@Suite("Eligibility, status, review: questions and answers, both ways")
struct InquiryTests {
  private static let eligibility = """
    ST*271*0001*005010X279A1
    BHT*0022*11*REF1*20260105*1200
    HL*1**20*1
    NM1*PR*2*KEY INSURANCE*****PI*12345
    HL*2*1*21*1
    NM1*1P*2*LAKESIDE*****XX*1999999984
    HL*3*2*22*0
    TRN*2*TRACE1*9877281234
    NM1*IL*1*SMITH*JOHN****MI*11122333301
    N3*1 MAIN ST
    N4*KANSAS CITY*MO*64108
    DMG*D8*19630519*M
    INS*Y*18*001*25
    DTP*346*D8*20260101
    EB*1**30**GOLD PLAN
    EB*B**98^UC*HM*GOLD PLAN*27*10*****Y
    HSD*VS*12***27*1
    MSG*NO REFERRAL NEEDED
    III*ZZ*11
    LS*2120
    NM1*P3*1*JONES*MARCUS****XX*1999999992
    PER*IC**TE*8005550100
    LE*2120
    SE*99*0001
    """

  @Test("An answer has plan, benefits, entities and traces")
  func benefits() throws {
    let set = try set(Self.eligibility, version: "005010X279A1", group: "HB")
    let answer = Eligibility(set)
    #expect(answer.isAnswer && answer.benefits.count == 2 && answer.rejections.isEmpty)
    let copayment = answer.benefits[1]
    #expect(copayment.serviceTypes == ["98", "UC"] && copayment.amount == Money("10")!)
    #expect(copayment.inNetwork == "Y" && copayment.deliveries[0].quantity == Quantity(12))
    #expect(
      copayment.additional[0].code == "11" && copayment.messages[0].text == "NO REFERRAL NEEDED")
    #expect(copayment.entities[0].party.id == "1999999992")
    let subscriber = try #require(answer.allLevels.last)
    #expect(subscriber.level.kind == .subscriber && subscriber.traces[0].number == "TRACE1")
    #expect(subscriber.party?.demographics?.birthDate == CalendarDate("1963-05-19"))
    #expect(answer.loop == set && answer.asWritten == nil)
    #expect(try Eligibility(json: answer.json) == answer)
    #expect(answer.loop.allSegments.map(\.id).suffix(5) == ["III", "LS", "NM1", "PER", "LE"])
  }

  @Test("What cannot be answered is told with reason and what to do, wherever it went wrong")
  func rejections() throws {
    let answer = Eligibility(
      try set(
        """
        ST*271*0001*005010X279A1
        BHT*0022*11*REF1*20260105*1200
        HL*1**20*1
        AAA*Y**42*R
        NM1*PR*2*KEY INSURANCE*****PI*12345
        HL*2*1*21*1
        NM1*1P*2*LAKESIDE*****XX*1999999984
        AAA*N**50*N
        HL*3*2*22*0
        NM1*IL*1*SMITH*JOHN****MI*1
        AAA*N**72*C
        AAA*N**75*C
        SE*99*0001
        """, version: "005010X279A1", group: "HB"))
    #expect(answer.rejections.map(\.reason) == ["42", "50", "72", "75"])
    #expect(answer.rejections.map(\.followUp) == ["R", "N", "C", "C"])
    #expect(try Eligibility(json: answer.json).rejections == answer.rejections)
  }

  @Test("A question made anew has its levels numbered, and reads back as it was made")
  func question() throws {
    var question = Eligibility(beginning: SetBeginning(structure: "0022", purpose: "13"))
    var subscriber = InquiryParty(
      NamedParty(role: "IL", kind: "1", name: "SMITH", given: "JOHN", idQualifier: "MI", id: "1"))
    subscriber.questions = [
      EligibilityQuestion(serviceTypes: ["30"]),
      EligibilityQuestion(service: BilledService("HC", "99213")),
    ]
    var provider = EligibilityLevel(
      .receiver, InquiryParty(NamedParty(role: "1P", kind: "2", name: "LAKESIDE")))
    provider.levels = [EligibilityLevel(.subscriber, subscriber)]
    var payer = EligibilityLevel(
      .source, InquiryParty(NamedParty(role: "PR", kind: "2", name: "KEY INSURANCE")))
    payer.levels = [provider]
    question.levels = [payer]
    let segments = question.loop.allSegments.map(text)
    #expect(segments.filter { $0.hasPrefix("HL") } == ["HL*1**20*1", "HL*2*1*21*1", "HL*3*2*22*0"])
    #expect(segments.suffix(2) == ["EQ*30", "EQ**HC:99213"])
    #expect(Eligibility(question.loop).questions == question.questions)
  }

  @Test("A 277CA tells which claims were turned away, with entity and charge")
  func acknowledgement() throws {
    let set = try set(
      """
      ST*277*0001*005010X214
      BHT*0085*08*277X2140001*20260221*1025*TH
      HL*1**20*1
      NM1*AY*2*FIRST CLEARINGHOUSE*****46*CLHR00
      TRN*1*200102051635S00001ABCDEF
      DTP*050*D8*20260220
      DTP*009*D8*20260221
      HL*2*1*21*1
      NM1*41*2*BEST BILLING*****46*S00001
      TRN*2*2002020542857
      STC*A0:16:PR*20260220*WQ*1000
      QTY*90*1
      QTY*AA*2
      AMT*YU*200
      AMT*YY*800
      HL*3*2*19*1
      NM1*85*2*SMITH CLINIC*****FI*999999999
      HL*4*3*PT
      NM1*QC*1*DOE*JOHN****MI*00ABCDEFGH
      TRN*2*4001/1339
      STC*A3:21:82*20260221*U*365.5******A3:228
      REF*1K*PAYER1
      DTP*472*D8*20260114
      SVC*HC:99213*100*0
      STC*A3:507**U
      REF*FJ*1
      SE*99*0001
      """, version: "005010X214", group: "HN")
    let report = ClaimStatusReport(set)
    #expect(report.kind == .acknowledgement && report.matters.count == 3)
    let claim = try #require(report.matters.last)
    #expect(claim.patientControlNumber == "4001/1339" && claim.payerControlNumber == "PAYER1")
    let status = claim.statuses[0]
    #expect(
      claim.isRejected && status.category == "A3" && status.code == "21" && status.entity == "82")
    #expect(status.action == "U" && status.amount == Money("365.5")! && status.codes.count == 2)
    #expect(claim.lines[0].statuses[0].code == "507" && claim.lines[0].references["FJ"] == "1")
    #expect(!report.matters[1].isRejected && report.matters[1].quantities["AA"] == Quantity(2))
    #expect(report.loop == set && report.asWritten == nil)
    #expect(try ClaimStatusReport(json: report.json) == report)
  }

  @Test("A review has request, service and parties; its answer has decision and rejection")
  func review() throws {
    let set = try set(
      """
      ST*278*0001*005010X217
      BHT*0007*11*REF2*20260105*1200*18
      HL*1**20*1
      NM1*X3*2*KEY INSURANCE*****46*789312
      HL*2*1*21*1
      NM1*1P*1*GARDENER*JAMES****XX*1999999984
      HL*3*2*22*1
      NM1*IL*1*SMITH*JOE****MI*12345678901
      HL*4*3*EV*1
      TRN*2*111099*9012345678
      UM*SC*I*3*11:B****Y
      HCR*A1*AUTH0001
      DTP*AAH*RD8*20260101-20260131
      HI*ABK:I509*ABF:E119
      HSD*VS*1
      PWK*77*EL***AC*ATT1
      NM1*SJ*1*WATSON*SUSAN****34*999999999
      PER*IC**TE*4029993456
      AAA*N**46*C
      HL*5*4*SS*0
      HCR*A3**0V
      SV1*HC:78459*350*UN*1
      SE*99*0001
      """, version: "005010X217", group: "HI")
    let answer = Review(set)
    #expect(answer.isAnswer && answer.events[0].decision?.authorization == "AUTH0001")
    #expect(answer.events[0].request?.facilityType == "11" && answer.events[0].diagnoses.count == 2)
    #expect(answer.events[0].attachments[0].controlNumber == "ATT1")
    #expect(answer.services[0].decision?.reasons == ["0V"])
    #expect(answer.services[0].professional?.charge == Money("350")!)
    #expect(answer.rejections.map(\.reason) == ["46"])
    #expect(answer.loop == set && answer.asWritten == nil)
    #expect(try Review(json: answer.json) == answer)
  }
}
