// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@testable import Workflows

@Suite struct AnonymizeTests {
  private func anonymized(_ file: InterchangeFile, seed: String = "seed", days: Int = 28) throws
    -> String
  {
    let written = Written()
    try file.anonymize(seed: seed, days: days) { written.take($0) }
    return written.text
  }

  private func segments(_ text: String, _ start: String) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix(start) }.map {
      $0.dropLast().split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test(
    "Counts, amounts and codes stay, and what was accepted still is",
    arguments: SampleInterchanges.good)
  func kept(path: String) throws {
    let file = InterchangeFile(path)
    let text = try anonymized(file)
    try SampleInterchanges.withFolder { folder in
      let other = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let (a, b) = (try file.statistics(), try other.statistics())
      for name in [
        "interchanges", "groups", "sets", "segments", "claims", "transaction_sets", "payers",
      ] {
        #expect(a[name] == b[name], "\(name)")
      }
      func rejecting(_ file: InterchangeFile) throws -> [String] {
        try file.judgement(.init(installation: nil)).findings
          .filter { $0["severity"]?.string == "rejects" }.map { $0["rule"]?.string ?? "" }
      }
      #expect(try rejecting(other) == rejecting(file))
    }
  }

  @Test("Nothing of a person is left, in any of the files", arguments: SampleInterchanges.good)
  func gone(path: String) throws {
    let text = try anonymized(InterchangeFile(path))
    for word in [
      "NORA", "MEMBER0001", "OAK STREET", "MAIN STREET", "1234567893", "19800412", "SAMPLE CLINIC",
    ] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test("The same person is the same in every file of a seed, and another by another seed")
  func consistent() throws {
    let claim = try anonymized(InterchangeFile(SampleInterchanges.path("837p-two")))
    let remittance = try anonymized(InterchangeFile(SampleInterchanges.path("835")))
    let other = try anonymized(InterchangeFile(SampleInterchanges.path("837p-two")), seed: "other")
    let subscriber = try #require(segments(claim, "NM1*IL*").first)
    let patient = try #require(segments(remittance, "NM1*QC*").first)
    #expect(subscriber[3...4] == patient[3...4] && subscriber[9] == patient[9])
    #expect(segments(claim, "CLM*").first?[1] == segments(remittance, "CLP*").first?[1])
    #expect(segments(claim, "NM1*85*").first?[9] == segments(remittance, "N1*PE*").first?[4])
    #expect(segments(other, "NM1*IL*").first?[9] != subscriber[9])
    #expect(NPI(try #require(segments(claim, "NM1*85*").first?[9])) != nil)
    #expect(
      segments(claim, "NM1*PR*") == segments(try SampleInterchanges.text("837p-two"), "NM1*PR*"))
  }

  @Test("Dates of a person move together, back and by no more than was said; intervals stay")
  func dates() throws {
    let text = try SampleInterchanges.text("837p-two")
    let days = { (text: String) in segments(text, "DTP*472").compactMap { CalendarDate($0[3]) } }
    let before = days(text)
    let after = days(try anonymized(InterchangeFile(SampleInterchanges.path("837p-two"))))
    let shifts = Set(zip(before, after).map { $0.daysSinceEpoch - $1.daysSinceEpoch })
    #expect(before.count == after.count && shifts.count == 1)
    #expect((1...28).contains(shifts.first ?? 0))
    let birth = CalendarDate(segments(text, "DMG*")[0][2])?.daysSinceEpoch ?? 0
    let file = InterchangeFile(SampleInterchanges.path("837p-two"))
    let moved = CalendarDate(segments(try anonymized(file), "DMG*")[0][2])?.daysSinceEpoch ?? 0
    #expect(birth - moved == shifts.first)
    #expect(days(try anonymized(file, days: 0)) == before)
  }

  @Test("Ages over 89 become 90, and notes, attachments and small regions are not told")
  func special() throws {
    let text = try SampleInterchanges.text("837p-two")
      .replacing("DMG*D8*19800412", with: "DMG*D8*19210412")
      .replacing("N4*SEATTLE*WA*98102", with: "N4*JACKSON*WY*83101")
      .replacing(
        "HI*ABK:E119~\nLX*1~\nSV1*HC:83036",
        with: "NTE*ADD*Nora fell~\nHI*ABK:E119~\nLX*1~\nSV1*HC:83036"
      )
      .replacing("SE*34", with: "SE*35")
    try SampleInterchanges.withFolder { folder in
      let new = try anonymized(try SampleInterchanges.file(Array(text.utf8), in: folder))
      #expect(segments(new, "DMG*")[0][2] == "19360101")
      let city = segments(new, "N4*").first { $0[2] == "WY" }
      #expect(city?[3].hasPrefix("820") == true && city?[3].count == 5)
      #expect(segments(new, "NTE*")[0][2] == "Note left out")
    }
  }

  @Test("Identifiers keep their form, and no two become one")
  func cipher() {
    let cipher = IdentifierCipher(seed: "a")
    for text in ["0123456789", "AB-12 c", "", "A", "é7"] {
      let new = cipher.identifier(text)
      #expect(new.utf8.count == text.utf8.count)
      #expect(new == cipher.identifier(text))
      for (a, b) in zip(text.unicodeScalars, new.unicodeScalars) {
        #expect(a.properties.generalCategory == b.properties.generalCategory, "\(text) \(new)")
      }
    }
    let all = (0..<10_000).map { number in
      String(repeating: "0", count: 4 - String(number).count) + String(number)
    }
    #expect(Set(all.map { cipher.identifier($0) }).count == all.count)
    #expect(cipher.digits("11D1234567").contains("D"))
  }

  @Test("The values in places of their kind")
  func values() {
    let values = MadeUpValues(seed: "a")
    #expect(values.socialSecurityNumber("123456789").hasPrefix("9"))
    #expect(values.communication("2065550100").hasPrefix("20655501"))
    #expect(values.communication("nora@sample.com").hasSuffix("@example.com"))
    #expect(values.zip("98101").hasPrefix("981") && values.zip("981019999").count == 9)
    #expect(values.company("1001000001").first == "1")
    #expect(values.lastName("Smith") != values.lastName("smithe"))
    #expect(values.lastName("SMITH") == values.lastName("Smith").uppercased())
    let routing = values.routing("021000021")
    #expect(routing.count == 9 && routing != "021000021" && values.routing("1").count == 1)
  }
}

extension IdentifierCipher {
  fileprivate func digits(_ text: String) -> String { identifier(text, lettersToo: false) }
}
