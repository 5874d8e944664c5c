// SPDX-License-Identifier: Apache-2.0

import Values

extension GeneratedRemittances {
  /// An 837P with claims.
  public static func claimFile(_ claims: [Claim]) -> [UInt8] {
    var set = [
      "ST*837*0001*005010X222A1", "BHT*0019*00*1*20260301*0900*CH",
      "NM1*41*2*MILBROOK BILLING OFFICE*****46*SENDER", "PER*IC*EDI DESK*TE*6145550199",
      "NM1*40*2*SAMPLE CLEARINGHOUSE*****46*RECEIVER", "HL*1**20*1",
      "NM1*85*2*MILBROOK FAMILY PRACTICE*****XX*1999999984", "N3*100 MAIN STREET",
      "N4*MILBROOK*OH*430990100", "REF*EI*999999999",
    ]
    for (index, claim) in claims.enumerated() {
      set += [
        "HL*\(index + 2)*1*22*0", "SBR*P*18*******CI",
        "NM1*IL*1*\(claim.family)*\(claim.given)****MI*\(claim.member)", "N3*1 ELM STREET",
        "N4*MILBROOK*OH*430990100", "DMG*D8*19700101*F",
        "NM1*PR*2*SAMPLE HEALTH PLAN*****PI*99990",
        "CLM*\(claim.number)*\(amount(claim.cents))***11:B:1*Y*A*Y*Y", "HI*ABK:I10",
      ]
      if claim.hasSecondary {
        set += [
          "SBR*S*18*******CI", "OI***Y***Y",
          "NM1*IL*1*\(claim.family)*\(claim.given)****MI*S\(claim.member)",
          "NM1*PR*2*SECOND HEALTH PLAN*****PI*99991",
        ]
      }
      for (number, line) in claim.lines.enumerated() {
        let code = (["HC", line.code] + line.modifiers).joined(separator: ":")
        set += [
          "LX*\(number + 1)", "SV1*\(code)*\(amount(line.cents))*UN*1***1",
          "DTP*472*D8*\(claim.day.compact)", "REF*6R*\(line.control)",
        ]
      }
    }
    return interchange("HC", "005010X222A1", [set])
  }

  /// An 835 file with remittances, each a transaction set.
  ///
  /// - Parameters:
  ///   - hasControls: Whether the lines' own numbers are returned.
  ///   - hasModifiers: Whether modifiers are.
  public static func remittanceFile(
    _ remittances: [Remittance], hasControls: Bool = true, hasModifiers: Bool = true
  ) -> [UInt8] {
    interchange(
      "HP", "005010X221A1",
      remittances.enumerated().map { index, remittance in
        var set = [
          "ST*835*\(index + 1001)",
          "BPR*I*\(amount(remittance.cents))*C*CHK************\(remittance.day.compact)",
          "TRN*1*\(remittance.trace)*\(remittance.issuer)", "N1*PR*SAMPLE HEALTH PLAN",
          "N3*1 PLAN WAY", "N4*MILBROOK*OH*430990100", "PER*BL*DESK*TE*6145550100",
          "N1*PE*MILBROOK FAMILY PRACTICE*XX*1999999984", "LX*1",
        ]
        for answer in remittance.answers {
          set += segments(of: answer, hasControls: hasControls, hasModifiers: hasModifiers)
        }
        for (reason, reference, cents) in remittance.beside {
          set.append("PLB*1999999984*20261231*\(reason):\(reference)*\(amount(cents))")
        }
        return set
      })
  }

  private static func segments(
    of answer: Answer, hasControls: Bool, hasModifiers: Bool
  ) -> [String] {
    let patient = answer.status == "22" ? 0 : answer.taken { group, _ in group == "PR" }
    var segments = [
      "CLP*\(answer.number)*\(answer.status)*\(amount(answer.charge))*\(amount(answer.paid))*"
        + (patient == 0 ? "" : amount(patient)) + "*12*\(answer.payerNumber)*11*1",
      "NM1*QC*1*\(answer.claim.family)*\(answer.claim.given)****MI*\(answer.claim.member)",
    ]
    for line in answer.lines {
      let modifiers = hasModifiers ? line.line.modifiers : []
      let code = (["HC", line.line.code] + modifiers).joined(separator: ":")
      segments.append("SVC*\(code)*\(amount(line.line.cents))*\(amount(line.paid))**1")
      segments.append("DTM*472*\(answer.claim.day.compact)")
      for adjustment in line.adjustments {
        segments.append(
          "CAS*\(adjustment.group)*\(adjustment.reason)*\(amount(adjustment.cents))")
      }
      if hasControls { segments.append("REF*6R*\(line.line.control)") }
    }
    return segments
  }

  private static func interchange(
    _ group: String, _ version: String, _ sets: [[String]]
  ) -> [UInt8] {
    var all = [
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*0900*^*00501*"
        + "000000001*0*T*:",
      "GS*\(group)*SENDER*RECEIVER*20260301*0900*1*X*\(version)",
    ]
    for set in sets {
      let number = set[0].split(separator: "*")[2]
      all += set + ["SE*\(set.count + 1)*\(number)"]
    }
    all += ["GE*\(sets.count)*1", "IEA*1*000000001"]
    return Array(all.map { $0 + "~\n" }.joined().utf8)
  }

  private static func amount(_ cents: Int64) -> String { Money(cents: cents).description }
}
