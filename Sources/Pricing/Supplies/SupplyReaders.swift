// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the schedules of equipment, drugs and ambulances as CMS publishes them.
///
/// Source: CMS, DMEPOS fee schedule; ASP pricing file; ambulance fee schedule public use file.
enum SupplyReaders {
  static let equipment = PublisherFormat(
    "dmepos", "Fee schedule of equipment, prosthetics, orthotics and supplies (DMEPOS), CSV",
    .bytes(recognises: { $0.head.contains("HCPCS,Mod,Mod2,JURIS,CATG") }, read: readEquipment))
  static let drugs = PublisherFormat(
    "asp", "Payment limits of drugs (ASP pricing file), CSV",
    .bytes(
      recognises: { $0.head.contains("HCPCS Code,Short Description,HCPCS Code Dosage") },
      read: { file throws(ImportFailure) in
        try readDrugs(CSVReader.rows(file.bytes).map { ($0.line, $0.fields) }, file)
      }))
  static let drugWorkbook = PublisherFormat(
    "asp-workbook", "Payment limits of drugs (ASP pricing file), workbook",
    .worksheet(
      recognises: { $0.prefix(15).contains { $0.cells.contains("HCPCS Code Dosage") } },
      read: { rows, file throws(ImportFailure) in
        try readDrugs(rows.map { ($0.number, $0.cells) }, file)
      }))
  static let ambulance = PublisherFormat(
    "ambulance", "Ambulance fee schedule, CSV",
    .bytes(
      recognises: {
        let head = $0.head.uppercased()
        return head.contains("CONTRACTOR/CARRIER") && head.contains("URBAN BASE RATE")
      }, read: readAmbulance))

  @Sendable private static func readEquipment(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    guard let start = rows.prefix(15).firstIndex(where: { $0.fields.first == "HCPCS" }) else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "a column HCPCS")])
    }
    let names = rows[start].fields.map(PublishedText.trimmed)
    let lead = ["HCPCS", "Mod", "Mod2", "JURIS", "CATG", "Ceiling", "Floor"]
    let areas = Array(names.dropFirst(lead.count).dropLast())
    _ = faults.checkHeader(
      names, is: lead + areas.map(Self.area) + ["Description"], line: rows[start].line)
    var items: [(fee: EquipmentFee, amounts: [Int32])] = []
    for row in rows[(start + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      let fields = row.fields.map(PublishedText.trimmed)
      guard fields.count == names.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(fields.count)",
          expected: "\(names.count)")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      func cents(_ index: Int) -> Int64 {
        fields[index].isEmpty ? 0 : columns.scaled(fields[index], 2, names[index], below: 1 << 31)
      }
      let modifiers = (columns.pair(fields[1], "Mod"), columns.pair(fields[2], "Mod2"))
      let fee = EquipmentFee(
        major: columns.code(fields[0], "HCPCS"),
        minor: UInt64(modifiers.0) << 32 | UInt64(modifiers.1), ceilingCents: cents(5),
        floorCents: cents(6), row: UInt32(row.line), category: columns.pair(fields[4], "CATG"),
        jurisdiction: fields[3].isEmpty ? 0 : columns.mark(fields[3], "DLJ", "JURIS"))
      items.append((fee, areas.indices.map { Int32(cents(lead.count + $0)) }))
      faults = columns.faults
    }
    items.sort {
      ($0.fee.major, $0.fee.minor, $0.fee.row) < ($1.fee.major, $1.fee.minor, $1.fee.row)
    }
    let section = KeyedTable<EquipmentFee>.section(items.map(\.fee), &faults) {
      "\($0.code) \($0.modifiers.joined(separator: " "))"
    }
    let short = areas.map { $0.replacing(" (", with: " ").replacing(")", with: "") }
    return [
      try draft(
        .equipmentFees, "Fee schedule of equipment and supplies",
        PublishedQuarter.period(rows[..<start].flatMap(\.fields), file), items.count,
        [
          section, CodebookSection("amounts", records: items.flatMap(\.amounts)),
          CodebookSection("areas", Array(short.joined(separator: "\n").utf8)),
        ], &faults)
    ]
  }

  /// A column as it has to be written: two letters and `(NR)` or `(R)`.
  private static func area(_ name: String) -> String {
    let state = name.prefix(2)
    let isState = state.utf8.count == 2 && state.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    return isState && (name == "\(state) (NR)" || name == "\(state) (R)")
      ? name : "a state and (NR) or (R)"
  }

  private static func readDrugs(
    _ rows: [(line: Int, fields: [String])], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    guard let start = rows.prefix(20).firstIndex(where: { $0.fields.first == "HCPCS Code" }) else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", "HCPCS Code")])
    }
    var names = rows[start].fields.map(PublishedText.trimmed)
    while names.last?.isEmpty == true { names.removeLast() }
    let known = [
      "HCPCS Code", "Short Description", "HCPCS Code Dosage", "Payment Limit",
      "Co-insurance Percentage", "Vaccine AWP%", "Vaccine Limit", "Blood AWP%", "Blood limit",
      "Clotting Factor", "Notes",
    ]
    // The column of coinsurance came in 2023; files from before have the others.
    let layout = names.contains(known[4]) ? known : known.filter { $0 != known[4] }
    _ = faults.checkHeader(names, is: layout, line: rows[start].line)
    let hasShare = layout.count == known.count
    var dosages: [UInt8] = []
    var drugs: [DrugPrice] = []
    for row in rows[(start + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      let fields = row.fields.map(PublishedText.trimmed)
      guard fields.count >= 4 else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(fields.count)",
          expected: "\(layout.count)")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      let share = hasShare && fields.count > 4 ? fields[4].replacing("%", with: "") : ""
      drugs.append(
        DrugPrice(
          major: columns.code(fields[0], "HCPCS Code"),
          // A drug without a limit is priced by the contractor.
          limit: fields[3].isEmpty ? 0 : columns.scaled(fields[3], 3, "Payment Limit"),
          row: UInt32(row.line),
          coinsurance: share.isEmpty
            ? 20_000
            : UInt32(columns.scaled(share, 3, "Co-insurance Percentage", below: 100_001)),
          dosageOffset: UInt32(dosages.count), dosageLength: UInt32(fields[2].utf8.count)))
      dosages += Array(fields[2].utf8)
      faults = columns.faults
    }
    let section = KeyedTable<DrugPrice>.section(drugs, &faults) { $0.code.description }
    return [
      try draft(
        .drugPrices, "Payment limits of drugs",
        PublishedQuarter.period(rows[..<start].flatMap(\.fields), file), drugs.count,
        [section, CodebookSection("dosages", dosages)], &faults)
    ]
  }

  @Sendable private static func readAmbulance(
    _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    let rows = CSVReader.rows(file.bytes)
    let header = [
      "CONTRACTOR/CARRIER", "LOCALITY", "HCPCS", "RVU", "GPCI", "BASE RATE",
      "URBAN BASE RATE / URBAN MILEAGE", "RURAL BASE RATE / RURAL MILEAGE",
      "RURAL BASE RATE / LOWEST QUARTILE", "RURAL GROUND MILES 1-17*",
    ]
    guard
      let start = rows.prefix(10).firstIndex(where: {
        PublishedText.trimmed($0.fields.first ?? "") == header[0]
      })
    else {
      throw ImportFailure("import.header", line: 1, facts: [.init("expected", header[0])])
    }
    _ = faults.checkHeader(rows[start].fields, is: header, line: rows[start].line)
    var rides: [AmbulanceFee] = []
    for row in rows[(start + 1)...] where !row.fields.allSatisfy(\.isEmpty) {
      let fields = row.fields.map { field in
        PublishedText.trimmed(field).filter { $0 != "$" && $0 != "," }
      }
      // Footnotes follow the rows.
      if fields.dropFirst().allSatisfy(\.isEmpty) { continue }
      guard fields.count == header.count else {
        faults.add(
          "import.row", line: row.line, "columns", found: "\(fields.count)",
          expected: "\(header.count)")
        continue
      }
      var columns = PublishedColumns(line: row.line, faults)
      func number(_ index: Int, _ places: Int = 2) -> Int32 {
        fields[index].isEmpty
          ? 0 : Int32(columns.scaled(fields[index], places, header[index], below: 1 << 31))
      }
      rides.append(
        AmbulanceFee(
          minor: LocalityReaders.locality(fields[0], fields[1], &columns).word,
          major: columns.code(fields[2], "HCPCS"), relativeValue: number(3), index: number(4, 3),
          base: number(5), urban: number(6), rural: number(7), superRural: number(8),
          ruralMiles: number(9), row: UInt32(row.line)))
      faults = columns.faults
    }
    let section = KeyedTable<AmbulanceFee>.section(rides, &faults) {
      PackedCode(bits: $0.major).description
    }
    let titles = rows[..<start].flatMap(\.fields) + [file.baseName]
    let year = titles.compactMap { PublishedFile.year(in: $0) }.first
    let period = LocalityReaders.year(year, &faults)
    return [
      try draft(
        .ambulanceFees, "Ambulance fee schedule", period, rides.count, [section], &faults)
    ]
  }

  private static func draft(
    _ set: CodeSetID, _ title: String, _ period: EffectivePeriod?, _ rows: Int,
    _ sections: [CodebookSection], _ faults: inout ImportFaults
  ) throws(ImportFailure) -> ReleaseDraft {
    if period == nil {
      faults.add(
        "import.edition", line: 1, "period", expected: "a title or name with year and quarter")
    }
    try faults.check()
    return ReleaseDraft(
      set, .fees, title: title, publisher: "CMS", year: period?.effective.parts.year,
      period: period, rows: rows, content: .compiled(sections))
  }
}
