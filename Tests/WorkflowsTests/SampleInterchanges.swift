// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage

@testable import Workflows

/// Interchanges for tests: the good ones of the fixtures, and odd ones made of them.
enum SampleInterchanges {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/x12/good").path(percentEncoded: false)

  /// The paths of the good ones.
  static let good: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".edi") }.sorted().map { "\(folder)/\($0)" }

  static func path(_ name: String) -> String { "\(folder)/\(name).edi" }

  static func text(_ name: String) throws -> String {
    String(decoding: try Files.read(path(name)), as: UTF8.self)
  }

  /// Inputs that are unusual or wrong, by what is odd about them.
  static func odd() throws -> [(name: String, bytes: [UInt8])] {
    let text = try text("837p-two")
    let bytes = Array(text.utf8)
    let line = Array(text.replacing("\n", with: "").utf8)
    return [
      ("a byte-order mark", [0xEF, 0xBB, 0xBF] + bytes),
      ("garbage before and after", Array("hello\n".utf8) + bytes + Array("\u{1A}\n".utf8)),
      ("no line ends", line),
      ("carriage returns", Array(text.replacing("\n", with: "\r\n").utf8)),
      ("blank lines and blanks", Array(text.replacing("~\nHL", with: "~ \n\n  HL").utf8)),
      (
        "wrapped at 80",
        Array(
          stride(from: 0, to: line.count, by: 80).map { line[$0..<min($0 + 80, line.count)] }
            .joined(separator: [0x0A]))
      ),
      (
        "Latin-1",
        Array(text.replacing("OAK", with: "O#K").utf8).map { $0 == 0x23 ? 0xC9 : $0 }
      ),
      ("UTF-8", Array(text.replacing("OAK", with: "ÓAK").utf8)),
      ("two interchanges", bytes + bytes),
      ("no IEA", Array(text.replacing("IEA*1*000000001~\n", with: "").utf8)),
      ("no SE", Array(text.replacing("SE*34*0001~\n", with: "").utf8)),
      ("no GS", Array(text.replacing("GS*HC", with: "ZZ*HC").utf8)),
      ("a segment between sets", Array(text.replacing("GE*1", with: "ZZZ*9~\nGE*1").utf8)),
      ("empty segments", Array(text.replacing("HL*1", with: "~~HL*1").utf8)),
      (
        "empty elements at the end",
        Array(text.replacing("N3*2 OAK STREET", with: "N3*2 OAK STREET****").utf8)
      ),
      ("cut in a segment", Array(bytes.prefix(700))),
      ("cut in the header", Array(bytes.prefix(60))),
      ("UTF-16", bytes.flatMap { [$0, 0] }),
      ("nothing", []),
      ("no interchange", Array("this is\nno interchange\n".utf8)),
    ]
  }

  /// Writes bytes to a file that goes away with the test's folder.
  static func file(_ bytes: [UInt8], in folder: String) throws -> InterchangeFile {
    let path = "\(folder)/\(UUID().uuidString).edi"
    try Files.write(bytes, to: path)
    return InterchangeFile(path)
  }

  /// Runs with a folder that is removed after.
  static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = InstalledCodes.temporaryFolder()
    try Files.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}

/// Takes what an answer writes.
final class Written {
  var bytes: [UInt8] = []
  var text: String { String(decoding: bytes, as: UTF8.self) }
  func take(_ more: [UInt8]) { bytes += more }
}
