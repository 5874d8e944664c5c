// SPDX-License-Identifier: Apache-2.0

import Foundation
import X12

/// The guides of the repository.
func repositoryGuides() throws -> GuideLibrary {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  return try GuideLibrary { name in
    (try? Data(contentsOf: root.appending(path: "Data/x12/\(name)"))).map { [UInt8]($0) }
  }
}

/// The files that other projects wrote, where they are at hand.
enum SampleFiles {
  static var folder: String? {
    ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"].map { $0 + "/samples/x12" }
  }

  struct Row: Sendable, CustomStringConvertible {
    let file: String
    let kind: String
    let version: String
    let validity: String
    let ownCheck: String
    var description: String { file }

    var bytes: [UInt8] {
      get throws {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + file)))
      }
    }
  }

  /// The rows of the manifest for some kinds of transaction set.
  static func rows(_ kinds: Set<String>) throws -> [Row] {
    guard let folder else { return [] }
    let text = try String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard kinds.contains(cells[1]) else { return nil }
      return Row(
        file: cells[0], kind: cells[1], version: cells[2], validity: cells[5], ownCheck: cells[15])
    }
  }
}

/// A transaction set of an input: as loops, with its guide, and its segments in the order of the input.
struct FoundSet {
  let set: Loop
  let guide: Guide?
  let segments: [Segment]
}

/// The transaction sets of an input.
func sets(_ bytes: [UInt8], guides: GuideLibrary) -> [FoundSet] {
  var reader = SegmentReader()
  var assembler = LoopAssembler(guides: guides, wholeSets: true)
  reader.feed(bytes)
  reader.finish()
  var (found, guide): ([FoundSet], Guide?) = ([], nil)
  var segments: [Segment] = []
  func note(_ piece: LoopAssembler.Piece) {
    switch piece {
    case .set(_, let its): guide = its
    case .setEnd(let set, _):
      found.append(FoundSet(set: set, guide: guide, segments: segments))
      segments = []
    default: break
    }
  }
  while reader.next() == .segment {
    let segment = Segment(reader.segment)
    let pieces = assembler.take(reader.segment)
    pieces.forEach(note)
    if segment.id == "ST" {
      segments = [segment]
    } else if segment.id != "SE" {
      segments.append(segment)
    }
  }
  assembler.finish().forEach(note)
  return found
}

/// A segment as text, for comparing and for messages of tests.
func text(_ segment: Segment) -> String {
  ([segment.id]
    + segment.elements.map {
      $0.repetitions.map { $0.joined(separator: ":") }.joined(separator: "^")
    })
    .joined(separator: "*")
}
