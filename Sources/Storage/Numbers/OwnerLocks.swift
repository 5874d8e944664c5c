// SPDX-License-Identifier: Apache-2.0

import CLibraries
import Glibc

/// Tells which owners of something still live: each holds a byte of a file locked, and the system lets go
/// of it when the process ends, however it ends.
final class OwnerLocks {
  private let path: String
  private let descriptor: Int32
  private var held: Set<Int> = []

  /// Opens the file, or makes it; it stays empty.
  init(_ path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Files.failure(.unwritable, path) }
  }

  deinit { close(descriptor) }

  /// Becomes the owner of a number; false where another lives that is it, or this one is it already.
  func take(_ number: Int) throws(FileFailure) -> Bool {
    if held.contains(number) { return false }
    // Locks of open file descriptions, unlike those of processes, also keep two stores of one process apart.
    if cleanclaim_lock_byte(descriptor, Int64(number), 1) == 0 {
      held.insert(number)
      return true
    }
    guard errno == EAGAIN || errno == EACCES else { throw Files.failure(.unwritable, path) }
    return false
  }

  /// Is no longer the owner of a number.
  func release(_ number: Int) {
    held.remove(number)
    _ = cleanclaim_lock_byte(descriptor, Int64(number), 0)
  }
}
