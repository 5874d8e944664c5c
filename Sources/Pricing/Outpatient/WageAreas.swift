// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// A row of Addendum L: by how much a hospital's wage index is raised for workers who commute out of its
/// county.
///
/// Source: Social Security Act, section 1886(d)(13); 42 CFR 419.43(c).
public struct OutMigration: KeyedRecord {
  /// The packed CMS certification number.
  public let key: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// What is added to the wage index, four decimals.
  public let adjustment: Int32
  /// The area, packed: five digits, or two for the rest of a state.
  public let area: UInt64
  /// Whether the hospital is reclassified: then nothing is added.
  public let isReclassified: UInt32
  /// The county, by its FIPS code.
  public let county: UInt32
}

/// A row of a table of wage indices.
public struct AreaWageIndex: KeyedRecord {
  /// The packed area: five digits, or two for the rest of a state.
  public let key: UInt64
  /// The wage index, four decimals.
  public let index: Int64
  /// The line in the file.
  public let line: UInt32
  private let reserved: UInt32 = 0

  init(key: UInt64, index: Int64, line: UInt32) {
    self.key = key
    self.index = index
    self.line = line
  }
}

extension PublisherFormat {
  /// The tables by which outpatient payments are adjusted for wages.
  public static let wages: [PublisherFormat] = [outMigration, WageIndexReader.format]

  private static let outMigration = addendum(
    "opps-l", .outMigration, title: "Addendum L, out-migration adjustments",
    marks: ["ADDENDUM L", "MIGRATION ADJUSTMENT"],
    [
      .init("CCN"), .init("Geographic CBSA"), .init("Reclassification for CY YYYY"),
      .init("Out-Migration Adjustment"), .init("County Name"), .init("FIPS County Code"),
    ]
  ) { fields, _ -> OutMigration? in
    let number = PackedCode(fields[0])
    if number?.count != 6 { fields.bad(0, "a certification number of six characters") }
    let area = PackedCode(fields[1])
    if area?.count != 5, area?.count != 2 { fields.bad(1, "an area of five digits, or two") }
    let county = fields.number(5, places: 0, isOptional: false)
    return OutMigration(
      key: number?.bits ?? 0, line: UInt32(fields.line),
      adjustment: Int32(fields.number(3, places: 4, isOptional: false)), area: area?.bits ?? 0,
      isReclassified: UInt32(fields.choice(2, ["", "Y"])), county: UInt32(max(0, county)))
  }
}

/// Reads wage indices as comma-separated text: the columns `CBSA` and `Wage Index`, others beside them.
///
/// CMS publishes the table with the inpatient rule of the fiscal year (Table 3); its first row here names
/// the year: `Wage index CY 2025`.
enum WageIndexReader {
  static let format = PublisherFormat(
    "wage-index", "wage indices by area, comma-separated: CBSA, Wage Index",
    .bytes(recognises: recognises, read: read))

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    let head = file.head.uppercased()
    return head.contains("WAGE INDEX") && head.contains("CBSA,")
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let rows = CSVReader.rows(file.bytes).map {
      (line: $0.line, fields: $0.fields.map(AddendumTable.trimmed))
    }
    guard let header = rows.prefix(4).firstIndex(where: { $0.fields.contains("CBSA") }),
      let area = rows[header].fields.firstIndex(of: "CBSA"),
      let index = rows[header].fields.firstIndex(of: "Wage Index")
    else {
      throw ImportFailure(
        "import.header", line: 1, facts: [.init("expected", "columns CBSA and Wage Index")])
    }
    var faults = ImportFaults()
    let year = rows[..<header].flatMap(\.fields)
      .flatMap { $0.split { !$0.isNumber } }.compactMap { Int($0) }
      .first { (2000...2099).contains($0) }
    var records: [AreaWageIndex] = []
    for row in rows[(header + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      guard row.fields.count == rows[header].fields.count else {
        faults.add("import.row", line: row.line, "columns", found: "\(row.fields.count)")
        continue
      }
      guard let code = PackedCode(row.fields[area]), code.count == 5 || code.count == 2 else {
        faults.add("import.row", line: row.line, "CBSA", found: row.fields[area])
        continue
      }
      guard let number = FixedDecimal(row.fields[index], places: 4), number > .zero else {
        faults.add("import.row", line: row.line, "Wage Index", found: row.fields[index])
        continue
      }
      if let first = records.first(where: { $0.key == code.bits }) {
        faults.addDuplicate(row.fields[area], line: row.line, first: Int(first.line))
      }
      records.append(
        AreaWageIndex(key: code.bits, index: Int64(number.units), line: UInt32(row.line)))
    }
    if records.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    records.sort { $0.key < $1.key }
    return [
      ReleaseDraft(
        .opps, .wageIndex, title: "Wage indices by area", publisher: "CMS", year: year,
        rows: records.count,
        content: .compiled([
          CodebookSection("rows", records: records), CodebookSection("texts", [0]),
        ]))
    ]
  }
}
