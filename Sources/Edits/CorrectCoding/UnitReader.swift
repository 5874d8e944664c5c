// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Reads the tables of medically unlikely edits.
///
/// CMS publishes a quarter as comma-separated text or as a workbook for each setting: title rows, a header that
/// names the setting, then the code, the value, the adjudication indicator (`2 Date of Service Edit: Policy`) and
/// the rationale.
///
/// Source: CMS, Medicare NCCI Medically Unlikely Edits, file layout.
enum UnitReader {
  static let formats: [PublisherFormat] = [
    PublisherFormat(
      "ncci-units", "NCCI medically unlikely edits of a quarter, comma-separated",
      .bytes(
        recognises: { isHeader($0.head) },
        read: { file throws(ImportFailure) in try read(file, separator: 0x2C) })),
    PublisherFormat(
      "ncci-units-sheet", "NCCI medically unlikely edits of a quarter, workbook",
      .worksheet(
        recognises: { isHeader($0.prefix(12).flatMap(\.cells).joined(separator: " ")) },
        read: { rows, file throws(ImportFailure) in try read(rows, file) })),
    PublisherFormat(
      "ncci-units-csv", "NCCI medically unlikely edits, comma-separated with four columns",
      .bytes(
        recognises: { $0.head.hasPrefix("hcpcs_code,mue_value,mai,rationale") },
        read: { file throws(ImportFailure) in try read(file, separator: 0x2C) })),
    PublisherFormat(
      "ncci-units-json", "NCCI medically unlikely edits as JSON: a list, or an object by code",
      .bytes(recognises: isJSON, read: { file throws(ImportFailure) in try readJSON(file) })),
  ]

  private static func isHeader(_ text: String) -> Bool {
    text.contains("MUE Values") && text.contains("MUE Adjudication Indicator")
  }

  private static func isJSON(_ file: PublishedFile) -> Bool {
    let head = file.head.prefix(400)
    return head.contains("\"mue_value\"")
      || head.contains("\"limit\"") && head.contains("\"unit\"") && head.contains("\"rationale\"")
  }

  private struct Reading {
    var rows: [(code: PackedCode, record: UnitTable.Record)] = []
    var reasons: [String: UInt8] = [:]
    var faults = ImportFaults()
    private var first: [PackedCode: Int] = [:]

    mutating func take(_ row: TextRow) {
      guard row.count >= 4, let code = row.code(0), UInt32(row.text(1)) != nil else {
        // What comes before the first row is the header.
        if !rows.isEmpty, !(0..<row.count).allSatisfy({ row.text($0).isEmpty }) {
          faults.add(
            "import.row", line: row.line, "not a code and its units", found: row.text(0),
            expected: "a code, a number, an indicator, a rationale")
        }
        return
      }
      take(code, row.text(1), row.text(2), row.text(3), line: row.line)
    }

    mutating func take(
      _ code: PackedCode, _ units: String, _ indicator: String, _ rationale: String, line: Int
    ) {
      guard let units = UInt32(units) else {
        faults.add("import.row", line: line, "not a number of units", found: units)
        return
      }
      guard let digit = indicator.utf8.first,
        indicator.utf8.count == 1 || indicator.utf8.dropFirst().first == 0x20,
        let adjudication = UnitTable.Indicator(rawValue: digit &- 0x30)
      else {
        faults.add(
          "import.row", line: line, "not an adjudication indicator", found: indicator,
          expected: "1, 2 or 3")
        return
      }
      guard let reason = RationaleList.number(of: rationale, in: &reasons) else {
        faults.add("import.row", line: line, "too many reasons", found: rationale)
        return
      }
      if let earlier = first.updateValue(line, forKey: code) {
        faults.addDuplicate(code.description, line: line, first: earlier)
        return
      }
      rows.append(
        (
          code,
          UnitTable.Record(
            units: units, line: UInt32(line), adjudication: adjudication.rawValue, rationale: reason
          )
        ))
    }
  }

  private static func read(
    _ file: PublishedFile, separator: UInt8
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    TextRow.forEach(file.bytes, separator: separator) { reading.take($0) }
    return [try draft(&reading, file, QuarterName.setting(of: file) ?? settingNamed(in: file.head))]
  }

  private static func read(
    _ rows: [PublisherFormat.WorksheetRow], _ file: PublishedFile
  ) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    for row in rows {
      TextRow.forEach(Array(row.cells.joined(separator: "\t").utf8), separator: 0x09) {
        reading.take($0.numbered(row.number))
      }
    }
    let head = rows.prefix(12).flatMap(\.cells).joined(separator: " ")
    return [try draft(&reading, file, QuarterName.setting(of: file) ?? settingNamed(in: head))]
  }

  /// A list of `code`, `mue_value`, `description` (indicator and rationale), or an object by code with `limit`
  /// and `rationale`, whose limits count by line.
  private static func readJSON(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var reading = Reading()
    let json: JSON
    do { json = try JSON(parsing: file.bytes) } catch {
      throw ImportFailure(
        "import.not-json", line: 1, facts: [.init("reason", error.code.rawValue)])
    }
    var setting = QuarterName.setting(of: file)
    if case .object(let members) = json {
      setting = setting ?? .professional
      for (index, member) in members.enumerated() {
        guard let code = PackedCode(exactCode: member.name) else {
          reading.faults.add("import.row", line: index + 1, "not a code", found: member.name)
          continue
        }
        // Medicaid's edits are by line.
        reading.take(
          code, member.value["limit"]?.digits ?? "", "1", member.value["rationale"]?.string ?? "",
          line: index + 1)
      }
    }
    for (index, row) in json.elements.enumerated() {
      guard let code = row["code"]?.string.flatMap({ PackedCode(exactCode: $0) }) else {
        reading.faults.add(
          "import.row", line: index + 1, "not a code", found: row["code"]?.string)
        continue
      }
      let words = (row["description"]?.string ?? "").split(separator: "|", maxSplits: 1)
      reading.take(
        code, row["mue_value"]?.digits ?? "", words.first.map(String.init) ?? "",
        words.count > 1 ? String(words[1]) : "", line: index + 1)
    }
    return [try draft(&reading, file, setting)]
  }

  private static func settingNamed(in head: String) -> ServiceRecord.Bill? {
    if head.contains("Practitioner Services MUE Values") { return .professional }
    if head.contains("Outpatient Hospital Services MUE Values") { return .outpatient }
    if head.contains("DME Supplier Services MUE Values") { return .supplier }
    return nil
  }

  private static func draft(
    _ reading: inout Reading, _ file: PublishedFile, _ setting: ServiceRecord.Bill?
  ) throws(ImportFailure) -> ReleaseDraft {
    if reading.rows.isEmpty, reading.faults.isEmpty {
      reading.faults.add("import.empty", line: 1, "empty")
    }
    let components: [ServiceRecord.Bill: (Component, String)] = [
      .professional: (.unitsPractitioner, "practitioner"),
      .outpatient: (.unitsHospital, "outpatient hospital"), .supplier: (.unitsSupplier, "supplier"),
    ]
    guard let setting, let (component, name) = components[setting] else {
      reading.faults.add(
        "import.header", line: 1, "setting", found: file.baseName,
        expected: "a name with practitioner, outpatient or dme")
      try reading.faults.check()
      throw ImportFailure("import.header", line: 1, facts: [])
    }
    try reading.faults.check()
    return ReleaseDraft(
      QuarterName.program(of: file), component, title: "NCCI medically unlikely edits, \(name)",
      publisher: "CMS", period: QuarterName.period(of: file), rows: reading.rows.count,
      content: .compiled(UnitTable.sections(reading.rows, reasons: reading.reasons)))
  }
}

extension PackedCode {
  /// A HCPCS or CPT code as five letters and digits; nothing for another text.
  init?(exactCode text: String) {
    guard text.utf8.count == 5, let code = PackedCode(text), code.count == 5 else { return nil }
    self = code
  }
}
