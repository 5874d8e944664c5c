// SPDX-License-Identifier: Apache-2.0

package import Values

/// Reads little-endian numbers and texts out of one table of the MS-DRG container.
///
/// Whatever points outside the table refuses the file: the failure names the table and the offset.
package struct BlobReader {
  /// The table's key in the container.
  package let key: String
  private let bytes: [UInt8]

  /// Takes the table of a key and checks its magic number.
  package init(_ container: LMDBContainer, _ key: String, magic: UInt32)
    throws(ImportFailure)
  {
    guard let blob = container[key] else {
      throw ImportFailure("import.header", line: 1, facts: [Finding.Fact("expected", key)])
    }
    self.key = key
    bytes = Array(blob)
    guard try UInt32(truncatingIfNeeded: word(0)) == magic else {
      throw ImportFailure("import.header", line: 1, facts: [Finding.Fact("table", key)])
    }
  }

  /// How many bytes the table has.
  package var count: Int { bytes.count }

  /// The failure of a row that is not as published; rows count from 1.
  package func fault(row: Int) -> ImportFailure {
    ImportFailure("import.row", line: row, facts: [Finding.Fact("table", key)])
  }

  /// The failure of an offset outside the table.
  private func outside(_ at: Int) -> ImportFailure {
    ImportFailure(
      "import.row", line: 1,
      facts: [Finding.Fact("table", key), Finding.Fact("offset", "\(at)")])
  }

  /// An unsigned number of four bytes.
  package func word(_ at: Int) throws(ImportFailure) -> Int {
    guard at >= 0, at + 4 <= bytes.count else { throw outside(at) }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16
      | Int(bytes[at + 3]) << 24
  }

  /// A signed number of four bytes.
  package func signed(_ at: Int) throws(ImportFailure) -> Int {
    Int(Int32(truncatingIfNeeded: try word(at)))
  }

  /// A number of two bytes.
  package func short(_ at: Int) throws(ImportFailure) -> Int {
    guard at >= 0, at + 2 <= bytes.count else { throw outside(at) }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8
  }

  /// A byte.
  package func byte(_ at: Int) throws(ImportFailure) -> Int {
    guard at >= 0, at < bytes.count else { throw outside(at) }
    return Int(bytes[at])
  }

  /// A text of a fixed width that zero bytes fill up.
  package func text(_ at: Int, width: Int) throws(ImportFailure) -> String {
    guard at >= 0, width >= 0, at + width <= bytes.count else { throw outside(at) }
    return String(decoding: bytes[at..<at + width].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// A text whose offset and length stand at a place.
  package func reference(_ at: Int) throws(ImportFailure) -> String {
    try text(word(at), width: word(at + 4))
  }

  /// A text that a zero byte ends, and the place after it.
  package func terminated(_ at: Int) throws(ImportFailure) -> (text: String, next: Int) {
    guard at >= 0, at < bytes.count, let end = bytes[at...].firstIndex(of: 0) else {
      throw outside(at)
    }
    return (String(decoding: bytes[at..<end], as: UTF8.self), end + 1)
  }

  /// A code in eight bytes.
  package func code(_ at: Int, row: Int) throws(ImportFailure) -> PackedCode {
    guard let code = PackedCode(try text(at, width: 8)) else { throw fault(row: row) }
    return code
  }

  /// A day written as the number yyyymmdd; nothing where there is no such day.
  package func date(_ at: Int) throws(ImportFailure) -> CalendarDate? {
    let number = try word(at)
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
