// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing

@testable import Storage

@Suite struct ArchiveTests {
  /// What is packed: enough that it takes more than one block, and compresses somewhat.
  private static let content = (0..<270_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  private static let packing = """
    import gzip, lzma, zipfile
    data = open("data", "rb").read()
    open("data.gz", "wb").write(gzip.compress(data))
    open("two.gz", "wb").write(gzip.compress(data[:9]) + gzip.compress(data[9:]))
    open("data.xz", "wb").write(lzma.compress(data))
    open("two.xz", "wb").write(lzma.compress(data[:9]) + lzma.compress(data[9:]))
    with zipfile.ZipFile("data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/", b"")
        archive.writestr("folder/data", data)
        archive.writestr("small.txt", b"small")
    with zipfile.ZipFile("empty.zip", "w"):
        pass
    open("empty.gz", "wb").write(gzip.compress(b""))
    open("empty.xz", "wb").write(lzma.compress(b""))
    """

  private static func packed() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try folder.file("data", content)
    try #require(try folder.run("python3", "-", input: packing) == 0)
    return folder
  }

  private static func unpacked(_ path: String) throws -> [[UInt8]] {
    try PublishedLeaf.leaves(of: path).map { try $0.whole().bytes }
  }

  @Test(
    "What was packed comes out again, also from files put end to end",
    arguments: ["data.gz", "two.gz", "data.xz", "two.xz", "data"])
  func good(name: String) throws {
    let folder = try Self.packed()
    #expect(try Self.unpacked("\(folder.path)/\(name)") == [Self.content])
    let leaf = try #require(PublishedLeaf.leaves(of: "\(folder.path)/\(name)").first)
    #expect(try leaf.head().bytes == Array(Self.content.prefix(PublishedLeaf.headLength)))
  }

  @Test("The members of a zip file are unpacked one by one, folders left out")
  func zip() throws {
    let folder = try Self.packed()
    let path = "\(folder.path)/data.zip"
    let leaves = try PublishedLeaf.leaves(of: path)
    #expect(leaves.map(\.name) == ["\(path)!folder/data", "\(path)!small.txt"])
    #expect(try leaves.map { try $0.whole().bytes } == [Self.content, Array("small".utf8)])
    let archive = try ZipArchive(path)
    #expect(try archive.bytes(of: "folder/data", limit: 10) == Array(Self.content.prefix(10)))
    let error = #expect(throws: FileFailure.self) { try archive.bytes(of: "absent") }
    #expect(error?.code == .notFound)
    #expect(
      try leaves.allSatisfy {
        try $0.whole().sha256 == SHA256.hexadecimal(of: folder.bytes("data.zip"))
      })
  }

  @Test("A compressed file of nothing is empty; a zip file without members is refused")
  func empty() throws {
    let folder = try Self.packed()
    #expect(throws: FileFailure.self) { try PublishedLeaf.leaves(of: "\(folder.path)/empty.zip") }
    #expect(try Self.unpacked("\(folder.path)/empty.gz") == [[]])
    #expect(try Self.unpacked("\(folder.path)/empty.xz") == [[]])
  }

  @Test(
    "An archive that ends early is refused, wherever it ends",
    arguments: ["data.gz", "data.xz", "data.zip"])
  func truncated(name: String) throws {
    let folder = try Self.packed()
    let whole = try folder.bytes(name)
    let least = 8  // what still says what kind of file it is
    // The last two bytes of a zip file are the length of a comment and say nothing.
    let lengths = [least, 12, 20, 30, 100, whole.count / 2, whole.count - 9, whole.count - 3]
    for length in lengths {
      let path = try folder.file("cut", whole[..<length])
      let error = #expect(throws: FileFailure.self, "\(length)") { _ = try Self.unpacked(path) }
      #expect(error?.code == .damagedArchive, "\(length)")
    }
  }

  @Test(
    "An archive whose bytes were changed is refused",
    arguments: ["data.gz", "data.xz", "data.zip"])
  func changed(name: String) throws {
    let folder = try Self.packed()
    let whole = try folder.bytes(name)
    // In the first half lies what was packed; a zip file ends with a directory that says some things twice.
    for part in 1..<8 {
      var bytes = whole
      bytes[whole.count * part / 16] ^= 0x10
      let path = try folder.file("changed", bytes)
      let error = #expect(throws: FileFailure.self, "\(part)") { _ = try Self.unpacked(path) }
      #expect(error?.code == .damagedArchive, "\(part)")
    }
  }

  @Test(
    "Garbage behind the first bytes of an archive is refused",
    arguments: [
      [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x1F, 0x8B],
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
    ] as [[UInt8]])
  func garbage(head: [UInt8]) throws {
    let folder = try TemporaryFolder()
    for count in [0, 1, 100, 100_000] {
      let path = try folder.file(
        "garbage", head + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      let error = #expect(throws: FileFailure.self, "\(count)") { _ = try Self.unpacked(path) }
      #expect(error?.code == .damagedArchive)
    }
  }

  @Test("A file that is not there and a folder are refused")
  func absent() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileFailure.self) {
      try PublishedLeaf.leaves(of: "\(folder.path)/x")
    }
    #expect(error?.code == .notFound)
    #expect(throws: FileFailure.self) { try PublishedLeaf.leaves(of: folder.path) }
    let archive = #expect(throws: FileFailure.self) { try ZipArchive("\(folder.path)/x.zip") }
    #expect(archive?.code == .notFound)
  }
}
