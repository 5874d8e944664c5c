// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Values

/// A backup that lies in a file, alone or in a folder with those that it rests on.
public final class BackupFile {
  /// Its path.
  public let path: String
  /// What it holds.
  public let manifest: BackupManifest
  /// The hash of its manifest, which has the hash of each chunk: what tells it from every other.
  public let digest: Digest
  /// How many bytes it has.
  public let size: Int
  private var others: [String: BackupFile.Bytes] = [:]

  /// Opens a backup and checks its manifest.
  ///
  /// - Throws: ``BackupError``: `notABackup`, `damaged`; ``FileFailure``.
  public convenience init(_ path: String) throws { try self.init(path, Bytes(path)) }

  private init(_ path: String, _ bytes: Bytes) throws {
    self.path = path
    size = bytes.size
    others[""] = bytes
    let heading = Array(BackupWriter.heading.utf8)
    guard try bytes.read(0, min(heading.count, size)) == heading else {
      throw BackupError(.notABackup, path)
    }
    guard size >= heading.count + Self.endingLength else {
      throw BackupError(.damaged, path, reason: "it ends early")
    }
    let line = String(
      decoding: try bytes.read(size - Self.endingLength, Self.endingLength), as: UTF8.self)
    let ending = line.split(separator: " ")
    guard ending.count == 3, ending[0] == "manifest", let place = Int(ending[1], radix: 16),
      let digest = Digest(hexadecimal: ending[2].dropLast()), place >= heading.count,
      place <= size - Self.endingLength, line == Self.ending(at: place, digest)
    else { throw BackupError(.damaged, path, reason: "it ends early") }
    let text = try bytes.read(place, size - Self.endingLength - place)
    guard SHA256.digest(of: text) == digest, let json = try? JSON(parsing: text),
      let manifest = BackupManifest(json)
    else { throw BackupError(.damaged, path, reason: "its manifest was altered") }
    self.digest = digest
    self.manifest = manifest
  }

  /// The last line of a backup.
  static func ending(at place: Int, _ digest: Digest) -> String {
    let number = String(place, radix: 16)
    let padded = String(repeating: "0", count: 16 - number.utf8.count) + number
    return "manifest \(padded) \(digest)\n"
  }

  private static let endingLength = 9 + 16 + 1 + 64 + 1

  /// Hands over the rows of a table.
  ///
  /// - Throws: ``BackupError``: `damaged`, `missingFile`.
  func forEachRow(
    of table: BackupManifest.Table, _ body: ([DatabaseValue]) throws -> Void
  ) throws {
    for chunk in table.chunks {
      let bytes = try self.bytes(of: chunk)
      var rows = 0
      let isWhole = try RowBytes.forEachRow(of: bytes, width: table.columns.count) { row in
        rows += 1
        try body(row)
      }
      guard isWhole, rows == chunk.rows else { throw damaged(chunk) }
    }
  }

  private func bytes(of chunk: BackupManifest.Chunk) throws -> [UInt8] {
    let packed = try place(of: chunk).read(chunk.offset, chunk.length)
    // What is packed grows no more than a thousandfold: a length that was altered takes no memory.
    guard packed.count == chunk.length, SHA256.digest(of: packed) == chunk.packedDigest,
      chunk.plainLength <= 1100 * (chunk.length + 1),
      let bytes = PackedChunk.unpack(packed, length: chunk.plainLength),
      SHA256.digest(of: bytes) == chunk.digest
    else { throw damaged(chunk) }
    return bytes
  }

  private func place(of chunk: BackupManifest.Chunk) throws -> Bytes {
    let name = chunk.file ?? ""
    if let open = others[name] { return open }
    let folder = Files.folder(of: path)
    guard !name.contains("/") else { throw damaged(chunk) }
    let other = folder.isEmpty ? name : "\(folder)/\(name)"
    guard Files.exists(other) else { throw BackupError(.missingFile, path, reason: other) }
    let bytes = try Bytes(other)
    others[name] = bytes
    return bytes
  }

  private func damaged(_ chunk: BackupManifest.Chunk) -> BackupError {
    BackupError(.damaged, path, reason: "\(chunk.file ?? "byte") \(chunk.offset)")
  }

  /// An open file.
  private final class Bytes {
    let descriptor: Int32
    let size: Int
    private let path: String

    init(_ path: String) throws(FileFailure) {
      self.path = path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw FileFailure(.unreadable, path, reason: "it is no ordinary file")
      }
      size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Bytes from a place on; fewer where the file ends.
    func read(_ offset: Int, _ count: Int) throws(FileFailure) -> [UInt8] {
      guard offset < size else { return [] }
      var bytes = [UInt8](repeating: 0, count: min(count, size - offset))
      var done = 0
      while done < bytes.count {
        let wanted = bytes.count - done
        let got = bytes.withUnsafeMutableBytes {
          pread(
            descriptor, $0.baseAddress?.advanced(by: done), wanted, off_t(offset + done))
        }
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw Files.failure(.unreadable, path) }
        if got == 0 { break }
        done += got
      }
      if done < bytes.count { bytes.removeLast(bytes.count - done) }
      return bytes
    }
  }
}
