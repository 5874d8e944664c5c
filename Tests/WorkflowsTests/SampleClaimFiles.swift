// SPDX-License-Identifier: Apache-2.0

/// 837s, acknowledgements and 835s of invented people, for histories of claims.
enum SampleClaimFiles {
  private static func envelope(_ body: [String], _ code: String, _ version: String) -> String {
    let head = [
      "ISA*00*          *00*          *ZZ*CLEARINGHOUSE  *ZZ*CLEANCLAIM     *260301*1200*^*00501*000000001*0*T*:",
      "GS*\(code)*CLEARINGHOUSE*CLEANCLAIM*20260301*1200*1*X*\(version)",
    ]
    let set = body + ["SE*\(body.count + 1)*0001", "GE*1*1", "IEA*1*000000001"]
    return (head + set).map { "\($0)~\n" }.joined()
  }

  private static func payer(_ number: Int) -> [String] {
    [
      "NM1*PR*2*PLAN \(number)*****PI*9990\(number)", "N3*100 PAYER AVENUE", "N4*SPOKANE*WA*99201",
    ]
  }

  private static let person = [
    "NM1*IL*1*DOE*JAN****MI*M100", "N3*2 OAK STREET", "N4*SEATTLE*WA*98102",
  ]

  /// An 837P of a claim with lines of whole dollars, to a first payer and others.
  static func claim(_ number: String, lines: [Int], payers: Int) -> String {
    var body = [
      "ST*837*0001*005010X222A1", "BHT*0019*00*X*20260210*1000*CH",
      "NM1*41*2*SAMPLE BILLING*****46*SENDER01", "PER*IC*BILLING DESK*TE*2065550100",
      "NM1*40*2*SAMPLE HOUSE*****46*RECEIVER01", "HL*1**20*1",
      "NM1*85*2*SAMPLE CLINIC*****XX*1234567893", "N3*1 MAIN STREET",
      "N4*SEATTLE*WA*981019999", "REF*EI*001000001", "HL*2*1*22*0", "SBR*P*18*******CI",
    ]
    body += person + ["DMG*D8*19500412*F"] + payer(1)
    body += ["CLM*\(number)*\(lines.reduce(0, +))***11:B:1*Y*A*Y*Y", "HI*ABK:E119"]
    for other in 1..<max(2, payers) where payers > 1 {
      body += ["SBR*\(other == 1 ? "S" : "T")*18*******CI", "OI***Y***Y"] + person
      body += payer(other + 1)
    }
    for (index, charge) in lines.enumerated() {
      body += [
        "LX*\(index + 1)", "SV1*HC:9921\(index + 1)*\(charge)*UN*1***1", "DTP*472*D8*20260203",
        "REF*6R*\(number)L\(index + 1)",
      ]
    }
    return envelope(body, "HC", "005010X222A1")
  }

  /// A 999 that takes or refuses a set.
  static func group(_ group: Int, set: Int, isAccepted: Bool) -> String {
    let word = isAccepted ? "A" : "R*5"
    return envelope(
      [
        "ST*999*0001*005010X231A1", "AK1*HC*\(group)*005010X222A1",
        "AK2*837*\(set)*005010X222A1", "IK5*\(word)", "AK9*\(word.prefix(1))*1*1*1",
      ], "FA", "005010X231A1")
  }

  /// A 277CA of a claim.
  static func statement(
    _ claim: String, trace: String, isPayer: Bool, isAccepted: Bool, number: String
  ) -> String {
    envelope(
      [
        "ST*277*0001*005010X214", "BHT*0085*08*A1*20260301*1000*TH", "HL*1**20*1",
        isPayer ? "NM1*PR*2*PLAN*****PI*99901" : "NM1*AY*2*HOUSE*****46*HOUSE", "TRN*1*R1",
        "DTP*050*D8*20260301", "DTP*009*D8*20260301", "HL*2*1*21*1",
        "NM1*41*2*CLEANCLAIM*****46*CLEANCLAIM", "TRN*2*\(trace)", "STC*A1:19:PR*20260301*WQ*1",
        "HL*3*2*19*1", "NM1*85*2*SAMPLE CLINIC*****XX*1234567893", "HL*4*3*PT",
        "NM1*QC*1*DOE*JAN****MI*M100", "TRN*2*\(claim)",
        isAccepted ? "STC*A2:20*20260301*WQ" : "STC*A7:562:85*20260301*U",
      ] + (isAccepted && isPayer ? ["REF*1K*\(number)"] : []) + ["DTP*472*D8*20260203"],
      "HN", "005010X214")
  }

  /// A line of an 835: code, charge, paid, agreed, the patient's share, refused; in whole dollars.
  struct Line {
    let code: String
    let charge: Int
    var paid = 0
    var agreed = 0
    var share = 0
    var refused = 0
    var others = 0
    let control: String
  }

  /// An 835 of one claim.
  static func answer(
    _ claim: String, status: Int, number: String, trace: String, payer: Int, _ lines: [Line]
  ) -> String {
    let paid = lines.reduce(0) { $0 + $1.paid }
    var body = [
      "ST*835*0001", "BPR*I*\(paid)*C*NON************20260310",
      "TRN*1*\(trace)*199999990\(payer)", "DTM*405*20260310", "N1*PR*PLAN \(payer)",
      "N3*1 MAIN ST", "N4*COLUMBUS*OH*43215", "PER*BL*HELP*TE*5555550100",
      "N1*PE*EXAMPLE PRACTICE*XX*1999999992", "LX*1",
      "CLP*\(claim)*\(status)*\(lines.reduce(0) { $0 + $1.charge })*\(paid)*"
        + "\(lines.reduce(0) { $0 + $1.share })*12*\(number)*11*1",
      "NM1*QC*1*DOE*JAN****MI*M100",
    ]
    for line in lines {
      body += ["SVC*HC:\(line.code)*\(line.charge)*\(line.paid)**1", "DTM*472*20260203"]
      for (group, amount) in [
        ("CO*45", line.agreed), ("PR*2", line.share), ("CO*16", line.refused),
        ("OA*23", line.others),
      ] where amount != 0 {
        body.append("CAS*\(group)*\(amount)")
      }
      body.append("REF*6R*\(line.control)")
    }
    return envelope(body, "HP", "005010X221A1")
  }
}
