// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@testable import Workflows
@testable import X12

/// What is known of codes that transaction sets hold, by day.
@Suite struct KnownCodesTests {
  /// Two editions of HCPCS with years between, of made-up codes.
  static func library() throws -> CodeLibrary {
    var files: [Release: [UInt8]] = [:]
    let editions = [
      ("2020-01-01", "2020-03-31", ["Q9001", "LT", "ZY"]),
      ("2026-01-01", "2026-03-31", ["Q9002", "LT"]),
    ]
    for (from, to, codes) in editions {
      let first = try #require(CalendarDate(from))
      let period = try #require(
        EffectivePeriod(effective: first, termination: CalendarDate(to)))
      let release = Release(
        set: .hcpcs, component: .titles, edition: from, title: "HCPCS of \(from)",
        publisher: "test", period: period, rows: codes.count,
        sources: [Release.Source(file: "test.txt", sha256: "00", rows: codes.count)], variant: nil)
      var builder = CodeTableBuilder()
      for (index, code) in codes.enumerated() {
        let packed = try #require(PackedCode(code))
        builder.rows.append(CodeRow(packed, "Made up", flags: .billable, line: index + 1))
      }
      files[release] = builder.codebook(for: release)
    }
    let books = files
    return CodeLibrary(releases: Array(books.keys)) { release in
      try Codebook(CodebookBytes(copying: books[release] ?? []))
    }
  }

  static func verdict(
    _ code: String, _ list: String, _ day: String, _ known: KnownCodes
  ) throws -> CodeVerdict {
    let number = try #require(known.number(ofList: list))
    let bytes = Array(code.utf8)
    return try bytes.withUnsafeBufferPointer { bytes in
      let view = ElementView(start: try #require(bytes.baseAddress), count: bytes.count)
      return known.verdict(on: view, list: number, date: CalendarDate(day))
    }
  }

  @Test(
    "Codes are judged by the editions of the day",
    arguments: [
      ("Q9002", "hcpcs", "2026-02-01", CodeVerdict.valid),
      ("Q9001", "hcpcs", "2026-02-01", .notInForce), ("Q9009", "hcpcs", "2026-02-01", .unknown),
      // Between the editions a code that neither has is none; before the first it may have been one.
      ("Q9001", "hcpcs", "2023-02-01", .valid), ("Q9009", "hcpcs", "2023-02-01", .unknown),
      ("Q9001", "hcpcs", "2004-02-01", .valid), ("Q9009", "hcpcs", "2004-02-01", .notJudged),
      ("LT", "modifier", "2026-02-01", .valid), ("ZZ", "modifier", "2026-02-01", .unknown),
      ("ZY", "modifier", "2026-02-01", .notInForce), ("ZZ", "modifier", "2023-02-01", .valid),
      ("lt", "modifier", "2026-02-01", .unknown),
    ])
  func editions(code: String, list: String, day: String, expected: CodeVerdict) throws {
    let known = try KnownCodes(library: Self.library())
    #expect(try Self.verdict(code, list, day, known) == expected)
  }

  @Test(
    "Without code sets the form and the law decide",
    arguments: [
      ("4019", "icd9cm", "2015-09-30", CodeVerdict.notInstalled),
      ("4019", "icd9cm", "2015-10-01", .notInForce), ("4019", "icd9pcs", "2024-01-01", .notInForce),
      ("J0300", "icd10cm", "2015-09-30", .notYetInForce),
      ("J0300", "icd10cm", "2015-10-01", .notInstalled),
      ("0DTJ4ZZ", "icd10pcs", "2014-01-01", .notYetInForce),
      ("25", "modifier", "2026-02-01", .valid), ("P6", "modifier", "2026-02-01", .valid),
      ("RH", "modifier", "2026-02-01", .valid), ("ZZ", "modifier", "2026-02-01", .valid),
      ("111", "typeofbill", "2026-02-01", .valid), ("0131", "typeofbill", "2026-02-01", .valid),
      ("011", "typeofbill", "2026-02-01", .unknown), ("112Z", "typeofbill", "2026-02-01", .unknown),
      ("11", "typeofbill", "2026-02-01", .unknown), ("991", "typeofbill", "2026-02-01", .unknown),
      ("11", "billtype", "2026-02-01", .valid),
    ])
  func forms(code: String, list: String, day: String, expected: CodeVerdict) throws {
    let known = try KnownCodes(library: nil)
    #expect(try Self.verdict(code, list, day, known) == expected)
  }

  @Test(
    "A code that is not in force, or of a day before all editions, is found at its element",
    arguments: [
      ("Q9001", "20260203", "x12.code.not-in-force"), ("Q9009", "20040203", "x12.code.not-judged"),
    ])
  func findings(code: String, day: String, rule: String) throws {
    let text = try SampleInterchanges.text("837p").replacing("HC:83036", with: "HC:\(code)")
      .replacing("20260203", with: day)
    var reader = SegmentReader()
    var validator = X12Validator(
      guides: Assets.guides, codes: try KnownCodes(library: Self.library()))
    reader.feed(Array(text.utf8))
    reader.finish()
    while reader.next() == .segment { validator.take(reader.segment) }
    let sets = validator.finish().interchanges.flatMap(\.groups).flatMap(\.sets)
    let found = sets.flatMap(\.findings.kept).filter { $0.finding.rule == rule }
    #expect(found.map { $0.finding.fact("value") } == [code])
    #expect(found.map(\.position.reference) == ["SV101-2"])
  }
}
