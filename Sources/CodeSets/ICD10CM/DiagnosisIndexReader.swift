// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the ICD-10-CM indexes and tables that NCHS publishes in XML: the Alphabetic Index, the
/// External Cause Index, the Table of Neoplasms, the Table of Drugs and Chemicals.
///
/// All four have the root `ICD10CM.index` with letters, main terms and terms by level; the two tables
/// have an `indexHeading` and cells.
struct DiagnosisIndexReader {
  private var builder = TermTreeBuilder()
  private var findings: [Finding] = []

  static func read(_ root: MarkupElement, _ file: PublishedFile) throws(ImportFailure)
    -> [ReleaseDraft]
  {
    var reader = DiagnosisIndexReader()
    reader.builder.columns = root.first("indexHeading")?.children("head").map(\.text) ?? []
    for letter in root.children("letter") {
      for term in letter.children("mainTerm") { reader.read(term, level: 0) }
    }
    if reader.builder.terms.isEmpty {
      reader.findings.append(
        Finding("import.empty", .rejects, at: .text(line: root.line, byte: nil)))
    }
    guard reader.findings.isEmpty else { throw ImportFailure(reader.findings) }
    let (component, title) = kind(of: reader.builder.columns, title: root.first("title")?.text)
    return [
      ReleaseDraft(
        .icd10cm, component, title: title, publisher: "NCHS",
        year: root.first("version").flatMap { Int($0.text) }, rows: reader.builder.terms.count,
        content: .terms(reader.builder))
    ]
  }

  private static func kind(of columns: [String], title: String?) -> (Component, String) {
    if columns.contains(where: { $0.contains("Malignant") }) {
      return (.neoplasm, "ICD-10-CM Table of Neoplasms")
    }
    if columns.contains(where: { $0.contains("Poisoning") }) {
      return (.drugs, "ICD-10-CM Table of Drugs and Chemicals")
    }
    if title?.uppercased().contains("EXTERNAL CAUSE") == true {
      return (.externalCause, "ICD-10-CM External Cause of Injuries Index")
    }
    return (.index, "ICD-10-CM Alphabetic Index")
  }

  private mutating func read(_ element: MarkupElement, level: Int) {
    guard let title = element.first("title") else {
      return findings.append(
        Finding("import.row", .rejects, at: .text(line: element.line, byte: nil)))
    }
    if level > 0, let stated = element.attributes["level"], Int(stated) != level {
      findings.append(
        Finding(
          "import.row", .rejects, at: .text(line: element.line, byte: nil),
          facts: [Finding.Fact("level", stated), Finding.Fact("expected", "\(level)")]))
    }
    var term = IndexTerm(level: level, title.ownText, line: element.line)
    term.nonessential = title.children("nemod").map(\.text).joined(separator: " ")
    term.code = Self.joined(element, "code")
    term.manifestation = Self.joined(element, "manif")
    term.see = Self.joined(element, "see", "seecat")
    term.seeAlso = Self.joined(element, "seeAlso", "seealso", "subcat")
    term.cells = element.children("cell").compactMap { cell in
      cell.attributes["col"].flatMap { Int($0) }.map { IndexTerm.Cell($0, cell.text) }
    }
    builder.terms.append(term)
    for child in element.children("term") { read(child, level: level + 1) }
  }

  private static func joined(_ element: MarkupElement, _ names: String...) -> String {
    element.children.filter { names.contains($0.name) }.map(\.text).joined(separator: "; ")
  }
}
