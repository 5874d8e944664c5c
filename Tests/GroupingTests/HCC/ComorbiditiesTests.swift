// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Testing
import Values

@testable import Grouping

@Suite struct ComorbiditiesTests {
  typealias Row = PublisherFormat.WorksheetRow

  static let measures = [
    "CBVD", "CANCER_METS", "CANCER_NSITU", "CANCER_SOLID", "DIAB_CX", "DIAB_UNCX",
    "HTN_CX", "HTN_UNCX", "LIVER_MLD", "LIVER_SEV", "RENLFL_MOD", "RENLFL_SEV",
  ]
  static let columns = [
    "CANCER_METS", "CANCER_NSITU", "CANCER_SOLID", "CBVD_POA", "CBVD_SQLA",
    "DIAB_CX", "DIAB_UNCX", "HTN_CX", "HTN_UNCX", "LIVER_MLD", "LIVER_SEV", "RENLFL_MOD",
    "RENLFL_SEV",
  ]
  static let codes = [
    "C100": "CANCER_METS", "C101": "CANCER_NSITU", "C102": "CANCER_SOLID",
    "I600": "CBVD_POA", "I690": "CBVD_SQLA", "E100": "DIAB_CX", "E101": "DIAB_UNCX",
    "K700": "LIVER_MLD", "K701": "LIVER_SEV",
  ]

  static func sheets(end: String = "End of Content", flag: String = "1") -> [[Row]] {
    func rows(_ cells: [[String]]) -> [Row] {
      cells.enumerated().map { Row(number: $0.offset + 1, cells: $0.element) }
    }
    let listed = measures.map {
      [
        "CMR_\($0)", "\($0) in words ",
        ["CBVD", "LIVER_MLD", "LIVER_SEV"].contains($0) ? "Yes" : "No",
      ]
    }
    let mapped = codes.sorted { $0.key < $1.key }.map { code, column in
      [code, "words", "1"] + columns.map { $0 == column ? flag : "0" }
    }
    return [
      rows([["the Elixhauser Comorbidity Software Refined for ICD-10-CM, v2026.1"]]),
      rows([["title"], ComorbidityReader.measureHeader] + listed + [[end]]),
      rows([["title"], ComorbidityReader.mappingHeader + columns] + mapped + [[end]]),
    ]
  }

  static func comorbidities() throws -> Comorbidities {
    let file = PublishedFile(name: "x.xlsx", bytes: [], sha256: "")
    let draft = try #require(ComorbidityReader.read(sheets(), file).first)
    let release = draft.release(.undated, sources: [])
    let book = try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
    let rules = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Data/elixhauser/rules.tsv")
    return try #require(Comorbidities(book, rules: Array(Data(contentsOf: rules))))
  }

  static let cases: [(String, [(String, Comorbidities.Coded.Presence)], [String])] = [
    ("the principal diagnosis makes none", [("E100", .present)], []),
    ("a secondary one does", [("Z00", .unknown), ("E101", .unknown)], ["DIAB_UNCX"]),
    (
      "less severe yields", [("Z00", .unknown), ("E101", .present), ("E100", .present)], ["DIAB_CX"]
    ),
    ("present on admission is wanted", [("Z00", .unknown), ("K700", .absent)], []),
    ("and unknown is not present", [("Z00", .unknown), ("K700", .unknown)], []),
    ("present", [("Z00", .unknown), ("K700", .present)], ["LIVER_MLD"]),
    (
      "metastases take solid tumours and those in situ",
      [("Z00", .unknown), ("C100", .absent), ("C101", .absent), ("C102", .absent)], ["CANCER_METS"]
    ),
    ("sequelae of a stroke", [("Z00", .unknown), ("I690", .present)], ["CBVD"]),
    (
      "but not beside a stroke in the stay",
      [("Z00", .unknown), ("I690", .present), ("I600", .absent)], []
    ),
    ("a stroke before it", [("Z00", .unknown), ("I600", .present)], ["CBVD"]),
  ]

  @Test("Measures follow presence, severity and sequelae", arguments: cases)
  func found(
    name: String, stay: [(String, Comorbidities.Coded.Presence)], expected: [String]
  ) throws {
    let comorbidities = try Self.comorbidities()
    let coded = try stay.map { Comorbidities.Coded(try #require(PackedCode($0.0)), $0.1) }
    #expect(comorbidities.names(comorbidities.measures(of: coded)) == expected, "\(name)")
  }

  @Test("A workbook that is cut off or has another flag is refused with its row")
  func refused() {
    let file = PublishedFile(name: "x.xlsx", bytes: [], sha256: "")
    func rules(_ sheets: [[Row]]) -> [String] {
      do {
        _ = try ComorbidityReader.read(sheets, file)
        return []
      } catch { return Array(Set(error.findings.map(\.rule))).sorted() }
    }
    #expect(rules(Self.sheets()) == [])
    #expect(rules(Self.sheets(end: "CMR_X")) == ["import.row", "import.row-count"])
    #expect(rules(Self.sheets(flag: "2")) == ["import.row"])
    #expect(rules(Array(Self.sheets().dropLast())) == ["import.header"])
  }
}
