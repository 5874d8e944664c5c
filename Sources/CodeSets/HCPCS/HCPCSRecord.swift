// SPDX-License-Identifier: Apache-2.0

import Values

/// One record of the alpha-numeric HCPCS file, whichever way it was published.
struct HCPCSRecord {
  /// The line of the text, or the row of the sheet.
  let line: Int
  /// The values in the order of ``HCPCSColumn/all``, without blanks around; missing at the end where
  /// the record is shorter.
  let values: [String]

  var code: String { values[0] }
  var sequence: Int? { Int(values[1]) }
  var kind: Kind? { Kind(rawValue: values[2]) }
  var description: String { values[3] }

  /// The record identification.
  enum Kind: String {
    case procedure = "3"
    case procedureContinued = "4"
    case modifier = "7"
    case modifierContinued = "8"

    var isFirst: Bool { self == .procedure || self == .modifier }
    var isModifier: Bool { self == .modifier || self == .modifierContinued }
  }
}

/// Makes codes out of records: joins descriptions, checks forms, dates and order.
struct HCPCSAssembler {
  private var builder = CodeTableBuilder()
  private var faults = ImportFaults()
  /// The record before, if the next may continue it.
  private var previous: (code: String, isModifier: Bool, sequence: Int)?

  /// Takes the next record of the file.
  mutating func take(_ record: HCPCSRecord) {
    guard let kind = record.kind, let sequence = record.sequence else {
      previous = nil
      return fault(record, "RECID", record.values[2], "not a record identification or sequence")
    }
    guard Self.hasForm(record.code, modifier: kind.isModifier) else {
      previous = nil
      return fault(record, "HCPC", record.code, "not a code of its kind")
    }
    guard !record.description.isEmpty else {
      return fault(record, "LONG DESCRIPTION", "", "empty")
    }
    if kind.isFirst {
      open(record, isModifier: kind.isModifier)
    } else if let previous, previous.code == record.code, previous.isModifier == kind.isModifier,
      previous.sequence < sequence
    {
      builder.rows[builder.rows.count - 1].title += " " + record.description
    } else {
      return fault(record, "SEQNUM", record.values[1], "continues no record before it")
    }
    previous = (record.code, kind.isModifier, sequence)
  }

  /// Notes a line of the text that is no record.
  mutating func refuse(line: Int, _ fault: String) {
    faults.add("import.row", line: line, fault)
  }

  /// Gives the draft, or all faults.
  func draft(year: Int?, period: EffectivePeriod?) throws(ImportFailure) -> ReleaseDraft {
    var all = faults
    all.addDuplicates(of: builder)
    try all.check()
    guard !builder.rows.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    return ReleaseDraft(
      .hcpcs, .titles, title: "HCPCS Level II", publisher: "CMS", year: year, period: period,
      rows: builder.rows.count, content: .codes(builder))
  }

  private mutating func open(_ record: HCPCSRecord, isModifier: Bool) {
    var values = record.values
    values += Array(repeating: "", count: max(0, HCPCSColumn.all.count - values.count))
    guard let code = faults.code(record.code, column: "HCPC", line: record.line) else { return }
    var row = CodeRow(
      code, record.description, flags: isModifier ? [.billable, .modifier] : .billable,
      line: record.line)
    row.shortTitle = values[4]
    if row.shortTitle.isEmpty { fault(record, "SHORT DESCRIPTION", "", "empty") }
    var dates: [String: CalendarDate] = [:]
    for (column, value) in zip(HCPCSColumn.all, values).dropFirst(5) where !value.isEmpty {
      var text = value
      if column.isDate {
        guard let date = faults.date(value, column: column.heading, line: record.line) else {
          continue
        }
        dates[column.heading] = date
        text = date.description
      }
      if !column.attribute.isEmpty { row.attributes.append(.init(column.attribute, text)) }
    }
    if dates["ADD DT"] == nil { fault(record, "ADD DT", "", "no date on which it was added") }
    row.period = faults.period(from: dates["ADD DT"], to: dates["TERM DT"], line: record.line)
    builder.rows.append(row)
  }

  private mutating func fault(
    _ record: HCPCSRecord, _ column: String, _ value: String, _ fault: String
  ) {
    faults.add(
      "import.row", line: record.line, fault, found: value, expected: column)
  }

  /// Tells whether a text is a letter and four digits, or for a modifier two letters or digits.
  static func hasForm(_ code: String, modifier: Bool) -> Bool {
    let bytes = Array(code.utf8)
    let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    if modifier { return bytes.count == 2 && bytes.allSatisfy { isLetter($0) || isDigit($0) } }
    return bytes.count == 5 && isLetter(bytes[0]) && bytes.dropFirst().allSatisfy(isDigit)
  }
}
