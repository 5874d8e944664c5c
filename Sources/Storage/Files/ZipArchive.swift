// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// A zip file (a wheel and a workbook are such too), read by the library minizip.
public final class ZipArchive {
  /// One file inside.
  public struct Member: Sendable {
    /// The path inside the archive.
    public let name: String
    /// The length when unpacked, in bytes.
    public let length: Int
  }

  /// The path of the archive.
  public let path: String
  /// The files inside, in the archive's order; folders are left out.
  public let members: [Member]
  private let handle: unzFile

  /// Tells from the first bytes whether a file is a zip archive.
  public static func recognises(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Opens an archive and reads its directory.
  public init(_ path: String) throws(FileFailure) {
    guard Files.exists(path) else { throw FileFailure(.notFound, path) }
    guard let handle = unzOpen64(path) else { throw FileFailure(.damagedArchive, path) }
    self.handle = handle
    self.path = path
    var members: [Member] = []
    var status = unzGoToFirstFile(handle)
    while status == UNZ_OK {
      var entry = unz_file_info64()
      var name = [CChar](repeating: 0, count: 4096)
      guard unzGetCurrentFileInfo64(handle, &entry, &name, 4095, nil, 0, nil, 0) == UNZ_OK else {
        unzClose(handle)
        throw FileFailure(.damagedArchive, path)
      }
      let text = String(
        decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if !text.hasSuffix("/") {
        members.append(Member(name: text, length: Int(entry.uncompressed_size)))
      }
      status = unzGoToNextFile(handle)
    }
    self.members = members
    guard status == UNZ_END_OF_LIST_OF_FILE else { throw FileFailure(.damagedArchive, path) }
  }

  deinit { unzClose(handle) }

  /// Unpacks a member, or its first `limit` bytes; its checksum is verified where it is read whole.
  public func bytes(of name: String, limit: Int = .max) throws(FileFailure) -> [UInt8] {
    let place = "\(path)!\(name)"
    guard unzLocateFile(handle, name, 1) == UNZ_OK else { throw FileFailure(.notFound, place) }
    guard unzOpenCurrentFile(handle) == UNZ_OK else { throw FileFailure(.damagedArchive, place) }
    var out: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var count: Int32 = 0
    repeat {
      count = unzReadCurrentFile(handle, &block, UInt32(block.count))
      if count > 0 { out += block[..<Int(count)] }
    } while count > 0 && out.count < min(limit, Compression.most)
    let closed = unzCloseCurrentFile(handle)
    if out.count >= limit { return Array(out[..<limit]) }
    guard count == 0, closed == UNZ_OK else {
      throw FileFailure(out.count >= Compression.most ? .tooLarge : .damagedArchive, place)
    }
    return out
  }
}
