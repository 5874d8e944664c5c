// SPDX-License-Identifier: Apache-2.0

public import Values

/// What an importer made of one file: the content of a release whose edition is not settled yet.
public struct ReleaseDraft: Sendable {
  /// The tables that a release can hold.
  public enum Content: Sendable {
    /// Codes with titles, notes, flags.
    case codes(CodeTableBuilder)
    /// Terms with subterms, as in an index.
    case terms(TermTreeBuilder)
    /// Pairs of codes.
    case map(CodeMapBuilder)
    /// The rows from which ICD-10-PCS codes are built.
    case tables(ProcedureTablesBuilder)
    /// Sections of guidelines.
    case guidelines(GuidelinesBuilder)
    /// Sections that another target has compiled: a grouper, prices.
    case compiled([CodebookSection])
  }

  /// The code set.
  public var set: CodeSetID
  /// Which of its documents.
  public var component: Component
  /// What the component maps to, for a map.
  public var target: CodeSetID?
  /// The name of the document in words, such as `ICD-10-CM Tabular List`.
  public var title: String
  /// Who published it.
  public var publisher: String
  /// The fiscal or calendar year that the file names, where it names one.
  public var year: Int?
  /// The days in force, where the file states them.
  public var period: EffectivePeriod?
  /// How many rows it has.
  public var rows: Int
  /// The content.
  public var content: Content
  /// What whoever imports the file should know though nothing is wrong with it: rows of the file that
  /// are not rows of the draft (`import.code-not-held`, `import.repeated`), each at its line.
  public var remarks: [Finding] = []

  /// Makes a draft.
  public init(
    _ set: CodeSetID, _ component: Component, target: CodeSetID? = nil, title: String,
    publisher: String, year: Int? = nil, period: EffectivePeriod? = nil, rows: Int, content: Content
  ) {
    self.set = set
    self.component = component
    self.target = target
    self.title = title
    self.publisher = publisher
    self.year = year
    self.period = period
    self.rows = rows
    self.content = content
  }

  /// Settles the edition: the release that this draft becomes.
  ///
  /// - Parameters:
  ///   - edition: The edition in force; its effective date is the edition's name.
  ///   - sources: The files that the draft was read from.
  public func release(_ edition: Edition, sources: [Release.Source]) -> Release {
    Release(
      set: set, component: component, target: target, edition: edition.name,
      title: "\(title), \(edition.title)", publisher: publisher, period: edition.period, rows: rows,
      sources: sources)
  }

  /// The codebook file of a release made from this draft.
  public func codebook(for release: Release) -> [UInt8] {
    switch content {
    case .codes(let builder): builder.codebook(for: release)
    case .terms(let builder): builder.codebook(for: release)
    case .map(let builder): builder.codebook(for: release)
    case .tables(let builder): builder.codebook(for: release)
    case .guidelines(let builder): builder.codebook(for: release)
    case .compiled(let sections): CodebookSection.codebook(of: sections, for: release)
    }
  }
}

/// A dated edition of a code set: its name is the day on which it took effect.
public struct Edition: Hashable, Sendable {
  /// The edition in words, such as `FY2026, April 2026 update`.
  public let title: String
  /// The days in force.
  public let period: EffectivePeriod
  /// The effective date as `yyyy-mm-dd`; `undated` where the file states none.
  public let name: String

  /// Makes an edition.
  public init(_ title: String, _ period: EffectivePeriod) {
    self.title = title
    self.period = period
    name = period.effective.description
  }

  /// The edition of a list that does not say from when it holds: it answers for every day, and says so.
  public static let undated = Edition(undated: EffectivePeriod.always)

  private init(undated period: EffectivePeriod) {
    title = "undated"
    self.period = period
    name = "undated"
  }
}
