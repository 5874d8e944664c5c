// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// The Official Guidelines of ICD-10-CM: their sections, or what they say of a code.
  ///
  ///     try queries.guidelines("I.C.4.a", on: day)   // the text and the subsections
  ///     try queries.guidelines("E11.9", on: day)     // the sections that name it, the narrowest first
  ///
  /// - Parameters:
  ///   - place: The label of a section, or a code; nothing for the top sections.
  ///   - day: The date of service; nothing for the newest edition.
  /// - Returns: `{"document","edition","section","title","text","sections":[…]}`, with `code` in
  ///   the place of `section`, `title` and `text` for a code.
  /// - Throws: ``WorkflowFailure``: `codes.no-index` where none are installed for the day,
  ///   `codes.unknown-section` where they have no such section and no code is meant.
  public func guidelines(
    _ place: String?, on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    guard let guidelines = try asWorkflow({ try library.guidelines(on: day) }) else {
      throw WorkflowFailure(
        "codes.no-index", .notInstalled, ("set", "icd10cm"), ("component", "guidelines"))
    }
    let head: [JSON.Member] = [
      .init("document", .string(guidelines.release.name)),
      .init("edition", .string(guidelines.release.edition)),
    ]
    guard let place, !place.isEmpty else {
      return .object(
        head + [.init("sections", Self.rows(guidelines.children(of: nil), guidelines))])
    }
    if let position = guidelines.position(of: place) {
      let section = guidelines[position]
      return .object(
        head + [
          .init("section", .string(section.label)), .init("title", .string(section.title)),
          .init("text", .string(section.text)),
          .init("sections", Self.rows(guidelines.children(of: position), guidelines)),
        ])
    }
    guard let code = PackedCode(place), code.count >= 3, code[0] > 10,
      (1...10).contains(code[1])
    else {
      throw WorkflowFailure(
        "codes.unknown-section", .rejected, ("section", place),
        ("release", guidelines.release.name))
    }
    return .object(
      head + [
        .init("code", .string(CodeSetID.icd10cm.printed(code))),
        .init("sections", Self.rows(guidelines.sections(naming: code), guidelines)),
      ])
  }

  private static func rows(_ positions: [Int], _ guidelines: Guidelines) -> JSON {
    .array(
      positions.map { position in
        let section = guidelines[position]
        return .members(
          ("section", .string(section.label)), ("title", .string(section.title)),
          ("line", .int(section.line)))
      })
  }
}
