// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The note beside a large codebook file that all of it was checked, and which file that was.
///
/// Checking 30 MB takes milliseconds, which a command that asks one pair of codes should not pay each time. The
/// note names the file by what the file system cannot keep while a file is altered: device, inode, length, and the
/// times of its last change of content and of attributes. A file that was replaced, written to, copied or touched
/// is another file, and is checked anew. What decays on the disk itself is found by `codes verify`, which looks at
/// every byte.
struct CheckedMark {
  /// Files shorter than this take under a millisecond to check: they are checked each time.
  static let threshold = 2 << 20
  /// A file as young as this could still be written to within one tick of the file system's clock.
  private static let quietSeconds = 2

  private let path: String
  private let identity: String
  private let changed: Int

  init(path: String, status: stat) {
    self.path = Self.path(of: path)
    changed = status.st_ctim.tv_sec
    identity = [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
      status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ].map(String.init).joined(separator: " ")
  }

  /// Where the note on a file is.
  static func path(of path: String) -> String { path + ".checked" }

  /// Whether this very file was checked before.
  var isThere: Bool { (try? Files.read(path, limit: 256)) == Array(identity.utf8) }

  /// Notes that the file was checked; where nothing can be written, it will be checked again.
  func set(at now: Int = time(nil)) {
    guard now - changed > Self.quietSeconds else { return }
    try? Files.write(Array(identity.utf8), to: path)
  }
}
