// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

/// The slot for CPT. Every code and descriptor here is invented; none is CPT.
@Suite struct CPTTests {
  @Test(
    arguments: [
      ("99999", .categoryI), ("0000A", .categoryI), ("0000F", .categoryII), ("0000T", .categoryIII),
      ("0000U", .proprietaryLaboratory), ("0000M", .multianalyteAssay), ("0000X", nil),
      ("0000t", nil), ("J1100", nil), ("9999", nil), ("999999", nil), ("", nil), ("9999 ", nil),
      ("F0000", nil),
    ] as [(String, CPTForm?)])
  func formTellsTheCategory(code: String, form: CPTForm?) {
    #expect(CPTForm(code) == form)
  }

  @Test func formOfAPackedCode() throws {
    #expect(CPTForm(try #require(PackedCode("0000T"))) == .categoryIII)
    #expect(CPTForm(try #require(PackedCode("E119"))) == nil)
  }

  private static let notice = "Notice of the publisher\r\nCPT 2031 data file\r\n\r\n"

  @Test(
    arguments: [
      ("0000X\tZibble of the frob\r\n9999X\tZibble with quux\r\n", .titles, "Zibble of the frob"),
      ("0000X\tZIBBLE OF FROB, SINGLE QUUX AT LEAST\r\n9999X\tZ\r\n", .mediumTitles, ""),
      ("0000X ZIBBLE OF FROB\r\n9999X ZIBBLE W/QUUX\r\n", .shortTitles, ""),
    ] as [(String, Component, String)])
  func theFormSaysWhichDescriptorsTheyAre(text: String, component: Component, title: String) throws
  {
    let draft = try #require(
      try ServiceImport.drafts(Self.notice + text, named: "anything.txt").first)
    #expect(draft.set == .cpt && draft.component == component)
    #expect(draft.rows == 2 && draft.year == 2031 && draft.period == nil)
    #expect(draft.title.contains("licensed"))
    #expect(draft["0000X"]?.title == title && draft["0000X"]?.line == 4)
    #expect((draft["0000X"]?.shortTitle == "") == (component == .titles))
  }

  @Test func shortDescriptorsMayHaveNoNotice() throws {
    let draft = try ServiceImport.drafts("0000X ZIBBLE\n9999X QUUX\n", named: "x").first
    #expect(draft?.component == .shortTitles && draft?["9999X"]?.shortTitle == "QUUX")
  }

  @Test(arguments: [
    ("0000X\tZibble\n0000X\tQuux\n", ["import.duplicate 5"]),
    (
      (0..<20).map { "\(1000 + $0)X\tZibble\n" }.joined() + "9999X Zibble\n", ["import.row 24"]
    ),
    ("0000X ZIBBLE ZIBBLE ZIBBLE ZIBBLE ZIBBLE\n", ["import.row 4"]),
    ("no codes at all\n", ["import.unrecognised 1"]),
    ("0000X\tZibble\tS\t12.00\n", ["import.unrecognised 1"]),
    ("0000X\t\t\tC\n", ["import.unrecognised 1"]),
  ])
  func faultsAreReportedAtTheirLine(text: String, expected: [String]) {
    #expect(
      ServiceImport.faults { try ServiceImport.drafts(Self.notice + text, named: "x") } == expected)
  }
}
