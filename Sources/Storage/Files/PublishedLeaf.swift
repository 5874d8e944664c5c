// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// One published document as it lies on disk: a file, what a compressed file holds, a member of an
/// archive, or a workbook. Nothing is unpacked before it is asked for, but archives inside archives, which
/// become temporary files for as long as one of their members is held.
public struct PublishedLeaf: Sendable {
  /// The file's path; a member of an archive after `!`.
  public let name: String
  /// The file on disk.
  public let path: String
  private let kind: Kind

  private enum Kind: Sendable {
    case plain
    case compressed
    case member(String)
    case nested(UnpackedArchive, String)
    case workbook
  }

  /// How much of a file a recogniser gets to see.
  public static let headLength = 1 << 18

  /// The documents in a file: several where it is an archive.
  public static func leaves(of path: String) throws(FileFailure) -> [PublishedLeaf] {
    let head = try Files.read(path, limit: 16)
    if ZipArchive.recognises(head) {
      let archive = try ZipArchive(path)
      if Workbook.recognises(archive) {
        return [PublishedLeaf(name: path, path: path, kind: .workbook)]
      }
      var leaves: [PublishedLeaf] = []
      for member in archive.members {
        let name = "\(path)!\(member.name)"
        if Self.isArchive(member.name) {
          let inner = try UnpackedArchive(member.name, of: archive, outermost: nil)
          leaves += try nested(inner, name: name, path: path)
        } else {
          leaves.append(PublishedLeaf(name: name, path: path, kind: .member(member.name)))
        }
      }
      return leaves
    }
    let kind: Kind = Compression.Kind(head) == nil ? .plain : .compressed
    return [PublishedLeaf(name: path, path: path, kind: kind)]
  }

  private static func isArchive(_ member: String) -> Bool {
    member.lowercased().hasSuffix(".zip")
  }

  /// The documents in an archive inside an archive, at any depth.
  ///
  /// The coverage database comes so: an archive of archives of tables.
  private static func nested(
    _ inner: UnpackedArchive, name: String, path: String
  ) throws(FileFailure) -> [PublishedLeaf] {
    var leaves: [PublishedLeaf] = []
    let archive = try ZipArchive(inner.path)
    for member in archive.members {
      let name = "\(name)!\(member.name)"
      if isArchive(member.name) {
        let next = try UnpackedArchive(member.name, of: archive, outermost: inner.sha256)
        leaves += try nested(next, name: name, path: path)
      } else {
        leaves.append(PublishedLeaf(name: name, path: path, kind: .nested(inner, member.name)))
      }
    }
    return leaves
  }

  /// Tells whether the document is a workbook.
  public var isWorkbook: Bool {
    if case .workbook = kind { true } else { false }
  }

  /// The first bytes of the document.
  public func head() throws(FileFailure) -> PublishedFile {
    PublishedFile(name: name, bytes: try bytes(limit: Self.headLength), sha256: "")
  }

  /// The whole document and the hash of the file on disk.
  public func whole() throws(FileFailure) -> PublishedFile {
    if case .nested(let archive, _) = kind {
      return PublishedFile(name: name, bytes: try bytes(), sha256: archive.sha256)
    }
    let packed = try Files.read(path)
    let sha256 = SHA256.hexadecimal(of: packed)
    switch kind {
    case .plain: return PublishedFile(name: name, bytes: packed, sha256: sha256)
    case .workbook: return PublishedFile(name: name, bytes: [], sha256: sha256)
    default: return PublishedFile(name: name, bytes: try bytes(), sha256: sha256)
    }
  }

  /// The rows of the first worksheet of a workbook.
  public func worksheet() throws(FileFailure) -> [PublisherFormat.WorksheetRow] {
    try Workbook.rows(of: ZipArchive(path))
  }

  /// The rows of every worksheet of a workbook, also of one inside an archive.
  public func worksheets() throws(FileFailure) -> [[PublisherFormat.WorksheetRow]] {
    let packed: [UInt8]
    switch kind {
    case .member(let member): packed = try ZipArchive(path).bytes(of: member)
    case .nested(let archive, let member): packed = try ZipArchive(archive.path).bytes(of: member)
    default: return try Workbook.allRows(of: ZipArchive(path))
    }
    // The library that unpacks reads files only: the workbook becomes one for as long as it is read.
    let unpacked = try Files.temporary(packed)
    defer { try? Files.remove(unpacked) }
    return try Workbook.allRows(of: ZipArchive(unpacked))
  }

  private func bytes(limit: Int = .max) throws(FileFailure) -> [UInt8] {
    switch kind {
    case .plain: return try Files.read(path, limit: limit)
    case .member(let member): return try ZipArchive(path).bytes(of: member, limit: limit)
    case .nested(let archive, let member):
      return try ZipArchive(archive.path).bytes(of: member, limit: limit)
    case .workbook: return []
    case .compressed:
      let packed = try Files.read(path)
      guard let kind = Compression.Kind(packed) else { throw FileFailure(.damagedArchive, path) }
      return try Compression.unpacked(packed, kind, path: path, limit: limit)
    }
  }
}

extension PublishedFile {
  /// The rows of a query, where the file is a SQLite database.
  public func rows(of query: String) throws(FileFailure) -> [[String]] {
    try SQLiteReader.rows(of: query, in: bytes, path: name)
  }
}
