// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// One file as published: which format reads it, as what, with how many rows.
struct PublishedCase: Sendable, CustomTestStringConvertible {
  let file: String
  let format: String
  let release: String
  let year: Int?
  let rows: Int

  init(_ file: String, _ format: String, _ release: String, _ year: Int?, _ rows: Int) {
    self.file = file
    self.format = format
    self.release = release
    self.year = year
    self.rows = rows
  }

  var testDescription: String { file }
}

private let pcs26 = "data/icd10pcs/fy2026/"
private let order26 = pcs26 + "2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip!"
private let codes26 = pcs26 + "2026-icd-10-pcs-codes-file.zip!"
private let addenda26 = pcs26 + "2026-addendum.zip!"
private let pcs25 = "data/icd10pcs/fy2025/"
private let cm25 = "data/icd10cm/fy2025/2025-code-descriptions-tabular-order.zip!"
private let april25 = "data/icd10cm/fy2025/2025-code-descriptions-tabular-order-april.zip!*/"
private let icd9 = "data/icd9-gems/"

@Suite(
  "Publishers' files of procedures, order files and maps",
  .enabled(if: SharedFiles.arePresent, SharedFiles.absence))
struct ProcedureFilesTests {
  static let all: [PublishedCase] = [
    .init(
      order26 + "icd10pcs_order_2026.txt", "icd10pcs-order", "icd10pcs order", 2026, 80_110),
    .init(
      codes26 + "icd10pcs_codes_2026.txt", "icd10pcs-codes", "icd10pcs titles", 2026, 79_193),
    .init(
      codes26 + "codes_addenda_2026.txt", "icd10-addenda", "icd10pcs addenda", 2026, 82),
    .init(
      order26 + "order_addenda_2026.txt", "icd10-addenda", "icd10pcs order-addenda", 2026, 86),
    .init(cm25 + "icd10cm_order_2025.txt", "icd10cm-order", "icd10cm order", 2025, 97_584),
    .init(cm25 + "icd10cm_codes_2025.txt", "icd10cm-codes", "icd10cm titles", 2025, 74_260),
    .init(
      cm25 + "icd10cm_codes_addenda_2025.txt", "icd10-addenda", "icd10cm addenda", 2025, 301),
    .init(
      cm25 + "icd10cm_order_addenda_2025.txt", "icd10-addenda", "icd10cm order-addenda", 2025,
      374),
    .init(
      april25 + "icd10cm_order_addenda_2025.txt", "icd10-addenda", "icd10cm order-addenda", 2025,
      0),
    .init(
      april25 + "icd10cm_codes_addenda_2025.txt", "icd10-addenda", "icd10cm addenda", 2025, 0),
    .init(
      pcs26 + "icd10pcs_tables_2026.xml", "icd10pcs-tables", "icd10pcs tables", 2026, 2733),
    .init(
      pcs25 + "icd10pcs_tables_2025.xml", "icd10pcs-tables", "icd10pcs tables", 2025, 2661),
    .init(
      pcs25 + "icd10pcs_index_2025.xml", "icd10pcs-index", "icd10pcs index", 2025,
      3215 + 21_269),
    .init(
      pcs26 + "icd10pcs_definitions_2026.xml", "icd10pcs-definitions", "icd10pcs definitions",
      2026, 954),
    .init(
      pcs25 + "icd10pcs_definitions_2025.xml", "icd10pcs-definitions", "icd10pcs definitions",
      2025, 930),
    .init(
      addenda26 + "tables_addenda_2026.txt", "icd10pcs-tables-addenda",
      "icd10pcs tables-addenda", 2026, 457),
    .init(
      addenda26 + "index_addenda_2026.txt", "icd10pcs-index-addenda", "icd10pcs index-addenda",
      2026, 73),
    .init(
      addenda26 + "definitions_addenda_2026.txt", "icd10pcs-definitions-addenda",
      "icd10pcs definitions-addenda", 2026, 24),
    .init(
      pcs25 + "body_part_key.json", "icd10pcs-body-part-key", "icd10pcs body-part-key", 2025,
      1106),
    .init(pcs25 + "device_key.json", "icd10pcs-device-key", "icd10pcs device-key", 2025, 407),
    .init(
      pcs26 + "2026-icd-pcs-conversion-table.zip!icd10pcs_conversion_table.txt",
      "icd10pcs-conversion", "icd10pcs conversion icd10pcs", 2026, 17_848),
    .init(icd9 + "CMS32_DESC_LONG_DX.txt", "icd9-titles", "icd9cm titles", 2015, 14_567),
    .init(icd9 + "CMS32_DESC_SHORT_DX.txt", "icd9-titles", "icd9cm short-titles", 2015, 14_567),
    .init(icd9 + "CMS32_DESC_LONG_SG.txt", "icd9-titles", "icd9proc titles", 2015, 3882),
    .init(icd9 + "CMS32_DESC_SHORT_SG.txt", "icd9-titles", "icd9proc short-titles", 2015, 3882),
    .init(
      icd9 + "diagnosis_gems_2018.zip!2018_I10gem.txt", "gem", "icd10cm gem icd9cm", 2018,
      81_593),
    .init(
      icd9 + "diagnosis_gems_2018.zip!2018_I9gem.txt", "gem", "icd9cm gem icd10cm", 2018, 24_860),
    .init(icd9 + "2018_gem_i9pcs.txt", "gem", "icd9proc gem icd10pcs", 2018, 73_593),
  ]

  @Test("is recognised by one format and has the publisher's rows", arguments: all)
  func rows(_ published: PublishedCase) throws {
    let file = try SharedFiles.file(published.file)
    #expect(Importing.formats(of: file) == [published.format])
    let draft = try Importing.draft(file)
    let target = draft.target.map { " \($0)" } ?? ""
    #expect("\(draft.set) \(draft.component.rawValue)\(target)" == published.release)
    #expect(draft.year == published.year)
    #expect(draft.rows == published.rows)
  }
}
