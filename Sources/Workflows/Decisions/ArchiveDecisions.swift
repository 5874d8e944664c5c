// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// Makes decisions and keeps each in an archive: what was asked, what could be looked at, what came of it.
public final class ArchiveDecisions {
  private let deciders: Deciders
  private let known: CalendarDate?
  private let archive: DecisionArchive?
  private let catalogue: JSON
  private let name: String
  private var isCatalogued = false

  /// Opens an archive to add to; nothing to keep nothing.
  ///
  /// - Throws: ``WorkflowFailure`` where the archive cannot be written or the installation not be read.
  public init(
    _ installation: Installation, known: CalendarDate? = nil, archive path: String?
  ) throws(WorkflowFailure) {
    deciders = Deciders(installation, known: known)
    self.known = known
    archive = try asWorkflow { try path.map { try DecisionArchive(appendingTo: $0) } }
    catalogue = try asWorkflow { try Self.catalogue(of: installation) }
    name = String(SHA256.hexadecimal(of: Array(catalogue.line.utf8)).prefix(16))
  }

  /// Makes a decision and keeps it.
  public func decide(_ kind: String, _ request: JSON) throws(WorkflowFailure) -> JSON {
    let answer = try deciders.decide(kind, request)
    guard let archive else { return answer }
    try asWorkflow {
      if !isCatalogued {
        try archive.append([
          JSON.Member("catalogue", .string(name)), JSON.Member("program", .string(Program.version)),
          JSON.Member("releases", catalogue),
        ])
        isCatalogued = true
      }
      try archive.append([
        JSON.Member("decision", .string(kind)), JSON.Member("with", .string(name)),
        JSON.Member("known", known.map { .date($0) } ?? .null), JSON.Member("request", request),
        JSON.Member("answer", answer),
      ])
    }
    return answer
  }

  /// Makes a decision for each line of a file.
  ///
  /// - Parameter each: Takes the answers in the same order.
  /// - Returns: How many requests were refused.
  public func decideAll(
    _ kind: String, _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    var refused = 0
    let reader = try asWorkflow { try LineReader(path) }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let answer: JSON
      do {
        answer = try decide(kind, try Self.parsed(line, number: reader.line))
      } catch  where error.findings.first?.rule == "decision.not-json" {
        answer = .members(("findings", .array(error.findings.map(FindingWords.standard.json))))
      }
      if answer["findings"] != nil, answer.members.count == 1 { refused += 1 }
      each(answer)
    }
    return refused
  }

  private static func parsed(_ line: [UInt8], number: Int) throws(WorkflowFailure) -> JSON {
    do { return try JSON(parsing: line) } catch {
      throw WorkflowFailure(
        [
          Finding(
            "decision.not-json", .rejects, at: .text(line: number, byte: nil),
            facts: [.init("fault", error.code.rawValue)])
        ], .unusable)
    }
  }

  /// Sees everything to the disk.
  public func finish() throws(WorkflowFailure) { try asWorkflow { try archive?.finish() } }

  /// The releases of an installation by name, each with what tells its file from others; those that are made
  /// from others are left out.
  static func catalogue(of installation: Installation) throws -> JSON {
    let store = installation.codebooks
    return .object(
      try store.releases().filter { !$0.component.isDerived }.map { release in
        JSON.Member(release.name, .string(try store.fingerprint(of: release)))
      })
  }
}
