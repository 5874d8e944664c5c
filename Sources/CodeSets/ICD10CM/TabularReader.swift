// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the ICD-10-CM Tabular List as NCHS publishes it in XML.
///
/// The file lists codes without their 7th characters: those are defined once, at a category or
/// subcategory, for every complete code below. This reader generates them.
///
/// Source: ICD-10-CM Official Guidelines, sections I.A.4 (placeholder) and I.A.5 (7th characters);
/// the layout is that of `icd10cm-tabular-YYYY.xml`.
struct TabularReader {
  private var builder = CodeTableBuilder()
  private var findings: [Finding] = []
  private var division: Int?

  /// The 7th characters in force at a point of the list, and those that a note takes away again.
  private struct SeventhCharacters {
    var definitions: [Note] = []
    var exceptions: [SeventhCharacterException] = []
  }

  static func read(_ root: MarkupElement, _ file: PublishedFile) throws(ImportFailure)
    -> [ReleaseDraft]
  {
    var reader = TabularReader()
    reader.builder.nestsByPrefix = true
    for chapter in root.children("chapter") { reader.read(chapter: chapter) }
    for (code, lines) in reader.builder.duplicates {
      reader.fail("import.duplicate", lines.1, ("code", code.description), ("first", "\(lines.0)"))
    }
    if reader.builder.rows.isEmpty { reader.fail("import.empty", root.line) }
    guard reader.findings.isEmpty else { throw ImportFailure(reader.findings) }
    return [
      ReleaseDraft(
        .icd10cm, .tabular, title: "ICD-10-CM Tabular List", publisher: "NCHS",
        year: root.first("version").flatMap { Int($0.text) }, rows: reader.builder.rows.count,
        content: .codes(reader.builder))
    ]
  }

  private mutating func read(chapter: MarkupElement) {
    let label = chapter.first("name")?.text ?? ""
    let title = chapter.first("desc")?.text ?? ""
    let references = CodeReference.references(in: title)
    guard let range = references.last else {
      return fail("import.row", chapter.line, ("chapter", label))
    }
    builder.divisions.append(
      Division(
        label, Self.withoutRange(title), from: range.first, to: range.last,
        notes: Self.notes(of: chapter)))
    let parent = builder.divisions.count - 1
    for section in chapter.children("section") { read(section: section, in: parent) }
  }

  private mutating func read(section: MarkupElement, in chapter: Int) {
    let label = section.attributes["id"] ?? ""
    guard let range = CodeReference.references(in: label).first else {
      return fail("import.row", section.line, ("section", label))
    }
    builder.divisions.append(
      Division(
        label, Self.withoutRange(section.first("desc")?.text ?? ""), from: range.first,
        to: range.last, parent: chapter, notes: Self.notes(of: section)))
    division = builder.divisions.count - 1
    for category in section.children("diag") {
      read(category, parent: nil, seventh: SeventhCharacters())
    }
  }

  private mutating func read(
    _ element: MarkupElement, parent: PackedCode?, seventh inherited: SeventhCharacters
  ) {
    guard let name = element.first("name")?.text, let code = PackedCode(name), code.count >= 3,
      let title = element.first("desc")?.text, !title.isEmpty
    else {
      return fail("import.row", element.line, ("code", element.first("name")?.text ?? ""))
    }
    let notes = Self.notes(of: element)
    var seventh = inherited
    let own = notes.filter { $0.kind == .seventhCharacter }
    if !own.isEmpty { seventh.definitions = own }
    seventh.exceptions += notes.compactMap { SeventhCharacterException(note: $0) }
    let children = element.children("diag")
    let isExtended = children.isEmpty && !seventh.definitions.isEmpty && code.count < 7
    var row = CodeRow(
      code, title, flags: children.isEmpty && !isExtended ? .billable : [], line: element.line)
    row.parent = parent
    row.notes = notes
    row.division = division
    builder.rows.append(row)
    for child in children { read(child, parent: code, seventh: seventh) }
    if isExtended { extend(row, with: seventh) }
  }

  /// Adds the complete codes of a code that needs a 7th character.
  private mutating func extend(_ base: CodeRow, with seventh: SeventhCharacters) {
    let stem = base.code.description
    let padded = stem + String(repeating: "X", count: 6 - stem.utf8.count)
    for definition in seventh.definitions {
      guard let character = definition.character, let code = PackedCode(padded + "\(character)"),
        !seventh.exceptions.contains(where: { $0.forbids(code) })
      else { continue }
      var row = CodeRow(
        code, "\(base.title), \(definition.text)", flags: [.billable, .generated], line: base.line)
      row.parent = base.code
      row.division = base.division
      builder.rows.append(row)
    }
  }

  private static func notes(of element: MarkupElement) -> [Note] {
    var notes: [Note] = []
    for part in element.children {
      guard let kind = kinds[part.name] else { continue }
      if kind == .seventhCharacter {
        for item in part.children {
          if item.name == "extension" {
            notes.append(
              Note(kind, item.text, character: item.attributes["char"]?.first, line: item.line))
          } else {
            notes.append(Note(.seventhCharacterNote, item.text, line: item.line))
          }
        }
      } else {
        for item in part.children("note") { notes.append(Note(kind, item.text, line: item.line)) }
      }
    }
    return notes
  }

  private static let kinds: [String: Note.Kind] = [
    "includes": .includes, "inclusionTerm": .inclusionTerm, "excludes1": .excludes1,
    "excludes2": .excludes2, "codeFirst": .codeFirst, "useAdditionalCode": .useAdditionalCode,
    "codeAlso": .codeAlso, "sevenChrNote": .seventhCharacterNote,
    "sevenChrDef": .seventhCharacter, "notes": .note,
  ]

  /// A title without the range of codes that closes it in print.
  private static func withoutRange(_ title: String) -> String {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return title }
    return PublishedText.trimmed(String(title[..<open]))
  }

  private mutating func fail(_ rule: String, _ line: Int, _ facts: (String, String)...) {
    findings.append(
      Finding(
        rule, .rejects, at: .text(line: line, byte: nil),
        facts: facts.map { Finding.Fact($0.0, $0.1) }))
  }
}
