// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Reads the rows of a charge master or fee schedule.
struct OwnScheduleReader {
  private static let needed = ["effective", "amount"]
  private static let known =
    needed + [
      "code", "revenue", "payer", "plan", "modifier", "place", "termination", "description",
    ]

  private let positions: [String: Int]
  private var faults: ImportFaults

  /// The rows of a file in the order of codes, then of the file.
  static func rows(of file: PublishedFile) throws(ImportFailure) -> [OwnSchedule.Row] {
    let lines = CSVReader.rows(file.bytes)
    guard let first = lines.first else { throw ImportFailure("import.empty", line: 1) }
    var reader = try OwnScheduleReader(header: first)
    var rows: [OwnSchedule.Row] = []
    for line in lines.dropFirst() {
      let fields = line.fields.map(PublishedText.trimmed)
      if let row = reader.row(fields, line.line, width: first.fields.count) { rows.append(row) }
    }
    if rows.isEmpty, reader.faults.isEmpty { reader.faults.add("import.empty", line: 1, "empty") }
    rows.sort { ($0.code?.bits ?? 0, $0.line) < ($1.code?.bits ?? 0, $1.line) }
    reader.checkDuplicates(rows)
    try reader.faults.check()
    return rows
  }

  private init(header: CSVReader.Row) throws(ImportFailure) {
    var faults = ImportFaults()
    var positions: [String: Int] = [:]
    for (index, field) in header.fields.enumerated() {
      let name = PublishedText.trimmed(field).lowercased()
      if !Self.known.contains(name) || positions[name] != nil {
        faults.add(
          "import.header", line: header.line, "column \(index + 1)", found: field,
          expected: "each once of \(Self.known.joined(separator: ", "))")
      }
      positions[name] = index
    }
    for name in Self.needed where positions[name] == nil {
      faults.add("import.header", line: header.line, name, found: "none", expected: name)
    }
    if positions["code"] == nil, positions["revenue"] == nil {
      faults.add("import.header", line: header.line, "code", found: "none", expected: "code")
    }
    // Without its columns no row can be read.
    try faults.check()
    self.positions = positions
    self.faults = faults
  }

  private mutating func row(_ fields: [String], _ line: Int, width: Int) -> OwnSchedule.Row? {
    guard fields.count == width else {
      faults.add(
        "import.row", line: line, "columns", found: "\(fields.count)", expected: "\(width)")
      return nil
    }
    func field(_ name: String) -> String { positions[name].map { fields[$0] } ?? "" }
    var columns = PublishedColumns(line: line, faults)
    let before = faults.count
    let code = columns.code(field("code"), "code", mayBeEmpty: true)
    let modifier = columns.pair(field("modifier"), "modifier")
    let place = field("place").isEmpty ? nil : columns.digits(field("place"), 2, "place")
    let revenue = field("revenue").isEmpty ? nil : columns.digits(field("revenue"), 4, "revenue")
    if code == 0, revenue == nil, field("code").isEmpty {
      columns.bad("code", found: "", "a code or a revenue code")
    }
    let cents = columns.scaled(field("amount"), 2, "amount")
    let period = Self.period(field("effective"), field("termination"), &columns)
    faults = columns.faults
    guard faults.count == before, let period else { return nil }
    return OwnSchedule.Row(
      line: line, payer: field("payer"), plan: field("plan"),
      code: code == 0 ? nil : PackedCode(bits: code), revenue: revenue.map { UInt16($0) },
      modifier: modifier == 0 ? nil : Modifier(bits: modifier), place: place.map { UInt8($0) },
      period: period, amount: Money(cents: cents))
  }

  private static func period(
    _ effective: String, _ termination: String, _ columns: inout PublishedColumns
  ) -> EffectivePeriod? {
    let last = CalendarDate(termination)
    if !termination.isEmpty, last == nil { columns.bad("termination", found: termination, "a day") }
    guard let first = CalendarDate(effective) else {
      columns.bad("effective", found: effective, "a day")
      return nil
    }
    let period = EffectivePeriod(effective: first, termination: last)
    if period == nil {
      columns.bad("termination", found: termination, "a day not before the effective one")
    }
    return period
  }

  /// Notes rows that state the same and take effect on one day: none of them could be said to count.
  private mutating func checkDuplicates(_ rows: [OwnSchedule.Row]) {
    var first: [[String]: Int] = [:]
    for row in rows {
      let code = row.code?.description ?? row.revenue.map { "revenue \($0)" } ?? ""
      let key = [
        row.payer, row.plan, code, row.revenue?.description ?? "", row.modifier?.description ?? "",
        row.place?.description ?? "", row.period.effective.description,
      ]
      if let line = first[key] {
        faults.addDuplicate(code, line: row.line, first: line)
      } else {
        first[key] = row.line
      }
    }
  }
}
