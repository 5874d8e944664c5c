// SPDX-License-Identifier: Apache-2.0

import Values

/// Collects the changes of an addenda file, and counts them as the publisher does.
struct CodeAddendaCollector {
  /// How often each action was taken, for codes or for headers.
  struct Tally: Hashable {
    var additions = 0
    var deletions = 0
    var revisions = 0
    var bothTitles = 0
    var longTitle = 0
    var shortTitle = 0
  }

  private(set) var table = CodeTableBuilder()
  private(set) var codes = Tally()
  private(set) var headers = Tally()
  private var places: [PackedCode: Int] = [:]
  private var revisedFrom: CodeRow?

  /// The changes of codes and headers together.
  var changes: Int {
    [codes, headers].reduce(0) { $0 + $1.additions + $1.deletions + $1.revisions }
  }

  /// Takes one line; `Revise to:` follows `Revise from:` of the same code.
  mutating func take(
    _ action: CodeAddendaReader.Action, _ row: CodeRow, _ faults: inout ImportFaults
  ) {
    if action != .reviseTo { close(at: row.line, &faults) }
    switch action {
    case .add: insert("add", row, &faults)
    case .delete: insert("delete", row, &faults)
    case .reviseFrom: revisedFrom = row
    case .reviseTo:
      guard let from = revisedFrom, from.code == row.code, from.flags == row.flags else {
        faults.add("import.row", line: row.line, "revision", found: row.code.description)
        return
      }
      revisedFrom = nil
      insert("revise", row, from: from, &faults)
    }
  }

  /// Notes a `Revise from:` that nothing followed.
  mutating func close(at line: Int, _ faults: inout ImportFaults) {
    if let from = revisedFrom {
      faults.add("import.row", line: from.line, "revision", found: from.code.description)
    }
    revisedFrom = nil
  }

  private mutating func insert(
    _ action: String, _ row: CodeRow, from old: CodeRow? = nil, _ faults: inout ImportFaults
  ) {
    count(action, row, from: old)
    var row = row
    row.attributes.append(CodeRow.Attribute("action", action))
    if let old {
      row.attributes.append(CodeRow.Attribute("old-title", old.title))
      if !old.shortTitle.isEmpty {
        row.attributes.append(CodeRow.Attribute("old-short-title", old.shortTitle))
      }
    }
    guard let place = places[row.code] else {
      places[row.code] = table.rows.count
      table.rows.append(row)
      return
    }
    // A code that is divided is deleted and added as the header of its parts; the row says both.
    let first = table.rows[place]
    guard first.flags != row.flags, first.attributes.count == 1, action != first.action else {
      faults.add(
        "import.duplicate", line: row.line, "code", found: row.code.description,
        expected: "once, line \(first.line)")
      return
    }
    var added = action == "add" ? row : first
    let deleted = action == "add" ? first : row
    added.attributes = deleted.attributes + added.attributes
    table.rows[place] = added
  }

  private mutating func count(_ action: String, _ row: CodeRow, from old: CodeRow?) {
    var tally = row.flags.contains(.billable) ? codes : headers
    switch action {
    case "add": tally.additions += 1
    case "delete": tally.deletions += 1
    default:
      tally.revisions += 1
      let (long, short) = (row.title != old?.title, row.shortTitle != old?.shortTitle)
      if long, short { tally.bothTitles += 1 }
      if long, !short { tally.longTitle += 1 }
      if !long, short { tally.shortTitle += 1 }
    }
    if row.flags.contains(.billable) { codes = tally } else { headers = tally }
  }
}

extension CodeRow {
  fileprivate var action: String? { attributes.first { $0.name == "action" }?.value }
}
