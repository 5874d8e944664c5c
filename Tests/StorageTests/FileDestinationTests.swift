// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import Storage

@Suite struct FileDestinationTests {
  @Test("A folder that is not there is named, and not made")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileFailure.self) {
      try Files.write([1], to: "\(folder.path)/none/file")
    }
    #expect(error?.code == .noFolder && error?.path == "\(folder.path)/none")
    #expect(try folder.names() == [])
  }

  @Test("A link is followed, also where it leads to nothing yet; the link stays")
  func links() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("old", [1])
    for (name, target) in [("a", "old"), ("b", "\(folder.path)/new"), ("c", "a")] {
      #expect(symlink(target, "\(folder.path)/\(name)") == 0)
      try Files.write([7], to: "\(folder.path)/\(name)")
      var status = stat()
      #expect(lstat("\(folder.path)/\(name)", &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFLNK, "\(name)")
    }
    #expect(try folder.bytes("old") == [7])
    #expect(try folder.bytes("new") == [7])
    #expect(try folder.names() == ["a", "b", "c", "new", "old"])
    #expect(symlink("round", "\(folder.path)/round") == 0)
    let round = #expect(throws: FileFailure.self) { try FileDestination("\(folder.path)/round") }
    #expect(round?.code == .unwritable)
  }

  @Test("What is no ordinary file is written into and stays what it is")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    // Open for both, so that nobody waits for the other.
    let reader = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    try Files.write([4, 5], to: path)
    var bytes: [UInt8] = [0, 0, 0]
    #expect(read(reader, &bytes, 3) == 2 && bytes == [4, 5, 0])
    #expect(try folder.names() == ["pipe"])
    #expect(try !FileDestination(path).isOrdinary)
  }

  @Test("An open descriptor is written into where it stands")
  func descriptor() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out", [])
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    try Files.write([1, 2], to: "/dev/fd/\(descriptor)")
    try Files.write([3], to: "/proc/self/fd/\(descriptor)")
    #expect(try folder.bytes("out") == [1, 2, 3])
  }

  @Test("A file keeps the permissions that it had")
  func permissions() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("private", [])
    #expect(chmod(path, 0o600) == 0)
    try Files.write([1], to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test("One file is known by any of its names; a device may be given twice")
  func identity() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("file", [1])
    #expect(symlink("file", "\(folder.path)/soft") == 0)
    #expect(link(path, "\(folder.path)/hard") == 0)
    let file = try FileDestination(path)
    for name in ["soft", "hard", "./file", "../\(folder.path.split(separator: "/").last!)/file"] {
      #expect(file.isSame(as: try FileDestination("\(folder.path)/\(name)")), "\(name)")
      #expect(file.isFile(readFrom: "\(folder.path)/\(name)"), "\(name)")
    }
    let new = try FileDestination("\(folder.path)/new")
    #expect(new.isSame(as: try FileDestination("\(folder.path)/./new")))
    #expect(!new.isSame(as: file) && !new.isFile(readFrom: "\(folder.path)/new"))
    let null = try FileDestination("/dev/null")
    #expect(!null.isSame(as: null) && !null.isFile(readFrom: "/dev/null"))
  }
}
