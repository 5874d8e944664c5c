// SPDX-License-Identifier: Apache-2.0

package import Values

/// Reads the values of a row of an addendum; what cannot be read becomes a fault.
package struct AddendumFields {
  /// What stands for a number that is not there.
  package static let none: Int64 = -1

  package let line: Int
  private let columns: [AddendumTable.Column]
  private let values: [String]
  package var faults: ImportFaults

  init(_ row: AddendumTable.Row, _ columns: [AddendumTable.Column], _ faults: ImportFaults) {
    line = row.line
    values = row.values
    self.columns = columns
    self.faults = faults
  }

  /// The text of a column.
  package subscript(column: Int) -> String { values[column] }

  /// Notes a value that cannot stand in its column.
  package mutating func bad(_ column: Int, _ expected: String) {
    faults.add(
      "import.row", line: line, columns[column].name, found: values[column], expected: expected)
  }

  /// A code of five letters and digits.
  package mutating func code(_ column: Int) -> PackedCode? {
    if let code = PackedCode(exactly: values[column]), code.count == 5 { return code }
    bad(column, "a code of five letters and digits")
    return nil
  }

  /// An APC of four digits; 0 where the column is empty and may be.
  package mutating func group(_ column: Int, isOptional: Bool = false) -> UInt16 {
    if values[column].isEmpty, isOptional { return 0 }
    return group(values[column])
      ?? {
        bad(column, "an APC of four digits")
        return 0
      }()
  }

  /// An APC of four digits.
  package func group(_ text: some StringProtocol) -> UInt16? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return UInt16(text)
  }

  /// A payment status indicator.
  package mutating func status(_ column: Int) -> UInt8 {
    if let status = PaymentStatus(values[column]) { return status.rawValue }
    bad(column, "a status indicator of Addendum D1")
    return 0
  }

  /// A number such as `$1,740.720`, `35.6573` or `20.000%` without its point; ``none`` where the column
  /// is empty or a point.
  package mutating func number(_ column: Int, places: Int, isOptional: Bool = true) -> Int64 {
    let text = values[column]
    if isOptional, text.isEmpty || text == "." { return Self.none }
    var units: Int64 = 0
    var after = -1
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39 where digits < 15 && after < places:
        units = units * 10 + Int64(byte - 0x30)
        digits += 1
        if after >= 0 { after += 1 }
      case 0x2E where after < 0: after = 0
      case 0x24, 0x25, 0x2C: continue
      default: digits = .max
      }
      if digits == .max { break }
    }
    guard digits > 0, digits < .max else {
      bad(column, "a number with at most \(places) digits after the point")
      return Self.none
    }
    for _ in max(after, 0)..<places { units *= 10 }
    return units
  }

  /// One of some texts: its place among them.
  package mutating func choice(_ column: Int, _ choices: [String]) -> Int {
    if let index = choices.firstIndex(of: values[column]) { return index }
    bad(column, choices.map { $0.isEmpty ? "nothing" : $0 }.joined(separator: ", "))
    return 0
  }
}

extension PublisherFormat {
  /// A format of an addendum whose rows become records of one kind.
  ///
  /// - Parameters:
  ///   - name: The format's name.
  ///   - component: Which document it is; ``title`` names it in words.
  ///   - marks: Texts that the head of the file has, in upper case.
  ///   - columns: The columns, those of the key first.
  ///   - repeats: Whether a key may stand in several rows.
  ///   - row: Makes a record of a row; nothing for a row that is none.
  package static func addendum<Record: KeyedRecord>(
    _ name: String, _ component: Component, title: String, marks: [String],
    _ columns: [AddendumTable.Column], repeats: Bool = false,
    row: @escaping @Sendable (inout AddendumFields, inout StringTableBuilder) -> Record?
  ) -> PublisherFormat {
    PublisherFormat(
      name, "OPPS \(title), tab-separated",
      .bytes(
        recognises: { file in
          let head = file.head.uppercased()
          return marks.allSatisfy(head.contains)
        },
        read: { file throws(ImportFailure) in
          var faults = ImportFaults()
          let table = try AddendumTable(file, columns, &faults)
          var texts = StringTableBuilder()
          var records: [Record] = []
          for line in table.rows {
            var fields = AddendumFields(line, columns, faults)
            let before = faults.count
            let record = row(&fields, &texts)
            faults = fields.faults
            if let record, faults.count == before { records.append(record) }
          }
          records.sort { ($0.key, $0.line) < ($1.key, $1.line) }
          if !repeats {
            for (one, next) in zip(records, records.dropFirst()) where one.key == next.key {
              faults.addDuplicate(
                table.rows.first { $0.line == Int(next.line) }?.values.first ?? "",
                line: Int(next.line), first: Int(one.line))
            }
          }
          try faults.check()
          return [
            ReleaseDraft(
              .opps, component, title: "OPPS \(title)", publisher: "CMS", year: table.year,
              rows: records.count,
              content: .compiled([
                CodebookSection("rows", records: records), CodebookSection("texts", texts.bytes),
              ]))
          ]
        }))
  }
}
