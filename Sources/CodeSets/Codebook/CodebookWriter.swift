// SPDX-License-Identifier: Apache-2.0

import Values

/// Puts the sections of a release together into the bytes of a codebook file.
public struct CodebookWriter {
  private var sections: [(name: String, bytes: [UInt8])] = []

  /// Starts a file with the release that it holds.
  public init(_ release: Release) {
    sections.append(("release", Array(release.json.line.utf8)))
  }

  /// Adds a section of bytes. The name has eight characters at most and is used once.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    precondition(name.utf8.count <= 8 && !sections.contains { $0.name == name })
    sections.append((name, bytes))
  }

  /// Adds a section of fixed-size records in the machine's (little-endian) layout.
  mutating func add<Record: BitwiseCopyable>(_ name: String, records: [Record]) {
    add(name, records.withUnsafeBytes { Array($0) })
  }

  /// The finished file.
  ///
  /// - Complexity: O(*n*) in the length of the file.
  public func finished() -> [UInt8] {
    var file = [UInt8](repeating: 0, count: Codebook.headerLength)
    let tableStart = file.count
    var offset = (tableStart + 32 * sections.count + 15) & ~15
    for section in sections {
      var name = Array(section.name.utf8)
      name += [UInt8](repeating: 0, count: 8 - name.count)
      file += name
      file += Self.word(UInt64(offset))
      file += Self.word(UInt64(section.bytes.count))
      file += Self.word(section.bytes.withUnsafeBytes { Checksum.of($0) })
      offset = (offset + section.bytes.count + 15) & ~15
    }
    let table = Array(file[tableStart...])
    for section in sections {
      file += [UInt8](repeating: 0, count: (16 - file.count % 16) % 16)
      file += section.bytes
    }
    var header = Self.word(Codebook.magic) + Self.word(UInt64(Codebook.version))
    header += Self.word(UInt64(tableStart)) + Self.word(UInt64(file.count))
    header += Self.word(UInt64(sections.count))
    header += Self.word(table.withUnsafeBytes { Checksum.of($0) })
    header += Self.word(header.withUnsafeBytes { Checksum.of($0) })
    file.replaceSubrange(0..<header.count, with: header)
    return file
  }

  private static func word(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }
}
