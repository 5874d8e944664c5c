// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Makes records of rows: where each column of a layout stands in the file that is read.
struct CoverageColumns {
  private let layout: CoverageLayout
  private let header: CoverageHeader
  private let document: Int?
  private let version: Int?
  private let group: Int?
  private let range: Int?
  private let asterisk: Int?
  private let status: Int?
  private let updated: Int?

  init(_ layout: CoverageLayout, _ header: CoverageHeader) {
    self.layout = layout
    self.header = header
    document = layout.document.flatMap { header[$0] }
    version = layout.version.flatMap { header[$0] }
    group = layout.group.flatMap { header[$0] }
    range = header["range"]
    asterisk = header["asterisk"]
    status = layout.marks.contains("status") ? header["status"] : nil
    updated = header[layout.updated]
  }

  /// When a row was changed; nothing where it does not say.
  func updated(_ row: CoverageRowScanner) -> CalendarDate? { updated.flatMap { row.day($0) } }

  /// The record of a row; nothing where the row says nothing or is wrong, which becomes a fault.
  func record(
    _ row: CoverageRowScanner, _ texts: inout CoverageTexts.Builder, _ faults: inout ImportFaults
  ) -> CoverageRecord? {
    let before = faults.count
    var record = CoverageRecord()
    record.line = UInt32(row.line)
    record.document = UInt32(number(row, document, most: UInt64(UInt32.max), &faults))
    record.version = UInt16(number(row, version, most: 0xFFFF, &faults))
    if let group, !row.isEmpty(group) {
      record.group = UInt16(number(row, group, most: 0xFFFF, &faults))
    }
    guard readKey(row, &record, &faults) else { return nil }
    readOther(row, &record, &faults)
    readDays(row, &record, &faults)
    record.flags |= flags(row)
    if let text = layout.text.flatMap({ header[$0] }) {
      record.text = texts.offset(of: self.text(row, text))
    }
    if let note = layout.note.flatMap({ header[$0] }) {
      record.note = texts.offset(of: self.text(row, note))
    }
    return faults.count == before ? record : nil
  }

  private func text(_ row: CoverageRowScanner, _ column: Int) -> String {
    layout.isParagraph ? PlainParagraph.text(of: row.text(column)) : row.text(column)
  }

  private func number(
    _ row: CoverageRowScanner, _ column: Int?, most: UInt64, _ faults: inout ImportFaults
  ) -> UInt64 {
    guard let column else { return 0 }
    if let number = row.number(column, most: most) { return number }
    faults.add(
      "import.row", line: row.line, "not a number", found: String(row.text(column).prefix(40)),
      expected: "0 to \(most)")
    return 0
  }

  /// Reads the key; false where the row says nothing.
  private func readKey(
    _ row: CoverageRowScanner, _ record: inout CoverageRecord, _ faults: inout ImportFaults
  ) -> Bool {
    switch layout.key {
    case .none: return true
    case .number(let name):
      guard let column = header[name], !row.isEmpty(column) else { return false }
      record.key = number(row, column, most: UInt64(UInt32.max), &faults)
      return record.key != 0
    case .contractor:
      let parts = ["contractor_id", "contractor_type_id", "contractor_version"].map {
        number(row, header[$0], most: 0xFFFF_FFFF, &faults)
      }
      record.key = ContractorKey.key(id: parts[0], type: parts[1], version: parts[2])
      return true
    case .code(let name):
      guard let column = header[name], !row.isEmpty(column) else { return false }
      guard let code = row.code(column) else {
        faults.add(
          "import.row", line: row.line, "not a code", found: String(row.text(column).prefix(40)),
          expected: name)
        return true
      }
      record.key = code.bits
      if code == Self.notApplicable { record.flags |= CoverageRecord.placeholder }
      return true
    }
  }

  /// What the database writes where a list has no code.
  private static let notApplicable = PackedCode("XX000")

  private func readOther(
    _ row: CoverageRowScanner, _ record: inout CoverageRecord, _ faults: inout ImportFaults
  ) {
    guard let name = layout.other, let column = header[name], !row.isEmpty(column) else { return }
    if let code = row.code(column) {
      record.other = code.bits
    } else {
      faults.add(
        "import.row", line: row.line, "not a code", found: String(row.text(column).prefix(40)),
        expected: name)
    }
  }

  private func readDays(
    _ row: CoverageRowScanner, _ record: inout CoverageRecord, _ faults: inout ImportFaults
  ) {
    let first = layout.effective.flatMap { header[$0] }
    if let day = day(row, first, &faults) { record.effective = day.daysSinceEpoch }
    for name in layout.ends {
      guard let day = day(row, header[name], &faults) else { continue }
      record.end = min(record.end, day.daysSinceEpoch)
    }
  }

  private func day(
    _ row: CoverageRowScanner, _ column: Int?, _ faults: inout ImportFaults
  ) -> CalendarDate? {
    guard let column, !row.isEmpty(column) else { return nil }
    if let day = row.day(column) { return day }
    faults.add(
      "import.row", line: row.line, "not a date", found: String(row.text(column).prefix(40)))
    return nil
  }

  private func flags(_ row: CoverageRowScanner) -> UInt32 {
    var flags: UInt32 = 0
    if let status { flags |= UInt32(row.letter(status)) }
    switch range.map({ row.letter($0) }) {
    case UInt8(ascii: "B"): flags |= CoverageRecord.rangeBegin
    case UInt8(ascii: "M"): flags |= CoverageRecord.rangeMiddle
    case UInt8(ascii: "E"): flags |= CoverageRecord.rangeEnd
    default: break
    }
    // The database writes Y, an export of it T or 1; N, F, 0 and nothing are no asterisk.
    if let asterisk, [0x59, 0x54, 0x31, 0x2A].contains(row.letter(asterisk)) {
      flags |= CoverageRecord.asterisk
    }
    return flags
  }
}
