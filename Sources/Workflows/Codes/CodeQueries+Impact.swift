// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

extension CodeQueries {
  /// What an edition changes for the codes that somebody uses.
  ///
  /// - Parameters:
  ///   - used: The codes in use, with or without points.
  ///   - set: The name of the set.
  ///   - from: A day in the edition that the codes were chosen from.
  ///   - to: A day in the edition that will be in force.
  /// - Returns: `{"checked","affected","codes":[{"code","change","title","new_title","instead":[…]}]}` with the
  ///   changes `deleted`, `extended`, `revised` and `unknown`; codes that stay as they are are counted
  ///   only.
  public func impact(
    of used: [String], in set: String, from: CalendarDate, to: CalendarDate
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let id = try codeSet(named: set)
    let codes = try asWorkflow { try library.codeSet(id) }
    let changes = try changes(in: codes, from: from, to: to)
    let deleted = Set(changes.deleted)
    let extended = Set(changes.extended)
    let revised = Dictionary(changes.revised.map { ($0.code, $0) }, uniquingKeysWith: { a, _ in a })
    var rows: [JSON] = []
    for text in used {
      guard let code = PackedCode(text), codes.isBillable(code, on: from) else {
        rows.append(.members(("code", .string(text)), ("change", .string("unknown"))))
        continue
      }
      let title = codes.title(of: code, on: from)?.title
      if let change = revised[code] {
        rows.append(
          .members(
            ("code", .string(id.printed(code))), ("change", .string("revised")),
            ("title", .string(change.from)), ("new_title", .string(change.to))))
      } else if deleted.contains(code) || extended.contains(code) {
        let instead = try replacements(of: code, in: codes, on: to)
        rows.append(
          .members(
            ("code", .string(id.printed(code))),
            ("change", .string(deleted.contains(code) ? "deleted" : "extended")),
            ("title", .text(title)), ("instead", .array(instead))))
      }
    }
    return .members(
      ("set", .string(id.description)), ("from", .date(from)), ("to", .date(to)),
      ("checked", .int(used.count)), ("affected", .int(rows.count)), ("codes", .array(rows)))
  }

  /// The codes that take the place of one: those that the publisher's conversion table names, else the
  /// complete codes below it, else what comes nearest.
  private func replacements(
    of code: PackedCode, in codes: CodeSet, on day: CalendarDate
  ) throws(WorkflowFailure) -> [JSON] {
    var found: [PackedCode] = []
    for release in library.releases(of: codes.id, .conversion) {
      let map = try asWorkflow { CodeMap(try library.codebook(release)) }
      // The table goes from the current code to its predecessor; what is wanted is the way back.
      found += map.pairs.filter { $0.target == code && codes.isBillable($0.source, on: day) }
        .map(\.source)
    }
    if found.isEmpty, let table = codes.table(on: day) {
      found = table.positions(below: code).filter {
        table.flags(at: $0).contains(.billable) && table.isInForce(at: $0, on: day)
      }.map { table.code(at: $0) }
    }
    if found.isEmpty {
      // A slip of the keyboard away is no replacement: only what stands in the same category is.
      return codes.fullAnswer(code, on: day).nearest
        .filter { PackedCode($0.code)?.hasPrefix(code.prefix(3)) == true }.map(\.json)
    }
    return found.prefix(20).map {
      .members(
        ("code", .string(codes.id.printed($0))),
        ("title", .text(codes.title(of: $0, on: day)?.title)))
    }
  }
}

extension CodeQueries {
  /// Reads a list of codes, the first word of each line, from a file or the standard input (`-`).
  public static func codesInUse(_ path: String) throws(WorkflowFailure) -> [String] {
    let bytes = try asWorkflow { try Files.read(path) }
    return PublishedText(bytes).lines.compactMap { line in
      line.text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.first.map(String.init)
    }
  }
}
