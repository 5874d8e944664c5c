// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Values

/// Reads the development tables that `prepare.py` writes: tab-separated, one row a code or term.
struct Tables {
  let folder: String

  func lines(_ name: String) -> [[String]] {
    guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  func release(_ set: CodeSetID, _ component: Component) throws -> Release {
    let day = CalendarDate(daysSinceEpoch: 20_362)
    guard let period = EffectivePeriod(effective: day, termination: nil) else {
      throw CodebookError(.otherFormat)
    }
    return Release(
      set: set, component: component, edition: "2025-10-01", title: "\(set)", publisher: "x",
      period: period, rows: 1, sources: [])
  }

  func table(_ name: String, _ set: CodeSetID, notes: String? = nil, nested: Bool) throws
    -> CodeTable
  {
    var builder = CodeTableBuilder()
    builder.nestsByPrefix = nested
    var inclusion: [String: [Note]] = [:]
    for row in notes.map(lines) ?? [] {
      inclusion[row[0], default: []].append(
        Note(row[1] == "includes" ? .includes : .inclusionTerm, row[2]))
    }
    for (line, row) in lines(name).enumerated() {
      guard let code = PackedCode(row[0]) else { continue }
      var entry = CodeRow(code, row[2], flags: row[1] == "1" ? .billable : [], line: line + 1)
      if row.count > 3 { entry.shortTitle = row[3] }
      entry.notes = inclusion[row[0]] ?? []
      if row.count > 4, let last = CalendarDate(row[4]) {
        entry.period = EffectivePeriod(
          effective: CalendarDate(daysSinceEpoch: 0), termination: last)
      }
      builder.rows.append(entry)
    }
    return try CodeTable(
      Codebook(CodebookBytes(copying: builder.codebook(for: try release(set, .order)))))
  }

  func terms(_ name: String, _ set: CodeSetID, _ component: Component) throws -> TermTree {
    var builder = TermTreeBuilder()
    for (line, row) in lines(name).enumerated() {
      if line == 0, row[0].hasPrefix("#") {
        builder.columns = [String(row[0].dropFirst())] + row.dropFirst()
        continue
      }
      guard row.count >= 6, let level = Int(row[0]) else { continue }
      var term = IndexTerm(level: level, row[1], line: line + 1)
      term.nonessential = row[2]
      term.code = row[3]
      term.see = row[4]
      term.seeAlso = row[5]
      if row.count > 6 {
        for cell in row[6].split(separator: ";") {
          let parts = cell.split(separator: "=")
          if parts.count == 2, let column = Int(parts[0]) {
            term.cells.append(IndexTerm.Cell(column, String(parts[1])))
          }
        }
      }
      builder.terms.append(term)
    }
    return try TermTree(
      Codebook(CodebookBytes(copying: builder.codebook(for: try release(set, component)))))
  }

  func map(_ name: String) throws -> CodeMap {
    var builder = CodeMapBuilder()
    for (line, row) in lines(name).enumerated() {
      guard let source = PackedCode(row[0]) else { continue }
      builder.pairs.append(
        CodePair(
          source, PackedCode(row[1]), approximate: true, noMap: false, combination: false,
          scenario: 0, choiceList: 0, line: line + 1))
    }
    return try CodeMap(
      Codebook(CodebookBytes(copying: builder.codebook(for: try release(.icd10cm, .gem)))))
  }
}
