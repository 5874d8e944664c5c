// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the XML of the ICD-10-PCS definitions.
///
/// The tree has sections (their character is the code), under them axes (their position is the code),
/// under them terms. A term has its definition, explanation and inclusions in columns. Where the publisher
/// gives several values one entry (`1st Toe, Left`, `1st Toe, Right`), each becomes a term. The device
/// aggregation table follows as a main term of its own: the special device, the value that takes its
/// place where it is not offered, and the operations and body systems for which it does.
///
/// Source: CMS, icd10pcs_definitions.xsd.
struct DefinitionsReader {
  static let columns = [
    "Term", "Definition", "Explanation", "Includes", "Operation", "Body System",
  ]
  static let aggregation = "Device Aggregation"
  /// The columns by the names of the elements.
  private static let column = [
    "definition": 2, "explanation": 3, "includes": 4, "operation": 5, "bodySys": 6,
  ]

  static let format = PublisherFormat(
    "icd10pcs-definitions", "ICD-10-PCS definitions, XML",
    .markup(
      recognises: { $0.head.contains("<ICD10PCS.definitions") },
      read: { (root, file) throws(ImportFailure) in
        var reader = DefinitionsReader()
        return try reader.read(root, file)
      }))

  private var tree = TermTreeBuilder()
  private var faults = ImportFaults()
  private var entries = 0

  private mutating func read(
    _ root: MarkupElement, _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let year = try ProcedureMarkup.year(of: root, named: "ICD10PCS.definitions", in: file)
    tree.columns = Self.columns
    for section in root.children("section") {
      open(section, level: 0, code: section.attributes["code"])
      for axis in section.children("axis") {
        open(axis, level: 1, code: axis.attributes["pos"])
        for entry in axis.children("terms") { take(entry) }
      }
    }
    if entries == 0 { faults.add("import.empty", line: root.line, "empty") }
    if let list = root.first("deviceAggregation") { takeAggregation(list) }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .definitions, title: "ICD-10-PCS Definitions", publisher: PublishedFile.cms,
        year: year, rows: entries, content: .terms(tree))
    ]
  }

  private mutating func open(_ element: MarkupElement, level: Int, code: String?) {
    var term = IndexTerm(level: level, element.first("title")?.text ?? "", line: element.line)
    term.code = code ?? ""
    if term.title.isEmpty || term.code.utf8.count != 1 {
      faults.add("import.markup", line: element.line, "title", found: term.title)
    }
    tree.terms.append(term)
  }

  private mutating func take(_ entry: MarkupElement) {
    entries += 1
    let titles = entry.children("title").map(\.text)
    let cells = cells(of: entry, except: ["title"])
    if titles.isEmpty || titles.contains("") || cells.isEmpty {
      faults.add("import.row", line: entry.line, "term", found: titles.first)
    }
    for title in titles {
      var term = IndexTerm(level: 2, title, line: entry.line)
      term.cells = cells
      tree.terms.append(term)
    }
  }

  private mutating func cells(of entry: MarkupElement, except: Set<String>) -> [IndexTerm.Cell] {
    var cells: [IndexTerm.Cell] = []
    for child in entry.children where !except.contains(child.name) {
      if let column = Self.column[child.name], !child.text.isEmpty {
        cells.append(IndexTerm.Cell(column, child.text))
      } else {
        faults.add("import.markup", line: child.line, "element", found: child.name)
      }
    }
    return cells.sorted { $0.column < $1.column }
  }

  private mutating func takeAggregation(_ list: MarkupElement) {
    tree.terms.append(IndexTerm(level: 0, Self.aggregation, line: list.line))
    for entry in list.children("aggregate") {
      guard let device = entry.first("device")?.text, let parent = entry.first("parent"),
        let value = parent.attributes["value"], value.utf8.count == 1
      else {
        faults.add("import.markup", line: entry.line, "device")
        continue
      }
      var term = IndexTerm(level: 1, device, line: entry.line)
      term.use = parent.text
      term.code = value
      term.cells = cells(of: entry, except: ["device", "parent"])
      tree.terms.append(term)
    }
  }
}
