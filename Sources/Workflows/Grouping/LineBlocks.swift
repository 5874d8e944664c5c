// SPDX-License-Identifier: Apache-2.0

import Storage

/// Whole lines of a file, some at a time.
final class LineBlocks {
  /// Some whole lines, and the number of the first.
  struct Block: Sendable {
    let bytes: [UInt8]
    let line: Int
  }

  /// The longest line that is read, in bytes.
  private static let longestLine = 64 << 20

  private let path: String
  private let source: ByteReader
  private let size: Int
  private var rest: [UInt8] = []
  private var line = 1
  private var isAtEnd = false

  init(_ path: String, size: Int) throws(FileFailure) {
    self.path = path
    source = try ByteReader(path)
    self.size = size
  }

  /// The next lines; nothing at the end. The last line may lack its end.
  func next() throws(FileFailure) -> Block? {
    var bytes = rest
    rest = []
    while !isAtEnd {
      let old = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: size))
      let read = bytes.withUnsafeMutableBytes { room in
        Result { () throws(FileFailure) in
          try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[old...]))
        }
      }
      let got = try read.get()
      bytes.removeLast(size - got)
      isAtEnd = got == 0
      if let end = bytes[old...].lastIndex(of: 0x0A) {
        rest = Array(bytes[(end + 1)...])
        bytes.removeLast(bytes.count - end - 1)
        break
      }
      guard bytes.count < Self.longestLine else {
        throw FileFailure(.tooLarge, path, reason: "a line of more than 64 MB")
      }
    }
    guard !bytes.isEmpty else { return nil }
    let first = line
    line += bytes.withUnsafeBufferPointer { $0.count { $0 == 0x0A } }
    return Block(bytes: bytes, line: first)
  }
}
