// SPDX-License-Identifier: Apache-2.0

import Values

/// One release, compiled into one read-only file of sections that is used where it lies.
///
/// The file begins with a header of 64 bytes (little-endian):
///
///     0  8  magic "CLNCLAIM"         24  8  length of the file
///     8  4  version of the format    32  8  number of sections
///    12  4  zero                     40  8  checksum of the section table
///    16  8  offset of the table      48  8  checksum of bytes 0 to 47
///
/// The section table has 32 bytes a section: name (8), offset (8), length (8), checksum (8). Sections
/// begin on multiples of 16. The section `release` holds the release as JSON.
///
/// - Note: Opening checks everything, at several gigabytes a second, unless the caller knows that these very
///   bytes were checked before: a file that was truncated or altered is never used.
public final class Codebook: Sendable {
  static let magic: UInt64 = 0x4D49_414C_434E_4C43
  static let version: UInt32 = 1
  /// The version of the file format: what was compiled by another is compiled anew.
  public static let formatVersion = Int(version)
  static let headerLength = 64

  /// The release that the file holds.
  public let release: Release
  let bytes: CodebookBytes
  private let sections: [String: Range<Int>]
  private let checksums: [String: UInt64]

  /// Opens a codebook and checks that its bytes are those that were written.
  ///
  /// - Parameter isChecked: Whether these bytes were checked before: then only the head, the table and the
  ///   release are checked.
  /// - Throws: ``CodebookError``: every code but ``CodebookError/Code/sectionMissing``.
  /// - Complexity: O(*n*) in the length of the file.
  public init(_ bytes: CodebookBytes, isChecked: Bool = false) throws(CodebookError) {
    let table = try Self.table(of: bytes.buffer, wholeFile: true)
    if !isChecked { try Self.checkGaps(between: table, in: bytes.buffer) }
    var sections: [String: Range<Int>] = [:]
    var checksums: [String: UInt64] = [:]
    for entry in table {
      checksums[entry.name] = entry.checksum
      let part = UnsafeRawBufferPointer(rebasing: bytes.buffer[entry.range])
      guard isChecked && entry.name != "release" || Checksum.of(part) == entry.checksum else {
        throw CodebookError(.altered, section: entry.name)
      }
      sections[entry.name] = entry.range
    }
    guard let range = sections["release"] else {
      throw CodebookError(.sectionMissing, section: "release")
    }
    release = try Self.release(in: UnsafeRawBufferPointer(rebasing: bytes.buffer[range]))
    self.bytes = bytes
    self.sections = sections
    self.checksums = checksums
  }

  /// Tells whether another codebook has the same content, whatever files the two were made from.
  public func hasSameContent(as other: Codebook) -> Bool {
    func content(_ book: Codebook) -> [String: UInt64] {
      book.checksums.filter { $0.key != "release" }
    }
    return content(self) == content(other)
  }

  /// Reads only the release of a codebook, from the first bytes of its file.
  ///
  /// The section `release` comes first, so that a catalogue of releases needs no more than the head of
  /// each file.
  ///
  /// - Parameter head: At least the header, the section table and the release; 64 KiB are plenty.
  public static func release(fromHead head: UnsafeRawBufferPointer) throws(CodebookError) -> Release
  {
    let table = try self.table(of: head, wholeFile: false)
    guard let entry = table.first(where: { $0.name == "release" }) else {
      throw CodebookError(.sectionMissing, section: "release")
    }
    guard entry.range.upperBound <= head.count else { throw CodebookError(.truncated) }
    let part = UnsafeRawBufferPointer(rebasing: head[entry.range])
    guard Checksum.of(part) == entry.checksum else {
      throw CodebookError(.altered, section: "release")
    }
    return try release(in: part)
  }

  /// The bytes of a section; empty where the file has none by that name.
  package func section(_ name: String) -> UnsafeRawBufferPointer {
    guard let range = sections[name] else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: bytes.buffer[range])
  }

  /// A section as an array of fixed-size records.
  package func records<Record: BitwiseCopyable>(
    _ name: String, of type: Record.Type
  ) -> UnsafeBufferPointer<Record> {
    section(name).bindMemory(to: type)
  }

  private struct Entry {
    let name: String
    let range: Range<Int>
    let checksum: UInt64
  }

  private static func table(
    of bytes: UnsafeRawBufferPointer, wholeFile: Bool
  ) throws(CodebookError) -> [Entry] {
    guard bytes.count >= 8, word(bytes, 0) == magic else { throw CodebookError(.notACodebook) }
    guard bytes.count >= headerLength else { throw CodebookError(.truncated) }
    guard word(bytes, 48) == Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[0..<48])) else {
      throw CodebookError(.altered, section: "header")
    }
    guard UInt32(truncatingIfNeeded: word(bytes, 8)) == version else {
      throw CodebookError(.otherFormat)
    }
    guard let length = Int(exactly: word(bytes, 24)), let start = Int(exactly: word(bytes, 16)),
      let count = Int(exactly: word(bytes, 32)), count <= bytes.count / 32,
      start <= bytes.count - 32 * count, !wholeFile || bytes.count == length
    else { throw CodebookError(.truncated) }
    let table = UnsafeRawBufferPointer(rebasing: bytes[start..<start + 32 * count])
    guard word(bytes, 40) == Checksum.of(table) else {
      throw CodebookError(.altered, section: "table")
    }
    var entries: [Entry] = []
    for index in 0..<count {
      let name = table[32 * index..<32 * index + 8].prefix { $0 != 0 }
      guard let offset = Int(exactly: word(table, 32 * index + 8)), offset <= length,
        let size = Int(exactly: word(table, 32 * index + 16)), size <= length - offset
      else { throw CodebookError(.altered, section: "table") }
      entries.append(
        Entry(
          name: String(decoding: name, as: UTF8.self), range: offset..<offset + size,
          checksum: word(table, 32 * index + 24)))
    }
    return entries
  }

  /// Checks the few bytes that no checksum covers: they are zero, and sections follow one another.
  private static func checkGaps(
    between table: [Entry], in bytes: UnsafeRawBufferPointer
  ) throws(CodebookError) {
    var end = headerLength + 32 * table.count
    var isEmpty = bytes[56..<headerLength].allSatisfy { $0 == 0 }
    for entry in table {
      guard entry.range.lowerBound >= end else {
        throw CodebookError(.altered, section: entry.name)
      }
      isEmpty = isEmpty && bytes[end..<entry.range.lowerBound].allSatisfy { $0 == 0 }
      end = entry.range.upperBound
    }
    guard isEmpty, end == bytes.count else { throw CodebookError(.altered, section: "header") }
  }

  private static func release(in part: UnsafeRawBufferPointer) throws(CodebookError) -> Release {
    guard let json = try? JSON(parsing: Array(part)), let release = Release(json: json) else {
      throw CodebookError(.otherFormat, section: "release")
    }
    return release
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }
}
