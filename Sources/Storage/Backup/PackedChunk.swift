// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// The rows of a chunk as they lie in a backup: packed by zlib, with the least effort.
enum PackedChunk {
  static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&packed, &length, bytes, uLong(bytes.count), 1)
    precondition(status == Z_OK, "zlib has room and memory")
    packed.removeLast(packed.count - Int(length))
    return packed
  }

  /// Unpacks; nothing where the bytes are other ones, or of another length.
  static func unpack(_ packed: [UInt8], length: Int) -> [UInt8]? {
    var count = uLong(length)
    var bytes = [UInt8](repeating: 0, count: length)
    guard uncompress(&bytes, &count, packed, uLong(packed.count)) == Z_OK, Int(count) == length
    else { return nil }
    return bytes
  }
}
