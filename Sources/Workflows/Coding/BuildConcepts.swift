// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
import Values

/// Makes what notes are read with: one codebook for each tabular list of ICD-10-CM, from its titles and terms,
/// the indexes nearest to it, and our own tables of what clinicians write.
///
/// It is derived: where one of its inputs changes it is made anew, and it can be removed without loss.
struct BuildConcepts {
  private let installation: Installation
  /// Counts the ways in which concepts were made: a new one makes every codebook anew.
  private static let version = 2
  /// The tables of ours, by their paths below `Data/`.
  private static let terms = Assets.names(under: "coding/terms-").map { "coding/terms-\($0).tsv" }
  private static let others = [
    "lexicon/roles.tsv", "lexicon/prior.tsv", "lexicon/synonyms.tsv", "coding/axes.tsv",
    "coding/ordinary.tsv", "coding/rewrites.tsv", "coding/ambiguous.tsv", "coding/quiet.tsv",
    "coding/columns.tsv", "clinical/words.tsv",
  ]

  init(_ installation: Installation) { self.installation = installation }

  /// Makes every concept codebook that is missing or out of date.
  func run(progress: (String) -> Void) throws {
    let library = try installation.library()
    let old = Dictionary(
      library.releases.filter { $0.component == .concepts }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    for tabular in library.releases(of: .icd10cm, .tabular) where tabular.variant == nil {
      let trees = Self.trees(beside: tabular, in: library)
      let release = Self.release(for: tabular, trees)
      if old[release.name]?.sources == release.sources { continue }
      progress("Preparing to read notes by \(tabular.set) \(tabular.edition)")
      var builder = try ConceptTableBuilder(
        CodeTable(library.codebook(tabular)), Self.tables())
      for release in trees {
        let tree = try TermTree(library.codebook(release))
        if release.component == .neoplasm {
          try builder.add(neoplasms: tree, columns: Assets.bytes("coding/columns.tsv"))
        } else {
          builder.add(index: tree)
        }
      }
      try installation.codebooks.replace(builder.codebook(for: release), of: release)
    }
  }

  private static func tables() -> ConceptTables {
    var tables = ConceptTables()
    tables.roles = Assets.bytes("lexicon/roles.tsv")
    tables.prior = Assets.bytes("lexicon/prior.tsv")
    tables.axes = Assets.bytes("coding/axes.tsv")
    tables.ordinary = Assets.bytes("coding/ordinary.tsv")
    tables.quiet = Assets.bytes("coding/quiet.tsv")
    tables.ambiguous = Assets.bytes("coding/ambiguous.tsv")
    tables.words = Assets.bytes("clinical/words.tsv")
    tables.rewrites = ["coding/rewrites.tsv", "lexicon/synonyms.tsv"].map(Assets.bytes)
    tables.terms = terms.map(Assets.bytes)
    return tables
  }

  /// The indexes and the Table of Neoplasms in force when an edition took effect; where none is, the one nearest in time.
  private static func trees(beside tabular: Release, in library: CodeLibrary) -> [Release] {
    [Component.index, .externalCause, .neoplasm].compactMap { component in
      library.releases(of: .icd10cm, component).min {
        $0.period.distance(to: tabular.period.effective)
          < $1.period.distance(to: tabular.period.effective)
      }
    }
  }

  private static func release(for tabular: Release, _ trees: [Release]) -> Release {
    var sources = ([tabular] + trees).map {
      Release.Source(file: $0.name, sha256: $0.sources.first?.sha256 ?? "", rows: $0.rows)
    }
    for name in terms + others {
      sources.append(
        Release.Source(
          file: "Data/\(name)", sha256: SHA256.hexadecimal(of: Assets.bytes(name)), rows: 0))
    }
    sources.append(
      Release.Source(file: "way of making concepts", sha256: "", rows: version))
    return Release(
      set: .icd10cm, component: .concepts, edition: tabular.edition,
      title: "Concepts of \(tabular.title)", publisher: "Cleanclaim", period: tabular.period,
      rows: tabular.rows, sources: sources)
  }
}
