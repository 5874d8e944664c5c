// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Storage
public import Values

/// Proves that every edit fires on a case and is silent on another, on made-up tables in the publishers' layouts.
///
/// The made-up tables take the place of whatever an installation has of the same sets, so that the answer does
/// not depend on what is imported; code sets that have no made-up rows are those installed.
public struct EditCoverage {
  private let installation: Installation

  /// Takes an installation, whose other code sets are used.
  public init(_ installation: Installation) { self.installation = installation }

  /// Runs every case.
  ///
  /// - Returns: `edits` (each with `edit`, `title`, `severity`, `disposition`, `source`, `fires`, `silent`: how many
  ///   cases came out; `needs`: sets that are not installed), `covered`, `uncovered`, `failed` (the cases that did
  ///   not come out).
  /// - Throws: ``WorkflowFailure`` where a codebook is damaged.
  public func run() throws(WorkflowFailure) -> JSON {
    let library = try asWorkflow { try self.library() }
    let edits = try EditClaims(library, rules: [])
    let installed = Set(library.releases.map { $0.set.description })
    var counts: [String: [String: Int]] = [:]
    var failed: [JSON] = []
    for (name, line, json) in try cases() {
      guard let edit = json["edit"]?.string, let kind = json["case"]?.string,
        let entry = EditCatalogue.standard.entries[edit]
      else { preconditionFailure("\(name), line \(line) is no case of an edit") }
      if !installed.isSuperset(of: entry.tables) { continue }
      let fired = try asWorkflow { () -> Bool in
        let items = try ClaimFiles([]).items(of: json["claim"] ?? .null, file: "")
        return try items.contains { item in
          let judged = try edits.judge(item)
          return judged.findings.contains { $0.rule == edit }
        }
      }
      if fired == (kind == "fires") {
        counts[edit, default: [:]][kind, default: 0] += 1
      } else {
        failed.append(
          .members(
            ("edit", .string(edit)), ("case", .string(kind)), ("file", .string(name)),
            ("line", .int(line))))
      }
    }
    return answer(counts, failed, installed)
  }

  private func answer(
    _ counts: [String: [String: Int]], _ failed: [JSON], _ installed: Set<String>
  ) -> JSON {
    var rows: [JSON] = []
    var (covered, uncovered) = (0, 0)
    for entry in EditCatalogue.standard.entries.values.sorted(by: { $0.id < $1.id }) {
      let missing = entry.tables.filter { !installed.contains($0) }
      let (fires, silent) = (counts[entry.id]?["fires"] ?? 0, counts[entry.id]?["silent"] ?? 0)
      if missing.isEmpty {
        if fires > 0, silent > 0 { covered += 1 } else { uncovered += 1 }
      }
      rows.append(
        .members(
          ("edit", .string(entry.id)), ("title", .string(entry.title)),
          ("severity", .string(entry.severity.rawValue)),
          ("disposition", .string(entry.disposition)), ("source", .string(entry.source)),
          ("fires", .int(fires)), ("silent", .int(silent)),
          ("needs", missing.isEmpty ? nil : .array(missing.map(JSON.string)))))
    }
    return .members(
      ("edits", .array(rows)), ("covered", .int(covered)), ("uncovered", .int(uncovered)),
      ("failed", .array(failed)))
  }

  /// The cases of every file, with the file and the line.
  private func cases() throws(WorkflowFailure) -> [(String, Int, JSON)] {
    var cases: [(String, Int, JSON)] = []
    for name in Assets.files(under: "edits/cases-") {
      for line in PublishedText(Assets.bytes(name)).lines where !line.text.isEmpty {
        guard let json = try? JSON(parsing: Array(line.text.utf8)) else {
          preconditionFailure("\(name), line \(line.number) is not JSON")
        }
        cases.append((name, line.number, json))
      }
    }
    return cases
  }

  /// The made-up tables, and of the other sets what is installed.
  private func library() throws -> CodeLibrary {
    var tables = TrialTables()
    for name in Assets.files(under: "edits/tables/") {
      let bytes = Assets.bytes(name)
      try tables.add(
        PublishedFile(name: name, bytes: bytes, sha256: SHA256.hexadecimal(of: bytes)))
    }
    return try installation.trying(tables).library()
  }
}
