// SPDX-License-Identifier: Apache-2.0

public import Claims
public import CodeSets
public import Values

/// A charge master or a payer's fee schedule of the user's own: amounts by payer, plan, code, modifier and
/// place, each from a day on.
///
/// The file is comma-separated with the header
/// `payer,plan,code,modifier,place,effective,termination,amount`; an empty payer, plan, modifier or place is any.
public struct OwnSchedule: Sendable {
  /// A row of the file.
  public struct Row: Sendable {
    /// The line of the file.
    public let line: Int
    /// The payer; empty for any.
    public let payer: String
    /// The plan; empty for any.
    public let plan: String
    /// The code.
    public let code: PackedCode
    /// The modifier; nothing for any.
    public let modifier: Modifier?
    /// The place of service; nothing for any.
    public let place: UInt8?
    /// The days for which the amount holds.
    public let period: EffectivePeriod
    /// The amount of one unit.
    public let amount: Money

    /// How much of payer, plan, modifier and place the row states: the more, the sooner it counts.
    var precision: Int {
      (payer.isEmpty ? 0 : 8) + (plan.isEmpty ? 0 : 4) + (modifier == nil ? 0 : 2)
        + (place == nil ? 0 : 1)
    }
  }

  /// The rows in the order of codes, then of the file.
  public let rows: [Row]
  /// The file, as whoever asks names it.
  public let name: String
  /// The SHA-256 of the file in hexadecimal.
  public let sha256: String

  static let header = [
    "payer", "plan", "code", "modifier", "place", "effective", "termination", "amount",
  ]

  /// Reads a file.
  ///
  /// - Throws: ``ImportFailure`` with every fault and its line.
  public init(_ file: PublishedFile) throws(ImportFailure) {
    var faults = ImportFaults()
    let lines = CSVReader.rows(file.bytes)
    guard let first = lines.first else { throw ImportFailure("import.empty", line: 1) }
    _ = faults.checkHeader(
      first.fields.map { $0.lowercased() }, is: Self.header, line: first.line)
    var rows: [Row] = []
    for line in lines.dropFirst() {
      if let row = Self.row(line.fields.map(PublishedText.trimmed), line.line, &faults) {
        rows.append(row)
      }
    }
    if rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    self.rows = rows.sorted { ($0.code, $0.line) < ($1.code, $1.line) }
    name = file.name
    sha256 = file.sha256
  }

  private static func row(
    _ fields: [String], _ line: Int, _ faults: inout ImportFaults
  ) -> Row? {
    guard fields.count == header.count else {
      faults.add(
        "import.row", line: line, "columns", found: "\(fields.count)", expected: "\(header.count)")
      return nil
    }
    var columns = PublishedColumns(line: line, faults)
    defer { faults = columns.faults }
    let code = columns.code(fields[2], "code")
    let modifier = columns.pair(fields[3], "modifier")
    var place: UInt8?
    if !fields[4].isEmpty { place = UInt8(min(columns.digits(fields[4], 2, "place"), 99)) }
    let cents = columns.scaled(fields[7], 2, "amount")
    guard let effective = CalendarDate(fields[5]) else {
      columns.bad("effective", found: fields[5], "a day")
      return nil
    }
    let termination = CalendarDate(fields[6])
    guard fields[6].isEmpty || termination != nil,
      let period = EffectivePeriod(effective: effective, termination: termination)
    else {
      columns.bad("termination", found: fields[6], "a day from the effective one on")
      return nil
    }
    return Row(
      line: line, payer: fields[0], plan: fields[1], code: PackedCode(bits: code),
      modifier: modifier == 0 ? nil : Modifier(bits: modifier), place: place, period: period,
      amount: Money(cents: cents))
  }

  /// The row that a service is priced by: of those that fit, the one that says the most of payer, plan,
  /// modifier and place; of these the one that took effect last, on or before the day of service.
  public func row(
    _ code: PackedCode, modifiers: Modifiers, place: UInt8?, payer: String?, plan: String?,
    on day: CalendarDate
  ) -> Row? {
    rows.filter { row in
      row.code == code && row.period.contains(day)
        && (row.payer.isEmpty || row.payer == payer) && (row.plan.isEmpty || row.plan == plan)
        && (row.modifier.map(modifiers.contains) ?? true)
        && (row.place == nil || row.place == place)
    }.max {
      ($0.precision, $0.period.effective, -$0.line) < ($1.precision, $1.period.effective, -$1.line)
    }
  }

  /// A reference to a row, for a decision.
  public func source(of row: Row) -> RuleSource {
    RuleSource(document: name, locator: "row \(row.line)", sha256: sha256)
  }
}
