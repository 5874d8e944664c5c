// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads a code system written in FHIR Shorthand: CMS publishes the code lists of its claims so.
///
/// After the head (`CodeSystem:`, `Id:`, `Title:`, `Description:`) and rules about the system (`* ^…`)
/// comes a rule for each code: `* #code "display" "definition"`, a code below another as
/// `* #above #code`, and a property of a code as `* #code ^path = value`, which becomes an attribute.
///
/// A code with a character that no code of a claim set here can have (`~`, `!`) is left out with a remark
/// (`import.code-not-held`). A code that is reserved or unassigned is kept and is not billable.
///
/// Source: FHIR Shorthand 3.0, sections on code systems and concept rules.
struct CodeSystemText {
  static let format = PublisherFormat(
    "fsh-code-system", "Code lists of claims, CMS code system in FHIR Shorthand",
    .bytes(recognises: recognises, read: read))

  private var head: [String: String] = [:]
  private var builder = CodeTableBuilder()
  private var places: [PackedCode: Int] = [:]
  private var remarks: [Finding] = []
  private var faults = ImportFaults()

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    let lines = PublishedText(Array(file.bytes.prefix(4096))).lines.prefix(20).map(\.text)
    guard lines.contains(where: { $0.hasPrefix("CodeSystem:") }) else { return false }
    let id = lines.first { $0.hasPrefix("Id:") }.map { PublishedText.trimmed("\($0.dropFirst(3))") }
    return id.flatMap(CodeSystemNames.set(of:)) != nil
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var reader = CodeSystemText()
    for line in PublishedText(file.bytes).lines {
      let text = PublishedText.trimmed(line.text)
      guard !text.isEmpty, !text.hasPrefix("//") else { continue }
      if text.hasPrefix("* #") {
        reader.readCode(text, line: line.number)
      } else if !text.hasPrefix("* ^") {
        reader.readHead(text, line: line.number)
      }
    }
    return [try reader.draft()]
  }

  private func draft() throws(ImportFailure) -> ReleaseDraft {
    var all = faults
    all.addDuplicates(of: builder)
    let id = head["Id"] ?? ""
    guard let set = CodeSystemNames.set(of: id) else {
      throw ImportFailure("import.header", line: 1, facts: [.init("id", id)])
    }
    if head["Title"] == nil { all.add("import.header", line: 1, "missing", expected: "Title") }
    try all.check()
    guard !builder.rows.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    var draft = ReleaseDraft(
      set, CodeSystemNames.component(of: set), title: head["Title"] ?? "",
      publisher: "CMS Beneficiary FHIR Data",
      rows: builder.rows.count, content: .codes(builder))
    draft.remarks = remarks
    return draft
  }

  private mutating func readHead(_ text: String, line: Int) {
    let known = ["CodeSystem", "Id", "Title", "Description"]
    guard let colon = text.firstIndex(of: ":"), known.contains(String(text[..<colon])),
      builder.rows.isEmpty
    else {
      faults.add("import.row", line: line, "not a rule of a code system")
      return
    }
    let value = PublishedText.trimmed(String(text[text.index(after: colon)...]))
    var words = ShorthandWords(value)
    head[String(text[..<colon])] = words.string() ?? value
  }

  private mutating func readCode(_ text: String, line: Int) {
    var words = ShorthandWords(String(text.dropFirst(2)))
    var path: [String] = []
    while let code = words.code() { path.append(code) }
    guard let last = path.last else {
      faults.add("import.row", line: line, "no code")
      return
    }
    guard let code = PackedCode(exactly: last) else {
      remarks.append(
        Finding(
          "import.code-not-held", .informs, at: .text(line: line, byte: nil),
          facts: [.init("code", last)]))
      return
    }
    if let (name, value) = words.property() {
      guard let place = places[code] else {
        faults.add("import.row", line: line, "property of no code", found: last)
        return
      }
      builder.rows[place].attributes.append(.init(name, value))
      return
    }
    guard let display = words.string().map(PublishedText.trimmed), !display.isEmpty else {
      faults.add("import.row", line: line, "no display", found: last)
      return
    }
    let definition = words.string()
    if !words.isAtEnd {
      faults.add("import.row", line: line, "more than a definition", found: last)
    }
    var row = CodeRow(code, display, flags: Self.isReserved(display) ? [] : .billable, line: line)
    row.parent = path.dropLast().last.flatMap(PackedCode.init(exactly:))
    if let definition { row.attributes.append(.init("definition", definition)) }
    places[code] = builder.rows.count
    builder.rows.append(row)
  }

  /// Tells whether a display says that nobody may use the code: all of its parts do, where it speaks of
  /// newborns and others apart.
  private static func isReserved(_ display: String) -> Bool {
    display.uppercased().split(separator: "(NON-NEWBORN)/").allSatisfy {
      $0.hasPrefix("RESERVED") || $0.hasPrefix("UNASSIGNED")
        || $0.contains("RESERVED FOR NATIONAL ASSIGNMENT")
    }
  }
}
