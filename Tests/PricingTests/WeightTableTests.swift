// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Pricing
import Testing
import Values

@Suite struct WeightTableTests {
  @Test("Every column of a row is kept")
  func columns() throws {
    let table = try WeightTables.table()
    #expect(table.count == 7)
    #expect(table.rows.map(\.code) == ["101", "202", "203", "301", "789", "927", "998"])
    let row = try #require(table[202])
    #expect(row.title == "FAILURE WITH CC")
    #expect(row.category == "05")
    #expect(row.kind == .medical)
    #expect(row.isPostAcute && !row.isSpecialPay)
    #expect(row.weightBeforeCap?.description == "1.2345")
    #expect(row.weight?.description == "1.3000")
    #expect(row.geometricMeanStay?.description == "3.4")
    #expect(row.arithmeticMeanStay?.description == "4.0")
    #expect(table[101]?.category == "PRE")
    #expect(table[301]?.title == "JOINT, LARGE, \"NEW\"")
    #expect(table[301]?.isSpecialPay == true)
    let none = try #require(table[998])
    #expect(none.weight == nil && none.geometricMeanStay == nil && none.category == nil)
    #expect(none.kind == .none)
    #expect(table[102] == nil && table[0] == nil && table[999] == nil)
  }

  @Test("The fiscal year of the file dates the release")
  func year() throws {
    let draft = try WeightTables.draft(WeightTables.file(rows: WeightTables.rows))
    #expect(draft.set == .ipps && draft.component == .weights && draft.rows == 7)
    #expect(draft.period?.effective == CalendarDate("2025-10-01"))
    #expect(draft.period?.termination == CalendarDate("2026-09-30"))
  }

  @Test("A year without a cap has one column of weights")
  func withoutCap() throws {
    let header =
      "MS-DRG\tFY 2021 Final Post-Acute DRG\tFY 2021 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\t"
      + "Weights\tGeometric mean LOS\tArithmetic mean LOS\n"
    let file = WeightTables.file(
      "TABLE 5 FY 2021\n" + header + "001\tNo\tNo\tPRE\tSURG\tHEART\t25.4241\t28.1\t36.0\n")
    let table = try WeightTables.table(file)
    #expect(table.release.period.effective == CalendarDate("2020-10-01"))
    let row = try #require(table[1])
    #expect(row.weight?.description == "25.4241")
    #expect(row.weightBeforeCap?.description == "25.4241")
    #expect(row.arithmeticMeanStay?.description == "36.0")
  }

  static let good = WeightTables.rows[1]
  static let refusals: [(rows: [String], faults: [String])] = [
    (["2\tNo\tNo\t05\tMED\tA\t1.0000\t1.0000\t2.0\t3.0"], ["import.row 4 not a DRG"]),
    (["002\tyes\tNo\t05\tMED\tA\t1.0000\t1.0000\t2.0\t3.0"], ["import.row 4 not Yes or No"]),
    (
      ["002\tNo\tNo\t26\tMED\tA\t1.0000\t1.0000\t2.0\t3.0"],
      ["import.row 4 not a major diagnostic category"]
    ),
    (["002\tNo\tNo\t05\tMEDI\tA\t1.0000\t1.0000\t2.0\t3.0"], ["import.row 4 not a type"]),
    (["002\tNo\tNo\t05\tMED\t\t1.0000\t1.0000\t2.0\t3.0"], ["import.row 4 not a title"]),
    (
      ["002\tNo\tNo\t05\tMED\t\"A\t1.0000\t1.0000\t2.0\t3.0"],
      ["import.row 4 a quotation mark without its other"]
    ),
    (["002\tNo\tNo\t05\tMED\tA\t1.000\t1.0000\t2.0\t3.0"], ["import.row 4 not a number"]),
    (["002\tNo\tNo\t05\tMED\tA\t1.0000\t-1.000\t2.0\t3.0"], ["import.row 4 not a number"]),
    (["002\tNo\tNo\t05\tMED\tA\t1.0000\t0.0000\t2.0\t3.0"], ["import.row 4 not a number"]),
    (["002\tNo\tNo\t05\tMED\tA\t1.0000\t1.0000\t2\t3.0"], ["import.row 4 not a number"]),
    (["002\tNo\tNo\t05\tMED\tA\t1.0000\t.\t2.0\t3.0"], ["import.row 4 not a number"]),
    (["002\tNo\tNo\t05\tMED\tA\t.\t.\t.\t."], ["import.row 4 a DRG without a weight"]),
    (["002\tNo\tNo\t05\tMED\tA\t1.0000\t1.0000\t2.0"], ["import.row 4 columns"]),
    ([good, good], ["import.duplicate 5 code"]),
    (
      ["2\tn\tn\t0\tX\t\t1\t1\t1\t1", good, "003"],
      [
        "import.row 4 not a DRG", "import.row 4 not Yes or No", "import.row 4 not Yes or No",
        "import.row 4 not a major diagnostic category", "import.row 4 not a type",
        "import.row 4 not a title", "import.row 4 not a number", "import.row 4 not a number",
        "import.row 4 not a number", "import.row 4 not a number", "import.row 6 columns",
      ]
    ),
    ([], ["import.empty 1 empty"]),
  ]

  @Test("A wrong row is refused with its line, and every fault comes at once", arguments: refusals)
  func refused(rows: [String], faults: [String]) throws {
    // A row that lacks columns gets no tab at its end, which would be one.
    let text = rows.map { $0.components(separatedBy: "\t").count != 10 ? "\($0)\n" : "\($0)\t\r\n" }
      .joined()
    let file = WeightTables.file(
      WeightTables.title + WeightTables.header + text + WeightTables.empty)
    #expect(try WeightTables.faults(file) == faults)
  }

  @Test("A header that is not as published, and a year that is not one, are refused")
  func header() throws {
    func faults(_ title: String, _ header: String) throws -> [String] {
      try WeightTables.faults(
        WeightTables.file("\(title)\(header)\(WeightTables.rows[0])\t\r\n"))
    }
    let (title, header) = (WeightTables.title, WeightTables.header)
    #expect(try faults(title, header) == [])
    #expect(
      try faults(title, header.replacing("TYPE", with: "Type")) == ["import.header 3 column 5"])
    #expect(
      try faults(title, header.replacing("Special Pay DRG", with: "Special DRG"))
        == ["import.header 3 column 3"])
    #expect(
      try faults(title.replacing("2026", with: "2025"), header) == ["import.header 3 fiscal year"])
    #expect(
      try faults("TABLE 5\n", header.replacing("FY 2026 Final ", with: ""))
        == ["import.header 2 fiscal year"])
  }

  @Test("A file that was cut off is refused")
  func cut() throws {
    let whole = WeightTables.title + WeightTables.header + WeightTables.rows[0]
    #expect(try WeightTables.faults(WeightTables.file(whole)) == ["import.row 4 unterminated"])
  }

  /// The publisher's file where it is at hand.
  static let published: String? = {
    let shared = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] ?? "../shared"
    let path = "\(shared)/data/ipps/drg_weights.txt"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  @Test(
    "Every row of the published table is that of a second reading",
    .enabled(if: published != nil, "no data/ipps/drg_weights.txt in $CLEANCLAIM_SHARED"))
  func publishedRows() throws {
    let data = try Data(contentsOf: URL(filePath: try #require(Self.published)))
    let table = try WeightTables.table(
      PublishedFile(name: "drg_weights.txt", bytes: Array(data), sha256: ""))
    let rows = data.split(separator: 0x0A).dropFirst(3)
      .map { String(decoding: $0, as: UTF8.self).components(separatedBy: "\t") }
      .map { $0.map { $0.trimmingCharacters(in: ["\r"]) } }
      .filter { $0.count == 10 && !$0[0].isEmpty }
    #expect(rows.count == 772 && table.count == 772)
    for (row, found) in zip(rows, table.rows) {
      let again = [
        found.code, found.isPostAcute ? "Yes" : "No", found.isSpecialPay ? "Yes" : "No",
        found.category ?? " ",
        found.kind == .surgical ? "SURG" : found.kind == .medical ? "MED" : "**", found.title,
        found.weightBeforeCap?.description ?? ".", found.weight?.description ?? ".",
        found.geometricMeanStay?.description ?? ".", found.arithmeticMeanStay?.description ?? ".",
      ]
      var expected = row
      expected[5] = row[5].trimmingCharacters(in: ["\""])
      expected[9] = row[9].isEmpty ? "." : row[9]
      #expect(again == expected)
    }
    // Five rows copied by hand, and a DRG that is none.
    for (drg, weight, mean) in [
      (1, "28.0239", "25.8"), (470, "1.9289", "1.9"), (871, "1.9425", "4.8"),
      (989, "1.1992", "2.3"), (76, "0.8252", "2.6"),
    ] {
      #expect(table[drg]?.weight?.description == weight)
      #expect(table[drg]?.geometricMeanStay?.description == mean)
    }
    #expect(table[9] == nil)
  }
}
