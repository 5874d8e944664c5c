// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import Workflows

@Suite("Visits that two practitioners share, of residents, preventive ones, and two of a day")
struct SharedVisitsTests {
  private func level(_ text: String) throws -> JSON {
    try LevelVisitsTests.visits.level(JSON(parsing: Array(text.utf8)))
  }

  /// The rules of what is refused; nothing for what is answered.
  private func refused(_ text: String) throws -> [String]? {
    do {
      _ = try level(text)
      return nil
    } catch let failure as WorkflowFailure { return failure.findings.map(\.rule) }
  }

  private func rules(_ answer: JSON) -> [String] {
    (answer["findings"]?.elements ?? []).compactMap { $0["rule"]?.string }
  }

  @Test(
    "Who bills a split visit, by every combination of minutes, decision making and what chose the code"
  )
  func split() throws {
    for first in [10, 15, 20] {
      for second in [10, 15, 20] {
        for made in ["", "physician", "nonphysician", "both"] {
          for isByTime in [true, false] {
            func parts(_ who: String) -> String {
              made == who || made == "both" ? #"["decision-making"]"# : "[]"
            }
            let facts =
              isByTime ? "" : #""problems":["threat-to-life"],"risks":["hospitalization"],"#
            let text = """
              {"service":"hospital-subsequent","date":"2026-03-02","payer":"medicare",\(facts)
               "minutes":\(isByTime ? 40 : first + second),
               "split":{"physician":{"minutes":\(first),"parts":\(parts("physician"))},
                        "nonphysician":{"minutes":\(second),"parts":\(parts("nonphysician"))}}}
              """
            let byTime = first > second ? "physician" : first < second ? "nonphysician" : nil
            let isMadeByOne = !isByTime && !["", "both"].contains(made)
            let expected = isMadeByOne ? made : byTime
            if let expected {
              let answer = try level(text)
              #expect(answer["split"]?["bills"]?.string == expected)
              #expect(
                answer["split"]?["by"]?.string == (isMadeByOne ? "decision-making" : "time"))
              #expect(answer["modifiers"] == .array([.string("FS")]))
              #expect(
                rules(answer).contains("em.split-nonphysician") == (expected == "nonphysician"))
            } else {
              #expect(try refused(text) == ["em.split-undecided"])
            }
          }
        }
      }
    }
  }

  @Test(
    "What counts as the substantive portion changed with the years",
    arguments: [
      ("hospital-subsequent", "2021-12-31", nil, nil),
      ("hospital-subsequent", "2022-01-01", "nonphysician", "history"),
      ("hospital-subsequent", "2023-12-31", "nonphysician", "history"),
      ("hospital-subsequent", "2024-01-01", "physician", "time"),
      ("critical-care", "2022-06-01", "physician", "time"),
      ("critical-care", "2026-03-02", "physician", "time"),
    ] as [(String, String, String?, String?)])
  func years(_ service: String, _ day: String, _ who: String?, _ part: String?) throws {
    let facts =
      service == "critical-care"
      ? "" : #""problems":["threat-to-life"],"risks":["hospitalization"],"#
    let text = """
      {"service":"\(service)","date":"\(day)","payer":"medicare",\(facts)
       "split":{"physician":{"minutes":30},"nonphysician":{"minutes":10,"parts":["history"]}}}
      """
    guard let who else { return #expect(try refused(text)?.contains("em.no-rule") == true) }
    // The tables of hospital visits begin in 2023.
    if service != "critical-care", day < "2023" {
      return #expect(try refused(text) == ["em.no-rule"])
    }
    let answer = try level(text)
    #expect(answer["split"]?["bills"]?.string == who)
    #expect(answer["split"]?["by"]?.string == part)
  }

  @Test(
    "A visit is split only in a hospital or skilled nursing facility",
    arguments: [
      ("office-established", "11", false), ("office-established", "22", true),
      ("office-new", "19", true), ("office-new", "", false), ("hospital-initial", "", true),
      ("hospital-initial", "21", true), ("emergency", "", true), ("emergency", "23", true),
      ("home-new", "12", false), ("nursing-subsequent", "31", true),
      ("nursing-subsequent", "32", false), ("nursing-initial", "31", false),
      ("hospital-discharge", "", true), ("consultation-hospital", "", true),
    ])
  func settings(_ service: String, _ place: String, _ isPossible: Bool) throws {
    let facts =
      service == "hospital-discharge" ? "" : #""problems":["threat-to-life"],"risks":["low"],"#
    let found = try refused(
      """
      {"service":"\(service)","date":"2026-03-02","payer":"other",\(facts)
       \(place.isEmpty ? "" : #""place":"\#(place)","#)
       "split":{"physician":{"minutes":40},"nonphysician":{"minutes":10}}}
      """)
    #expect(found?.first == (isPossible ? nil : "em.split-setting"))
  }

  @Test(
    "The time of both counts together, prolonged time too; two groups cannot share; others have rules of their own"
  )
  func together() throws {
    func text(_ payer: String, _ group: String) -> String {
      """
      {"service":"hospital-initial","date":"2026-03-02","payer":"\(payer)",
       "split":{"physician":{"minutes":50},"nonphysician":{"minutes":40},"sameGroup":\(group)}}
      """
    }
    let answer = try level(text("medicare", "true"))
    #expect(answer["code"]?.string == "99223")
    #expect(answer["additions"]?[0]?["code"]?.string == "G0316")
    #expect(answer["time"]?["minutes"]?.digits == "90")
    #expect(try refused(text("medicare", "false")) == ["em.split-group"])
    let other = try level(text("other", "true"))
    #expect(other["modifiers"] == nil)
    #expect(rules(other) == ["em.split-other-payer"])
  }

  @Test("Every level of office visits under the primary care exception, in and after the emergency")
  func exception() throws {
    let problems = ["self-limited", "stable-chronic", "acute-systemic", "threat-to-life"]
    let risks = ["minimal", "low", "prescription-drug", "hospitalization"]
    for service in ["office-new", "office-established"] {
      for level in 0..<4 {
        for day in ["2023-05-11", "2023-05-12", "2026-03-02"] {
          let text = """
            {"service":"\(service)","date":"\(day)","payer":"medicare","minutes":75,
             "problems":["\(problems[level])"],"risks":["\(risks[level])"],
             "teaching":{"exception":true,"residents":4,"residentMonths":7}}
            """
          if level < 2 || day == "2023-05-11" {
            let answer = try self.level(text)
            #expect(answer["modifiers"] == .array([.string("GE")]))
            #expect(answer["basis"]?.string == "decision-making")
            #expect(rules(answer) == ["em.exception-time"])
          } else {
            #expect(try refused(text)?.first == "em.exception-level")
          }
        }
      }
    }
  }

  @Test(
    "A teaching physician is there, or the exception holds, or nothing is billed",
    arguments: [
      (#"{"present":true}"#, "99214", []), (#"{"present":true,"exception":true}"#, "99214", []),
      (#"{"present":false}"#, nil, ["em.teaching-absent"]),
      (#"{"exception":true}"#, nil, ["em.exception-level"]),
      (
        #"{"exception":true,"residents":5,"residentMonths":6}"#, nil,
        ["em.exception-level", "em.exception-residents", "em.exception-residents"]
      ),
    ] as [(String, String?, [String])])
  func teaching(_ teaching: String, _ code: String?, _ expected: [String]) throws {
    let text = """
      {"service":"office-established","date":"2026-03-02","payer":"medicare",
       "problems":["acute-systemic"],"risks":["prescription-drug"],"teaching":\(teaching)}
      """
    if let code {
      let answer = try level(text)
      #expect(answer["code"]?.string == code)
      #expect(answer["modifiers"] == .array([.string("GC")]))
    } else {
      #expect(try refused(text) == expected)
    }
  }

  @Test("The code of a preventive visit at every age")
  func ages() throws {
    for (service, codes) in [
      ("preventive-new", 99381...99387), ("preventive-established", 99391...99397),
    ] {
      let last = [0, 4, 11, 17, 39, 64, 150]
      for age in 0...150 {
        let answer = try level(#"{"service":"\#(service)","date":"2026-03-02","age":\#(age)}"#)
        let band = last.firstIndex { age <= $0 } ?? 0
        #expect(answer["code"]?.string == "\(codes.lowerBound + band)")
        #expect(answer["basis"]?.string == "age")
      }
      #expect(try refused(#"{"service":"\#(service)","date":"2026-03-02"}"#) == ["em.missing"])
      #expect(
        try refused(#"{"service":"\#(service)","date":"2026-03-02","age":151}"#) == [
          "em.bad-number"
        ])
    }
  }

  @Test(
    "A separate problem beside a preventive visit is billed with modifier 25, and nothing without its being separate"
  )
  func problem() throws {
    func text(_ service: String, _ separate: Bool, _ payer: String = "other") -> String {
      """
      {"service":"\(service)","date":"2026-03-02","payer":"\(payer)","age":52,
       "problems":{"stable-chronic":2},"risks":["prescription-drug"],"separateProblem":\(separate)}
      """
    }
    for (service, code) in [("preventive-new", "99204"), ("preventive-established", "99214")] {
      let answer = try level(text(service, true))
      #expect(answer["besides"]?[0]?["code"]?.string == code)
      #expect(answer["besides"]?[0]?["modifiers"] == .array([.string("25")]))
      let none = try level(text(service, false))
      #expect(none["besides"] == nil)
      #expect(rules(none) == ["em.problem-not-separate"])
    }
    let medicare = try level(text("preventive-established", true, "medicare"))
    #expect(rules(medicare) == ["em.preventive-not-paid"])
  }

  /// What becomes of two visits of a day, by the manual, in either order.
  private static let sameDay: [(String, String, String)] = [
    ("hospital-initial", "office-established", "em.same-day-part"),
    ("hospital-initial", "emergency", "em.same-day-part"),
    ("hospital-initial", "nursing-subsequent", "em.same-day-part"),
    ("nursing-initial", "emergency", "em.same-day-part"),
    ("hospital-discharge", "hospital-subsequent", "em.same-day-part"),
    ("hospital-initial", "hospital-subsequent", "em.same-day-combined"),
    ("hospital-subsequent", "hospital-subsequent", "em.same-day-combined"),
    ("hospital-initial", "hospital-discharge", "em.same-day-stay"),
    ("hospital-discharge", "nursing-initial", "em.same-day-both"),
    ("office-established", "office-established", "em.same-day-related"),
    ("nursing-subsequent", "nursing-subsequent", "em.same-day-related"),
    ("critical-care", "hospital-subsequent", "em.same-day-apart"),
  ]

  @Test("Two visits of a day, in both orders", arguments: sameDay)
  func twoOfADay(_ one: String, _ other: String, _ outcome: String) throws {
    for (visit, beside, isMain) in [(one, other, true), (other, one, false)] {
      let isTime = visit.hasSuffix("discharge") || visit == "critical-care"
      let facts = isTime ? #""minutes":40"# : #""problems":["threat-to-life"],"risks":["low"]"#
      func text(_ payer: String, _ beside: String) -> String {
        #"{"service":"\#(visit)","date":"2026-03-02","payer":"\#(payer)",\#(facts),"sameDay":[\#(beside)]}"#
      }
      let refused = try refused(text("medicare", "\"\(beside)\""))
      let isRefused =
        ["em.same-day-combined", "em.same-day-stay", "em.same-day-related"].contains(outcome)
        || outcome == "em.same-day-part" && !isMain
        || outcome == "em.same-day-part" && visit == beside
      #expect((refused?.contains(outcome) ?? false) == isRefused)
      if !isRefused {
        let answer = try level(text("medicare", "\"\(beside)\""))
        #expect(rules(answer).contains(outcome))
      }
      if outcome == "em.same-day-related" {
        let apart = try level(
          text("medicare", #"{"service":"\#(beside)","unrelated":true}"#))
        #expect(rules(apart).contains("em.same-day-both"))
      }
      // Other payers have rules of their own.
      #expect(try self.refused(text("other", "\"\(beside)\"")) == nil)
    }
  }

  @Test(
    "What cannot be read of the new members is told",
    arguments: [
      (#""split":{"doctor":{}}"#, "em.unknown-member", "split.doctor"),
      (#""split":[]"#, "em.bad-value", "split"),
      (#""split":{"physician":{"minutes":-1}}"#, "em.bad-value", "split.physician.minutes"),
      (#""split":{"physician":{"parts":["time"]}}"#, "em.bad-value", "split.physician.parts"),
      (#""teaching":{"present":"yes"}"#, "em.bad-value", "teaching.present"),
      (#""sameDay":"office-new""#, "em.bad-value", "sameDay"),
      (#""sameDay":["spa"]"#, "em.unknown-item", "sameDay"),
      (#""age":"old""#, "em.bad-value", "age"),
    ])
  func unreadable(_ member: String, _ rule: String, _ place: String) throws {
    let failure = #expect(throws: WorkflowFailure.self) {
      try level(#"{"service":"office-new","date":"2026-03-02","minutes":30,\#(member)}"#)
    }
    #expect(failure?.findings.first?.rule == rule)
    #expect(failure?.findings.first?.place.description == place)
  }
}
