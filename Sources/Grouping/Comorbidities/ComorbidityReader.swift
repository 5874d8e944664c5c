// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads AHRQ's reference file of the Elixhauser comorbidities: a sheet of measures and a sheet of diagnoses.
///
/// The codebook has the diagnoses as words found by hash, as ``RiskMapping`` lays them out: a category is the
/// number of a column of the mapping, counted from 1. `measures` says of each measure whether it wants
/// diagnoses that were present on admission; `texts` has their descriptions.
///
/// Source: AHRQ, Elixhauser Comorbidity Software Refined for ICD-10-CM, CMR reference file.
enum ComorbidityReader {
  static let measureHeader = [
    "Abbreviation \n(SAS Data Element Name)", "Comorbidity Description",
    "Uses present on admission (POA) indicators for assignment?",
  ]
  static let mappingHeader = [
    "ICD-10-CM Diagnosis", "ICD-10-CM Code Description", "# Comorbidities",
  ]
  static let end = "End of Content"

  static let format = PublisherFormat(
    "elixhauser", "Elixhauser comorbidities, AHRQ's reference file, workbook",
    .workbook(
      recognises: {
        $0.first?.cells.first?.contains("Elixhauser Comorbidity Software Refined") == true
      }, read: read))

  static func read(
    _ sheets: [[PublisherFormat.WorksheetRow]], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    guard sheets.count == 3 else {
      throw ImportFailure(
        "import.header", line: 1,
        facts: [.init("found", "\(sheets.count) sheets"), .init("expected", "3 sheets")])
    }
    let measures = self.measures(sheets[1], &faults)
    let (columns, words, count) = mapping(sheets[2], &faults)
    try faults.check()
    let title = sheets[0].first?.cells.first ?? ""
    let version = title.split(separator: " ").last.map(String.init) ?? ""
    var names = RiskNames()
    for column in columns { _ = names.number(of: column) }
    let listed = measures.map { "\($0.name)\t\($0.usesPOA ? "Y" : "N")\t\($0.words)" }
    return [
      ReleaseDraft(
        .elixhauser, .mapping, title: "Elixhauser comorbidities \(version)", publisher: "AHRQ",
        rows: count,
        content: .compiled(
          RiskMapping.sections(0, words) + [
            names.section, CodebookSection("measures", Array(listed.joined(separator: "\n").utf8)),
          ]))
    ]
  }

  private struct Measure {
    let name: String
    let words: String
    let usesPOA: Bool
  }

  private static func measures(
    _ rows: [PublisherFormat.WorksheetRow], _ faults: inout ImportFaults
  ) -> [Measure] {
    check(rows, measureHeader, &faults)
    var measures: [Measure] = []
    for row in rows.dropFirst(2) where row.cells.first != end {
      guard row.cells.count == 3, row.cells[0].hasPrefix("CMR_"),
        ["Yes", "No"].contains(row.cells[2])
      else {
        faults.add("import.row", line: row.number, "measure", found: row.cells.first)
        continue
      }
      measures.append(
        Measure(
          name: String(row.cells[0].dropFirst(4)), words: trimmed(row.cells[1]),
          usesPOA: row.cells[2] == "Yes"))
    }
    return measures
  }

  private static func mapping(
    _ rows: [PublisherFormat.WorksheetRow], _ faults: inout ImportFaults
  ) -> (columns: [String], words: [(word: UInt64, line: UInt32)], count: Int) {
    check(rows, mappingHeader, &faults)
    let columns = rows.count > 1 ? Array(rows[1].cells.dropFirst(3)) : []
    if columns.count > 63 || Set(columns).count != columns.count {
      faults.add("import.header", line: 2, "columns", found: "\(columns.count) columns")
    }
    var words: [(word: UInt64, line: UInt32)] = []
    var first: [UInt64: Int] = [:]
    for row in rows.dropFirst(2) where row.cells.first != end {
      let flags = row.cells.dropFirst(3)
      guard row.cells.count == columns.count + 3, let code = PackedCode(row.cells[0]),
        code.description == row.cells[0], flags.allSatisfy({ $0 == "0" || $0 == "1" }),
        Int(row.cells[2]) == flags.count(where: { $0 == "1" })
      else {
        faults.add("import.row", line: row.number, "diagnosis", found: row.cells.first)
        continue
      }
      if let line = first.updateValue(row.number, forKey: code.bits) {
        faults.addDuplicate(code.description, line: row.number, first: line)
      }
      for (column, flag) in flags.enumerated() where flag == "1" {
        words.append((code.bits | UInt64(column + 1), UInt32(row.number)))
      }
    }
    return (columns, words, first.count)
  }

  private static func check(
    _ rows: [PublisherFormat.WorksheetRow], _ header: [String], _ faults: inout ImportFaults
  ) {
    let found = rows.count > 1 ? Array(rows[1].cells.prefix(header.count)) : []
    let plain = found.map { $0.split(separator: "\r").joined() }
    if plain != header.map({ $0.split(separator: "\r").joined() }) {
      faults.add(
        "import.header", line: 2, "columns", found: found.joined(separator: ", "),
        expected: header.joined(separator: ", "))
    }
    if rows.last?.cells.first != end {
      faults.add("import.row-count", line: rows.last?.number ?? 1, "ends early", expected: end)
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
