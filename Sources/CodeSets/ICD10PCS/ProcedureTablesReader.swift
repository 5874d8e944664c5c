// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the XML of the ICD-10-PCS tables.
///
/// Each table has three axes of one value; each of its rows has four, and says how many codes it builds.
///
/// Source: CMS, icd10pcs_tables.xsd.
enum ProcedureTablesReader {
  static let format = PublisherFormat(
    "icd10pcs-tables", "ICD-10-PCS tables, XML",
    .markup(
      recognises: { $0.head.contains("<ICD10PCS.tabular") },
      read: { (root, file) throws(ImportFailure) in try read(root, file) }))

  static func read(
    _ root: MarkupElement, _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let year = try ProcedureMarkup.year(of: root, named: "ICD10PCS.tabular", in: file)
    var faults = ImportFaults()
    var tables = ProcedureTablesBuilder()
    var seen: [String: Int] = [:]
    for table in root.children("pcsTable") {
      guard let head = axes(of: table, from: 1, count: 3, &faults) else { continue }
      let values = head.flatMap(\.values)
      let name = String(values.map(\.character))
      if let first = seen.updateValue(table.line, forKey: name) {
        faults.add(
          "import.duplicate", line: table.line, "table", found: name,
          expected: "once, line \(first)")
      }
      if values.count != 3 { faults.add("import.row", line: table.line, "values", found: name) }
      for element in table.children("pcsRow") {
        guard let axes = axes(of: element, from: 4, count: 4, &faults), values.count == 3 else {
          continue
        }
        let row = ProcedureTableRow(
          table: values, axes: axes.map(\.values), axisTitles: (head + axes).map(\.title),
          line: element.line)
        if element.attributes["codes"] != String(row.codeCount) {
          faults.add(
            "import.row-count", line: element.line, "codes", found: String(row.codeCount),
            expected: element.attributes["codes"])
        }
        tables.rows.append(row)
      }
    }
    if tables.rows.isEmpty { faults.add("import.empty", line: root.line, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .tables, title: "ICD-10-PCS Tables", publisher: PublishedFile.cms, year: year,
        rows: tables.rows.count, content: .tables(tables))
    ]
  }

  /// The axes of a table or a row; nothing, with the faults noted, where they are not as they say.
  private static func axes(
    of element: MarkupElement, from first: Int, count: Int, _ faults: inout ImportFaults
  ) -> [(title: String, values: [AxisValue])]? {
    let axes = element.children("axis")
    guard axes.map({ $0.attributes["pos"] }) == (first..<first + count).map({ String($0) }) else {
      faults.add("import.markup", line: element.line, "axes")
      return nil
    }
    var found: [(title: String, values: [AxisValue])] = []
    for axis in axes {
      let values = axis.children("label").compactMap { label -> AxisValue? in
        guard let code = label.attributes["code"], code.utf8.count == 1,
          code.utf8.allSatisfy(CodeForm.isProcedureValue), !label.text.isEmpty
        else { return nil }
        return AxisValue(Character(code), label.text)
      }
      let title = axis.first("title")?.text ?? ""
      guard !values.isEmpty, !title.isEmpty, String(values.count) == axis.attributes["values"],
        Set(values.map(\.character)).count == values.count
      else {
        faults.add(
          "import.row-count", line: axis.line, "values", found: String(values.count),
          expected: axis.attributes["values"])
        return nil
      }
      found.append((title, values))
    }
    return found
  }
}

/// What the XML files of ICD-10-PCS have in common.
enum ProcedureMarkup {
  /// The year that a file states in its element `version`.
  static func year(
    of root: MarkupElement, named name: String, in file: PublishedFile
  ) throws(ImportFailure) -> Int {
    guard root.name == name else {
      throw ImportFailure("import.header", line: root.line)
    }
    guard let version = root.first("version")?.text, let year = PublishedFile.year(in: version)
    else { throw ImportFailure("import.edition", line: root.line) }
    return year
  }
}
