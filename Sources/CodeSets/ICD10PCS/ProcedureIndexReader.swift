// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the XML of the ICD-10-PCS index.
///
/// A term leads to a code, to the first characters of one (`0UT9`), or to a table (`0DB`): all of them are
/// its ``IndexTerm/code``. `see` names another term, `use` a value of a table; the characters printed
/// after them are the term's code too. A term of the publisher without words (one of several `use`
/// under a main term) has an empty title.
///
/// Source: CMS, icd10pcs_index.xsd.
struct ProcedureIndexReader {
  static let format = PublisherFormat(
    "icd10pcs-index", "ICD-10-PCS index, XML",
    .markup(
      recognises: { $0.head.contains("<ICD10PCS.index") },
      read: { (root, file) throws(ImportFailure) in
        var reader = ProcedureIndexReader()
        return try reader.read(root, file)
      }))

  private var tree = TermTreeBuilder()
  private var faults = ImportFaults()

  private mutating func read(
    _ root: MarkupElement, _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    let year = try ProcedureMarkup.year(of: root, named: "ICD10PCS.index", in: file)
    for letter in root.children("letter") {
      for term in letter.children("mainTerm") { take(term, level: 0) }
    }
    if tree.terms.isEmpty { faults.add("import.empty", line: root.line, "empty") }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, .index, title: "ICD-10-PCS Index", publisher: PublishedFile.cms, year: year,
        rows: tree.terms.count, content: .terms(tree))
    ]
  }

  private mutating func take(_ element: MarkupElement, level: Int) {
    var term = IndexTerm(level: level, element.first("title")?.text ?? "", line: element.line)
    let below = element.children("term")
    if level > 0, element.attributes["level"] != String(level) {
      faults.add(
        "import.markup", line: element.line, "level", found: element.attributes["level"],
        expected: String(level))
    }
    for child in element.children {
      switch child.name {
      case "title", "term": break
      case "code", "codes", "tab": takeCode(child, &term)
      case "see":
        term.see = child.ownText
        for code in child.children { takeCode(code, &term) }
      case "use":
        term.use = child.ownText
        for code in child.children { takeCode(code, &term) }
      default: faults.add("import.markup", line: child.line, "element", found: child.name)
      }
    }
    let leads = !term.code.isEmpty || !term.see.isEmpty || !term.use.isEmpty || !below.isEmpty
    if !leads || (level == 0 && term.title.isEmpty) {
      faults.add("import.row", line: element.line, "term")
    }
    tree.terms.append(term)
    for child in below { take(child, level: level + 1) }
  }

  private mutating func takeCode(_ element: MarkupElement, _ term: inout IndexTerm) {
    let text = element.text
    let lengths: ClosedRange<Int>
    switch element.name {
    case "code": lengths = 7...7
    case "codes": lengths = 4...6
    case "tab": lengths = 3...3
    default: lengths = 0...0
    }
    guard lengths.contains(text.utf8.count), text.utf8.allSatisfy(CodeForm.isProcedureValue),
      term.code.isEmpty
    else {
      faults.add("import.row", line: element.line, "code", found: text)
      return
    }
    term.code = text
  }
}
