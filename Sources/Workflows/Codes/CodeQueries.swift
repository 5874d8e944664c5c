// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// What a person asks of the installed code sets; each answer is JSON, the same for every face.
public struct CodeQueries: Sendable {
  let library: CodeLibrary
  let installation: Installation

  /// Opens the installed code sets.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  /// - Throws: ``WorkflowFailure`` of kind `unusable` where a codebook file is damaged.
  public init(
    _ installation: Installation, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    self.installation = installation
    library = try asWorkflow { try installation.library(known: known) }
  }

  /// The code sets themselves, for the other workflows.
  var codes: CodeLibrary { library }

  /// The releases installed.
  public func releases() -> JSON { .array(library.releases.map(\.json)) }

  /// Checks every codebook file to the last byte.
  ///
  /// - Returns: A row a release.
  /// - Throws: ``WorkflowFailure`` with every file that is damaged.
  public func verify() throws(WorkflowFailure) -> JSON {
    var findings: [Finding] = []
    var rows: [JSON] = []
    for release in library.releases {
      do {
        try installation.codebooks.verify(release)
        rows.append(
          .members(
            ("name", .string(release.name)), ("rows", .int(release.rows)), ("ok", .bool(true)))
        )
      } catch {
        findings += WorkflowFailure(any: error).findings
      }
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    return .array(rows)
  }

  /// Looks a code up: the shape is that of ``CodeAnswer/json``.
  ///
  /// - Parameters:
  ///   - code: The code, with or without its point.
  ///   - set: The name of a set; nothing to look in all.
  ///   - day: The date of service; nothing for the newest installed edition.
  public func lookup(
    _ code: String, in set: String?, on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    var lookup = try self.lookup(in: set, on: day)
    return try asWorkflow { try lookup.answer(code).json }
  }

  /// Looks up a stream of codes: as ``lookup(_:in:on:)``, prepared once.
  ///
  /// - Parameters:
  ///   - next: Gives the next code; nothing at the end.
  ///   - each: Takes the answers, in the same order.
  public func lookupAll(
    in set: String?, on day: CalendarDate?, next: () -> String?, each: (JSON) -> Void
  ) throws(WorkflowFailure) {
    var lookup = try self.lookup(in: set, on: day)
    try asWorkflow {
      while let code = next() { each(try lookup.answer(code).json) }
    }
  }

  private func lookup(
    in set: String?, on day: CalendarDate?
  ) throws(WorkflowFailure) -> CodeLookup {
    try requireCodes()
    let set = try set.map { name throws(WorkflowFailure) in try codeSet(named: name) }
    return try asWorkflow { try CodeLookup(library, in: set, on: day) }
  }

  /// A set by its name, or by one of the names that people use for it.
  func codeSet(named name: String) throws(WorkflowFailure) -> CodeSetID {
    let aliases = [
      "icd10": "icd10cm", "icd-10-cm": "icd10cm", "cm": "icd10cm", "icd-10-pcs": "icd10pcs",
      "pcs": "icd10pcs", "icd9": "icd9cm", "icd-9-cm": "icd9cm", "icd9pcs": "icd9proc",
      "icd9cm-procedures": "icd9proc", "hcpcs2": "hcpcs",
    ]
    let lower = name.lowercased()
    guard let set = CodeSetID(aliases[lower] ?? lower) else {
      throw WorkflowFailure("codes.unknown-set", .rejected, ("set", name))
    }
    return set
  }

  /// - Throws: ``WorkflowFailure`` of kind `notInstalled` where there is no release at all.
  func requireCodes() throws(WorkflowFailure) {
    if library.releases.isEmpty {
      throw WorkflowFailure("codes.none-installed", .notInstalled, ("home", installation.home))
    }
  }
}

extension CodeQueries {
  /// Removes a release by its name.
  ///
  /// - Throws: ``WorkflowFailure``: `codes.unknown-release` where none has the name.
  public func remove(_ name: String) throws(WorkflowFailure) -> JSON {
    guard let release = library.releases.first(where: { $0.name == name }) else {
      throw WorkflowFailure("codes.unknown-release", .rejected, ("release", name))
    }
    try asWorkflow {
      try installation.codebooks.remove(release)
      // The mark of a complete installation goes too, so that installing brings the release back.
      try Files.remove("\(installation.home)/codebook/.sources")
    }
    return release.json
  }
}
