// SPDX-License-Identifier: Apache-2.0

/// Reads comma-separated text with quoted fields; a quoted field may hold line ends.
///
/// Source: RFC 4180, with any of LF and CR LF as the end of a row.
public struct CSVReader {
  /// One row and the line on which it begins.
  public struct Row: Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// The fields, unquoted.
    public let fields: [String]
  }

  /// Splits bytes into rows; empty rows are left out.
  ///
  /// - Parameter separator: The byte between fields, a comma unless told.
  /// - Complexity: O(*n*).
  public static func rows(_ bytes: [UInt8], separator: UInt8 = 0x2C) -> [Row] {
    var rows: [Row] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var (line, start) = (1, 1)
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func closeRow() {
      fields.append(PublishedText.decoded(field))
      field.removeAll(keepingCapacity: true)
      if fields != [""] { rows.append(Row(line: start, fields: fields)) }
      fields.removeAll(keepingCapacity: true)
    }
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 0x0A { line += 1 }
      if quoted {
        if byte != 0x22 {
          field.append(byte)
        } else if at < bytes.count, bytes[at] == 0x22 {
          field.append(0x22)
          at += 1
        } else {
          quoted = false
        }
        continue
      }
      switch byte {
      case 0x22 where field.isEmpty: quoted = true
      case separator:
        fields.append(PublishedText.decoded(field))
        field.removeAll(keepingCapacity: true)
      case 0x0D where at < bytes.count && bytes[at] == 0x0A: break
      case 0x0A:
        closeRow()
        start = line
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !fields.isEmpty { closeRow() }
    return rows
  }
}
