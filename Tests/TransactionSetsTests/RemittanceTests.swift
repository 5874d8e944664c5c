// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

/// Remittances made up for each thing that a payer does.
enum Remittances {
  static let head = """
    ST*835*0001
    BPR*I*PAID*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260112
    TRN*1*12345*1512345678
    DTM*405*20260111
    N1*PR*KEY INSURANCE
    N3*PO BOX 3500
    N4*HARTFORD*CT*061030000
    REF*2U*98765
    PER*CX*CLAIMS*TE*8005550100
    PER*BL*TECHNICAL*TE*8005550101*EM*EDI@EXAMPLE.COM
    N1*PE*LAKESIDE FAMILY MEDICINE*XX*1999999984
    REF*TJ*999999999

    """

  /// A remittance of claims, with what stands after them.
  static func make(paid: String, _ claims: String, after: String = "") throws -> Remittance {
    let text =
      head.replacing("PAID", with: paid) + claims + "\n" + (after.isEmpty ? "" : after + "\n")
      + "SE*99*0001"
    return Remittance(try set(text, version: "005010X221A1"))
  }

  static let paidClaim = """
    LX*1
    CLP*PCN1*1*153.75*86.68*10*12*PAYER1*11*1
    NM1*QC*1*WILLIAMS*SUSAN*D***MI*W07500
    REF*1L*GROUP7
    DTM*050*20260102
    AMT*AU*143.75
    SVC*HC:99213:25*125*70**1
    DTM*472*20251229
    CAS*CO*45*45
    CAS*PR*3*10
    REF*6R*1001
    AMT*B6*80
    LQ*HE*N130
    SVC*HC:85025*28.75*16.68**1*HC:85027*2
    DTM*472*20251229
    CAS*CO*45*12.07
    """
}

@Suite("Remittances: what a payer says, both ways")
struct RemittanceTests {
  @Test("A paid claim has its amounts, parties, dates, remarks and lines")
  func paid() throws {
    let remittance = try Remittances.make(paid: "86.68", Remittances.paidClaim)
    #expect(remittance.payment.amount == Money("86.68")! && remittance.payment.method == "ACH")
    #expect(remittance.payment.to.number == "98765" && remittance.trace.number == "12345")
    #expect(remittance.payer?.party.name == "KEY INSURANCE")
    #expect(remittance.payer?.contacts[1].numbers[1].value == "EDI@EXAMPLE.COM")
    #expect(remittance.payee?.references["TJ"] == "999999999")
    let claim = try #require(remittance.claims.first)
    #expect(claim.patientControlNumber == "PCN1" && claim.payerRank == 1)
    #expect(
      claim.patientResponsibility == Money("10")!
        && claim.allAdjustments.total("PR") == Money("10")!)
    #expect(claim.patient?.name == "WILLIAMS" && claim.references["1L"] == "GROUP7")
    #expect(
      claim.dates["050"] == CalendarDate("2026-01-02") && claim.amounts["AU"] == Money("143.75")!)
    #expect(claim.lines[0].service.modifiers == ["25"] && claim.lines[0].allowed == Money("80")!)
    #expect(
      claim.lines[0].controlNumber == "1001" && claim.lines[0].remarks == [RemarkCode("HE", "N130")]
    )
    #expect(
      claim.lines[1].billedService?.code == "85027" && claim.lines[1].billedUnits == Quantity(2))
    #expect(claim.lines[1].from == CalendarDate("2025-12-29"))
    #expect(RemittanceBalance.of(remittance).isEmpty)
  }

  @Test("What does not add up is told with place and amount, each sum by itself")
  func imbalance() throws {
    let off = Remittances.paidClaim.replacing("CAS*CO*45*12.07", with: "CAS*CO*45*12")
    let line = RemittanceBalance.of(try Remittances.make(paid: "86.68", off))
    #expect(line.map(\.equation) == [.line, .claim])
    #expect(line[0].place == .init(claim: 1, line: 2) && line[0].off == Money("0.07")!)
    let charge = Remittances.paidClaim.replacing("*153.75*86.68*", with: "*160*86.68*")
    #expect(
      RemittanceBalance.of(try Remittances.make(paid: "86.68", charge)).map(\.equation)
        == [.claim, .claimCharge])
    let payment = RemittanceBalance.of(try Remittances.make(paid: "80", Remittances.paidClaim))
    #expect(payment.map(\.equation) == [.payment] && payment[0].off == Money("-6.68")!)
    let unreadable = Remittances.paidClaim.replacing(
      "SVC*HC:99213:25*125*", with: "SVC*HC:99213:25*12X*")
    let found = RemittanceBalance.of(try Remittances.make(paid: "86.68", unreadable))
    #expect(found.contains { $0.equation == .unreadable && $0.element == "SVC02" })
  }

  @Test("An adjustment of the whole claim counts for the claim and not for its lines")
  func claimAdjustment() throws {
    let remittance = try Remittances.make(
      paid: "450",
      """
      LX*1
      CLP*PCN2*1*800*450*300*12*PAYER2
      CAS*CO*A2*50
      NM1*QC*1*BUDD*WILLIAM
      SVC*HC:99211*800*500
      DTM*472*20260101
      CAS*PR*1*300
      """)
    #expect(RemittanceBalance.of(remittance).isEmpty)
  }

  @Test(
    "A reversal is tied to the claim that corrects it, by the payer's number where there are several"
  )
  func reversal() throws {
    let remittance = try Remittances.make(
      paid: "20",
      """
      LX*1
      CLP*PCN3*22*-100*-80**12*PAYER3
      NM1*QC*1*JONES*ANN
      SVC*HC:99213*-100*-80
      DTM*472*20260101
      CAS*CO*45*-20
      CLP*PCN3*22*-100*-40**12*PAYER4
      NM1*QC*1*JONES*ANN
      SVC*HC:99214*-100*-40
      DTM*472*20260101
      CAS*CO*45*-60
      CLP*PCN3*1*100*90**12*PAYER5
      NM1*QC*1*JONES*ANN
      REF*F8*PAYER4
      SVC*HC:99214*100*90
      DTM*472*20260101
      CAS*CO*45*10
      CLP*PCN3*1*100*50**12*PAYER6
      NM1*QC*1*JONES*ANN
      SVC*HC:99213*100*50
      DTM*472*20260101
      CAS*CO*45*50
      """)
    #expect(RemittanceBalance.of(remittance).isEmpty)
    #expect(remittance.claims[0].isReversal)
    let found = RemittanceCorrections.of(remittance)
    #expect(found.map(\.reversal) == [1, 2] && found.map(\.correction) == [4, 3])
    #expect(found.map(\.net) == [Money("-30")!, Money("50")!])
    #expect(found[0].paidBefore == Money("80")!)
  }

  @Test(
    "Provider adjustments of every kind have reason, reference and sign, and count for the payment",
    arguments: [
      ("WO:PAYER9", "25", "61.68"), ("L6:INTEREST", "-1.2", "87.88"),
      ("CT:JANUARY", "-500", "586.68"),
      ("CR:JANUARY", "-2", "88.68"), ("FB:NEXT", "-86.68", "173.36"), ("FB:LAST", "86.68", "0"),
      ("72:CHECK", "10", "76.68"), ("IR:TAX", "8.66", "78.02"), ("CS:X", "1", "85.68"),
      ("J1", "5", "81.68"),
      ("LE:LEVY", "6.68", "80"), ("AP:AHEAD", "-13.32", "100"), ("IS", "6", "80.68"),
      ("PI", "-6", "92.68"),
    ])
  func providerAdjustment(_ identifier: String, _ amount: String, _ paid: String) throws {
    let remittance = try Remittances.make(
      paid: paid, Remittances.paidClaim, after: "PLB*1999999984*20261231*\(identifier)*\(amount)")
    let adjustment = try #require(remittance.providerAdjustments.first)
    let parts = identifier.split(separator: ":").map(String.init)
    #expect(
      adjustment.reason == parts[0] && adjustment.reference == (parts.count > 1 ? parts[1] : nil))
    #expect(adjustment.amount == Money(amount)! && adjustment.effect == -Money(amount)!)
    #expect(adjustment.fiscalPeriodEnd == CalendarDate("2026-12-31"))
    #expect(RemittanceBalance.of(remittance).isEmpty)
    #expect(try set(remittance.loop) == remittance)
  }

  private func set(_ loop: Loop) throws -> Remittance { Remittance(loop) }

  @Test(
    "A takeback, interest and a balance carried forward stand together; a seventh begins a segment")
  func severalAdjustments() throws {
    var remittance = try Remittances.make(
      paid: "51.68", Remittances.paidClaim,
      after: "PLB*1999999984*20261231*WO:PAYER9*50*L6:PAYER1*-5*FB*-10")
    let adjustments = remittance.providerAdjustments
    #expect(adjustments.map(\.isTakeback) == [true, false, false])
    #expect(adjustments.map(\.isInterest) == [false, true, false])
    #expect(adjustments.map(\.isForwardedBalance) == [false, false, true])
    #expect(adjustments.total == Money("35")!)
    #expect(RemittanceBalance.of(remittance).isEmpty)
    remittance.providerAdjustments += Array(repeating: adjustments[1], count: 4)
    #expect(remittance.loop.trailer.map { $0.elements.count } == [14, 4])
  }

  @Test("A denied line, a denied claim, a forwarded one and a predetermination are told as such")
  func statuses() throws {
    let remittance = try Remittances.make(
      paid: "0",
      """
      LX*1
      CLP*PCN4*4*100*0**12*PAYER7
      NM1*QC*1*JONES*ANN
      MOA***MA01*N30
      SVC*HC:99213*100*0
      DTM*472*20260101
      CAS*CO*29*100
      CLP*PCN5*19*0*0**MB*PAYER8
      NM1*QC*1*JONES*ANN
      NM1*TT*2*OTHER PAYER*****PI*55555
      CLP*PCN6*25*0*0**12*PAYER9
      NM1*QC*1*JONES*ANN
      """)
    let claims = remittance.claims
    #expect(
      claims[0].isDenial && claims[0].lines[0].isDenied && claims[0].remarks == ["MA01", "N30"])
    #expect(
      claims[1].isForwarded && claims[1].payerRank == 1 && claims[1].party("TT")?.id == "55555")
    #expect(claims[2].isPredetermination && claims[2].payerRank == nil)
    #expect(RemittanceBalance.of(remittance).isEmpty)
  }

  @Test("An inpatient claim has its components, remarks and totals of the provider")
  func inpatient() throws {
    let remittance = try Remittances.make(
      paid: "1000",
      """
      LX*1
      TS3*6543210903*11*20261231*1*1500********100**200
      TS2*59786*55375.77*325
      CLP*PCN7*1*1500*1000**MA*PAYER10*11*1**470*1.9871*.5
      CAS*CO*45*500
      NM1*QC*1*JONES*ANN
      MIA*5***1000*N1**********3*****MA07*N2
      QTY*CA*5
      """)
    let group = remittance.groups[0]
    #expect(
      group.summary?.charge == Money("1500")! && group.summary?.primaryPayerPaid == Money("100")!)
    #expect(group.supplement?.federal == Money("55375.77")!)
    let claim = group.claims[0]
    #expect(claim.drg == "470" && claim.drgWeight == "1.9871" && claim.dischargeFraction == ".5")
    #expect(
      claim.inpatient?.drg == Money("1000")! && claim.inpatient?.costReportDays == Quantity(3))
    #expect(
      claim.inpatient?.remarks == ["N1", "MA07", "N2"] && claim.quantities["CA"] == Quantity(5))
    #expect(RemittanceBalance.of(remittance).isEmpty)
  }
}
