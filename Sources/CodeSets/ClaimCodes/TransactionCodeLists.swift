// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the code lists of X12 transactions that pyx12 carries (`codes.xml`): codes without titles.
///
/// A code that a list states twice is kept once and remarked on (`import.repeated`): without a title the
/// two say the same. The remark codes are those of November 2014, far from the release of the package: they
/// are a dictionary and do not say which codes are valid.
enum TransactionCodeLists {
  static let format = PublisherFormat(
    "pyx12-codes", "Code lists of X12 transactions without titles, pyx12 XML",
    .markup(
      recognises: { $0.head.contains("<codesets") && $0.head.contains("<codeset>") }, read: read))

  /// The identifier of each list in the file and the code set that it is.
  private static let lists: [String: (set: CodeSetID, title: String)] = [
    "remark_code": (.remark, "Remittance Advice Remark Codes"),
    "claim_status_cat": (.claimStatusCategory, "Claim Status Category Codes"),
    "claim_status": (.claimStatus, "Claim Status Codes"),
    "pos": (.placeOfService, "Place of Service Codes"),
    "entity_id": (CodeSetID(known: "entity"), "Entity Identifier Codes"),
    "service_type": (CodeSetID(known: "service-type"), "Service Type Codes"),
    "states": (CodeSetID(known: "state"), "State and Province Codes"),
    "country": (CodeSetID(known: "country"), "Country Codes"),
    "currency": (CodeSetID(known: "currency"), "Currency Codes"),
  ]

  @Sendable static func read(
    _ root: MarkupElement, _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    guard root.name == "codesets" else {
      throw ImportFailure("import.markup", line: root.line, facts: [.init("element", root.name)])
    }
    var faults = ImportFaults()
    var drafts: [ReleaseDraft] = []
    for codeset in root.children {
      let id = codeset.first("id")?.text ?? ""
      guard codeset.name == "codeset", let list = lists[id] else {
        faults.add(
          "import.header", line: codeset.line, "unknown list", found: "\(codeset.name) \(id)")
        continue
      }
      guard !drafts.contains(where: { $0.set == list.set }) else {
        faults.add("import.duplicate", line: codeset.line, "list", found: id)
        continue
      }
      drafts.append(draft(of: codeset, list.set, list.title, &faults))
    }
    try faults.check()
    guard !drafts.isEmpty else { throw ImportFailure("import.empty", line: root.line) }
    return drafts
  }

  private static func draft(
    of codeset: MarkupElement, _ set: CodeSetID, _ title: String, _ faults: inout ImportFaults
  ) -> ReleaseDraft {
    var builder = CodeTableBuilder()
    var remarks: [Finding] = []
    var seen: [PackedCode: Int] = [:]
    for element in codeset.children("version").flatMap(\.children) {
      guard element.name == "code" else {
        faults.add(
          "import.markup", line: element.line, "element", found: element.name, expected: "code")
        continue
      }
      guard let code = faults.code(element.text, column: "code", line: element.line) else {
        continue
      }
      if let first = seen[code] {
        remarks.append(
          Finding(
            "import.repeated", .informs, at: .text(line: element.line, byte: nil),
            facts: [.init("code", "\(code)"), .init("first", String(first))]))
        continue
      }
      seen[code] = element.line
      builder.rows.append(CodeRow(code, "", flags: .billable, line: element.line))
    }
    if builder.rows.isEmpty {
      faults.add("import.empty", line: codeset.line, "list", found: set.description)
    }
    let component = set == .remark ? Component.dictionary : .list
    var draft = ReleaseDraft(
      set, component, title: "\(title), codes without titles", publisher: "pyx12",
      rows: builder.rows.count, content: .codes(builder))
    draft.remarks = remarks
    return draft
  }
}
