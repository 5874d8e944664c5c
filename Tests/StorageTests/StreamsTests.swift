// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Storage

@Suite struct StreamsTests {
  @Test("A streamed file appears when it is finished, and not before")
  func finished() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/sub/out"
    try Files.makeFolder("\(folder.path)/sub")
    let file = try StreamedFile(path)
    var expected: [UInt8] = []
    for part in 0..<300 {
      let bytes = [UInt8](repeating: UInt8(part % 256), count: 2001)
      try file.append(bytes)
      expected += bytes
    }
    #expect(!Files.exists(path))
    try file.finish()
    #expect(try Files.read(path) == expected)
    #expect(try Files.names(in: "\(folder.path)/sub") == ["out"])
  }

  @Test("A streamed file that is not finished leaves the old one and nothing beside it")
  func discarded() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out", [1, 2])
    do {
      let file = try StreamedFile(path)
      try file.append([UInt8](repeating: 3, count: 1 << 20))
    }
    #expect(try folder.names() == ["out"])
    #expect(try folder.bytes("out") == [1, 2])
  }

  private static func lines(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let folder = try TemporaryFolder()
    let reader = try LineReader(try folder.file("lines", bytes))
    var found: [[UInt8]] = []
    while let line = try reader.next() {
      found.append(line)
      #expect(reader.line == found.count)
    }
    #expect(try reader.next() == nil)
    return found
  }

  @Test(
    "Lines end with LF or CR LF, the last one also without",
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\n", ["a", "b"]),
      ("a\n\nb", ["a", "", "b"]), ("a\r\n\r\nb\r\n", ["a", "", "b"]), ("a\rb\n", ["a\rb"]),
      ("\r\n", [""]),
    ])
  func ends(text: String, expected: [String]) throws {
    #expect(try Self.lines(Array(text.utf8)) == expected.map { Array($0.utf8) })
  }

  @Test(
    "Lines longer than a block, and ends that fall on its edge, are read whole",
    arguments: [(1 << 18) - 2, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3 << 18])
  func long(length: Int) throws {
    let line = [UInt8](repeating: 0x61, count: length)
    #expect(try Self.lines(line + [0x0D, 0x0A, 0x62]) == [line, [0x62]])
  }

  @Test("A file that is not there, and a folder, are refused")
  func absent() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileFailure.self) { try LineReader("\(folder.path)/x") }
    let reader = try LineReader(folder.path)
    #expect(throws: FileFailure.self) { try reader.next() }
  }

  @Test(
    "SHA-256 is that of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func sha256(text: String, expected: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == expected)
  }

  @Test("SHA-256 of a million letters is that of FIPS 180-4")
  func sha256Long() {
    #expect(
      SHA256.hexadecimal(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
