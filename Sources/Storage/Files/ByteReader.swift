// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads a file or the standard input piece by piece, into room that the caller has.
public final class ByteReader {
  /// The path; `-` is the standard input.
  public let path: String
  /// The size in bytes; nothing for a pipe or a terminal.
  public let size: Int?
  /// How many bytes were read so far.
  public private(set) var count = 0
  private let descriptor: Int32
  private let held: [UInt8]

  /// Reads bytes that are held in memory, as if they came from a file.
  public init(bytes: [UInt8], path: String) {
    self.path = path
    held = bytes
    size = bytes.count
    descriptor = -1
  }

  /// Opens a file; `-` is the standard input.
  public init(_ path: String) throws(FileFailure) {
    self.path = path
    held = []
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      size = nil
      return
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileFailure(.unreadable, path, reason: "it is a folder")
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Reads into room; 0 means that there is nothing more.
  public func read(into room: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    guard descriptor >= 0 else {
      let got = min(room.count, held.count - count)
      held.withUnsafeBytes {
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[count..<count + got]))
      }
      count += got
      return got
    }
    var got = 0
    repeat {
      got = Glibc.read(descriptor, room.baseAddress, room.count)
    } while got < 0 && errno == EINTR
    guard got >= 0 else { throw Files.failure(.unreadable, path) }
    count += got
    return got
  }
}
