// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@testable import Grouping

@Suite struct RiskTableTests {
  @Test("Each table is recognised and read, with the payment year that its name states")
  func read() throws {
    var years: [String: Int?] = [:]
    for (name, text) in RiskSamples.files {
      let draft = try #require(RiskSamples.drafts(name, text).first, "\(name)")
      years[draft.component.rawValue] = draft.year
      #expect(draft.set == .hcc)
      #expect(draft.rows > 0)
    }
    #expect(
      years == [
        "mapping": 2026, "hierarchies": 2026, "weights": 2026, "age-sex-edits": nil,
        "chronic": nil, "labels": 2026, "eligible-services": 2026,
      ])
  }

  static let faulty: [(String, String, [String])] = [
    ("other header", "diagnosis,cc,model_name\nA1000,17,M\n", ["unrecognised"]),
    ("no rows", "diagnosis_code,cc,model_name\n", ["import.empty line 1"]),
    (
      "a column too many", "diagnosis_code,cc,model_name\nA1000,17,M\nA1001,17,M,x\n",
      ["import.row line 3"]
    ),
    ("not a code", "diagnosis_code,cc,model_name\nA1!,17,M\n", ["import.row line 2"]),
    ("code with a point", "diagnosis_code,cc,model_name\nA10.0,17,M\n", ["import.row line 2"]),
    (
      "not a category", "diagnosis_code,cc,model_name\nA100,0,M\nA100,512,M\nA100,07,M\n",
      ["import.row line 2", "import.row line 3", "import.row line 4"]
    ),
    (
      "row twice", "diagnosis_code,cc,model_name\nA100,1,M\nA100,1,M\n", ["import.duplicate line 3"]
    ),
    (
      "not a coefficient",
      "coefficient,value,model_domain,model_version\nCNA_HCC1,1e3,CMS-HCC,C28\n,1,CMS-HCC,C28\n",
      ["import.row line 2", "import.row line 3"]
    ),
    (
      "an edit by sex with ages",
      "icd10,edit_type,sex,age_min,age_max,action,cc_override,model_name,description\n"
        + "A100,sex,2,1,,invalid,,M,x\nA100,age,,1,,override,,M,x\nA100,age,,1,,gone,,M,x\n",
      ["import.row line 2", "import.row line 3", "import.row line 4"]
    ),
    (
      "a flag of another kind", "hcc,is_chronic,model_version,model_domain\nHCC1,N,V28,CMS-HCC\n",
      ["import.row line 2"]
    ),
    ("service twice", "cpt_hcpcs_code\n99213\n99213\n", ["import.duplicate line 3"]),
  ]

  @Test("A table that is not as published is refused with its lines", arguments: faulty)
  func refused(name: String, text: String, faults: [String]) {
    #expect(RiskSamples.faults("table_2026.csv", text) == faults, "\(name)")
  }

  @Test(
    "Rows of the chronic conditions that are about two categories or a count are left out and told")
  func leftOut() throws {
    let text = try #require(RiskSamples.files["hcc_is_chronic.csv"])
    let draft = try #require(RiskSamples.drafts("hcc_is_chronic.csv", text).first)
    #expect(draft.remarks.map(\.rule) == ["import.row-left-out", "import.row-left-out"])
    #expect(draft.rows == 2)
  }

  @Test(
    "Decimals are read exactly or not at all",
    arguments: [
      ("0.318", 318_000), ("1", 1_000_000), ("-0.078", -78_000), ("12.000001", 12_000_001),
      ("", nil), ("-", nil), (".5", nil), ("1.", nil), ("1.0000001", nil), ("1e3", nil),
      ("1234567890", nil), ("1-2", nil),
    ] as [(String, Int64?)])
  func decimals(text: String, millionths: Int64?) {
    #expect(RiskDecimal(text)?.millionths == millionths)
  }
}
