// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// One level of the hierarchy of a code set, with what lies directly below.
  ///
  /// - Parameters:
  ///   - place: A code, the label of a section (`E08-E13`) or the number of a chapter; nothing for the
  ///     top.
  ///   - set: The name of the set.
  ///   - day: The day whose edition is walked; nothing for the newest.
  /// - Returns: `{"set","edition","code","title","billable","children":[…]}`.
  public func tree(
    _ place: String?, in set: String, on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let table = try titledTable(of: try codeSet(named: set), on: day)
    let divisions = table.allDivisions
    guard let place, !place.isEmpty else {
      let top = divisions.indices.filter { divisions[$0].parent == nil }
      let children =
        top.isEmpty
        ? table.children(of: nil).map { Self.row(table[$0]) } : top.map { Self.row(divisions[$0]) }
      return Self.level(table, nil, nil, nil, children)
    }
    if let index = divisions.firstIndex(where: { $0.label == place.uppercased() }) {
      let below = divisions.indices.filter { divisions[$0].parent == index }
      let children =
        below.isEmpty
        ? table.children(of: nil).map { table[$0] }.filter { $0.divisions.first == index }
          .map(Self.row)
        : below.map { Self.row(divisions[$0]) }
      return Self.level(table, divisions[index].label, divisions[index].title, false, children)
    }
    guard let code = PackedCode(place), let entry = table.entry(of: code) else {
      throw WorkflowFailure(
        "codes.not-in-edition", .rejected, ("code", place), ("release", table.release.name))
    }
    return Self.level(
      table, entry.printed, entry.title, entry.isBillable, entry.children.map(Self.row))
  }

  /// The table with titles that answers for a day: the edition in force, or the newest.
  func titledTable(of set: CodeSetID, on day: CalendarDate?) throws(WorkflowFailure) -> CodeTable {
    for component in [Component.tabular, .order, .titles] {
      if let release = library.release(of: set, component, on: day) {
        return try asWorkflow { try CodeTable(library.codebook(release)) }
      }
    }
    throw noEdition(of: set, on: day)
  }

  /// The failure to find an edition of a set for a day.
  func noEdition(of set: CodeSetID, on day: CalendarDate?) -> WorkflowFailure {
    let installed = library.releases.filter { $0.set == set && !$0.component.isDerived }
      .map(\.name).joined(separator: ", ")
    return WorkflowFailure(
      "codes.no-edition", .notInstalled, ("set", set.description),
      ("day", day?.description ?? "any day"),
      ("installed", installed.isEmpty ? "none" : installed))
  }

  private static func level(
    _ table: CodeTable, _ code: String?, _ title: String?, _ billable: Bool?, _ children: [JSON]
  ) -> JSON {
    .members(
      ("set", .string(table.release.set.description)), ("edition", .string(table.release.edition)),
      ("code", .text(code)), ("title", .text(title)), ("billable", billable.map { .bool($0) }),
      ("children", .array(children)))
  }

  private static func row(_ entry: CodeEntry) -> JSON {
    .members(
      ("code", .string(entry.printed)), ("title", .string(entry.title)),
      ("billable", .bool(entry.isBillable)))
  }

  private static func row(_ division: Division) -> JSON {
    .members(
      ("code", .string(division.label)), ("title", .string(division.title)),
      ("billable", .bool(false)))
  }
}
