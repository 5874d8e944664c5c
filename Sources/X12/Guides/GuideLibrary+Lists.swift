// SPDX-License-Identifier: Apache-2.0

extension GuideLibrary {
  /// The lists of which the date of service decides whether a code may be used.
  var datedLists: Set<String> {
    Set(rows("lists.tsv").filter { $0[1] == "Y" }.map { String($0[0]) })
  }

  /// The lists that are known only in part.
  var partialLists: Set<String> {
    Set(rows("lists.tsv").filter { $0[2] == "N" }.map { String($0[0]) })
  }

  /// By the qualifier's data element, the list behind each of its codes.
  var listsBehindQualifiers: [String: [(key: UInt64, list: String)]] {
    var lists: [String: [(key: UInt64, list: String)]] = [:]
    for row in rows("qualified-lists.tsv") {
      lists[String(row[0]), default: []].append((GuideReader.key(String(row[1])), String(row[2])))
    }
    return lists
  }

  struct ServiceDateRow {
    let guides: [String]
    let loop: String
    let segment: SegmentID
    let qualifier: UInt64
    let element: Int
    let isLast: Bool
  }

  /// Where the date of service of a loop stands.
  var datesOfService: [ServiceDateRow] {
    rows("service-dates.tsv").compactMap { row in
      guard let segment = SegmentID(text: row[2]), let element = Int(row[4]) else { return nil }
      return ServiceDateRow(
        guides: row[0].split(separator: ",").map(String.init), loop: String(row[1]),
        segment: segment, qualifier: row[3].isEmpty ? 0 : GuideReader.key(String(row[3])),
        element: element, isLast: row[5] == "last")
    }
  }

  /// The rules of a table of `Data/x12/rules`, or none where there is no such table.
  ///
  /// - Throws: ``GuideError`` where it is not as its head says.
  public func rules(table: String) throws(GuideError) -> [Rule] {
    try rules(named: table) { bytes throws(GuideError) in
      try Rule.rules(in: bytes, table: table)
    }
  }

  /// The rules that belong to a guide, from all tables.
  ///
  /// - Throws: ``GuideError`` where one of them is not as its head says.
  func rules(for guide: Guide) throws(GuideError) -> [Rule] {
    var rules: [Rule] = []
    for name in Self.ruleTables {
      rules += try self.rules(table: name).filter { $0.belongs(to: guide) }
    }
    return rules
  }

  /// The tables of rules, each for a family of transaction sets.
  static let ruleTables = [
    "837", "835", "eligibility", "status", "review", "enrollment", "payment",
  ]

  private func rows(_ name: String) -> [TableRow] { TableRow.rows(in: table(name) ?? []) }
}
