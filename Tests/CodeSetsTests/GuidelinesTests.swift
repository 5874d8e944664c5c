// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// The Official Guidelines: how their text is read, and what of them is found for a code.
@Suite struct GuidelinesTests {
  private static let head = """
    ICD-10-CM Official Guidelines for Coding and Reporting
    FY 2026 -- UPDATED October 1, 2025
    (October 1, 2025 - September 30, 2026)
    Section I. Conventions .........7

    """

  /// The numbers of lines in order, and the label under which each section is cited.
  static let numbered: [(lines: [String], labels: [String])] = [
    (["Section I. A", "A. B", "1. C", "2. D"], ["I", "I.A", "I.A.1", "I.A.2"]),
    (
      ["Section I. A", "A. B", "1. C", "a. D", "1) E", "(a) F", "(i) G", "(ii)H", "(b) I"],
      [
        "I", "I.A", "I.A.1", "I.A.1.a", "I.A.1.a.1", "I.A.1.a.1.a", "I.A.1.a.1.a.i",
        "I.A.1.a.1.a.ii", "I.A.1.a.1.b",
      ]
    ),
    (
      ["Section I. A", "A. B", "1. C", "a. D", "b. E", "1) F", "a. G", "b. H", "2) I", "c. J"],
      [
        "I", "I.A", "I.A.1", "I.A.1.a", "I.A.1.b", "I.A.1.b.1", "I.A.1.b.1.a", "I.A.1.b.1.b",
        "I.A.1.b.2", "I.A.1.c",
      ]
    ),
  ]

  @Test("A section is labelled as people cite it", arguments: numbered)
  func labels(lines: [String], labels: [String]) throws {
    var numbering = GuidelineNumbering()
    let found = lines.compactMap { line in
      GuidelineNumbering.heading(line).flatMap { numbering.take($0)?.label }
    }
    #expect(found == labels)
  }

  @Test(
    "Lines of text are no headings",
    arguments: [
      "Section I, Conventions also apply", "Section I.C.19.g.3.a. Transplant", "(current) use of",
      "code Z79.4.", "10-CM is based on", "A code from",
    ])
  func text(line: String) { #expect(GuidelineNumbering.heading(line) == nil) }

  @Test(
    "Text without all sections, with a gap or without its year is refused",
    arguments: [
      (head + "Section I. A\nA. B\n", "sections missing"),
      (head + "Section I. A\nB. B\n", "out of sequence"),
      (head + "Text\n", "no sections"),
    ])
  func refused(text: String, reason: String) throws {
    let faults = ServiceImport.faults {
      try GuidelinesReader.read(Importing.file("guidelines.txt", text))
    }
    #expect(!faults.isEmpty)
    do {
      _ = try GuidelinesReader.read(Importing.file("guidelines.txt", text))
    } catch {
      #expect(error.findings.contains { $0.fact("reason") == reason })
    }
  }

  @Test("Ranges are read in every way in which the text writes them")
  func references() {
    let section = GuidelineSection(
      "I.B.3", "Codes from A00.0 through T88.9, Z00-Z99.8", text: "E08 – E13; I60-\nI67. G89 (V1)",
      level: 2, line: 1)
    #expect(
      section.references.map(\.description) == [
        "A00.0-T88.9", "Z00-Z99.8", "E08-E13", "I60-I67", "G89",
      ])
  }

  @Test(
    "The guidelines of FY2026 have 495 sections, found by label and by code",
    .enabled(if: SharedFiles.arePresent, SharedFiles.absence))
  func published() throws {
    let file = try SharedFiles.file("data/icd10cm/fy2026/icd10cm_guidelines.txt")
    #expect(GuidelinesReader.recognises(file))
    let draft = try #require(try GuidelinesReader.read(file).first)
    #expect(draft.rows == 495 && draft.component == .guidelines)
    #expect(draft.period?.effective == CalendarDate("2025-10-01"))
    #expect(draft.period?.termination == CalendarDate("2026-09-30"))
    let guidelines = try Guidelines(Importing.codebook(draft))
    func title(_ label: String) -> String? {
      guidelines.position(of: label).map { guidelines[$0].title }
    }
    #expect(title("I.A.5") == "7th Characters")
    #expect(
      title("Section I.C.4.a.3") == "Diabetes mellitus and the use of insulin, oral hypoglycemics, "
        + "and injectable non-insulin drugs")
    #expect(title("I.C.1.a.2.f") == "Inconclusive HIV serology")
    #expect(title("II.H") == "Uncertain Diagnosis" && title("IV.H") == "Uncertain diagnosis")
    #expect(title("Appendix I") == "Present on Admission Reporting Guidelines")
    #expect(title("I.C.23") == nil)
    #expect(guidelines.children(of: guidelines.position(of: "I.C")).count == 22)
    #expect(!(0..<guidelines.count).contains { guidelines[$0].text.contains("Page ") })
    func labels(_ code: String) -> [String] {
      PackedCode(code).map { guidelines.sections(naming: $0).map { guidelines[$0].label } } ?? []
    }
    #expect(labels("B20").contains("I.C.1.a.2.a") && labels("B20").last == "I.C.1")
    #expect(labels("Z79.4").contains("I.C.4.a.3") && labels("Z79.4").last == "I.C.21")
    #expect(labels("E11.9").first == "I.C.4.a.3" && labels("E11.9").last == "I.C.4")
    #expect(labels("U07.1").contains("I.C.1") && labels("U07.1").last == "I.C.22")
    #expect(labels("O9A.11").last == "I.C.15")
  }
}
