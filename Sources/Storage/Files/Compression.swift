// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// Unpacks gzip and xz by the libraries zlib and liblzma.
enum Compression {
  /// How a file is compressed.
  enum Kind {
    case gzip
    case xz

    /// What the first bytes say; nothing for a file that is neither.
    init?(_ head: some Collection<UInt8>) {
      if head.starts(with: [0x1F, 0x8B]) {
        self = .gzip
      } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
        self = .xz
      } else {
        return nil
      }
    }
  }

  /// The most that one file may unpack to: larger ones are not code sets.
  static let most = 2 << 30

  /// Unpacks all bytes, or the first `limit` of them.
  static func unpacked(
    _ bytes: [UInt8], _ kind: Kind, path: String, limit: Int = .max
  ) throws(FileFailure) -> [UInt8] {
    switch kind {
    case .gzip: try gunzipped(bytes, path: path, limit: limit)
    case .xz: try unxzipped(bytes, path: path, limit: limit)
    }
  }

  private static func gunzipped(
    _ bytes: [UInt8], path: String, limit: Int
  ) throws(FileFailure) -> [UInt8] {
    var stream = z_stream()
    guard cleanclaim_inflate_start(&stream) == Z_OK else { throw FileFailure(.tooLarge, path) }
    defer { inflateEnd(&stream) }
    var out: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var status = Z_OK
    bytes.withUnsafeBufferPointer { input in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = uInt(input.count)
      while out.count < min(limit, most) {
        block.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = uInt(output.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        out += block[..<(block.count - Int(stream.avail_out))]
        if status == Z_STREAM_END, stream.avail_in > 0 {
          // Another member follows: gzip files may be put end to end.
          status = inflateReset(&stream)
          continue
        }
        if status != Z_OK { break }
      }
    }
    return try checked(out, done: status == Z_STREAM_END, path: path, limit: limit)
  }

  private static func unxzipped(
    _ bytes: [UInt8], path: String, limit: Int
  ) throws(FileFailure) -> [UInt8] {
    var stream = cleanclaim_lzma_start()
    guard cleanclaim_lzma_decoder(&stream, 1 << 30) == LZMA_OK else {
      throw FileFailure(.tooLarge, path)
    }
    defer { lzma_end(&stream) }
    var out: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var status = LZMA_OK
    bytes.withUnsafeBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = input.count
      while out.count < min(limit, most), status == LZMA_OK {
        block.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = output.count
          status = lzma_code(&stream, LZMA_FINISH)
        }
        out += block[..<(block.count - stream.avail_out)]
      }
    }
    return try checked(out, done: status == LZMA_STREAM_END, path: path, limit: limit)
  }

  private static func checked(
    _ out: [UInt8], done: Bool, path: String, limit: Int
  ) throws(FileFailure) -> [UInt8] {
    if out.count >= limit { return Array(out[..<limit]) }
    if done { return out }
    throw FileFailure(out.count >= most ? .tooLarge : .damagedArchive, path)
  }
}
