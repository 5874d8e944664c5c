// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import TestSupport
import Testing
import TransactionSets
import Values

@Suite struct ClaimWriterTests {
  private func written(_ encounters: [Encounter]) throws -> String {
    var writer = ClaimWriter(.sample)
    var bytes = try writer.begin()
    for encounter in encounters {
      bytes += try writer.append(try #require(Claim.building(from: encounter).claim))
    }
    bytes += try writer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "The 837 is as it was, byte for byte",
    arguments: [
      ("professional", SampleEncounter.professional),
      ("institutional", SampleEncounter.institutional),
    ])
  func golden(name: String, encounter: Encounter) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/837/\(name).edi")
    let text = try written([encounter])
    if ProcessInfo.processInfo.environment["CLEANCLAIM_WRITE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test("Claims of one billing provider share its level; each kind has its own group")
  func groups() throws {
    let one = SampleEncounter.professional
    let text = try written([one, one, SampleEncounter.institutional])
    let segments = text.split(separator: "\n").map(String.init)
    #expect(
      segments.filter { $0.hasPrefix("HL*") } == [
        "HL*1**20*1~", "HL*2*1*22*0~", "HL*3*1*22*0~", "HL*1**20*1~", "HL*2*1*22*0~",
      ])
    #expect(segments.filter { $0.hasPrefix("GE*") } == ["GE*1*1~", "GE*1*2~"])
    #expect(segments.last == "IEA*2*000000001~")
  }

  @Test("The SE segment counts the segments of its set")
  func count() throws {
    let segments = try written([SampleEncounter.professional]).split(separator: "\n")
    let first = try #require(segments.firstIndex { $0.hasPrefix("ST*") })
    let last = try #require(segments.firstIndex { $0.hasPrefix("SE*") })
    #expect(segments[last] == "SE*\(last - first + 1)*0001~")
  }

  @Test("A dependent has a level of his own and the subscriber's demographics stay out")
  func dependent() throws {
    var encounter = SampleEncounter.professional
    encounter.coverages[0].relationship = .child
    encounter.coverages[0].subscriber = Person(name: PersonName(family: "Ruiz", given: "Isabel"))
    let text = try written([encounter])
    #expect(text.contains("HL*2*1*22*1~\nSBR*P********CI~\nNM1*IL*1*RUIZ*ISABEL****MI*BMH5550001~"))
    #expect(text.contains("HL*3*2*23*0~\nPAT*19~\nNM1*QC*1*ABERNATHY*DOLORES~\n"))
  }

  @Test("A claim that cannot be written leaves no trace, and the next one is written")
  func refusal() throws {
    var bad = SampleEncounter.professional
    bad.patient.person.name.family = "O*Neill"
    var writer = ClaimWriter(.sample)
    var bytes = try writer.begin()
    let claim = try #require(Claim.building(from: bad).claim)
    let error = TransactionSetError(.delimiterInValue, loop: "2010BA", segment: "NM1", element: 3)
    #expect(throws: error) { try writer.append(claim) }
    bytes += try writer.append(
      try #require(Claim.building(from: SampleEncounter.professional).claim))
    bytes += try writer.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == (try written([SampleEncounter.professional])))
  }

  @Test(
    "A value that has no room or no letter in X12 is refused, with its loop, segment and element",
    arguments: [
      (String(repeating: "A", count: 61), "x12.too-long"),
      ("Jos\u{E9}", "x12.character-not-allowed"), ("A~", "x12.delimiter-in-value"),
    ])
  func places(family: String, rule: String) throws {
    var encounter = SampleEncounter.professional
    encounter.patient.person.name.family = family
    var writer = ClaimWriter(.sample)
    let claim = try #require(Claim.building(from: encounter).claim)
    let error = #expect(throws: TransactionSetError.self) { try writer.append(claim) }
    #expect(error?.code.rawValue == rule && error?.finding.rule == rule)
    #expect(error?.finding.place == .element(loop: "2010BA", segment: "NM1", element: 3))
  }

  @Test(
    "A claim that lacks what every claim needs is refused, with the place where it should stand")
  func missing() throws {
    var claim = try #require(Claim.building(from: SampleEncounter.professional).claim)
    claim.coverage.subscriberID = nil
    var writer = ClaimWriter(.sample)
    _ = try writer.begin()
    let error = #expect(throws: TransactionSetError.self) { try writer.append(claim) }
    #expect(error?.code.rawValue == "x12.missing-value")
    #expect(error?.finding.place == .element(loop: "2010BA", segment: "NM1", element: 9))
  }

  @Test("A new set begins after so many claims")
  func sets() throws {
    var settings = ClaimWriter.Settings.sample
    settings.claimsPerTransactionSet = 2
    var writer = ClaimWriter(settings)
    var bytes = try writer.begin()
    for _ in 0..<3 {
      bytes += try writer.append(
        try #require(Claim.building(from: SampleEncounter.professional).claim))
    }
    bytes += try writer.finish()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("ST*837*0002*005010X222A1~"))
    #expect(text.contains("GE*2*1~"))
  }

  @Test("Units beyond the usual are written: accident, replaced claim, drug, other payer")
  func extras() throws {
    var encounter = SampleEncounter.professional
    encounter.accident = Accident(
      cause: .auto, date: SampleEncounter.day("2026-03-09"), state: "OH")
    encounter.frequency = .replacement
    encounter.payerClaimControlNumber = "ICN99"
    encounter.charges[1].drug = Drug(
      code: "99999000101", quantity: Quantity(thousandths: 1500), unit: .millilitre)
    encounter.coverages.append(
      Coverage(
        payer: Payer(name: "Lakeshore Medigap", id: "99906"), subscriberID: "LSM1",
        claimFiling: .commercial))
    let text = try written([encounter])
    for part in [
      "CLM*VISIT-1*250.5***11:B:7*Y*A*Y*Y**AA:::OH~", "DTP*439*D8*20260309~", "REF*F8*ICN99~",
      "LIN**N4*99999000101~\nCTP****1.5*ML~",
      "SBR*S*18*******CI~\nOI***Y***Y~\nNM1*IL*1*ABERNATHY*DOLORES****MI*LSM1~",
    ] {
      #expect(text.contains(part), "\(part) is missing in \(text)")
    }
  }
}
