// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads a file line by line, holding one block at a time, whatever the size of the file.
public final class LineReader {
  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var atEnd = false
  /// The number of the line that was read last, counted from 1.
  public private(set) var line = 0

  /// Opens a file; `-` is the standard input.
  public init(_ path: String) throws(FileFailure) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line without its end; nothing after the last.
  public func next() throws(FileFailure) -> [UInt8]? {
    while true {
      if let end = lineEnd() {
        let stop = end > start && buffer[end - 1] == 0x0D ? end - 1 : end
        defer { start = end + 1 }
        line += 1
        return Array(buffer[start..<stop])
      }
      if atEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        line += 1
        return Array(buffer[start...])
      }
      try fill()
    }
  }

  private func lineEnd() -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      return memchr(base + start, 0x0A, bytes.count - start).map { base.distance(to: $0) }
    }
  }

  private func fill() throws(FileFailure) {
    buffer.removeFirst(start)
    start = 0
    let block = 1 << 18
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: block))
    var count = 0
    buffer.withUnsafeMutableBytes { bytes in
      let free = UnsafeMutableRawBufferPointer(rebasing: bytes[old...])
      repeat {
        count = read(descriptor, free.baseAddress, block)
      } while count < 0 && errno == EINTR
    }
    buffer.removeLast(block - max(0, count))
    if count < 0 { throw Files.failure(.unreadable, path) }
    atEnd = count == 0
  }
}
