// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// A row of the clinical laboratory fee schedule: one amount for the whole country.
///
/// Source: 42 CFR 414.507; CMS, clinical laboratory fee schedule file.
public struct LaboratoryFee: KeyedTableRecord {
  /// The name of its section.
  public static let section = "fees"
  /// The code, packed.
  public let major: UInt64
  /// The modifier, `QW` or none, as two characters of a byte.
  public let minor: UInt64
  /// The amount in cents.
  public let cents: Int64
  /// The day from which the amount holds, in days since 1970.
  let effectiveDay: Int32
  /// The row of the file.
  public let row: UInt32
  /// `N` for a national limit, `L` for an amount of the contractor.
  let indicator: UInt8
  let reserved: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0, 0, 0)

  /// The amount.
  public var amount: Money { Money(cents: cents) }
  /// The day from which the amount holds.
  public var effective: CalendarDate { CalendarDate(daysSinceEpoch: effectiveDay) }
  /// Whether the contractor sets the amount.
  public var isLocal: Bool { indicator == 0x4C }
  /// The code.
  public var code: PackedCode { PackedCode(bits: major) }
  /// The modifier; empty for none.
  public var modifier: String { unpacked(UInt16(minor)) }
}

/// Reads the clinical laboratory fee schedule as CMS publishes it each quarter.
enum LaboratoryFeeReader {
  static let format = PublisherFormat(
    "clfs", "Clinical laboratory fee schedule, CSV",
    .bytes(
      recognises: { $0.head.contains("YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE") }, read: read))
  private static let header = [
    "YEAR", "HCPCS", "MOD", "EFF_DATE", "INDICATOR", "RATE", "SHORTDESC", "LONGDESC",
    "EXTENDEDLONGDESC",
  ]

  @Sendable private static func read(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    guard let start = rows.prefix(10).firstIndex(where: { $0.fields.first == "YEAR" }) else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column YEAR")])
    }
    _ = faults.checkHeader(rows[start].fields, is: header, line: rows[start].line)
    var fees: [LaboratoryFee] = []
    var years: Set<String> = []
    for row in rows[(start + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      let fields = row.fields
      guard fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(fields.count)",
          expected: "\(header.count)")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      years.insert(fields[0])
      let day = CalendarDate(fields[3])
      if day == nil { columns.bad("EFF_DATE", found: fields[3], "a date") }
      fees.append(
        LaboratoryFee(
          major: columns.code(fields[1], "HCPCS"), minor: UInt64(columns.pair(fields[2], "MOD")),
          cents: columns.scaled(fields[5], 2, "RATE"), effectiveDay: day?.daysSinceEpoch ?? 0,
          row: UInt32(row.line), indicator: columns.mark(fields[4], "NL", "INDICATOR")))
      faults = columns.faults
    }
    let titles = rows[..<start].flatMap(\.fields)
    let year = PublishedFile.year(in: titles.first ?? "")
    if years.count != 1 || years.first != year.map({ "\($0)" }) {
      faults.add(
        "import.header", line: 1, "year", found: years.sorted().joined(separator: ", "),
        expected: year.map { "\($0)" })
    }
    // The quarter stands in the published name alone: PUF_CLFS_CY2026_Q2V1.
    let period = PublishedQuarter.period([], file)
    if period == nil {
      faults.add(
        "import.edition", line: 1, "quarter", found: file.baseName,
        expected: "a name with year and quarter, such as CY2026_Q2")
    }
    let section = KeyedTable<LaboratoryFee>.section(fees, &faults) {
      "\($0.code) \($0.modifier)"
    }
    try faults.check()
    return [
      ReleaseDraft(
        .laboratoryFees, .fees, title: "Clinical laboratory fee schedule", publisher: "CMS",
        year: year, period: period, rows: fees.count, content: .compiled([section]))
    ]
  }
}
