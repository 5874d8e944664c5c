// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct DiagnosisFixTests {
  private static func encounter(_ codes: [String]) throws -> JSON {
    let diagnoses = codes.enumerated().map { index, code in
      #"{"code":"\#(code)","role":"\#(index == 0 ? "first-listed" : "secondary")"}"#
    }
    return try JSON(
      parsing: """
        {"id":"case","setting":"office","placeOfService":"11",
         "statementPeriod":{"from":"2026-05-12","through":"2026-05-12"},
         "patient":{"family":"Example","given":"Robin","birthDate":"1960-03-04","sex":"female"},
         "diagnoses":[\(diagnoses.joined(separator: ","))],
         "charges":[{"code":"99213","units":1,"charge":100}]}
        """)
  }

  /// Diagnoses, the rule that holds the claim, and the changes that settle it, in order.
  static let cases: [(codes: [String], rule: String, changes: [String])] = [
    (
      ["I50.9", "I11.0"], "icd10cm.code-first",
      ["put diagnosis 2 (I11.0) before diagnosis 1 (I50.9)"]
    ),
    (
      ["E10.9", "E11.9"], "icd10cm.excludes1",
      [
        "take diagnosis 2 (E11.9) off the claim", "take diagnosis 1 (E10.9) off the claim",
      ]
    ),
    (
      ["F02.80", "G30.9", "I10"], "icd10cm.manifestation-principal",
      ["put diagnosis 2 (G30.9) before diagnosis 1 (F02.80)"]
    ),
    (
      ["I10", "T15.01A"], "icd10cm.placeholder-missing",
      ["write diagnosis 2 (T15.01A) as T15.01XA"]
    ),
    (["I10", "I10"], "icd10cm.duplicate", ["take diagnosis 2 (I10) off the claim"]),
    // What the record would have to say, no change can say for it.
    (["S52.521"], "icd10cm.seventh-character-missing", []),
    (["F02.80"], "icd10cm.manifestation-principal", []),
  ]

  @Test(
    "Each change of diagnoses that is told was tried, and none is a code from nowhere",
    arguments: cases)
  func tried(row: (codes: [String], rule: String, changes: [String])) throws {
    let answer = try EditClaims(InstalledCodes.installation).judge(Self.encounter(row.codes))
    let found = try #require(answer["findings"]?.elements.first { $0["rule"]?.string == row.rule })
    let fixes = found["fixes"]?.elements ?? []
    #expect(fixes.compactMap { $0["change"]?.string } == row.changes)
    #expect(fixes.allSatisfy { $0["when"]?.string?.isEmpty == false && $0["source"] != nil })
  }
}
