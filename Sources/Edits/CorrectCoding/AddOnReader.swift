// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the table of add-on codes.
///
/// CMS publishes it as text with tabs or as a workbook: the add-on, the primary code (`CCCCC` where the contractor
/// says which), the type of the edit (1, 2, 3), the first and the last day of the pairing as `yyyyddd` or
/// `yyyymmdd` (0 for none), and instructions. The columns are found by their names.
///
/// Source: CMS, Medicare NCCI Add-on Code Edits; Pub. 100-20, transmittal on add-on code edits (AOC), file layout.
enum AddOnReader {
  static let formats: [PublisherFormat] = [
    PublisherFormat(
      "ncci-add-on", "NCCI add-on code edits, text with tabs",
      .bytes(
        recognises: { isHeader($0.head) && $0.head.first != "[" },
        read: { file throws(ImportFailure) in try read(file) })),
    PublisherFormat(
      "ncci-add-on-sheet", "NCCI add-on code edits, workbook",
      .worksheet(
        recognises: { isHeader($0.prefix(12).flatMap(\.cells).joined(separator: " ")) },
        read: { rows, file throws(ImportFailure) in try read(rows, file) })),
    PublisherFormat(
      "ncci-add-on-json", "NCCI add-on code edits as a JSON list",
      .bytes(
        recognises: {
          $0.head.contains("\"edit_type\": \"AOC\"") || $0.head.contains("\"edit_type\":\"AOC\"")
        },
        read: { file throws(ImportFailure) in try readJSON(file) })),
  ]

  private static func isHeader(_ text: String) -> Bool {
    let words = text.lowercased().replacing("_", with: " ").replacing("-", with: " ")
    return words.contains("add on code") && words.contains("primary code")
  }

  private struct Columns {
    var addOn = 0
    var primary = 1
    var kind: Int?
    var effective: Int?
    var deletion: Int?
    var notes: Int?

    /// The columns of a header row; nothing where the row is none.
    init?(_ names: [String]) {
      let words = names.map { name in
        name.lowercased().replacing("_", with: " ").replacing("-", with: " ")
      }
      func column(_ parts: [String]) -> Int? {
        words.firstIndex { word in parts.allSatisfy(word.contains) }
      }
      guard
        let addOn = words.firstIndex(where: {
          $0.hasPrefix("add on code") && !$0.contains("edit") && !$0.contains("type")
        })
          ?? column(["add on"]), let primary = column(["primary"])
      else { return nil }
      self.addOn = addOn
      self.primary = primary
      kind = column(["type"])
      effective = column(["edit", "eff"]) ?? column(["eff"])
      deletion = column(["edit", "del"]) ?? column(["del"]) ?? column(["end"])
      notes = column(["instruction"]) ?? column(["note"]) ?? column(["special"])
    }
  }

  private struct Reading {
    var rows: [(addOn: PackedCode, record: AddOnTable.Record)] = []
    var faults = ImportFaults()

    mutating func take(
      _ addOn: String, _ primary: String, kind: String, effective: String, deletion: String,
      notes: String, line: Int
    ) {
      guard let code = PackedCode(exactCode: addOn) else {
        faults.add("import.row", line: line, "not a code", found: addOn, expected: "an add-on code")
        return
      }
      let isContractor = primary == "CCCCC"
      guard isContractor || PackedCode(exactCode: primary) != nil else {
        faults.add(
          "import.row", line: line, "not a code", found: primary, expected: "a primary code")
        return
      }
      guard let number = UInt8(kind), AddOnTable.Kind(rawValue: number) != nil else {
        faults.add("import.row", line: line, "not a type", found: kind, expected: "1, 2 or 3")
        return
      }
      guard let first = AddOnReader.day(effective, none: 0) else {
        faults.add("import.row", line: line, "not a date", found: effective)
        return
      }
      guard let last = AddOnReader.day(deletion, none: ShortDay.never) else {
        faults.add("import.row", line: line, "not a date", found: deletion)
        return
      }
      let words = notes.lowercased()
      let scope: AddOnTable.Scope =
        words.contains("practitioner only")
        ? .practitioners : words.contains("facilities only") ? .facilities : .all
      rows.append(
        (
          code,
          AddOnTable.Record(
            primary: isContractor ? 0 : PackedCode(exactCode: primary)?.bits ?? 0,
            line: UInt32(line), effective: first, deletion: last, kind: number,
            scope: scope.rawValue)
        ))
    }
  }

  /// A day as `yyyymmdd`, `yyyy-mm-dd` or `yyyyddd`, or `none` for nothing, `0` or `*`.
  fileprivate static func day(_ text: String, none: UInt16) -> UInt16? {
    if text.isEmpty || text == "*" || text.utf8.allSatisfy({ $0 == 0x30 }) { return none }
    if let day = CalendarDate(text) { return ShortDay.packed(day) }
    guard text.utf8.count == 7, let number = Int32(text), (1...366).contains(number % 1000),
      let first = CalendarDate(year: Int(number / 1000), month: 1, day: 1)
    else { return nil }
    return ShortDay.packed(first.adding(days: Int(number % 1000) - 1))
  }

  private static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    var columns: Columns?
    let separator: UInt8 = file.head.contains("\t") ? 0x09 : 0x2C
    TextRow.forEach(file.bytes, separator: separator) { take($0, &columns, &reading) }
    return [try draft(&reading, file)]
  }

  private static func read(
    _ rows: [PublisherFormat.WorksheetRow], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    var columns: Columns?
    for row in rows {
      TextRow.forEach(Array(row.cells.joined(separator: "\t").utf8), separator: 0x09) {
        take($0.numbered(row.number), &columns, &reading)
      }
    }
    return [try draft(&reading, file)]
  }

  private static func take(_ row: TextRow, _ columns: inout Columns?, _ reading: inout Reading) {
    guard let found = columns else {
      columns = Columns((0..<row.count).map(row.text))
      return
    }
    func text(_ column: Int?) -> String {
      column.flatMap { $0 < row.count ? row.text($0) : nil } ?? ""
    }
    if (0..<row.count).allSatisfy({ row.text($0).isEmpty }) { return }
    reading.take(
      text(found.addOn), text(found.primary), kind: text(found.kind),
      effective: text(found.effective), deletion: text(found.deletion), notes: text(found.notes),
      line: row.line)
  }

  private static func readJSON(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let json: JSON
    do { json = try JSON(parsing: file.bytes) } catch {
      throw ImportFailure(
        "import.not-json", line: 1, facts: [.init("reason", error.code.rawValue)])
    }
    var reading = Reading()
    for (index, row) in json.elements.enumerated() {
      func text(_ name: String) -> String { row[name]?.string ?? "" }
      reading.take(
        text("code1"), text("code2"), kind: text("modifier"), effective: text("effective_date"),
        deletion: text("end_date"), notes: text("description"), line: index + 1)
    }
    return [try draft(&reading, file)]
  }

  private static func draft(
    _ reading: inout Reading, _ file: PublishedFile
  ) throws(ImportFailure) -> ReleaseDraft {
    if reading.rows.isEmpty, reading.faults.isEmpty {
      reading.faults.add("import.empty", line: 1, "empty")
    }
    try reading.faults.check()
    return ReleaseDraft(
      QuarterName.program(of: file), .addOnCodes, title: "NCCI add-on code edits", publisher: "CMS",
      period: QuarterName.period(of: file), rows: reading.rows.count,
      content: .compiled(AddOnTable.sections(reading.rows)))
  }
}
