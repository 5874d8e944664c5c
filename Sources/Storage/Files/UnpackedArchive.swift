// SPDX-License-Identifier: Apache-2.0

/// An archive that lay inside another one, unpacked to a temporary file that goes when nothing holds it.
final class UnpackedArchive: Sendable {
  /// The temporary file.
  let path: String
  /// The SHA-256 of the outermost archive: the file on disk that its user knows.
  let sha256: String

  /// Unpacks a member of an archive.
  ///
  /// - Parameter outermost: The SHA-256 of the file on disk, where the archive is itself inside another.
  init(_ member: String, of archive: ZipArchive, outermost: String?) throws(FileFailure) {
    if let outermost {
      sha256 = outermost
    } else {
      sha256 = SHA256.hexadecimal(of: try Files.read(archive.path))
    }
    let bytes = try archive.bytes(of: member)
    guard ZipArchive.recognises(bytes) else {
      throw FileFailure(.damagedArchive, "\(archive.path)!\(member)")
    }
    path = try Files.temporary(bytes)
  }

  deinit { try? Files.remove(path) }
}
