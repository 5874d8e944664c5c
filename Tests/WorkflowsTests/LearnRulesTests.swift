// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

@Suite("Rules learned from denials")
struct LearnRulesTests {
  private let folder: String

  init() throws {
    folder = InstalledCodes.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  private static func interchange(_ kind: String, _ guide: String, _ segments: [String]) -> String {
    let head = [
      "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       *260701*1200*^*00501*000000001*0*T*:",
      "GS*\(kind == "835" ? "HP" : "HC")*PAYER*PROVIDER*20260701*1200*1*X*\(guide)",
      "ST*\(kind)*0001" + (kind == "837" ? "*\(guide)" : ""),
    ]
    let tail = ["SE*\(segments.count + 2)*0001", "GE*1*1", "IEA*1*000000001"]
    return (head + segments + tail).map { $0 + "~\n" }.joined()
  }

  /// One claim of the generated month.
  private struct Case {
    var number: Int
    var code: String
    var diagnosis: String
    var isDenied: Bool
    var reason: String
  }

  /// 99214 with a diagnosis of E11 is denied nine times in ten; everything else one time in twenty.
  private static let cases: [Case] = (0..<600).map { number in
    let code = ["99213", "99214", "93000"][number % 3]
    let diagnosis = ["E119", "I10"][number / 3 % 2]
    let isPlanted = code == "99214" && diagnosis == "E119"
    let isDenied = isPlanted ? number / 6 % 10 != 0 : number / 6 % 20 == 3
    return Case(
      number: number, code: code, diagnosis: diagnosis, isDenied: isDenied,
      reason: isPlanted ? "197" : "16")
  }

  private static func remittance(_ trace: String, on day: String) -> String {
    interchange(
      "835", "005010X221A1",
      [
        "BPR*I*0*C*NON************\(day)", "TRN*1*\(trace)*1999999999", "N1*PR*EXAMPLE HEALTH",
        "REF*2U*EXHEALTH", "N1*PE*PRACTICE*XX*1999999000", "LX*1",
      ]
        + cases.flatMap { one in
          [
            "CLP*P\(one.number)*\(one.isDenied ? 4 : 1)*100*\(one.isDenied ? 0 : 80)**CI*X\(one.number)*11*1",
            "NM1*QC*1*EXAMPLE*ROBIN",
            "SVC*HC:\(one.code)*100*\(one.isDenied ? 0 : 80)**1",
            "DTM*472*202603\(10 + one.number % 20)",
            one.isDenied ? "CAS*CO*\(one.reason)*100" : "CAS*CO*45*20",
          ]
        })
  }

  private static let claims = interchange(
    "837", "005010X222A1",
    [
      "BHT*0019*00*1*20260301*1200*CH", "NM1*41*2*PRACTICE*****46*1", "PER*IC*A*TE*5555550100",
      "NM1*40*2*EXAMPLE HEALTH*****46*2", "HL*1**20*1",
      "NM1*85*2*PRACTICE*****XX*1999999000", "N3*1 STREET", "N4*TOWN*OH*430991234",
      "REF*EI*000000000",
    ]
      + cases.enumerated().flatMap { index, one in
        [
          "HL*\(index + 2)*1*22*0", "SBR*P*18*******CI", "NM1*IL*1*EXAMPLE*ROBIN****MI*1",
          "N3*1 STREET", "N4*TOWN*OH*430991234", "DMG*D8*19600304*F",
          "NM1*PR*2*EXAMPLE HEALTH*****PI*99905", "CLM*P\(one.number)*100***11:B:1*Y*A*Y*Y",
          "HI*ABK:\(one.diagnosis)", "LX*1", "SV1*HC:\(one.code)*100*UN*1***1",
          "DTP*472*D8*202603\(10 + one.number % 20)",
        ]
      })

  @Test(
    "A planted pattern of 835s is found with its diagnosis and the payer of the claims, and is off")
  func planted() throws {
    let paths = [
      try file("a.835", Self.remittance("T1", on: "20260401")),
      try file("c.837", Self.claims),
      // The same claims answered again later, and once more the same file: neither counts.
      try file("b.835", Self.remittance("T2", on: "20260501")),
    ]
    let out = "\(folder)/learned.yaml"
    let learned = try LearnRules().learn(paths, out: out)
    #expect(learned.answer["claims"]?.int == 600)
    let rules = learned.answer["rules"]?.elements ?? []
    #expect(rules.count == 1)
    let own = Self.cases.filter { $0.code == "99214" && $0.diagnosis == "E119" }
    #expect(rules.first?["payer"]?.string == "99905")
    #expect(rules.first?["code"]?.string == "99214")
    #expect(rules.first?["reason"]?.string == "CO-197")
    #expect(rules.first?["with"]?.string == "a diagnosis of E11")
    #expect(rules.first?["denied"]?.int == own.count { $0.isDenied })
    #expect(rules.first?["claims"]?.int == own.count)
    let first = own.filter(\.isDenied).map { 10 + $0.number % 20 }.min() ?? 0
    #expect(rules.first?["first"]?.string == "2026-03-\(first)")

    let files = RuleFiles(Installation(home: "\(folder)/home"))
    let tested = try files.test(out)
    #expect(tested["failed"]?.int == 0)
    #expect(tested["rules"]?[0]?["enabled"]?.bool == false)
    #expect(tested["rules"]?[0]?["learned"]?["claims"]?.int == own.count)
    _ = try files.install(out)
    #expect(try files.list()[0]?["off"]?.int == 1)
    #expect(try told(by: out).isEmpty)
    // A person switches it on.
    let on = try file(
      "on.yaml",
      String(contentsOfFile: out, encoding: .utf8).replacing(
        "enabled: false", with: "enabled: true"))
    #expect(try told(by: on) == ["payer-rule.warns"])
  }

  private func told(by rules: String) throws -> [String] {
    let claim = #"""
      {"id":"A","date":"2026-06-01","payer":"99905","diagnoses":["E11.9"],
       "lines":[{"code":"99214","pointers":[1],"charge":100}]}
      """#
    let answer = try EditClaims(Installation(home: "\(folder)/none"), rules: [rules])
      .judge(JSON(parsing: Array(claim.utf8)))
    return (answer["findings"]?.elements ?? []).compactMap { $0["rule"]?.string }.filter {
      $0.hasPrefix("payer-rule")
    }
  }

  @Test("Without the claims a pattern is found by what the 835 says alone")
  func alone() throws {
    let path = try file("alone.835", Self.remittance("T1", on: "20260401"))
    let rules = try LearnRules().learn([path]).answer["rules"]?.elements ?? []
    #expect(rules.map { $0["payer"]?.string } == ["EXHEALTH"])
    #expect(rules.map { $0["with"]?.string } == [nil])
    #expect(rules.map { $0["code"]?.string } == ["99214"])
  }

  @Test("What a patient owes, and what is above the fee, is no denial")
  func ordinary() throws {
    let segments = (0..<60).flatMap { number in
      [
        "CLP*P\(number)*1*100*0*80*CI*X\(number)*11*1", "NM1*QC*1*EXAMPLE*ROBIN",
        "SVC*HC:97110*100*0**1", "DTM*472*20260310", "CAS*CO*45*20", "CAS*PR*1*80",
      ]
    }
    let text = Self.interchange(
      "835", "005010X221A1",
      ["BPR*I*0*C*NON************20260401", "TRN*1*T*1999999999", "N1*PR*EXAMPLE", "LX*1"]
        + segments)
    let answer = try LearnRules().learn([try file("ordinary.835", text)]).answer
    #expect(answer["services"]?.int == 60)
    #expect(answer["denied"]?.int == 0)
  }

  @Test("A table of outcomes is read, and what is wrong with one is told at its line")
  func table() throws {
    let head = "payer,claim,date,code,modifiers,place,outcome,reason\n"
    let rows = (0..<100).map { number in
      let isPlanted = number % 2 == 0
      let code = isPlanted ? "97110" : "99213"
      return
        "A,\(number),2026-03-02,\(code),GP,11,\(isPlanted ? "denied" : "paid"),\(isPlanted ? "CO-119" : "")\n"
    }
    let more = (100..<300).map { "A,\($0),2026-03-02,93000,,11,paid,\n" }
    let path = try file("outcomes.csv", head + (rows + more).joined())
    let rules = try LearnRules().learn([path]).answer["rules"]?.elements ?? []
    #expect(rules.count == 1)
    #expect(rules.first?["denied"]?.int == 50)
    #expect(rules.first?["with"] == nil)

    for (text, rule, line) in [
      ("payer,code,outcome\n", "denials.column", "line 1"),
      (head + "A,1,yesterday,97110,,11,paid,\n", "denials.row", "line 2"),
      (head + "A,1,2026-03-02,97110,,11,denied,\n", "denials.row", "line 2"),
    ] {
      let path = try file("wrong.csv", text)
      let failure = #expect(throws: WorkflowFailure.self) { try LearnRules().learn([path]) }
      #expect(failure?.findings.map(\.rule) == [rule])
      #expect(failure?.findings.first?.place.description == line)
    }
  }

  @Test(
    "The normal deviates are the published ones",
    arguments: [(0.025, 1.959964), (0.05, 1.644854), (0.0005, 3.290527), (0.5, 0.0)])
  func deviates(_ tail: Double, _ expected: Double) {
    #expect(abs(LearnRules.deviate(tail) - expected) < 1e-5)
  }
}
