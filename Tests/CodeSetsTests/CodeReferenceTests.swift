// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

@Suite struct CodeReferenceTests {
  @Test(
    "The codes that a note names are read as ranges",
    arguments: [
      ("insulin (Z79.4)", ["Z79.4"]),
      ("diabetes mellitus due to underlying condition (E08.-)", ["E08"]),
      ("gestational diabetes (O24.4-)", ["O24.4"]),
      ("transitory endocrine and metabolic disorders specific to newborn (P70-P74)", ["P70-P74"]),
      ("hypertensive disease complicating pregnancy (O10-O11, O13-O16)", ["O10-O11", "O13-O16"]),
      ("diabetes (E08-E13)", ["E08-E13"]), ("complications of pregnancy (O00-O9A)", ["O00-O9A"]),
      ("hypertensive diseases (I10-I1A)", ["I10-I1A"]),
      ("vitamin D deficiency (E55.9), rickets (E55.0)", ["E55.9", "E55.0"]),
      ("code to identify malignant neoplasm (C7A.-, C7B.-)", ["C7A", "C7B"]),
      ("open wound of head (S01.-)", ["S01"]), ("gout (M1A.-, M10.-)", ["M1A", "M10"]),
      ("burns (T20.0-T25.7)", ["T20.0-T25.7"]), ("E10.1-", ["E10.1"]), ("see A00", ["A00"]),
      ("A00-B99", ["A00-B99"]),
      ("Diabetes mellitus (E10.10-E13.9), see (E11)", ["E10.10-E13.9", "E11"]),
      ("code first (T36-T50 with fifth or sixth character 5)", ["T36-T50 [5]"]),
      (
        "(T36-T50 with fifth or sixth character 1-4 or 6) and (Z91.1)",
        ["T36-T50 [1,2,3,4,6]", "Z91.1"]
      ),
      ("code to identify control using:", []), ("COVID-19, type 2", []), ("", []), ("(-)", []),
      ("disorders (QA0.-)", ["QA0"]),
      ("diabetes NOS", []), ("HIV disease", []), ("e11.9 in small letters", []),
      ("XE11.9 and E11.9x1234", []), ("trailing -", []),
      ("S02.110A-S02.119B", ["S02.110A-S02.119B"]),
    ])
  func reads(text: String, expected: [String]) {
    #expect(CodeReference.references(in: text).map(\.description) == expected)
  }

  @Test(
    "A range holds its codes and all below its ends",
    arguments: [
      ("E08-E13", "E08", true), ("E08-E13", "E139", true), ("E08-E13", "E1122", true),
      ("E08-E13", "E079", false), ("E08-E13", "E14", false), ("E11.-", "E11A", true),
      ("E11.9", "E119", true), ("E11.9", "E11", false), ("E11.9", "E1191", true),
      ("O00-O9A", "O9A513", true), ("O00-O9A", "P00", false),
      ("T36-T50 with fifth or sixth character 5", "T360X5A", true),
      ("T36-T50 with fifth or sixth character 5", "T360X1A", false),
      ("T36-T50 with fifth or sixth character 5", "T3995XA", true),
      ("T36-T50 with fifth or sixth character 5", "T3991XA", false),
      ("T36-T50 with fifth or sixth character 5", "T510X5A", false),
      ("T36-T50 with fifth or sixth character 1-4 or 6", "T45516A", true),
      ("T36-T50 with fifth or sixth character 1-4 or 6", "T45515A", false),
    ])
  func contains(text: String, code: String, expected: Bool) throws {
    let reference = try #require(CodeReference.references(in: text).first)
    #expect(reference.contains(try Codebooks.code(code)) == expected)
  }

  @Test("Any text can be read, cut off anywhere")
  func anyText() {
    let text = "x (T36-T50 with fifth or sixth character 1-4 or 6) E11.- S02.1- O00-O9A \u{E9}"
    for length in 0...text.count {
      _ = CodeReference.references(in: String(text.prefix(length)))
      _ = CodeReference.references(in: String(text.suffix(length)))
    }
  }
}
