// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Testing
import TransactionSets
import X12

/// Files that others wrote; tests of them are skipped where they are not at hand.
enum Samples {
  static let folder: URL = {
    let shared = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"].map { URL(filePath: $0) }
    let beside = URL(filePath: #filePath).appending(path: "../../../../shared")
    return (shared ?? beside).appending(path: "samples/x12").standardizedFileURL
  }()

  static let arePresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "MANIFEST.tsv").path)

  /// The 837s of the list, whatever it says of them.
  static let files: [String] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "MANIFEST.tsv")) else {
      return []
    }
    let rows = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    return rows.dropFirst().compactMap { row in
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      return columns[1].hasPrefix("837") ? String(columns[0]) : nil
    }
  }()

  /// The claims of a file. A guide that we have no table of is read by the one that it comes from.
  static func claims(_ file: String) throws -> [ReadLoop] {
    var text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
    let derived = [
      ("005010X291", "005010X222A1"), ("005010X298", "005010X222A1"),
      ("004010X098A1", "005010X222A1"), ("004010X096A1", "005010X223A2"),
    ]
    for (old, new) in derived { text = text.replacing(old, with: new) }
    return Loops.claims(Array(text.utf8))
  }
}

extension Loop {
  /// The loop as text, for the eye.
  var lines: [String] {
    let own = (segments + trailer).map { "\(id) \($0.id) \($0.elements)" }
    return own + loops.flatMap(\.lines)
  }
}

@Suite(.enabled(if: Samples.arePresent, "samples absent: set CLEANCLAIM_SHARED"))
struct ClaimReaderSamplesTests {
  @Test("Every claim of every file is written with the segments and loops that it had")
  func roundTrip() throws {
    var count = 0
    var kept: [String: Int] = [:]
    var forms: [String: Int] = [:]
    for file in Samples.files {
      for (number, read) in try Samples.claims(file).enumerated() {
        guard let kind = ClaimReader(version: read.version)?.kind else { continue }
        let claim = try Loops.claim(read, kind)
        let bytes = try Loops.written([claim], delimiters: read.delimiters)
        let again = Loops.claims(bytes)
        let same = again.count == 1 && again[0].contents == read.contents
        if !same {
          let (a, b) = (read.contents, again.first?.contents ?? [])
          let first = zip(a.flatMap(\.lines), b.flatMap(\.lines)).first { $0 != $1 }
          Issue.record("\(file), claim \(number + 1): \(first.map { "\($0)" } ?? "length")")
        }
        count += 1
        kept[file, default: 0] += claim.asWritten == nil ? 0 : 1
        for written in claim.everythingAsWritten {
          let s = written.segments
          for segment in s.read where !s.ours.contains(segment) {
            let other = s.ours.first { $0.id == segment.id }
            forms["\(segment.text) <- \(other?.text ?? "")", default: 0] += 1
          }
          for case .kept(let l) in written.loops {
            forms["LOOP \(l.id) \(l.segments.map(\.text))", default: 0] += 1
          }
        }
      }
    }
    #expect(count > 100)
    for (f, n) in forms.sorted(by: { $0.value > $1.value }) { print("FORM", n, f) }
    print("claims", count, "with kept forms", kept.values.reduce(0, +))
  }
}

extension WrittenSegment {
  var text: String {
    id + "*"
      + elements.map { $0.map { $0.joined(separator: ":") }.joined(separator: "^") }.joined(
        separator: "*")
  }
}

extension Claim {
  var everythingAsWritten: [AsWritten] {
    var all = [
      asWritten, levelsAsWritten.billing, levelsAsWritten.subscriber, levelsAsWritten.patient,
    ]
    all += [
      billingProvider.asWritten, payToAddress?.asWritten, payToPlan?.asWritten,
      patient.person.asWritten,
    ]
    all += [coverage.payer.asWritten, coverage.subscriber?.asWritten]
    all += providers.map(\.provider.asWritten)
    for payer in otherPayers {
      all += [
        payer.asWritten, payer.coverage.payer.asWritten, payer.coverage.subscriber?.asWritten,
      ]
      all += payer.providers.map(\.provider.asWritten)
    }
    for line in lines {
      all +=
        [line.asWritten] + line.drugs.map(\.asWritten) + line.adjudications.map(\.asWritten)
        + line.forms.map(\.asWritten)
      all += line.providers.map(\.provider.asWritten)
    }
    return all.compactMap { $0 }
  }
}
