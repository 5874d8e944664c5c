// SPDX-License-Identifier: Apache-2.0

/// Reads the named values out of an LMDB file, the container of the MS-DRG tables.
///
/// Only what such a file needs: one main database, little-endian, values of any length. Every offset is
/// checked against the length of the file.
///
/// Source: the LMDB file layout (`mdb.c`, data version 1).
package struct LMDBContainer {
  private let bytes: [UInt8]
  private let pageSize: Int
  /// Where each value lies, by key.
  package private(set) var ranges: [String: Range<Int>] = [:]
  private var pagesLeft: Int

  /// Opens a container; nothing where the bytes are not one, or point outside themselves.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    pagesLeft = 0
    guard bytes.count > 2 * 4096, Self.word(bytes, 16) == 0xBEEF_C0DE, Self.word(bytes, 20) == 1
    else { return nil }
    pageSize = Int(Self.word(bytes, 40))
    guard (512...65_536).contains(pageSize), bytes.count >= 2 * pageSize,
      bytes.count % pageSize == 0, Self.word(bytes, pageSize + 16) == 0xBEEF_C0DE
    else { return nil }
    pagesLeft = bytes.count / pageSize
    let newest = [0, pageSize].max { long($0 + 16 + 128) < long($1 + 16 + 128) } ?? 0
    guard walk(page: long(newest + 16 + 24 + 48 + 40), depth: 0) else { return nil }
  }

  /// Tells from the first bytes whether a file is such a container.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8192 && word(bytes, 16) == 0xBEEF_C0DE
  }

  /// The value of a key.
  package subscript(key: String) -> ArraySlice<UInt8>? { ranges[key].map { bytes[$0] } }

  private mutating func walk(page: Int, depth: Int) -> Bool {
    // A page that is met twice would make a loop: a good file has no more to visit than it has pages.
    guard depth < 16, page >= 0, page < bytes.count / pageSize, pagesLeft > 0 else { return false }
    pagesLeft -= 1
    let start = page * pageSize
    let flags = short(start + 10)
    let nodes = (short(start + 12) - 16) / 2
    guard nodes >= 0, 16 + 2 * nodes <= pageSize else { return false }
    for index in 0..<nodes {
      let node = start + short(start + 16 + 2 * index)
      guard node + 8 <= bytes.count else { return false }
      let low = short(node) | short(node + 2) << 16
      if flags & 1 != 0 {
        guard walk(page: low | short(node + 4) << 32, depth: depth + 1) else { return false }
      } else {
        guard flags & 2 != 0, add(leaf: node, length: low) else { return false }
      }
    }
    return true
  }

  private mutating func add(leaf node: Int, length: Int) -> Bool {
    let keyLength = short(node + 6)
    let afterKey = node + 8 + keyLength
    let isElsewhere = short(node + 4) & 1 != 0
    guard afterKey + (isElsewhere ? 8 : 0) <= bytes.count else { return false }
    let key = String(decoding: bytes[node + 8..<afterKey].prefix { $0 != 0 }, as: UTF8.self)
    let start = isElsewhere ? long(afterKey) * pageSize + 16 : afterKey
    guard start >= 0, start + length <= bytes.count else { return false }
    ranges[key] = start..<start + length
    return true
  }

  private func short(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

  /// A word of eight bytes; what does not fit a page number is out of every range.
  private func long(_ at: Int) -> Int {
    let value = UInt64(Self.word(bytes, at)) | UInt64(Self.word(bytes, at + 4)) << 32
    return value > 1 << 40 ? -1 : Int(value)
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
      | UInt32(bytes[at + 3]) << 24
  }
}
