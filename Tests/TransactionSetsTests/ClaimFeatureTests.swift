// SPDX-License-Identifier: Apache-2.0

import Claims
import TestSupport
import Testing
import TransactionSets
import Values
import X12

/// Something that a claim may carry: how it stands in an 837, and what it becomes.
struct Feature: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: ClaimKind
  let text: String
  let holds: @Sendable (Claim) -> Bool

  init(
    _ name: String, _ kind: ClaimKind, _ text: String, _ holds: @escaping @Sendable (Claim) -> Bool
  ) {
    testDescription = name
    self.kind = kind
    self.text = text
    self.holds = holds
  }
}

@Suite struct ClaimFeatureTests {
  static let professional: [Feature] = [
    Feature(
      "a replacement", .professional,
      SampleLevels.claim(.professional, header: "REF*F8*ICN99~")
        .replacing("11:B:1", with: "11:B:7")
    ) { $0.frequency == .replacement && $0.references["F8"] == "ICN99" },
    Feature(
      "attachment, contract, amount, K3, note", .professional,
      SampleLevels.claim(
        .professional,
        header: """
          PWK*OZ*BM***AC*DOC-1~
          CN1*02*550*12.5*C1*3*V2~
          AMT*F5*20~
          K3*STATE DATA~
          NTE*ADD*PATIENT WAS ASLEEP~
          """)
    ) {
      $0.attachments == [Paperwork("OZ", transmission: "BM", controlNumber: "DOC-1")]
        && $0.contract?.amount == Money("550") && $0.contract?.percent == Quantity("12.5")
        && $0.amounts["F5"] == Money("20") && $0.fixedFormats == ["STATE DATA"]
        && $0.notes == [ClaimNote("ADD", "PATIENT WAS ASLEEP")]
    },
    Feature(
      "an ambulance", .professional,
      SampleLevels.claim(
        .professional,
        header: "CR1*LB*140**A*DH*12****UNCONSCIOUS~\nCRC*07*Y*01*06~",
        providers: """
          NM1*PW*2~
          N3*1 OAK ROAD~
          N4*MILBROOK*OH*43099~
          NM1*45*2*COUNTY HOSPITAL~
          N3*9 HILL STREET~
          N4*MILBROOK*OH*43099~
          """, service: "SV1*HC:A0427:RH*100*UN*1*41**1**Y~",
        line: "DTP*472*D8*20260310~\nQTY*PT*2~\n")
    ) {
      $0.ambulance?.patientWeight == Quantity(140) && $0.ambulance?.miles == Quantity(12)
        && $0.ambulance?.stretcherPurpose == "UNCONSCIOUS"
        && $0.conditions == [ConditionIndicator("07", codes: ["01", "06"])]
        && $0.providers[.ambulancePickUp]?.address?.lines == ["1 OAK ROAD"]
        && $0.providers[.ambulanceDropOff]?.name == .organization("COUNTY HOSPITAL")
        && $0.lines[0].isEmergency && $0.lines[0].quantities["PT"] == Quantity(2)
    },
    Feature(
      "a spinal manipulation", .professional,
      SampleLevels.claim(
        .professional, header: "DTP*454*D8*20260301~\nCR2********M**LOWER BACK*STILL THERE~")
    ) {
      $0.spinalManipulation?.condition == "M"
        && $0.spinalManipulation?.description == "LOWER BACK"
        && $0.dates["454"] == SampleEncounter.day("2026-03-01")
    },
    Feature(
      "anaesthesia by the minute, with the surgery", .professional,
      SampleLevels.claim(
        .professional, codes: "HI*ABK:R69~\nHI*BP:33414*BO:33420~",
        service: "SV1*HC:00567:QK*100*MJ*145***1~")
    ) {
      $0.lines[0].charge.unitBasis == .minute && $0.lines[0].charge.units == Quantity(145)
        && $0.codes.anesthesiaProcedures == ["33414", "33420"]
    },
    Feature(
      "equipment that is rented, its certificate and the form", .professional,
      SampleLevels.claim(
        .professional, service: "SV1*HC:E0424:NU*100*UN*1***1~",
        line: """
          SV5*HC:E0424*DA*30*25.5*400*4~
          PWK*CT*AB~
          CR3*I*MO*12~
          CRC*09*N*ZV~
          DTP*472*D8*20260310~
          DTP*463*D8*20260301~
          MEA*TR*R1*8.5~
          LQ*UT*484.03~
          FRM*1A**56~
          FRM*1B***20260301~
          FRM*04*Y~
          FRM*2****75~
          """)
    ) {
      let line = $0.lines[0]
      return line.equipment?.rentalPrice == Money("25.5") && line.equipment?.rentalUnit == "4"
        && line.attachments == [Paperwork("CT", transmission: "AB")]
        && line.equipmentCertification?.months == Quantity(12)
        && line.conditions == [ConditionIndicator("09", applies: false, codes: ["ZV"])]
        && line.measurements.first?.value == Quantity("8.5")
        && line.forms.first?.answers.count == 4
        && line.forms.first?.answers[3].percent == Quantity(75)
    },
    Feature(
      "a compound drug with its prescription", .professional,
      SampleLevels.claim(
        .professional,
        line: """
          DTP*472*D8*20260310~
          LIN**N4*99999000101~
          CTP****1.5*ML~
          REF*XZ*RX-77~
          """)
    ) {
      $0.lines[0].drugs.first?.code == "99999000101"
        && $0.lines[0].drugs.first?.quantity == Quantity("1.5")
        && $0.lines[0].drugs.first?.references["XZ"] == "RX-77"
    },
    Feature(
      "providers of the claim and of the line, and a service that was bought", .professional,
      SampleLevels.claim(
        .professional,
        providers: """
          NM1*DN*1*BERGSTROM*ELENA****XX*1999999018~
          NM1*P3*1*OKAFOR*NGOZI****XX*1999999018~
          NM1*DQ*1*VANCE*PETER****XX*1999999018~
          REF*LU*77~
          """,
        line: """
          DTP*472*D8*20260310~
          PS1*1999999018*40~
          NM1*QB*1******XX*1999999018~
          NM1*DK*1*OKAFOR*NGOZI****XX*1999999018~
          N3*1 OAK ROAD~
          N4*MILBROOK*OH*43099~
          PER*IC*OKAFOR*TE*6145550102~
          """)
    ) {
      $0.providers.map(\.role) == [.referring, .primaryCare, .supervising]
        && $0.providers[.supervising]?.identifiers["LU"] == "77"
        && $0.lines[0].providers.map(\.role) == [.purchasedService, .ordering]
        && $0.lines[0].purchasedService?.amount == Money("40")
    },
    Feature(
      "a repriced claim", .professional,
      SampleLevels.claim(
        .professional, codes: "HI*ABK:R69~\nHCP*03*80*20*333001234*********T1~",
        line: "DTP*472*D8*20260310~\nHCP*03*80*20~\n")
    ) {
      $0.repricing?.allowed == Money("80") && $0.repricing?.rejectReason == "T1"
        && $0.lines[0].repricing?.savings == Money("20")
    },
    Feature(
      "property and casualty: an employer holds the policy", .professional,
      SampleLevels.claim(.professional, header: "DTP*439*D8*20260309~")
        .replacing("*Y*A*Y*Y~", with: "*Y*A*Y*Y**EM:AA::OH~")
        .replacing(
          "HL*2*1*22*0~\nSBR*P*18*******CI~\nNM1*IL*1*ABERNATHY*DOLORES****MI*BMH5550001~\n"
            + "N3*100 MAIN STREET~\nN4*MILBROOK*OH*430990100~\nDMG*D8*19680514*F~\n",
          with: "HL*2*1*22*1~\nSBR*P********WC~\nNM1*IL*2*MILBROOK MILL~\n"
        )
        .replacing(
          "PI*99901~\n",
          with: """
            PI*99901~
            HL*3*2*23*0~
            PAT*20****D8*20260311*01*146*Y~
            NM1*QC*1*ABERNATHY*DOLORES~
            N3*100 MAIN STREET~
            N4*MILBROOK*OH*430990100~
            DMG*D8*19680514*F~
            REF*Y4*WC-1~

            """)
    ) {
      $0.coverage.subscriber?.isOrganization == true && $0.coverage.relationship == .employee
        && $0.patient.person.identifiers["Y4"] == "WC-1" && $0.patient.isPregnant
        && $0.patient.weight == Quantity(146)
        && $0.relatedCauses == RelatedCauses(["EM", "AA"], state: "OH")
    },
    Feature("a secondary claim", .professional, secondary) {
      let payer = $0.otherPayers[0]
      return payer.paid == Money("60") && payer.hasDecided
        && payer.adjustments == [Adjustment("PR", "1", Money(cents: 1_000))]
        && payer.outpatient?.remarks == ["MA01"] && payer.claimControlNumber == "ICN1"
        && payer.coverage.responsibility == .primary
        && $0.lines[0].adjudications[0].adjusted == Money("30")
        && $0.lines[0].adjudications[0].remainingLiability == Money("10")
        && $0.lines[0].adjudications[0].date == SampleEncounter.day("2026-03-20")
    },
  ]

  private static let secondary = SampleLevels.claim(
    .professional,
    providers: """
      SBR*P*01*351630******CI~
      CAS*PR*1*10~
      AMT*D*60~
      AMT*EAF*10~
      OI***Y***Y~
      MOA***MA01~
      NM1*IL*1*ABERNATHY*HUGO****MI*LSM1~
      N3*100 MAIN STREET~
      N4*MILBROOK*OH*430990100~
      NM1*PR*2*LAKESHORE*****PI*99906~
      REF*F8*ICN1~
      NM1*85*2~
      REF*G2*PROV9~
      """,
    line: """
      DTP*472*D8*20260310~
      SVD*99906*60*HC:99213**1~
      CAS*CO*45*20~
      CAS*PR*2*10*1~
      DTP*573*D8*20260320~
      AMT*EAF*10~
      """
  ).replacing("SBR*P*18*******CI~", with: "SBR*S*18*******CI~")

  static let others: [Feature] = [
    Feature(
      "codes of a hospital stay", .institutional,
      SampleLevels.claim(
        .institutional,
        header: """
          DTP*096*TM*1330~
          DTP*434*RD8*20260203-20260207~
          DTP*435*DT*202602031120~
          CL1*1*1*03~
          """,
        codes: """
          HI*ABK:S72141A:::::::Y~
          HI*ABJ:S72141A~
          HI*APR:M25551~
          HI*ABN:W11XXXA:::::::Y~
          HI*DR:481~
          HI*ABF:D62:::::::N*ABF:Z794~
          HI*BBR:0QS636Z:D8:20260204~
          HI*BBQ:30233N1:D8:20260205~
          HI*BI:70:RD8:20260101-20260103~
          HI*BH:11:D8:20260201~
          HI*BE:80:::4*BE:A2:::15.31~
          HI*BG:09*BG:C1~
          HI*TC:A01~
          """, line: "DTP*472*D8*20260204~\n")
    ) {
      $0.diagnoses.map(\.code) == ["S72141A", "D62", "Z794"]
        && $0.diagnoses.map(\.presentOnAdmission) == [.yes, .no, nil]
        && $0.admittingDiagnosis?.code == "S72141A" && $0.reasonsForVisit.count == 1
        && $0.externalCauses.count == 1 && $0.codes.drg == "481"
        && $0.codes.procedures.count == 2 && $0.codes.occurrenceSpans.first?.code == "70"
        && $0.codes.valueCodes.map(\.amount) == [Money(cents: 400), Money(cents: 1_531)]
        && $0.codes.conditionCodes == ["09", "C1"] && $0.codes.treatmentCodes == ["A01"]
        && $0.dates["096"] == nil && $0.dates.first?.time == "1330"
        && $0.statementPeriod?.through == SampleEncounter.day("2026-02-07")
    },
    Feature(
      "what Medicare said of a stay, and a charge not covered", .institutional,
      SampleLevels.claim(
        .institutional, header: "DTP*434*RD8*20260203-20260207~\nCL1*1*1*03~",
        providers: """
          SBR*P*18*******MA~
          MIA*4***138018.4*MA02*2000~
          NM1*IL*1*ABERNATHY*DOLORES****MI*1BB0BB0BB00~
          NM1*PR*2*MEDICARE*****PI*99904~
          """, service: "SV2*0120**100*DA*4**30~")
    ) {
      $0.otherPayers[0].inpatient?.drg == Money("138018.4")
        && $0.otherPayers[0].inpatient?.remarks == ["MA02"]
        && $0.lines[0].nonCoveredCharge == Money("30") && $0.lines[0].charge.unitBasis == .day
    },
    Feature(
      "teeth, orthodontics, and what would be paid", .dental,
      SampleLevels.claim(
        .dental, header: "DTP*472*D8*20260310~\nDN1*36*27~\nDN2*12*M****JP~", codes: "",
        providers: "NM1*DD*1*VANCE*PETER****XX*1999999018~\nPRV*AS*PXC*1223G0001X~",
        service: "SV3*AD:D2150*100**10*I*1*****1~", line: "TOO*JP*12*L:O~\nTOO*JP*13*M~\n"
      ).replacing("*Y*A*Y*Y~", with: "*Y*A*Y*Y**********PB~")
    ) {
      $0.submissionReason == "PB" && $0.orthodontics?.monthsRemaining == Quantity(27)
        && $0.toothStatuses == [ToothStatus("12", "M")]
        && $0.providers[.assistantSurgeon]?.taxonomy?.description == "1223G0001X"
        && $0.lines[0].oralCavities == ["10"] && $0.lines[0].prosthesis == "I"
        && $0.lines[0].teeth == [Tooth("12", surfaces: ["L", "O"]), Tooth("13", surfaces: ["M"])]
    },
  ]

  @Test("What a claim carries is read, and written as it was", arguments: professional + others)
  func feature(feature: Feature) throws {
    let read = try #require(try Loops.claims(feature.kind, feature.text).first)
    let claim = try Loops.claim(read, feature.kind)
    #expect(feature.holds(claim), "\(claim.json.pretty)")
    #expect(claim.kept.isEmpty, "\(claim.kept)")
    let again = try #require(Loops.claims(try Loops.written([claim])).first)
    #expect(again.contents == read.contents)
  }

  @Test("What the model has no field for keeps its place, also when other things are changed")
  func kept() throws {
    let text = SampleLevels.claim(
      .professional, header: "DTP*431*D8*20260301~\nQTY*CA*4~\nREF*G1*A1~",
      line: "DTP*472*D8*20260310~\nTST*X~\n"
    ).replacing("HC:99213*100*", with: "HC:99213*100.00*")
    let read = try #require(try Loops.claims(.professional, text).first)
    var claim = try Loops.claim(read, .professional)
    #expect(claim.kept.map(\.loop) == ["2300", "2300/2400[1]"])
    #expect(claim.kept.map(\.text) == ["QTY*CA*4", "TST*X"])
    claim.frequency = .replacement
    claim.references.set("F8", "ICN9")
    let again = String(decoding: try Loops.written([claim]), as: UTF8.self)
    #expect(again.contains("CLM*C-1*100***11:B:7*Y*A*Y*Y~DTP*431*D8*20260301~QTY*CA*4~REF*G1*A1~"))
    #expect(again.contains("~REF*F8*ICN9~HI*ABK:R69~"))
    #expect(again.contains("SV1*HC:99213*100.00*UN*1***1~DTP*472*D8*20260310~TST*X~"))
  }

  @Test("A claim without CLM is refused")
  func refused() throws {
    let error = TransactionSetError(.missing, loop: "2300", segment: "CLM", element: 1)
    #expect(throws: error) {
      try ClaimReader(kind: .dental).claim(from: Loop("2300"), ancestors: [])
    }
  }
}
