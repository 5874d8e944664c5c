// SPDX-License-Identifier: Apache-2.0

/// A section of a codebook that another target has compiled.
public struct CodebookSection: Sendable {
  /// The section's name: eight characters at most, not `release`, used once in a codebook.
  public let name: String
  /// Its bytes, in the machine's (little-endian) layout.
  public let bytes: [UInt8]

  /// Makes a section of bytes.
  public init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a section of fixed-size records.
  public init<Record: BitwiseCopyable>(_ name: String, records: [Record]) {
    self.init(name, records.withUnsafeBytes { Array($0) })
  }

  /// The codebook file of some sections.
  package static func codebook(of sections: [CodebookSection], for release: Release) -> [UInt8] {
    var writer = CodebookWriter(release)
    for section in sections { writer.add(section.name, section.bytes) }
    return writer.finished()
  }
}
