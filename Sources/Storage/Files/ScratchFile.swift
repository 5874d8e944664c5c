// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file without a name: for what is too large for memory and of no use to anybody afterwards.
///
/// The system frees its space when the process ends, however it ends.
public final class ScratchFile {
  private let descriptor: Int32
  private let folder: String
  private var buffer: [UInt8] = []

  /// Makes a file in the file system of a folder.
  public init(in folder: String) throws(FileFailure) {
    self.folder = folder
    try Files.makeFolder(folder)
    let place = folder.isEmpty ? "." : folder
    let unnamed = open(place, O_RDWR | O_CLOEXEC | Self.withoutName, 0o600)
    guard unnamed < 0 else {
      descriptor = unnamed
      return
    }
    // A file system that knows no files without names gets one that loses its name at once.
    let path = "\(place)/.\(getpid())-\(UInt32.random(in: 0...UInt32.max)).draft"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure(.unwritable, folder) }
    unlink(path)
  }

  /// Linux's O_TMPFILE, which is a sum of flags and so not known to Swift: no moment at which a process
  /// that is killed could leave a name behind.
  private static let withoutName = O_DIRECTORY | 0o20_000_000

  deinit { close(descriptor) }

  /// Adds bytes.
  public func append(_ bytes: [UInt8]) throws(FileFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Hands over all bytes, from the first, a block at a time.
  public func forEachBlock(
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try flush()
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    var offset = 0
    while true {
      let count = pread(descriptor, block.baseAddress, block.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure(.unreadable, folder) }
      if count == 0 { return }
      offset += count
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  private func flush() throws(FileFailure) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes {
        write(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[done...]).baseAddress, $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Files.failure(.unwritable, folder) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
