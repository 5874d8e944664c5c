// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Values

/// Makes what a search looks through: one codebook for each edition that has titles, from the codes, the
/// indexes beside them, and the lexicon.
///
/// It is derived: where one of its inputs changes it is made anew, and it can be removed without loss.
struct BuildSearch {
  private let installation: Installation
  /// Counts the ways in which phrases were made: a new one makes every search codebook anew.
  private static let version = 2

  init(_ installation: Installation) { self.installation = installation }

  /// Makes every search codebook that is missing or out of date.
  func run(progress: (String) -> Void) throws {
    let library = try installation.library()
    let lexicon = try Self.lexicon(library)
    let old = Dictionary(
      library.releases.filter { $0.component == .search }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    for titled in Self.editions(in: library) {
      let terms = Self.terms(beside: titled, in: library)
      let release = Self.release(for: titled, terms)
      if old[release.name]?.sources == release.sources { continue }
      progress("Preparing the search of \(titled.set) \(titled.edition)")
      var builder = SearchIndexBuilder(
        adding: try CodeTable(library.codebook(titled)), lexicon: lexicon)
      for term in terms { builder.add(terms: try TermTree(library.codebook(term))) }
      try installation.codebooks.replace(builder.codebook(for: release), of: release)
    }
  }

  /// The lexicon, with what is known of ICD-10-CM carried over to the sets that it maps to.
  private static func lexicon(_ library: CodeLibrary) throws -> Lexicon {
    var lexicon = try Lexicon(
      synonyms: [Assets.bytes("lexicon/synonyms.tsv"), Assets.bytes("lexicon/parts.tsv")],
      prior: Assets.bytes("lexicon/prior.tsv"), roles: Assets.bytes("lexicon/roles.tsv"))
    for release in library.releases(of: .icd10cm, .gem).prefix(1) {
      guard let target = release.target else { continue }
      lexicon.addPrior(of: target, through: CodeMap(try library.codebook(release)))
    }
    return lexicon
  }

  /// One release a set and edition: the one that says most of its codes.
  private static func editions(in library: CodeLibrary) -> [Release] {
    var chosen: [String: Release] = [:]
    for component in [Component.dictionary, .titles, .order, .tabular] {
      for release in library.releases where release.component == component {
        guard release.variant == nil else { continue }
        chosen["\(release.set) \(release.edition)"] = release
      }
    }
    return chosen.values.sorted { $0.name < $1.name }
  }

  /// The indexes in force when an edition took effect; where none is, the one nearest in time.
  private static func terms(beside titled: Release, in library: CodeLibrary) -> [Release] {
    let day = titled.period.effective
    return [Component.index, .neoplasm, .drugs, .externalCause].compactMap { component in
      library.releases(of: titled.set, component).min {
        $0.period.distance(to: day) < $1.period.distance(to: day)
      }
    }
  }

  private static func release(for titled: Release, _ terms: [Release]) -> Release {
    var sources = ([titled] + terms).map {
      Release.Source(file: $0.name, sha256: $0.sources.first?.sha256 ?? "", rows: $0.rows)
    }
    for name in ["synonyms", "parts", "prior", "roles"] {
      let table = Assets.bytes("lexicon/\(name).tsv")
      sources.append(
        Release.Source(
          file: "Data/lexicon/\(name).tsv", sha256: SHA256.hexadecimal(of: table), rows: 0))
    }
    sources.append(
      Release.Source(file: "way of building the search", sha256: "", rows: Self.version))
    return Release(
      set: titled.set, component: .search, edition: titled.edition,
      title: "Search of \(titled.title)", publisher: "Cleanclaim", period: titled.period,
      rows: titled.rows, sources: sources)
  }
}
