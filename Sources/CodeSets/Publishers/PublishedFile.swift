// SPDX-License-Identifier: Apache-2.0

/// A file of a publisher, unpacked and in memory, as an importer gets it.
public struct PublishedFile: Sendable {
  /// The file's name; a member of an archive after `!`, as in `a.zip!b.txt`.
  public let name: String
  /// The bytes.
  public let bytes: [UInt8]
  /// The SHA-256 of the file on disk (of the archive, for a member), in hexadecimal.
  public let sha256: String

  /// Makes a file.
  public init(name: String, bytes: [UInt8], sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// The last part of the name, in lower case.
  public var baseName: String {
    let end = name.lastIndex { $0 == "/" || $0 == "!" }.map { name.index(after: $0) }
    return name[(end ?? name.startIndex)...].lowercased()
  }

  /// The first bytes as text, one character a byte: what a recogniser looks at.
  public var head: String { String(String.UnicodeScalarView(bytes.prefix(4096).map { .init($0) })) }
}
