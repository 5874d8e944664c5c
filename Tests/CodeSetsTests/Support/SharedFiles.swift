// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing

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

  /// Tells whether the folder is there.
  static let arePresent = FileManager.default.fileExists(
    atPath: root.appendingPathComponent("data").path)

  /// What is said of a test that is skipped for want of the folder.
  static let absence: Comment = "publishers' files absent: set CLEANCLAIM_SHARED"

  /// Where the data packages are unpacked, a folder for each; nothing where they are not.
  static let packages = ProcessInfo.processInfo.environment["CLEANCLAIM_WHEELS"]

  /// Reads a file of an unpacked data package.
  static func packaged(_ name: String) throws -> PublishedFile {
    let url = URL(fileURLWithPath: packages ?? "").appendingPathComponent(name)
    return PublishedFile(name: name, bytes: [UInt8](try Data(contentsOf: url)), sha256: "")
  }

  /// Reads a file, out of its archive where it is in one; skips the test where it is absent.
  static func file(_ name: String) throws -> PublishedFile {
    let path = root.appendingPathComponent(String(name.prefix { $0 != "!" })).path
    if !FileManager.default.fileExists(atPath: path) { try Test.cancel("absent: \(name)") }
    return try published(root.path, name)
  }

  /// A file as an import gets it, unpacked; a member of an archive may be named by its end, after `*`.
  static func published(_ folder: String, _ name: String) throws -> PublishedFile {
    let parts = name.split(separator: "!", maxSplits: 1).map(String.init)
    let leaves = try PublishedLeaf.leaves(of: "\(folder)/\(parts[0])")
    let leaf = leaves.first { leaf in
      guard parts.count == 2 else { return true }
      return parts[1].hasPrefix("*")
        ? leaf.name.hasSuffix(String(parts[1].dropFirst())) : leaf.name.hasSuffix("!\(parts[1])")
    }
    let file = try #require(leaf, "\(name) is not in its archive").whole()
    return PublishedFile(name: name, bytes: file.bytes, sha256: "")
  }
}
