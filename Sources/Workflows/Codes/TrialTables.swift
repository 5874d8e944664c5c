// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Values

/// Publishers' files that take the place of what is installed of the same sets, for one command: a quarter that is
/// tried before it is imported, the made-up tables of the cases of edits.
struct TrialTables: Sendable {
  private(set) var releases: [Release] = []
  private var books: [String: Codebook] = [:]
  private var importer: ImportCodes { ImportCodes(Installation()) }

  /// Takes no tables yet.
  init() {}

  /// Reads the files of files and folders.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with a file, or where a named file is recognised by
  ///   no format.
  init(_ paths: [String]) throws(WorkflowFailure) {
    try asWorkflow {
      for path in paths {
        for file in try Files.tree(path) {
          for leaf in try PublishedLeaf.leaves(of: file) {
            let (whole, drafts) = try importer.drafts(in: leaf)
            guard !drafts.isEmpty || leaf.name != path else {
              throw WorkflowFailure(
                WorkflowFailure.findings(
                  of: .init(file: leaf.name, format: nil, outcome: .unrecognised)), .rejected)
            }
            for draft in drafts { try add(draft, whole) }
          }
        }
      }
    }
  }

  /// Adds what a file that is in memory holds.
  mutating func add(_ file: PublishedFile) throws {
    for draft in try importer.drafts(of: file) { try add(draft, file) }
  }

  private mutating func add(_ draft: ReleaseDraft, _ file: PublishedFile) throws {
    let edition = try importer.edition(of: draft, in: file, ImportCodes.Options())
    let name = String(file.name.split(separator: "/").last ?? "")
    let release = draft.release(
      edition, sources: [.init(file: name, sha256: file.sha256, rows: draft.rows)])
    books[release.name] = try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
    releases.append(release)
  }

  /// A library with these tables, and of all other sets with what it had.
  func over(_ library: CodeLibrary) -> CodeLibrary {
    let sets = Set(releases.map(\.set))
    return CodeLibrary(
      releases: library.releases.filter { !sets.contains($0.set) } + releases,
      calendar: Assets.editions
    ) { release in
      try books[release.name] ?? library.codebook(release)
    }
  }
}

extension Installation {
  /// The same installation with publishers' files in the place of what is installed of the same sets.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the files.
  public func trying(_ paths: [String]) throws(WorkflowFailure) -> Installation {
    paths.isEmpty ? self : trying(try TrialTables(paths))
  }
}
