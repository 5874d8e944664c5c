// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is written piece by piece and takes its place whole at the end, or not at all.
public final class StreamedFile {
  /// The path that the finished file has.
  public let path: String
  private let partial: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isDone = false

  /// Begins a file; what lies at its path stays until the end.
  ///
  /// - Parameter partial: The name that it has until then; nothing for one of this process's own.
  public init(_ path: String, partial: String? = nil) throws(FileFailure) {
    self.path = path
    try Files.makeFolder(Files.folder(of: path))
    self.partial = partial ?? "\(path).\(getpid()).partial"
    descriptor = open(self.partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Files.failure(.unwritable, path) }
  }

  deinit {
    close(descriptor)
    if !isDone { unlink(partial) }
  }

  /// Adds bytes.
  public func append(_ bytes: some Sequence<UInt8>) throws(FileFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Puts the file in its place, safe on the disk.
  public func finish() throws(FileFailure) {
    try seal()
    guard rename(partial, path) == 0 else {
      isDone = false
      throw Files.failure(.unwritable, path)
    }
  }

  /// Completes the bytes and makes them safe on the disk under the partial name; somebody else gives the
  /// file its place.
  public func seal() throws(FileFailure) {
    try flush()
    guard fsync(descriptor) == 0 else { throw Files.failure(.unwritable, path) }
    isDone = true
  }

  private func flush() throws(FileFailure) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes {
        write(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[done...]).baseAddress, $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Files.failure(.unwritable, path) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
