// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import CodeSets

/// The publishers' files beside the repository; a test that needs one is skipped where it is absent.
enum SharedFiles {
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] {
      return URL(fileURLWithPath: path)
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// Tells whether a file is there; a member of an archive is named after `!`.
  static func has(_ name: String) -> Bool {
    let path = String(name.prefix { $0 != "!" })
    return FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// Reads a file, out of its archive where it is in one.
  static func file(_ name: String) throws -> PublishedFile {
    let parts = name.split(separator: "!", maxSplits: 1).map(String.init)
    let url = root.appendingPathComponent(parts[0])
    let bytes = try parts.count == 2 ? unzipped(url, parts[1]) : [UInt8](Data(contentsOf: url))
    return PublishedFile(name: name, bytes: bytes, sha256: "")
  }

  private static func unzipped(_ archive: URL, _ member: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    process.arguments = ["-p", archive.path, member]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](data)
  }
}
