// SPDX-License-Identifier: Apache-2.0

import Interchange
import Storage
import Values

/// The documents of a run: whole files, or a document a line.
struct EncounterFiles {
  /// One document.
  struct Document {
    /// The file, with the line where it holds several.
    let name: String
    /// Its bytes.
    let bytes: [UInt8]
  }

  /// What a unit of a code is charged at.
  let fees: [String: Money]
  private let paths: [String]

  /// Finds the documents in files and folders.
  ///
  /// - Throws: ``WorkflowFailure`` where a path cannot be read or the fee schedule is wrong.
  init(_ roots: [String], fees: String?) throws {
    var paths: [String] = []
    var schedule = fees
    for root in roots {
      if Files.isFolder(root) {
        for path in try Files.tree(root) where Self.isDocument(path) {
          if path.hasSuffix("/fees.json") {
            schedule = schedule ?? path
          } else {
            paths.append(path)
          }
        }
      } else {
        guard root == "-" || Files.exists(root) else { throw FileFailure(.notFound, root) }
        paths.append(root)
      }
    }
    self.paths = paths
    self.fees = try schedule.map(Self.readFees) ?? [:]
  }

  /// Hands over the documents one at a time.
  func forEach(_ body: (Document) throws -> Void) throws {
    for path in paths {
      if path == "-" || Self.isLines(path) {
        let reader = try LineReader(path)
        while let line = try reader.next() {
          if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
          try body(Document(name: "\(path):\(reader.line)", bytes: line))
        }
      } else {
        try body(Document(name: path, bytes: Files.read(path)))
      }
    }
  }

  private static func isDocument(_ path: String) -> Bool {
    path.hasSuffix(".json") || isLines(path)
  }

  private static func isLines(_ path: String) -> Bool {
    path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl")
  }

  private static func readFees(_ path: String) throws -> [String: Money] {
    let bytes = try Files.read(path)
    let document: JSON
    do {
      document = try JSON(parsing: bytes)
    } catch {
      throw WorkflowFailure(
        [
          Finding(
            "encounter.not-json", .rejects, at: error.place,
            facts: [.init("fault", error.code.rawValue)])
        ], .unusable)
    }
    let (fees, findings) = EncounterReading.fees(from: document)
    guard findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    return fees
  }
}
