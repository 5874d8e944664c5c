// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the body part key or the device key of ICD-10-PCS from JSON: terms, each with the values that
/// are used for it.
///
/// A term with one value has it in ``IndexTerm/use``; one with several has a term without words below it
/// for each, as in the index.
///
/// Source: CMS, ICD-10-PCS, appendices C (body part key) and D (device key).
struct ProcedureKeyReader: Sendable {
  let component: Component
  /// How the document names itself.
  let title: String

  static let bodyParts = ProcedureKeyReader(
    component: .bodyPartKey, title: "ICD-10-PCS Body Part Key")
  static let devices = ProcedureKeyReader(component: .deviceKey, title: "ICD-10-PCS Device Key")

  /// The format under a name such as `icd10pcs-body-part-key`.
  var format: PublisherFormat {
    PublisherFormat(
      "icd10pcs-\(component.rawValue)", "\(title), JSON",
      .bytes(
        recognises: { $0.head.hasPrefix("{") && $0.head.contains("\"\(title) (") },
        read: { (file) throws(ImportFailure) in try read(file) }))
  }

  func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let json: JSON
    do {
      json = try JSON(parsing: file.bytes)
    } catch {
      throw ImportFailure(
        "import.row", line: error.line, facts: [Finding.Fact("reason", error.code.rawValue)])
    }
    var faults = ImportFaults()
    let members = json["data"]?.members ?? []
    if json["count_terms"]?.int != members.count {
      faults.add(
        "import.row-count", line: 1, "terms", found: String(members.count),
        expected: json["count_terms"]?.digits)
    }
    if members.isEmpty { faults.add("import.empty", line: 1, "empty") }
    var tree = TermTreeBuilder()
    var seen: Set<String> = []
    for member in members {
      let values = member.value.elements.compactMap(\.string).filter { !$0.isEmpty }
      if values.isEmpty || values.count != member.value.elements.count || member.name.isEmpty {
        faults.add("import.row", line: 1, "values", found: member.name)
      }
      if !seen.insert(member.name).inserted {
        faults.add("import.duplicate", line: 1, "term", found: member.name)
      }
      tree.add(member.name, values)
    }
    try faults.check()
    return [
      ReleaseDraft(
        .icd10pcs, component, title: title, publisher: PublishedFile.cms,
        year: json["version"]?.string.flatMap { PublishedFile.year(in: $0) }, rows: members.count,
        content: .terms(tree))
    ]
  }
}

extension TermTreeBuilder {
  fileprivate mutating func add(_ title: String, _ values: [String]) {
    var term = IndexTerm(level: 0, title, line: 0)
    if values.count == 1 { term.use = values[0] }
    terms.append(term)
    guard values.count > 1 else { return }
    for value in values {
      var below = IndexTerm(level: 1, "", line: 0)
      below.use = value
      terms.append(below)
    }
  }
}
