// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// One row that says whether a category is a chronic condition.
struct ChronicRow: BitwiseCopyable {
  let model: UInt16
  let category: UInt16
  let isChronic: UInt32
  let line: UInt32

  static let header = ["hcc", "is_chronic", "model_version", "model_domain"]

  /// Of rows that say the same category again the first counts.
  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var rows: [ChronicRow] = []
    var remarks: [Finding] = []
    var seen: Set<[UInt16]> = []
    for row in table.rows where row.fields.count == header.count {
      // The file has sums over two categories too, and a count in the place of one flag.
      if row.fields[0].split(separator: "H").count > 1 || row.fields[1].contains(",") {
        remarks.append(Self.remark(row))
        continue
      }
      guard let category = table.category(row.fields[0], prefixes: ["HCC"], line: row.line) else {
        continue
      }
      let model = names.number(of: "\(row.fields[2])|\(row.fields[3])")
      if !["", "Y"].contains(row.fields[1]) {
        table.note("import.row", line: row.line, "not Y or empty", found: row.fields[1])
      }
      guard seen.insert([model, category]).inserted else { continue }
      rows.append(
        ChronicRow(
          model: model, category: category, isChronic: row.fields[1] == "Y" ? 1 : 0,
          line: UInt32(row.line)))
    }
    try table.check()
    var draft = RiskTable.draft(
      .chronic, "Chronic condition categories", of: file, rows: rows.count,
      [names.section, CodebookSection("rows", records: rows)])
    draft.remarks = remarks
    return [draft]
  }

  private static func remark(_ row: CSVReader.Row) -> Finding {
    Finding(
      "import.row-left-out", .informs, at: .text(line: row.line, byte: nil),
      facts: [Finding.Fact("row", row.fields[0]), Finding.Fact("found", row.fields[1])])
  }
}

/// What a category is called: the words lie in the section `texts`.
struct LabelRow: BitwiseCopyable {
  let model: UInt16
  let category: UInt16
  let offset: UInt32
  let length: UInt16
  let line: UInt32

  static let header = ["cc", "label", "model_domain", "model_version", "model_fullname"]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var texts: [UInt8] = []
    var rows: [LabelRow] = []
    for row in table.rows where row.fields.count == header.count {
      let category = table.category(
        row.fields[0], prefixes: ["HCC", "RXHCC", "RxHCC", ""], line: row.line)
      guard let category else { continue }
      let label = Array(row.fields[1].utf8)
      rows.append(
        LabelRow(
          model: names.number(of: "\(row.fields[2])|\(row.fields[3])"), category: category,
          offset: UInt32(texts.count), length: UInt16(label.count), line: UInt32(row.line)))
      texts += label
    }
    try table.check()
    return [
      RiskTable.draft(
        .labels, "Names of condition categories", of: file, rows: rows.count,
        [
          names.section, CodebookSection("rows", records: rows), CodebookSection("texts", texts),
        ])
    ]
  }
}

/// The services whose claims count for risk adjustment: sorted packed codes, each with its line.
enum EligibleServices {
  static let header = ["cpt_hcpcs_code"]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var rows: [(code: UInt64, line: UInt32)] = []
    for row in table.rows where row.fields.count == 1 {
      guard let code = table.code(row.fields[0], line: row.line) else { continue }
      rows.append((code.bits, UInt32(row.line)))
    }
    rows.sort { $0 < $1 }
    for (row, next) in zip(rows, rows.dropFirst()) where row.code == next.code {
      table.noteRepeated(
        PackedCode(bits: next.code), line: Int(next.line), first: Int(row.line))
    }
    try table.check()
    return [
      RiskTable.draft(
        .eligibleServices, "Services eligible for risk adjustment", of: file, rows: rows.count,
        [
          CodebookSection("codes", records: rows.map(\.code)),
          CodebookSection("lines", records: rows.map(\.line)),
        ])
    ]
  }
}

extension PublisherFormat {
  /// The tables of risk adjustment: CMS-HCC, ESRD and RxHCC; the Elixhauser comorbidities.
  static let riskAdjustment: [PublisherFormat] = [
    format(
      "hcc-mapping", "diagnoses by condition category, CSV", RiskMapping.header, RiskMapping.read),
    format(
      "hcc-hierarchies", "hierarchies of condition categories, CSV", HierarchyRow.header,
      HierarchyRow.read),
    format(
      "hcc-coefficients", "coefficients of risk adjustment models, CSV", CoefficientRow.header,
      CoefficientRow.read),
    format(
      "hcc-edits", "age and sex edits of risk adjustment, CSV", EditRow.header, EditRow.read),
    format("hcc-chronic", "chronic condition categories, CSV", ChronicRow.header, ChronicRow.read),
    format("hcc-labels", "names of condition categories, CSV", LabelRow.header, LabelRow.read),
    format(
      "hcc-services", "services eligible for risk adjustment, CSV", EligibleServices.header,
      EligibleServices.read),
    ComorbidityReader.format,
  ]

  private static func format(
    _ name: String, _ summary: String, _ header: [String],
    _ read: @escaping @Sendable (PublishedFile) throws(ImportFailure) -> [ReleaseDraft]
  ) -> PublisherFormat {
    PublisherFormat(
      name, summary,
      .bytes(recognises: { RiskTable.recognises($0, header) }, read: read))
  }
}
