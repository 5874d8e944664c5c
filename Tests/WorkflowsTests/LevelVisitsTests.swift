// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import Workflows

@Suite("The code of a visit")
struct LevelVisitsTests {
  static let visits = LevelVisits()

  private func level(_ text: String) throws -> JSON {
    try Self.visits.level(JSON(parsing: Array(text.utf8)))
  }

  @Test func twoOfThreeDecideInEveryCombination() throws {
    // Each element by what reaches exactly its level; the answer is worked out by counting.
    let names = ["straightforward", "low", "moderate", "high"]
    let problems = ["self-limited", "stable-chronic", "acute-systemic", "threat-to-life"]
    let data = [
      "{}", #"{"tests-ordered":2}"#, #"{"discussion":1}"#,
      #"{"discussion":1,"independent-interpretation":1}"#,
    ]
    let risks = ["minimal", "low", "prescription-drug", "hospitalization"]
    let codes = ["99212", "99213", "99214", "99215"]
    for p in 0..<4 {
      for d in 0..<4 {
        for r in 0..<4 {
          let answer = try level(
            """
            {"service":"office-established","date":"2026-03-02","problems":{"\(problems[p])":1},
             "data":\(data[d]),"risks":["\(risks[r])"]}
            """)
          let expected = (0..<4).last { level in [p, d, r].count { $0 >= level } >= 2 } ?? 0
          #expect(answer["decision_making"]?["level"]?.string == names[expected])
          #expect(answer["code"]?.string == codes[expected])
          let levels = answer["decision_making"]?["elements"]?.elements.map { $0["level"]?.string }
          #expect(levels == [names[p], names[d], names[r]])
        }
      }
    }
  }

  @Test(arguments: [
    // service, day, minutes, code; each threshold at its minute and one below
    ("office-new", "2021-01-01", 14, nil), ("office-new", "2021-01-01", 15, "99202"),
    ("office-new", "2026-01-01", 29, "99202"), ("office-new", "2026-01-01", 30, "99203"),
    ("office-new", "2026-01-01", 45, "99204"), ("office-new", "2026-01-01", 60, "99205"),
    ("office-established", "2026-01-01", 9, nil),
    ("office-established", "2026-01-01", 39, "99214"),
    ("office-established", "2026-01-01", 40, "99215"),
    ("hospital-initial", "2026-01-01", 39, nil), ("hospital-initial", "2026-01-01", 75, "99223"),
    ("hospital-subsequent", "2026-01-01", 49, "99232"),
    ("hospital-discharge", "2026-01-01", 30, "99238"),
    ("hospital-discharge", "2026-01-01", 31, "99239"),
    ("nursing-initial", "2023-12-31", 45, "99306"), ("nursing-initial", "2024-01-01", 45, "99305"),
    ("nursing-initial", "2024-01-01", 50, "99306"),
    ("nursing-subsequent", "2023-06-01", 15, "99308"),
    ("nursing-subsequent", "2024-01-01", 15, "99307"),
    ("consultation-hospital", "2026-01-01", 80, "99255"),
    ("home-new", "2026-01-01", 59, "99342"), ("home-established", "2026-01-01", 60, "99350"),
    ("critical-care", "2026-01-01", 29, nil), ("critical-care", "2026-01-01", 30, "99291"),
    ("emergency", "2026-01-01", 300, nil), ("hospital-initial", "2022-12-31", 75, nil),
  ])
  func timeDecidesByTheMinutesOfTheDay(
    _ service: String, _ day: String, _ minutes: Int, _ code: String?
  ) throws {
    let text = #"{"service":"\#(service)","date":"\#(day)","minutes":\#(minutes)}"#
    guard let code else {
      #expect(throws: WorkflowFailure.self) { try level(text) }
      return
    }
    let answer = try level(text)
    #expect(answer["code"]?.string == code)
    #expect(answer["basis"]?.string == "time")
  }

  @Test(arguments: [
    // service, payer, minutes, added
    ("office-new", "medicare", 88, ""), ("office-new", "medicare", 89, "G2212x1"),
    ("office-new", "medicare", 104, "G2212x2"), ("office-new", "other", 74, ""),
    ("office-new", "other", 75, "99417x1"), ("office-established", "other", 69, "99417x1"),
    ("office-established", "other", 70, "99417x2"), ("hospital-initial", "medicare", 90, "G0316x1"),
    ("hospital-same-day", "medicare", 109, ""), ("hospital-same-day", "other", 100, "99418x1"),
    ("nursing-subsequent", "medicare", 85, "G0317x1"), ("home-new", "medicare", 140, "G0318x1"),
    ("consultation-office", "other", 70, "99417x1"), ("critical-care", "other", 74, ""),
    ("critical-care", "other", 75, "99292x1"), ("critical-care", "medicare", 103, ""),
    ("critical-care", "medicare", 104, "99292x1"), ("critical-care", "medicare", 134, "99292x2"),
  ])
  func prolongedTimeIsAddedByThePayersRule(
    _ service: String, _ payer: String, _ minutes: Int, _ added: String
  ) throws {
    let answer = try level(
      #"{"service":"\#(service)","date":"2026-03-02","payer":"\#(payer)","minutes":\#(minutes)}"#)
    let found = (answer["additions"]?.elements ?? []).map {
      "\($0["code"]?.string ?? "")x\($0["units"]?.digits ?? "")"
    }
    #expect(found == (added.isEmpty ? [] : [added]))
  }

  @Test(arguments: [
    // members, whether G2211 is added
    (#""longitudinal":true"#, "2026-03-02", true), (#""longitudinal":true"#, "2023-12-31", false),
    (#""longitudinal":false"#, "2026-03-02", false),
    (#""longitudinal":true,"modifiers":["25"]"#, "2026-03-02", false),
    (#""longitudinal":true,"modifiers":["25"],"preventive":true"#, "2026-03-02", true),
    (#""longitudinal":true,"modifiers":["25"],"preventive":true"#, "2024-12-31", false),
  ])
  func continuingCareIsAddedForMedicare(_ members: String, _ day: String, _ isAdded: Bool) throws {
    let answer = try level(
      """
      {"service":"office-established","date":"\(day)","payer":"medicare","minutes":25,\(members)}
      """)
    let codes = (answer["additions"]?.elements ?? []).map { $0["code"]?.string }
    #expect(codes.contains("G2211") == isAdded)
    let told = (answer["findings"]?.elements ?? []).map { $0["rule"]?.string }
    let isRefused = members.contains("25") && !isAdded
    #expect(told.contains("em.complexity-with-25") == isRefused)
  }

  @Test(arguments: [
    // visit, rule, place
    (#"{"date":"2026-03-02"}"#, "em.missing", "service"),
    (#"{"service":"office-new","date":"tomorrow"}"#, "em.bad-value", "date"),
    (#"{"service":"spa","date":"2026-03-02"}"#, "em.unknown-item", "service"),
    (
      #"{"service":"office-new","date":"2026-03-02","problems":["sad"],"risks":["low"]}"#,
      "em.unknown-item", "problems"
    ),
    (
      #"{"service":"office-new","date":"2026-03-02","problems":{"stable-chronic":0}}"#,
      "em.bad-number", "problems"
    ),
    (
      #"{"service":"office-new","date":"2026-03-02","minutes":1441}"#, "em.bad-number", "minutes"
    ),
    (
      #"{"service":"office-new","date":"2026-03-02","problems":["multiple-intensive"]}"#,
      "em.not-for-service", "problems"
    ),
    (#"{"service":"office-new","date":"2026-03-02","minute":20}"#, "em.unknown-member", "minute"),
    (#"{"service":"office-new","date":"2026-03-02"}"#, "em.nothing-supported", "claim"),
    (#"{"service":"home-new","date":"2022-03-02","minutes":60}"#, "em.no-rule", "claim"),
    (
      #"{"service":"office-new","date":"2026-03-01","minutes":30,"lastSeen":"2023-03-02"}"#,
      "em.not-new", "service"
    ),
    (
      #"{"service":"hospital-same-day","date":"2026-03-02","payer":"medicare","minutes":60,"hours":7}"#,
      "em.same-day-under-eight-hours", "hours"
    ),
  ])
  func whatIsWrongIsTold(_ visit: String, _ rule: String, _ place: String) throws {
    let failure = #expect(throws: WorkflowFailure.self) { try level(visit) }
    #expect(failure?.findings.first?.rule == rule)
    #expect(failure?.findings.first?.place.description == place)
  }

  @Test(arguments: [
    (
      #"{"service":"office-new","date":"2026-03-02","minutes":30,"lastSeen":"2023-03-02"}"#, "99203"
    ),
    (
      #"{"service":"hospital-same-day","date":"2026-03-02","payer":"medicare","minutes":60,"hours":8}"#,
      "99234"
    ),
    (#"{"service":"office-established","date":"2026-03-02","staffOnly":true}"#, "99211"),
    (
      #"{"service":"emergency","date":"2026-03-02","problems":{"self-limited":2},"risks":["low"]}"#,
      "99283"
    ),
    (#"{"service":"hospital-initial","date":"2026-03-02","problems":["self-limited"]}"#, "99221"),
  ])
  func whatIsRightIsCoded(_ visit: String, _ code: String) throws {
    #expect(try level(visit)["code"]?.string == code)
  }

  @Test func aConsultationForMedicareIsWarnedOf() throws {
    let answer = try level(
      #"{"service":"consultation-office","date":"2026-03-02","payer":"medicare","minutes":30}"#)
    #expect(answer["findings"]?[0]?["rule"]?.string == "em.consultation-not-paid")
    #expect(answer["code"]?.string == "99243")
  }

  @Test func documentsCountOnceAndHistoriansOnce() throws {
    for (data, level) in [
      (#"{"external-notes":1,"tests-ordered":1}"#, "low"),
      (#"{"tests-ordered":1}"#, "straightforward"),
      (#"{"independent-historian":1}"#, "low"),
      (#"{"tests-ordered":2,"independent-historian":1}"#, "moderate"),
      (#"{"tests-ordered":1,"independent-historian":5}"#, "low"),
      (#"{"tests-reviewed":3,"discussion":1}"#, "high"),
    ] {
      let answer = try self.level(
        #"{"service":"office-new","date":"2026-03-02","data":\#(data),"risks":["low"]}"#)
      #expect(answer["decision_making"]?["elements"]?[1]?["level"]?.string == level, "\(data)")
    }
  }

  @Test func aStreamAnswersEveryLine() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "visits-\(UUID()).ndjson")
      .path
    let text = #"{"service":"office-new","date":"2026-03-02","minutes":30}"# + "\n{\"service\":\n"
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var answers: [JSON] = []
    let faulty = try Self.visits.levelAll(path) { answers.append($0) }
    #expect(faulty == 1)
    #expect(answers.map { $0["code"]?.string } == ["99203", nil])
    #expect(answers[1]["findings"]?[0]?["rule"]?.string == "em.not-json")
  }
}
