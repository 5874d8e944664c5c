// SPDX-License-Identifier: Apache-2.0

public import Values

/// All releases of an installation, opened when they are needed.
///
///     let library = CodeLibrary(releases: try store.releases()) { try store.open($0) }
///     let diagnoses = try library.codeSet(.icd10cm)
public final class CodeLibrary: Sendable {
  /// The releases, by set, component and edition.
  public let releases: [Release]
  /// Which editions took effect when.
  public let calendar: EditionCalendar?
  private let opener: @Sendable (Release) throws -> Codebook

  /// Makes a library.
  ///
  /// - Parameters:
  ///   - releases: What is installed.
  ///   - known: The knowledge date: releases that took effect later are left out; nothing for all.
  ///   - calendar: Names the editions for days on which a dated list decides.
  ///   - open: Opens the codebook of a release; who passes it keeps what is open.
  public init(
    releases: [Release], known: CalendarDate? = nil, calendar: EditionCalendar? = nil,
    open: @escaping @Sendable (Release) throws -> Codebook
  ) {
    self.releases = releases.filter { release in
      known.map { release.period.effective <= $0 } ?? true
    }
    .sorted {
      ($0.set, $0.component.rawValue, $0.edition) < ($1.set, $1.component.rawValue, $1.edition)
    }
    self.calendar = calendar
    opener = open
  }

  /// The code sets of which at least one release is installed, in the order in which a code without a
  /// set is looked for: diagnoses, procedures, services, then the others by name.
  public var sets: [CodeSetID] {
    let common = ["taxonomy", "revenue", "pos", "carc", "rarc", "discharge-status", "condition"]
    let first: [CodeSetID] =
      [.icd10cm, .icd10pcs, .hcpcs, .cpt, .icd9cm, .icd9proc]
      + common.compactMap { CodeSetID($0) }
    let installed = Set(releases.lazy.filter { $0.component.isOfCodes }.map(\.set))
    return first.filter(installed.contains) + installed.subtracting(first).sorted()
  }

  /// The codebook of a release.
  public func codebook(_ release: Release) throws -> Codebook { try opener(release) }

  /// The releases of a component of a set, the newest first; of one edition, the one installed first.
  public func releases(of set: CodeSetID, _ component: Component) -> [Release] {
    releases.filter { $0.set == set && $0.component == component }.sorted {
      ($1.period.effective, $0.variant ?? "") < ($0.period.effective, $1.variant ?? "")
    }
  }

  /// The release of a component that answers for a day: the one in force, or where no day is given the
  /// newest.
  public func release(of set: CodeSetID, _ component: Component, on day: CalendarDate?) -> Release?
  {
    releases(of: set, component).first { release in
      day.map { release.period.contains($0) } ?? true
    }
  }

  /// The Official Guidelines of ICD-10-CM in force on a day, or the newest; nothing where none are installed
  /// for it.
  public func guidelines(on day: CalendarDate?) throws -> Guidelines? {
    try release(of: .icd10cm, .guidelines, on: day).map { try Guidelines(codebook($0)) }
  }

  /// A code set with every release that states its codes.
  ///
  /// - Parameter day: Opens only the releases that can answer for this day; all where nothing is given.
  public func codeSet(_ id: CodeSetID, for day: CalendarDate? = nil) throws -> CodeSet {
    func tables(_ components: Component...) throws -> [CodeTable] {
      try components.flatMap { releases(of: id, $0) }
        .filter { release in day.map { release.period.contains($0) } ?? true }
        .map { try CodeTable(codebook($0)) }
    }
    let titled = try tables(.tabular, .order, .titles)
    return try codeSet(id, editions: titled, tables)
  }

  /// A code set with the newest of its tabular lists only: enough for a code that stands there when no day
  /// is given, at a fraction of what must be read and checked.
  ///
  /// Nothing where the newest edition with titles is not a tabular list.
  func newestCodeSet(_ id: CodeSetID) throws -> CodeSet? {
    func tables(_ components: Component...) throws -> [CodeTable] {
      try components.flatMap { releases(of: id, $0) }.map { try CodeTable(codebook($0)) }
    }
    guard let tabular = releases(of: id, .tabular).first,
      (releases(of: id, .order) + releases(of: id, .titles))
        .allSatisfy({ $0.period.effective < tabular.period.effective })
    else { return nil }
    let newest = try CodeTable(codebook(tabular))
    return try codeSet(id, editions: [newest] + tables(.order, .titles), tables)
  }

  private func codeSet(
    _ id: CodeSetID, editions: [CodeTable], _ tables: (Component...) throws -> [CodeTable]
  ) throws -> CodeSet {
    CodeSet(
      id: id, editions: editions, lists: try tables(.list), validity: try tables(.validity),
      shortTitles: try tables(.shortTitles), poaExempt: try tables(.poaExempt),
      dictionaries: try tables(.dictionary),
      releases: releases.filter { $0.set == id }, calendar: calendar)
  }
}
