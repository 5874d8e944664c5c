// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Testing
import TransactionSets
import Values
import X12

/// The 837s that others wrote; tests of them are skipped where they are not at hand.
enum ClaimSamples {
  static let folder: URL = {
    let shared = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"].map { URL(filePath: $0) }
    let beside = URL(filePath: #filePath).appending(path: "../../../../shared")
    return (shared ?? beside).appending(path: "samples/x12").standardizedFileURL
  }()

  static let arePresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "MANIFEST.tsv").path)

  /// The 837s of the list, and what it says of them.
  static let files: [(name: String, validity: String)] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "MANIFEST.tsv")) else {
      return []
    }
    let rows = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    return rows.dropFirst().compactMap { row in
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      return columns[1].hasPrefix("837") ? (String(columns[0]), String(columns[5])) : nil
    }
  }()

  /// The claims of a file. A guide that has no table here is read by the one that it comes from.
  static func claims(_ file: String) throws -> [ReadLoop] {
    var text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
    for derived in ["005010X291", "005010X298"] {
      text = text.replacing(derived, with: "005010X222A1")
    }
    return Loops.claims(Array(text.utf8))
  }
}

@Suite(.enabled(if: ClaimSamples.arePresent, "samples absent: set CLEANCLAIM_SHARED"))
struct ClaimReaderSamplesTests {
  @Test(
    "Every claim of every file, good or bad, is written with the segments and loops that it had")
  func roundTrip() throws {
    var counts: [String: Int] = [:]
    for (file, validity) in ClaimSamples.files {
      for (number, read) in try ClaimSamples.claims(file).enumerated() {
        guard let kind = ClaimReader(version: read.version)?.kind else { continue }
        let claim = try Loops.claim(read, kind)
        let written = try Loops.written([claim], delimiters: read.delimiters)
        // Read again by the guide that it came from.
        let text = String(decoding: written, as: UTF8.self)
          .replacing(kind.version, with: read.version)
        let again = Loops.claims(Array(text.utf8))
        let (had, has) = (read.contents, again.first?.contents ?? [])
        let first = zip(had.flatMap(\.lines), has.flatMap(\.lines)).first { $0 != $1 }
        #expect(
          again.count == 1 && had == has,
          "\(file), claim \(number + 1): \(first.map { "\($0)" } ?? "length")")
        counts[validity, default: 0] += 1
      }
    }
    #expect(counts["valid", default: 0] > 20, "\(counts)")
  }

  @Test("Good claims have little that the model has no field for")
  func coverage() throws {
    var (segments, kept) = (0, [String: Int]())
    for (file, validity) in ClaimSamples.files where validity == "valid" {
      for read in try ClaimSamples.claims(file) {
        guard let kind = ClaimReader(version: read.version)?.kind, read.version.hasPrefix("005010")
        else { continue }
        segments += read.contents.reduce(0) { $0 + $1.lines.count }
        for segment in try Loops.claim(read, kind).kept {
          kept["\(file) \(segment.loop) \(segment.text)", default: 0] += 1
        }
      }
    }
    #expect(kept.count * 25 < segments, "\(kept.keys.sorted())")
  }

  @Test("The JSON of every claim is JSON again when it is read")
  func json() throws {
    for (file, validity) in ClaimSamples.files where validity != "disputed" {
      for read in try ClaimSamples.claims(file) {
        guard let kind = ClaimReader(version: read.version)?.kind else { continue }
        let json = try Loops.claim(read, kind).json
        let line = json.line
        let again = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(again?["kind"] as? String == kind.rawValue, "\(file)")
      }
    }
  }
}

extension Loop {
  /// The loop as text, for the eye.
  fileprivate var lines: [String] {
    (segments + trailer).map { "\(id) \($0.id) \($0.elements)" } + loops.flatMap(\.lines)
  }
}
