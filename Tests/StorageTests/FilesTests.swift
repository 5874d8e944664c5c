// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Storage

@Suite struct FilesTests {
  @Test("A file is written whole, in place of the old one")
  func writes() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a/b/file"
    try Files.makeFolder("\(folder.path)/a/b")
    try Files.write([1, 2, 3], to: path)
    try Files.write([4], to: path)
    #expect(try Files.read(path) == [4])
    #expect(try Files.names(in: "\(folder.path)/a/b") == ["file"])
    try Files.write([], to: path)
    #expect(try Files.read(path) == [])
    let large = [UInt8](repeating: 7, count: 3 << 20)
    try Files.write(large, to: path)
    #expect(try Files.read(path) == large)
    #expect(try Files.read(path, limit: 5) == Array(large.prefix(5)))
  }

  @Test("A path that is a folder, or lies below a file, is refused and nothing is left behind")
  func refuses() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/folder")
    _ = try folder.file("file", [1])
    for path in ["\(folder.path)/folder", "\(folder.path)/file/below", "\(folder.path)/file/a/b"] {
      let error = #expect(throws: FileFailure.self) { try Files.write([9], to: path) }
      #expect(error?.code == .unwritable)
      #expect(error?.reason.isEmpty == false)
    }
    #expect(try folder.names() == ["file", "folder"])
    #expect(try folder.bytes("file") == [1])
  }

  @Test(
    "A full disk is said to be full, and the old file stays as it was",
    .enabled(if: SmallDisk.isPossible, "needs a mount of its own"))
  func fullDisk() throws {
    let disk = try SmallDisk()
    let path = "\(disk.path)/file"
    try Files.write([1, 2, 3], to: path)
    let error = #expect(throws: FileFailure.self) {
      try Files.write([UInt8](repeating: 1, count: 2 << 20), to: path)
    }
    #expect(error?.code == .diskFull)
    #expect(try Files.read(path) == [1, 2, 3])
    #expect(try Files.names(in: disk.path) == ["file"])

    let streamed = #expect(throws: FileFailure.self) {
      let file = try StreamedFile(path)
      for _ in 0..<40 { try file.append([UInt8](repeating: 2, count: 1 << 16)) }
      try file.finish()
    }
    #expect(streamed?.code == .diskFull)
    #expect(try Files.read(path) == [1, 2, 3])
    #expect(try Files.names(in: disk.path) == ["file"])
  }

  @Test(
    "A disk that may only be read is said to be so, and the old file stays as it was",
    .enabled(if: SmallDisk.isPossible, "needs a mount of its own"))
  func readOnlyDisk() throws {
    let disk = try SmallDisk()
    try Files.write([1], to: "\(disk.path)/file")
    try disk.makeReadOnly()
    for name in ["file", "new"] {
      let error = #expect(throws: FileFailure.self) {
        try Files.write([2], to: "\(disk.path)/\(name)")
      }
      #expect(error?.code == .unwritable)
    }
    #expect(throws: FileFailure.self) { try StreamedFile("\(disk.path)/file") }
    #expect(throws: FileFailure.self) { try Files.remove("\(disk.path)/file") }
    #expect(try Files.read("\(disk.path)/file") == [1])
    #expect(try Files.names(in: disk.path) == ["file"])
  }

  @Test("What is not there and what cannot be read are told apart")
  func reading() throws {
    let folder = try TemporaryFolder()
    let absent = #expect(throws: FileFailure.self) { try Files.read("\(folder.path)/x") }
    #expect(absent?.code == .notFound)
    let isFolder = #expect(throws: FileFailure.self) { try Files.read(folder.path) }
    #expect(isFolder?.code == .unreadable)
    #expect(throws: FileFailure.self) { try Files.names(in: "\(folder.path)/x") }
    #expect(throws: FileFailure.self) { try Files.tree("\(folder.path)/x") }
    try Files.remove("\(folder.path)/x")
  }

  @Test("A folder is searched through in the order of its names, hidden files left out")
  func tree() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/a/.git")
    for name in ["b.json", "a/2.json", "a/1.json", ".hidden", "a/.git/x", "c"] {
      try Files.write([1], to: "\(folder.path)/\(name)")
    }
    let found = try Files.tree(folder.path).map { $0.dropFirst(folder.path.count + 1) }
    #expect(found == ["a/1.json", "a/2.json", "b.json", "c"])
    #expect(try Files.tree("\(folder.path)/c") == ["\(folder.path)/c"])
    #expect(try Files.tree("\(folder.path)/").first == "\(folder.path)/a/1.json")
  }

  @Test(
    "The folder of a path",
    arguments: [("a/b", "a"), ("a", ""), ("/a", "/"), ("/a/b", "/a"), ("", "")])
  func folderOf(path: String, expected: String) { #expect(Files.folder(of: path) == expected) }
}

/// A disk of one MiB in memory; only root may make one.
private final class SmallDisk {
  static let isPossible = getuid() == 0 && (try? SmallDisk()) != nil

  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    try #require(try folder.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path) == 0)
  }

  func makeReadOnly() throws {
    try #require(try folder.run("mount", "-o", "remount,ro", folder.path) == 0)
  }

  // Whatever still is in use, such as the folder of the program that unmounts, does not matter so.
  deinit { _ = try? folder.run("umount", "-l", folder.path) }
}
