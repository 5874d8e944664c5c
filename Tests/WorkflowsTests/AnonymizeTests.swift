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

  @Test(
    "One value becomes one other wherever it stands; nine digits never a number that is given out",
    arguments: [
      "123456789", "223456789", "001234567", "123-45-6789", "123456789A", "W123456789",
      "1123456789",
    ])
  func socialSecurity(text: String) {
    let values = MadeUpValues(seed: "a")
    let new = values.identifier(text)
    #expect(new != text && new.utf8.count == text.utf8.count && new == values.identifier(text))
    let digits = new.filter(\.isNumber)
    let area = digits.count == 10 ? digits.dropFirst().first : digits.first
    #expect(area == "9", "\(new)")
    let bare = values.identifier("123456789")
    if text.filter(\.isNumber).suffix(9) == "123456789" {
      #expect(digits.hasSuffix(bare), "\(new) \(bare)")
    }
    let all = (0..<2000).map { "12345" + String(1000 + $0) }
    #expect(Set(all.map { values.identifier($0) }).count == all.count)
  }

  @Test("Identifiers of other payers, counties, employers and answers do not stay; codes do")
  func leaks() throws {
    let envelope = try SampleInterchanges.text("837p").split(separator: "\n").map(String.init)
    func segments(_ set: String, _ lines: [String]) throws -> [String] {
      let text =
        ([envelope[0], envelope[1], "ST*\(set)*0001~"] + lines + [
          "SE*1*0001~", "GE*1*1~", "IEA*1*1~",
        ])
        .joined(separator: "\n")
      return try SampleInterchanges.withFolder { folder in
        try anonymized(try SampleInterchanges.file(Array(text.utf8), in: folder))
          .split(separator: "\n").dropFirst(3).dropLast(3).map(String.init)
      }
    }
    let payer = ["SBR*S*18*******CI~", "NM1*PR*2*MEDICARE*****PI*00882~"]
    let cases: [(set: String, before: [String], line: String, isKept: Bool)] = [
      ("837", payer, "REF*F8*OTHICN77~", false), ("837", payer, "REF*G1*PRIOR1~", false),
      ("837", payer, "REF*9F*REFNUM1~", false), ("837", payer, "REF*G2*LEGACY~", false),
      ("837", payer, "REF*2U*OTHID~", true), ("837", payer, "REF*NF*12345~", true),
      ("837", payer, "REF*T4*Y~", true), ("837", payer, "N4*CHICAGO*IL*60601~", true),
      ("837", ["CLM*A*1~"], "REF*EW*MAMMO1~", false), ("837", ["CLM*A*1~"], "REF*LU*CA~", true),
      ("837", ["NM1*77*2*X~"], "REF*LU*LOC17~", false), ("275", [], "REF*BLT*111~", true),
      ("834", ["NM1*IL*1*DOE*J~"], "N4**PA***CY*CUMBERLAND~", false),
      ("834", ["NM1*IL*1*DOE*J~"], "N4**PA***CY*42041~", false),
      ("837", ["SV5*HC:E1390~"], "FRM*03**DR JANE DOE~", false),
      ("837", ["SV5*HC:E1390~"], "FRM*1A**56~", true),
      ("820", [], "N1*PE*INSURER*FI*654456654~", true),
      ("820", [], "N1*PR*EMPLOYER*FI*999888777~", false),
      ("271", [], "III*ZZ*11**FELL AT HOME~", false),
      ("277", [], "STC*F1:65*****X***CHECK77~", false),
    ]
    for (set, before, line, isKept) in cases {
      let new = try segments(set, before + [line]).last
      #expect((new == line) == isKept, "\(set) \(line) \(new ?? "")")
    }
    let ent = try segments(
      "820",
      ["ENT*1*2J*34*123456789~", "NM1*IL*1*DOE*JOHN****34*123456789~", "REF*0F*123456789~"])
    let numbers = ent.map { $0.dropLast().split(separator: "*").last }
    #expect(Set(numbers).count == 1 && numbers[0]?.first == "9", "\(ent)")
    let tax = (
      try segments("834", ["N1*P5*SPONSOR*FI*999888777~"])[0].suffix(10),
      try segments("820", ["N1*PR*EMPLOYER*FI*999888777~"])[0].suffix(10)
    )
    #expect(tax.0 == tax.1)
  }

  @Test("All dates of a person move, of attachments, payments and certificates too")
  func allDates() throws {
    let text = try SampleInterchanges.text("837p-dme").replacing(
      "FRM*1A**55~", with: "FRM*1C***20260131~")
    let new = try SampleInterchanges.withFolder { folder in
      try anonymized(try SampleInterchanges.file(Array(text.utf8), in: folder))
    }
    for (start, element) in [("FRM*1C*", 4), ("DTP*472*", 3)] {
      let day = { (text: String) in CalendarDate(segments(text, start)[0][element].prefix(8)) }
      let (before, after) = (try #require(day(text)), try #require(day(new)))
      #expect((1...28).contains(before.daysSinceEpoch - after.daysSinceEpoch), "\(start)")
    }
    let envelope = text.split(separator: "\n").prefix(2).joined(separator: "\n")
    for (set, lines) in [
      ("275", "NM1*QC*1*SMITH*JOHN****MI*1~\nDTP*472*D8*20240520~"),
      ("820", "ENT*1*2J*34*1~\nNM1*IL*1*DOE*JOHN~\nDTM*582****RD8*20240501-20240531~"),
    ] {
      let file = "\(envelope)\nST*\(set)*0001~\n\(lines)\nSE*1*0001~\nGE*1*1~\nIEA*1*1~\n"
      try SampleInterchanges.withFolder { folder in
        let new = try anonymized(try SampleInterchanges.file(Array(file.utf8), in: folder))
        #expect(!new.contains("20240520") && !new.contains("20240501-"), "\(new)")
      }
    }
  }

  @Test("The values in places of their kind")
  func values() {
    let values = MadeUpValues(seed: "a")
    #expect(values.communication("2065550100").hasPrefix("20655501"))
    #expect(values.communication("nora@sample.com").hasSuffix("@example.com"))
    #expect(values.zip("98101").hasPrefix("981") && values.zip("981019999").count == 9)
    #expect(values.lastName("Smith") != values.lastName("smithe"))
    #expect(values.lastName("SMITH") == values.lastName("Smith").uppercased())
    let routing = values.routing("021000021")
    #expect(routing.count == 9 && routing != "021000021" && values.routing("1").count == 1)
  }
}

extension IdentifierCipher {
  fileprivate func digits(_ text: String) -> String { identifier(text, lettersToo: false) }
}
