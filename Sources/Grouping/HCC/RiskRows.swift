// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// One row of the hierarchies: where the parent is there, the child does not count.
struct HierarchyRow: BitwiseCopyable {
  /// The number of the model's name.
  let model: UInt16
  let parent: UInt16
  let child: UInt16
  let line: UInt32

  static let header = ["cc_parent", "cc_child", "model_domain", "model_version", "model_fullname"]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var rows: [HierarchyRow] = []
    for row in table.rows where row.fields.count == header.count {
      guard let parent = table.category(row.fields[0], line: row.line),
        let child = table.category(row.fields[1], line: row.line)
      else { continue }
      let model = names.number(of: "\(row.fields[2])|\(row.fields[3])")
      rows.append(
        HierarchyRow(model: model, parent: parent, child: child, line: UInt32(row.line)))
    }
    try table.check()
    return [
      RiskTable.draft(
        .hierarchies, "Hierarchies of condition categories", of: file, rows: rows.count,
        [names.section, CodebookSection("rows", records: rows)])
    ]
  }
}

/// One coefficient: its name, in lower case, lies in the section `texts`.
struct CoefficientRow: BitwiseCopyable {
  let model: UInt16
  let length: UInt16
  let offset: UInt32
  /// Millionths.
  let value: Int32
  let line: UInt32

  static let header = ["coefficient", "value", "model_domain", "model_version"]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var texts: [UInt8] = []
    var rows: [CoefficientRow] = []
    for row in table.rows where row.fields.count == header.count {
      guard let value = RiskDecimal(row.fields[1]).flatMap({ Int32(exactly: $0.millionths) }),
        !row.fields[0].isEmpty
      else {
        table.note("import.row", line: row.line, "not a coefficient", found: row.fields[1])
        continue
      }
      let name = Array(row.fields[0].lowercased().utf8)
      rows.append(
        CoefficientRow(
          model: names.number(of: "\(row.fields[2])|\(row.fields[3])"),
          length: UInt16(name.count), offset: UInt32(texts.count), value: value,
          line: UInt32(row.line)))
      texts += name
    }
    try table.check()
    let isProposed = file.baseName.contains("proposed")
    return [
      RiskTable.draft(
        .weights, isProposed ? proposed : "Coefficients of risk adjustment models", of: file,
        rows: rows.count,
        [
          names.section, CodebookSection("rows", records: rows), CodebookSection("texts", texts),
        ])
    ]
  }

  static let proposed = "Proposed coefficients of risk adjustment models"
}

/// One row that says by which age or sex a diagnosis counts otherwise.
struct EditRow: BitwiseCopyable {
  static let invalid: UInt8 = 0
  static let override: UInt8 = 1
  static let none: Int16 = -1

  let code: UInt64
  let line: UInt32
  let model: UInt16
  /// The category instead, for an override.
  let category: UInt16
  /// From this age on the edit applies, or -1.
  let minimum: Int16
  /// Up to this age the edit applies, or -1.
  let maximum: Int16
  let action: UInt8
  /// 1 male, 2 female, 0 where age decides.
  let sex: UInt8
  /// Whether it is one of the Medicare Code Editor's ages.
  let isCodeEditor: UInt8

  static let header = [
    "icd10", "edit_type", "sex", "age_min", "age_max", "action", "cc_override", "model_name",
    "description",
  ]

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var table = RiskTable(file, header)
    var names = RiskNames()
    var rows: [EditRow] = []
    for row in table.rows where row.fields.count == header.count {
      let fields = row.fields
      let minimum = table.number(fields[3], line: row.line)
      let maximum = table.number(fields[4], line: row.line)
      let isSex = fields[1] == "sex"
      let sex = UInt8(fields[2]) ?? 0
      let isOverride = fields[5] == "override"
      guard let code = table.code(fields[0], line: row.line) else { continue }
      guard ["sex", "age", "mce_age"].contains(fields[1]), isSex == (1...2).contains(sex),
        isSex == (minimum == nil && maximum == nil), isOverride || fields[5] == "invalid",
        isOverride != fields[6].isEmpty
      else {
        table.note("import.row", line: row.line, "edit", found: fields.joined(separator: ","))
        continue
      }
      let category = isOverride ? table.category(fields[6], line: row.line) : 0
      rows.append(
        EditRow(
          code: code.bits, line: UInt32(row.line), model: names.number(of: fields[7]),
          category: category ?? 0, minimum: minimum ?? none, maximum: maximum ?? none,
          action: isOverride ? override : invalid, sex: sex,
          isCodeEditor: fields[1] == "mce_age" ? 1 : 0))
    }
    try table.check()
    return [
      RiskTable.draft(
        .ageSexEdits, "Age and sex edits of risk adjustment", of: file, rows: rows.count,
        [names.section, CodebookSection("rows", records: rows)])
    ]
  }
}
