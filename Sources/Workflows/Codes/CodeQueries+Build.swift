// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// The next axis of an ICD-10-PCS code that is being built.
  ///
  /// What may follow is what some valid code of the day has there, so that every code that can be built is
  /// valid and every valid code can be built. The labels come from the tables, where they are installed.
  ///
  /// - Parameters:
  ///   - chosen: The characters chosen so far, none to seven.
  ///   - day: The date of service; nothing for the newest edition.
  /// - Returns: `{"chosen":[…],"axis","values":[{"character","label","codes"}],"codes","complete"}`.
  public func build(_ chosen: String, on day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let set = try asWorkflow { try library.codeSet(.icd10pcs) }
    guard let table = day.flatMap({ set.table(on: $0) }) ?? (day == nil ? set.newest : nil) else {
      throw noEdition(of: .icd10pcs, on: day)
    }
    let prefix = PackedCode(chosen)
    guard chosen.isEmpty || prefix != nil, chosen.utf8.count <= 7 else {
      throw WorkflowFailure("codes.malformed", .rejected, ("code", chosen))
    }
    let range = prefix.map { table.positions(below: $0) } ?? 0..<table.count
    var counts: [UInt8: Int] = [:]
    var total = 0
    for position in range where Self.isValid(position, in: table, on: day) {
      total += 1
      if (prefix?.count ?? 0) < 7 {
        counts[table.code(at: position)[prefix?.count ?? 0], default: 0] += 1
      }
    }
    guard total > 0 else {
      throw WorkflowFailure(
        "codes.not-buildable", .rejected, ("code", chosen.uppercased()),
        ("release", table.release.name))
    }
    let names = try labels(after: chosen, on: day)
    let values = counts.sorted { $0.key < $1.key }.map { value, count in
      let character = Character(Unicode.Scalar(value <= 10 ? value + 0x2F : value + 0x36))
      return JSON.members(
        ("character", .string(String(character))), ("label", .text(names.values[character])),
        ("codes", .int(count)))
    }
    let title = prefix.flatMap { $0.count == 7 ? set.title(of: $0, on: day)?.title : nil }
    return .members(
      ("set", .string("icd10pcs")), ("edition", .string(table.release.edition)),
      ("code", .string(chosen.uppercased())), ("complete", .bool(prefix?.count == 7)),
      ("title", title.map(JSON.string)), ("chosen", .array(names.chosen)),
      ("axis", values.isEmpty ? nil : .text(names.axis)), ("codes", .int(total)),
      ("values", .array(values)))
  }

  private static func isValid(_ position: Int, in table: CodeTable, on day: CalendarDate?) -> Bool {
    guard table.flags(at: position).contains(.billable) else { return false }
    let on = day ?? table.release.period.termination ?? table.release.period.effective
    return table.isInForce(at: position, on: on)
  }

  private struct Labels {
    var axis: String?
    var values: [Character: String] = [:]
    var chosen: [JSON] = []
  }

  private func labels(after chosen: String, on day: CalendarDate?) throws(WorkflowFailure) -> Labels
  {
    let release =
      library.release(of: .icd10pcs, .tables, on: day)
      ?? library.releases(of: .icd10pcs, .tables).first
      ?? library.releases(of: .icd10pcs, .axisLabels).first
    guard let release else { return Labels() }
    let tables = ProcedureTables(try asWorkflow { try library.codebook(release) })
    var labels = Labels()
    if let step = tables.step(after: chosen) {
      labels.axis = step.axis
      for value in step.values { labels.values[value.character] = value.label }
    }
    labels.chosen = tables.labels(of: chosen).map { axis, value in
      .members(
        ("axis", .string(axis)), ("character", .string(String(value.character))),
        ("label", .string(value.label)))
    }
    return labels
  }
}
