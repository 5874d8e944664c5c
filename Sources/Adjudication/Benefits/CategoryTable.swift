// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// Which service is of which category: the table `benefits/categories.tsv`.
///
/// A row names a range of codes of one list (`hcpcs`, `revenue`, `taxonomy`), a place of service where the
/// row holds at that place only, and a category. The innermost range decides, a row with a place before
/// one without. `office` stands for a visit whose category depends on who is seen.
public struct CategoryTable: Sendable {
  private struct Row: Sendable {
    let list: String
    let first: PackedCode
    let last: PackedCode
    let place: UInt8?
    let category: String
    let source: String
  }

  /// What a service may be, and why.
  public struct Answer: Hashable, Sendable {
    /// The categories that it may be of: one, or two where it is not known who is seen.
    public let categories: [ServiceCategory]
    /// The row that said so, such as `hcpcs 99202-99215`; nothing where no row did.
    public let row: String?
    /// What the row rests on.
    public let source: String?
  }

  private let rows: [Row]

  /// Reads the table.
  ///
  /// - Returns: Nothing where a row has not six columns, or one of them is not what it must be.
  public init?(_ table: [UInt8]) {
    var rows: [Row] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 6, let first = PackedCode(fields[1]), let last = PackedCode(fields[2]),
        first <= last, fields[3].isEmpty || UInt8(fields[3]) != nil,
        fields[4] == "office" || ServiceCategory(rawValue: fields[4]) != nil
      else { return nil }
      rows.append(
        Row(
          list: fields[0], first: first, last: last, place: UInt8(fields[3]),
          category: fields[4], source: fields[5]))
    }
    self.rows = rows
  }

  /// Finds what a service may be.
  ///
  /// The code decides before the revenue code.
  ///
  /// - Complexity: O(*n*) in the rows of the table.
  public func categories(
    code: PackedCode?, revenueCode: UInt16?, place: UInt8?, taxonomy: PackedCode?
  ) -> Answer {
    let revenue = revenueCode.flatMap { PackedCode(Self.fourDigits($0)) }
    let row =
      code.flatMap { match("hcpcs", $0, place) } ?? revenue.flatMap { match("revenue", $0, place) }
    guard let row else { return Answer(categories: [.other], row: nil, source: nil) }
    let name = "\(row.list) \(row.first)" + (row.first == row.last ? "" : "-\(row.last)")
    return Answer(
      categories: ServiceCategory(rawValue: row.category).map { [$0] } ?? office(taxonomy),
      row: name, source: row.source)
  }

  /// Whether an office is one of primary care follows from the provider's taxonomy.
  private func office(_ taxonomy: PackedCode?) -> [ServiceCategory] {
    guard let taxonomy else { return [.officePrimary, .officeSpecialist] }
    return [match("taxonomy", taxonomy, nil) == nil ? .officeSpecialist : .officePrimary]
  }

  private func match(_ list: String, _ code: PackedCode, _ place: UInt8?) -> Row? {
    var best: Row?
    for row in rows
    where row.list == list && row.first.count == code.count && row.first <= code
      && code <= row.last && (row.place == nil || row.place == place)
    {
      guard let before = best else {
        best = row
        continue
      }
      let isCloser =
        (before.place == nil) == (row.place == nil)
        ? row.first > before.first || row.first == before.first && row.last < before.last
        : row.place != nil
      if isCloser { best = row }
    }
    return best
  }

  private static func fourDigits(_ number: UInt16) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
