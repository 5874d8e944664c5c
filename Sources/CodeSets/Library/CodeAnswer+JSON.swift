// SPDX-License-Identifier: Apache-2.0

public import Values

extension CodeAnswer {
  /// The answer in the shape that every face gives for a code.
  ///
  ///     {"set":"icd10cm","code":"E11.9","found":true,"title":"…","billable":true,
  ///      "edition":"2026-04-01","effective":"2015-10-01","termination":null,…}
  public var json: JSON {
    guard isFound else {
      return .members(
        ("set", .string(set.description)), ("code", .string(code)), ("found", .bool(false)),
        ("on", day.map { .date($0) }), ("reason", .string(reason?.rawValue ?? "unknown")),
        ("effective", period.map { .date($0.effective) }),
        ("termination", period.map { .date($0.termination) }),
        ("nearest", .array(nearest.map(\.json))))
    }
    return .object(brief.members + details.members)
  }

  /// The answer without notes and ancestors: the shape of a search result.
  public var brief: JSON {
    .members(
      ("set", .string(set.description)), ("code", .string(code)), ("found", .bool(true)),
      ("title", .text(title?.text)), ("billable", .bool(isBillable)),
      ("edition", .string(edition)),
      ("effective", .date(period?.effective)), ("termination", .date(period?.termination)),
      ("on", day.map { .date($0) }), ("short_title", shortTitle.map(JSON.string)),
      ("title_edition", titleEdition.map(JSON.string)),
      ("accepted_by_form", isAcceptedByForm ? .bool(true) : nil),
      ("title_installed", title == nil ? .bool(false) : nil),
      ("flags", flags.names.isEmpty ? nil : .array(flags.names.map(JSON.string))))
  }

  /// The edition that the title comes from, where it is not the one that decided.
  private var titleEdition: String? {
    guard let from = title?.from, from.edition != edition else { return nil }
    return from.edition
  }

  private var details: JSON {
    let notes = described?.allNotes ?? []
    let seventh = notes.filter { $0.note.kind == .seventhCharacter }
    let rest = notes.filter { $0.note.kind != .seventhCharacter }
    return .members(
      ("poa_exempt", isPOAExempt.map { .bool($0) }),
      ("also_in", alsoIn.isEmpty ? nil : .array(alsoIn.map { .string($0.description) })),
      ("ancestors", .array(ancestors)),
      ("notes", .array(rest.map(\.json))),
      ("seventh_characters", .array(seventh.map(\.seventhJSON))),
      ("references", references.isEmpty ? nil : .array(references.map(\.json))),
      ("completions", isBillable ? nil : .array(nearest.map(\.json))),
      ("attributes", attributes),
      (
        "source",
        release.map { release in
          .members(
            ("release", .string(release.name)), ("file", .text(release.sources.first?.file)),
            ("line", .int(entry?.line ?? 0)), ("sha256", .text(release.sources.first?.sha256)))
        }
      ))
  }

  private var attributes: JSON? {
    guard let list = entry?.attributes, !list.isEmpty else { return nil }
    return .object(list.map { JSON.Member($0.name, .string($0.value)) })
  }

  /// The levels above, the outermost first: chapter, section, category.
  private var ancestors: [JSON] {
    guard let entry = described else { return [] }
    let divisions = entry.divisions.reversed().map { index in
      let division = entry.table.division(at: index)
      return JSON.members(
        ("code", .string(division.label)), ("title", .string(division.title)),
        ("level", .string(division.parent == nil ? "chapter" : "section")))
    }
    let codes = entry.ancestors.reversed().map { ancestor in
      JSON.members(("code", .string(ancestor.printed)), ("title", .string(ancestor.title)))
    }
    return divisions + codes
  }
}

extension CodeAnswer.Item {
  /// The code and title.
  public var json: JSON { .members(("code", .string(code)), ("title", .string(title))) }
}

extension InheritedNote {
  /// A note with its level and the codes that it names.
  public var json: JSON {
    .members(
      ("kind", .string(note.kind.name)), ("text", .string(note.text)), ("from", .string(level)),
      (
        "codes",
        note.references.isEmpty
          ? nil : .array(note.references.map { .string($0.description) })
      ))
  }

  var seventhJSON: JSON {
    .members(
      ("character", .string(note.character.map { String($0) } ?? "")),
      ("meaning", .string(note.text)), ("from", .string(level)))
  }
}
