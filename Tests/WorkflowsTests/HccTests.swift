// SPDX-License-Identifier: Apache-2.0

import Grouping
import Foundation
import Grouping
import Storage
import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct HccTests {
  private static func models(
    _ year: Int? = nil, _ reading: String = "reference"
  ) throws -> HccModels {
    #expect(InstalledCodes.findings == [])
    return try HccModels(InstalledCodes.installation, year: year, reading: reading)
  }

  /// Answers lines as the stream does.
  private static func answers(_ lines: String, jobs: Int = 1) throws -> ([JSON], HccStream.Result) {
    let path = InstalledCodes.temporaryFolder()
    try Files.write(Array(lines.utf8), to: path)
    defer { try? Files.remove(path) }
    var bytes: [UInt8] = []
    let result = try HccStream(models(), jobs: jobs).run(path) { bytes += Array($0) }
    let answers = try bytes.split(separator: 0x0A).map { try JSON(parsing: Array($0)) }
    return (answers, result)
  }

  private static func report(
    _ text: String, _ change: (inout HccReport.Question) -> Void = { _ in },
    reading: String = "reference"
  ) throws -> JSON {
    let path = InstalledCodes.temporaryFolder()
    try Files.write(Array(text.utf8), to: path)
    defer { try? Files.remove(path) }
    var question = HccReport.Question()
    change(&question)
    return try HccReport(models(nil, reading)).report(path, question)
  }

  static let anchors: [(code: String, model: String, categories: [Int])] = [
    ("E119", "V28", [38]), ("E119", "V24", [19]), ("I509", "V28", [226]), ("J449", "V24", [111]),
    ("N184", "V28", [327]), ("I10", "V28", []),
  ]

  @Test(
    "Five rows of the mapping are those of the publisher, and one is absent", arguments: anchors)
  func anchored(code: String, model: String, categories: [Int]) throws {
    let model = try Self.models().model(model)
    let code = try #require(PackedCode(code))
    #expect(model.mappings(of: code).map(\.category) == categories)
  }

  @Test("A line is answered by a line, in order, with its identifier as it stands")
  func lines() throws {
    let person = #""diagnosis_codes":["E11.22","I509"],"age":71,"sex":"F","dual_elgbl_cd":"00""#
    var text = ""
    for index in 0..<5000 { text += "{\"id\":\(index),\(person)}\n" }
    for jobs in [1, 3] {
      let (answers, result) = try Self.answers(text, jobs: jobs)
      #expect(result.records == 5000 && result.refused == 0)
      #expect(answers.map { $0["id"]?.int } == (0..<5000).map { $0 })
    }
    let answer = try #require(Self.answers(#"{"id":{"a":[1]},"# + person + "}").0.first)
    #expect(answer["id"] == (try JSON(parsing: #"{"a":[1]}"#)))
    #expect(answer["risk_score"]?.digits == "1.033")
    #expect(answer["coefficients"]?["DIABETES_HF_V28"]?.digits == "0.112")
    #expect(answer["hccs"]?.elements.compactMap(\.string) == ["37", "226"])
    #expect(answer["cc_to_dx"]?["37"]?[0]?.string == "E1122")
  }

  static let refusals: [(line: String, rule: String)] = [
    (#"{"age":70,"sex":"F""#, "hcc.record.malformed"),
    (#"{"age":70 "sex":"F"}"#, "hcc.record.malformed"),
    (#"[1]"#, "hcc.record.malformed"), (#"{"age":07}"#, "hcc.record.malformed"),
    (#"{"diagnosis_codes":["A"],"x":"\q"}"#, "hcc.record.malformed"),
    (#"{"diagnosis_codes":["A"],"x":"\u12"}"#, "hcc.record.malformed"),
    (#"{"age":70,"sex":"F"}"#, "hcc.record.member"),
    (#"{"diagnosis_codes":"E119"}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[1]}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"age":-1}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"age":null}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"sex":"X"}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"orec":"4"}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"dual_elgbl_cd":"11"}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"lti":"yes"}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"norm_factor":0}"#, "hcc.record.value"),
    (#"{"diagnosis_codes":[],"model_name":"V99"}"#, "hcc.unknown-model"),
    (#"{"diagnosis_codes":[],"model_name":"RxHCC-V08-PDP"}"#, "hcc.not-in-year"),
  ]

  @Test(
    "A line that cannot be scored is told with its line, and the next is read", arguments: refusals)
  func refused(line: String, rule: String) throws {
    let good = #"{"id":2,"diagnosis_codes":[]}"#
    let (answers, result) = try Self.answers("\n\(line)\n\(good)")
    #expect(answers.count == 2 && result.refused == 1)
    #expect(answers.first?["line"]?.int == 2)
    #expect(answers.first?["findings"]?[0]?["rule"]?.string == rule)
    #expect(answers.last?["id"]?.int == 2)
  }

  @Test(
    "What may stand in a record is read",
    arguments: [
      #"{"diagnosis_codes":[],"age":70.5,"sex":"2","orec":null,"crec":"","dual_elgbl_cd":null}"#,
      #"{"diagnosis_codes":["x y","é",""],"graft_months":-1,"lti":1,"snp":null,"more":[{"a":1e9}]}"#,
      "  {\t\"diagnosis_codes\" : [ \"E11.9\" , \"e119\" ] , \"dual_elgbl_cd\":\"99\" } \r",
    ])
  func accepted(line: String) throws {
    let (answers, result) = try Self.answers(line + "\n")
    #expect(result.refused == 0)
    #expect(answers.first?["risk_score"] != nil)
  }

  @Test("A code written with escapes is that code; bytes that are no UTF-8 are refused")
  func escapes() throws {
    let (answers, _) = try Self.answers(#"{"diagnosis_codes":["\u0045\u002e1122"]}"# + "\n")
    #expect(answers.first?["hccs"]?[0]?.string == "37")
    let path = InstalledCodes.temporaryFolder()
    try Files.write(Array(#"{"diagnosis_codes":[],"x":""#.utf8) + [0xC3, 0x22, 0x7D], to: path)
    defer { try? Files.remove(path) }
    #expect(try HccStream(Self.models()).run(path) { _ in }.refused == 1)
  }

  @Test("Years and installations without tables are refused")
  func years() throws {
    func rule(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch { return WorkflowFailure(any: error).findings.first?.rule }
    }
    #expect(try Self.models().year == 2026)
    #expect(rule { _ = try Self.models(2019) } == "hcc.no-such-year")
    #expect(rule { _ = try Self.models(2027).model("V24") } == "hcc.not-in-year")
    #expect(rule { _ = try Self.models(2027).model("RxHCC-V08-MAPD") } == nil)
    #expect(rule { _ = try Self.models(2025).model("ESRD-V21") } == nil)
    let empty = Installation(home: InstalledCodes.temporaryFolder())
    #expect(rule { _ = try HccModels(empty) } == "hcc.not-installed")
    #expect(rule { _ = try ElixhauserAnswers(empty) } == "elixhauser.not-installed")
  }

  static let claim = """
    ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1200*^*00501*000000001*0*T*:~\
    GS*HC*SENDER*RECEIVER*20260105*1200*1*X*005010X222A1~ST*837*0001*005010X222A1~\
    HL*1**20*1~HL*2*1*22*0~NM1*IL*1*SAMPLE*ANNA****MI*M1~DMG*D8*19540201*F~\
    CLM*C1*100***11:B:1*Y*A*Y*Y~HI*ABK:E1122*ABF:I509~LX*1~SV1*HC:99213*100*UN*1***1~\
    CLM*C2*100***11:B:1*Y*A*Y*Y~HI*ABK:C3431~LX*1~SV1*HC:A0425*100*UN*1***1~SE*14*0001~\
    GE*1*1~IEA*1*000000001~
    """

  @Test("Of an 837 the claims count that have an eligible service; age and sex come from it")
  func interchange() throws {
    let answer = try Self.report(Self.claim)
    #expect(answer["beneficiary"]?["age"]?.int == 72)
    #expect(answer["beneficiary"]?["sex"]?.string == "F")
    let claims = try #require(answer["claims"]?.elements)
    #expect(claims.map { $0["reason"]?.string } == ["service", "no-service"])
    #expect(answer["categories"]?.elements.map { $0["category"]?.int } == [37, 226])
    let other = Self.claim.replacing(
      "HL*2*1*22*0~", with: "HL*3*1*22*0~NM1*IL*1*S*A****MI*M2~CLM*C0*1~HL*2*1*22*0~")
    #expect(throws: WorkflowFailure.self) { try Self.report(other) }
    do { _ = try Self.report(other) } catch {
      #expect(WorkflowFailure(any: error).findings.map(\.rule) == ["hcc.several-members"])
    }
    #expect(try Self.report(other) { $0.member = "M1" }["claims"]?.elements.count == 2)
  }

  static let bills: [(type: String?, services: [String?], counts: Bool, reason: String)] = [
    ("11", [nil], true, "stay"), ("41", ["A0425"], true, "stay"), ("11", [], false, "no-service"),
    ("13", ["99213"], true, "service"), ("13", [nil, "A0425"], false, "no-service"),
    ("85", ["99213"], true, "service"), ("21", ["99213"], false, "bill-type"),
    (nil, ["A0425", "99213"], true, "service"), (nil, [], false, "no-service"),
  ]

  @Test("Claims count by type of bill and service", arguments: bills)
  func filter(type: String?, services: [String?], counts: Bool, reason: String) throws {
    var claim = HccClaim()
    claim.billType = type
    claim.services = services
    let verdict = try HccClaimFilter(Self.models()).verdict(on: claim)
    #expect(verdict.counts == counts && verdict.reason == reason)
  }

  @Test("What was there the year before is a suspect, not a code; a higher category covers it")
  func suspects() throws {
    let before = InstalledCodes.temporaryFolder()
    let record = #"{"diagnosis_codes":["C3431","E119","I509"],"age":70,"sex":"F"}"#
    try Files.write(Array(record.utf8), to: before)
    defer { try? Files.remove(before) }
    let now = #"{"diagnosis_codes":["E1122"],"age":71,"sex":"F"}"#
    let answer = try Self.report(now) { $0.previous = before }
    let suspects = try #require(answer["suspects"]?.elements)
    #expect(suspects.map { $0["category"]?.int } == [20, 38, 226])
    #expect(suspects.map { $0["covered_by"]?.int } == [nil, 37, nil])
    #expect(answer["categories"]?.elements.map { $0["category"]?.int } == [37])
  }

  @Test("The report says what CMS's own reading would give, where it differs")
  func byCMS() throws {
    let record =
      #"{"diagnosis_codes":["E11.9"],"model_name":"V28","age":80,"sex":"M","orec":"1","lti":true}"#
    let answer = try Self.report(record)
    #expect(answer["by_cms"]?["added"]?[0]?["term"]?.string == "ORIGDS")
    #expect(try Self.report(record, reading: "cms")["by_cms"] == nil)
    let plain = #"{"diagnosis_codes":["E11.9","D66"],"model_name":"V28","age":80,"sex":"F"}"#
    let same = try Self.report(plain)
    #expect(same["by_cms"] == nil)
    #expect(same["diagnoses"]?[1]?["status"]?.string == "changed")
    #expect(same["terms"]?[0]?["source"]?["document"]?.string == "hcc-weights-2026-01-01")
  }

  @Test("A file of another kind is refused")
  func unknown() throws {
    do {
      _ = try Self.report(#"{"note":"x"}"#)
      Issue.record("it was not")
    } catch { #expect(WorkflowFailure(any: error).findings.map(\.rule) == ["hcc.input.unknown"]) }
  }

  @Test("Comorbidities of the installed release; a record that cannot be read is told")
  func comorbidities() throws {
    let lines = [
      #"{"id":1,"diagnosis_codes":["I509","E1122","N186","I10"],"poa":["Y","Y","N","Y"]}"#,
      #"{"id":2,"poa":["Y"]}"#, #"{"id":3,"diagnosis_codes":["I509"],"poa":[]"#,
      #"{"id":4,"diagnosis_codes":["I509","I509"],"poa":["Y"]}"#,
    ]
    let path = InstalledCodes.temporaryFolder()
    try Files.write(Array(lines.joined(separator: "\n").utf8), to: path)
    defer { try? Files.remove(path) }
    var answers: [JSON] = []
    let refused = try ElixhauserAnswers(InstalledCodes.installation).run(path) {
      answers.append($0)
    }
    #expect(refused == 3)
    #expect(
      answers.first?["comorbidities"]?.elements.compactMap(\.string) == ["DIAB_CX", "HTN_UNCX"])
    #expect(
      answers.dropFirst().allSatisfy { $0["findings"]?[0]?["rule"]?.string == "elixhauser.record" })
  }
}
