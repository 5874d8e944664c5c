// SPDX-License-Identifier: Apache-2.0

public import Claims
public import CodeSets
public import Values

/// A charge master or a payer's fee schedule that the user keeps: amounts of one unit by code or revenue code,
/// payer, plan, modifier and place, each from a day on.
///
/// The file is comma-separated. Its first row names the columns, in any order: `effective` and `amount`, one or
/// both of `code` and `revenue`, and as needed `payer`, `plan`, `modifier`, `place`, `termination` and
/// `description`, which is not used. What is empty is any.
public struct OwnSchedule: Sendable {
  /// A row of the file.
  public struct Row: Sendable {
    /// The line of the file.
    public let line: Int
    /// The payer; empty for any.
    public let payer: String
    /// The plan; empty for any.
    public let plan: String
    /// The code; nothing for any with the revenue code.
    public let code: PackedCode?
    /// The revenue code; nothing for any.
    public let revenue: UInt16?
    /// The modifier; nothing for any.
    public let modifier: Modifier?
    /// The place of service; nothing for any.
    public let place: UInt8?
    /// The days for which the amount holds.
    public let period: EffectivePeriod
    /// The amount of one unit.
    public let amount: Money

    /// How much the row states: the more, the sooner it counts, a code before all else.
    var precision: Int {
      (code == nil ? 0 : 32) + (payer.isEmpty ? 0 : 16) + (plan.isEmpty ? 0 : 8)
        + (modifier == nil ? 0 : 4) + (place == nil ? 0 : 2) + (revenue == nil ? 0 : 1)
    }
  }

  /// The rows in the order of codes, then of the file.
  public let rows: [Row]
  /// The file, as whoever asks names it.
  public let name: String
  /// The SHA-256 of the file in hexadecimal.
  public let sha256: String

  /// Reads a file.
  ///
  /// - Throws: ``ImportFailure`` with every fault and its line.
  public init(_ file: PublishedFile) throws(ImportFailure) {
    rows = try OwnScheduleReader.rows(of: file)
    name = file.name
    sha256 = file.sha256
  }

  /// The row that a service is priced by: of those that fit and hold on the day, the one that states the most; of
  /// these the one that took effect last.
  ///
  /// - Complexity: O(log *n*) and the rows of the code and those without a code.
  public func row(_ line: ServiceRecord.Line, payer: String?, plan: String?) -> Row? {
    var fitting = Self.none(in: rows)
    if let code = line.code { fitting += rows[range(of: code.bits)] }
    return fitting.filter { row in
      row.period.contains(line.from)
        && (row.payer.isEmpty || row.payer == payer) && (row.plan.isEmpty || row.plan == plan)
        && (row.modifier.map(line.modifiers.contains) ?? true)
        && (row.place == nil || row.place == line.placeOfService)
        && (row.revenue == nil || row.revenue == line.revenueCode)
    }.max {
      ($0.precision, $0.period.effective, -$0.line) < ($1.precision, $1.period.effective, -$1.line)
    }
  }

  /// A reference to a row, for a decision.
  public func source(of row: Row) -> RuleSource {
    RuleSource(document: name, locator: "row \(row.line)", sha256: sha256)
  }

  /// The rows without a code: they stand first.
  private static func none(in rows: [Row]) -> [Row] { Array(rows.prefix { $0.code == nil }) }

  private func range(of code: UInt64) -> Range<Int> {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if (rows[middle].code?.bits ?? 0) < code { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < rows.count, rows[end].code?.bits == code { end += 1 }
    return low..<end
  }
}
