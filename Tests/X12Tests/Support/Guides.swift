// SPDX-License-Identifier: Apache-2.0

import Foundation
import X12

/// The repository's tables and fixtures, as tests read them.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// The folder of files that others wrote; nothing where it is absent.
  static let samples: URL? = {
    let shared =
      ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"].map { URL(filePath: $0) }
      ?? root.appending(path: "../shared")
    let folder = shared.appending(path: "samples/x12")
    return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
  }()

  static func bytes(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: root.appending(path: path))).map(Array.init)
  }

  /// The rows of a table below the root: cells between tabs.
  static func rows(_ path: String) -> [[String]] {
    String(decoding: bytes(path) ?? [], as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  /// The guides of `Data/x12`.
  static let guides: GuideLibrary = {
    do throws(GuideError) {
      return try GuideLibrary { bytes("Data/x12/\($0)") }
    } catch {
      fatalError("\(error)")
    }
  }()
}

/// Judges bytes as the program does, without code lists unless some are given.
func judge(_ bytes: [UInt8], codes: (any ExternalCodes)? = nil) -> X12Report {
  var reader = SegmentReader()
  var validator = X12Validator(guides: Repository.guides, codes: codes)
  reader.feed(bytes)
  reader.finish()
  while true {
    let step = reader.next()
    validator.take(problems: reader.problems)
    reader.problems = []
    guard step == .segment else { return validator.finish() }
    validator.take(reader.segment)
  }
}

extension X12Report {
  /// All findings kept, of the input and all its parts, in order.
  var all: [X12Finding] {
    findings.kept
      + interchanges.flatMap { interchange in
        interchange.findings.kept
          + interchange.groups.flatMap { group in
            group.findings.kept + group.sets.flatMap(\.findings.kept)
          }
      }
  }
}
