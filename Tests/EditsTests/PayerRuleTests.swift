// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Testing
import Values

@Suite("Rules of payers on a claim")
struct PayerRuleTests {
  private static let day = CalendarDate(year: 2026, month: 3, day: 2)

  private func book(_ severity: String, change: String? = nil) throws -> PayerRuleBook {
    let members = change.map { #","change":"\#($0)""# } ?? ""
    let text = """
      {"name":"test","version":"1","payers":["99905"],"effective":"2026-01-01",
       "termination":"2026-06-30","rules":[{"id":"one","severity":"\(severity)",
       "when":"line.place = '10'","message":"by video","advice":"look","source":"manual, 3"\(members),
       "tests":[{"fires":{}},{"silent":{}}]}]}
      """
    let reading = PayerRuleReading(
      try JSON(parsing: Array(text.utf8)), lines: ["rules[0].id": 7], sha256: "aa")
    return try #require(reading.book)
  }

  private func claim(payer: String? = "99905", on day: CalendarDate? = day) throws -> ServiceRecord
  {
    var claim = ServiceRecord(id: "A", bill: .professional)
    claim.payer = payer
    for (number, place) in [(1, UInt8(11)), (2, 10)] {
      var line = ServiceRecord.Line(
        number: number, code: PackedCode("99213"), on: try #require(day))
      line.placeOfService = place
      claim.lines.append(line)
    }
    return claim
  }

  @Test(arguments: [
    ("hold", "payer-rule.holds", Finding.Severity.rejects),
    ("warn", "payer-rule.warns", .warns), ("inform", "payer-rule.informs", .informs),
  ])
  func aRuleSpeaksOfItsLine(_ word: String, _ id: String, _ severity: Finding.Severity) throws {
    var claim = try claim()
    var findings: [Finding] = []
    try book(word).judge(&claim, &findings)
    #expect(findings.map(\.rule) == [id])
    #expect(findings.first?.severity == severity)
    #expect(findings.first?.place == .serviceLine(2))
    #expect(findings.first?.fact("message") == "by video")
    #expect(findings.first?.source?.document == "test 1")
    #expect(findings.first?.source?.locator == "one, line 7: manual, 3")
  }

  @Test func othersPayersAndDaysAreNotJudged() throws {
    for (payer, day) in [
      ("99906", Self.day), (nil, Self.day), ("99905", CalendarDate(year: 2026, month: 7, day: 1)),
      ("99905", CalendarDate(year: 2025, month: 12, day: 31)),
    ] {
      var claim = try claim(payer: payer, on: day)
      var findings: [Finding] = []
      try book("hold").judge(&claim, &findings)
      #expect(findings.isEmpty)
    }
  }

  @Test(arguments: [
    ("add line.modifiers '95'", "95", UInt8(10)), ("set line.place '02'", "", 2),
  ])
  func aChangeIsMadeOnceAndTold(_ change: String, _ modifiers: String, _ place: UInt8) throws {
    var claim = try claim()
    var findings: [Finding] = []
    let book = try book("inform", change: change)
    book.judge(&claim, &findings)
    #expect(claim.lines[1].modifiers.map(\.description).joined() == modifiers)
    #expect(claim.lines[1].placeOfService == place)
    #expect(claim.lines[0].modifiers.isEmpty && claim.lines[0].placeOfService == 11)
    #expect(findings.map(\.rule) == ["payer-rule.changed"])
    #expect(findings.first?.fact("change") == change)
    findings = []
    book.judge(&claim, &findings)
    #expect(findings.isEmpty)
  }
}
