// SPDX-License-Identifier: Apache-2.0

public import Values

/// Which editions of a code set took effect when, for files that do not say so themselves.
public struct EditionCalendar: Sendable {
  private struct Row: Sendable {
    let set: CodeSetID
    let year: Int
    let edition: Edition
  }

  private let rows: [Row]

  /// Reads the table `codesets/editions.tsv`; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    var rows: [Row] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 6, let set = CodeSetID(fields[0]),
        let effective = CalendarDate(fields[1]), let year = Int(fields[3]),
        fields[2].isEmpty || CalendarDate(fields[2]) != nil,
        let period = EffectivePeriod(
          effective: effective, termination: CalendarDate(fields[2]))
      else { return nil }
      rows.append(Row(set: set, year: year, edition: Edition(fields[4], period)))
    }
    self.rows = rows
  }

  /// The edition of a set that took effect on a day.
  public func edition(of set: CodeSetID, effective day: CalendarDate) -> Edition? {
    rows.first { $0.set == set && $0.edition.period.effective == day }?.edition
  }

  /// The edition of a set that was in force on a day.
  public func edition(of set: CodeSetID, inForceOn day: CalendarDate) -> Edition? {
    rows.first { $0.set == set && $0.edition.period.contains(day) }?.edition
  }

  /// Tells whether the calendar has editions of a set at all.
  public func hasEditions(of set: CodeSetID) -> Bool { rows.contains { $0.set == set } }

  /// The editions of a set in a year, as the publisher's files name it, in order.
  public func editions(of set: CodeSetID, year: Int) -> [Edition] {
    rows.filter { $0.set == set && $0.year == year }.map(\.edition)
  }

  /// Picks among the editions of a year the one whose month a file's name gives, such as `april`.
  public static func pick(_ editions: [Edition], named name: String) -> Edition? {
    let words = name.lowercased().split { !$0.isLetter }
    let months = [
      1: ["january", "jan"], 4: ["april", "apr"], 8: ["august", "aug"], 10: ["october", "oct"],
    ]
    return editions.first { edition in
      let names = months[edition.period.effective.parts.month] ?? []
      return words.contains { names.contains(String($0)) }
    }
  }
}
