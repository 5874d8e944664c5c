// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// The table of guideline rules as it is written: `Data/conventions/guidelines.tsv`, a row a rule.
///
/// The program compiles it once into ``GuidelineRules``; the words and the examples of its rows are read by
/// the faces and by the tests.
public struct GuidelineTable: Sendable {
  /// A row: one rule of the Official Guidelines, in codes.
  public struct Row: Hashable, Sendable {
    /// The line of the table, counted from 1.
    public let line: Int
    /// The name of the rule: `sepsis-severe-twice`.
    public let name: String
    /// The id of the findings that it gives.
    public let finding: String
    /// How grave they are.
    public let severity: Finding.Severity
    /// The section of the Official Guidelines, or `Tabular List, …`.
    public let section: String
    /// The fiscal years in which it is in force.
    public let years: ClosedRange<Int>
    /// The codes that the rule is at.
    public let at: String
    /// How they stand to those that it names.
    public let relation: String
    /// The codes that it names; empty where it names none.
    public let named: String
    /// What else must be so.
    public let conditions: String
    /// What is wrong, in a sentence.
    public let message: String
    /// What to do about it, in a sentence.
    public let advice: String
    /// Claims on which it speaks.
    public let fires: [String]
    /// Claims on which it is silent, though they come near.
    public let silent: [String]
  }

  /// The rows in the order of the table.
  public let rows: [Row]

  /// Reads the table.
  ///
  /// - Throws: ``GuidelineTableError`` at the first row that cannot be read.
  public init(_ bytes: [UInt8]) throws(GuidelineTableError) {
    var rows: [Row] = []
    for line in PublishedText(bytes).lines where Self.isRow(line) {
      guard let row = Row(line.tabbed, line.number) else {
        throw GuidelineTableError(line: line.number, text: line.text)
      }
      rows.append(row)
    }
    self.rows = rows
  }

  static func isRow(_ line: PublishedText.Line) -> Bool {
    !line.text.isEmpty && !line.text.hasPrefix("#")
  }
}

extension GuidelineTable.Row {
  /// Reads the thirteen columns of a row; nothing where one cannot be.
  fileprivate init?(_ cells: [String], _ line: Int) {
    guard cells.count == 13, let severity = Finding.Severity(rawValue: cells[2]),
      let years = Self.years(cells[4]), !cells[0].isEmpty, !cells[1].isEmpty, !cells[3].isEmpty,
      !cells[5].isEmpty, !cells[9].isEmpty, !cells[10].isEmpty
    else { return nil }
    self.init(
      line: line, name: cells[0], finding: cells[1], severity: severity, section: cells[3],
      years: years, at: cells[5], relation: cells[6], named: cells[7], conditions: cells[8],
      message: cells[9], advice: cells[10], fires: Self.claims(cells[11]),
      silent: Self.claims(cells[12]))
  }

  /// Reads `2017-` or `2018-2025`.
  private static func years(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int(ends[0]),
      let last = ends[1].isEmpty ? 9999 : Int(ends[1]), first <= last
    else { return nil }
    return first...last
  }

  private static func claims(_ text: String) -> [String] {
    text.split(separator: ";").map { part in
      part.split(separator: " ").joined(separator: " ")
    }
  }

  /// The document and the place in it that the rule rests on.
  ///
  /// A section is one of the Official Guidelines unless it says `Tabular List`.
  public var source: RuleSource {
    section.hasPrefix("Tabular List, ")
      ? RuleSource(document: "ICD-10-CM Tabular List", locator: String(section.dropFirst(14)))
      : guideline(section)
  }
}

/// A row of the tables of guideline rules that cannot be read.
public struct GuidelineTableError: Error, Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// What cannot be read.
  public let text: String
}
