// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// The tables of the coverage database that are installed, the newest release of each first.
///
/// The downloads hold one version of each document, and are published weekly: a version that was in force
/// on an earlier day may stand in an older release only. A row of a version is taken from the newest
/// release that has that version.
public struct CoverageDatabase: Sendable {
  private let tables: [Component: [CoverageTable]]

  /// Takes tables; of one component, the newest first.
  public init(_ tables: [CoverageTable]) {
    var byComponent: [Component: [CoverageTable]] = [:]
    for table in tables { byComponent[table.release.component, default: []].append(table) }
    self.tables = byComponent
  }

  /// The documents of the database that a verdict can be made from; each of them may be missing.
  public static let components: [Component] = [
    .articles, .articleServices, .articleServiceGroups, .articleModifiers, .articleModifierGroups,
    .articleCovered, .articleCoveredGroups, .articleNoncovered, .articleNoncoveredGroups,
    .articleContractors, .articleStates, .articleRelated, .contractors, .contractorStates, .states,
    .localDeterminations, .localServices, .localServiceGroups, .localContractors, .localStates,
    .nationalDeterminations, .policies,
  ]

  /// Those of them without which local policies cannot be judged and that are not here.
  public var missing: [Component] {
    guard !self[.articles].isEmpty || !self[.localDeterminations].isEmpty else {
      return self[.policies].isEmpty ? [.articles] : []
    }
    let needed: [Component] = [
      .articles, .articleServices, .articleCovered, .articleNoncovered, .articleCoveredGroups,
      .articleContractors, .contractors, .contractorStates, .states,
    ]
    return needed.filter { self[$0].isEmpty }
  }

  subscript(component: Component) -> [CoverageTable] { tables[component] ?? [] }

  /// A row and the table that it lies in.
  struct Found: Sendable {
    let record: CoverageRecord
    let table: CoverageTable

    /// A reference to the row, for a decision.
    func source(_ what: String) -> RuleSource {
      table.release.source("\(what), row \(record.line)")
    }
  }

  /// Every version of a document, the newest first; of one version, that of the newest release.
  func versions(of component: Component, document: UInt32) -> [Found] {
    var found: [Found] = []
    for table in self[component] {
      let start = table.all.firstPosition { $0.document >= document }
      for record in table.all[start...].prefix(while: { $0.document == document })
      where !found.contains(where: { $0.record.version == record.version }) {
        found.append(Found(record: record, table: table))
      }
    }
    return found.sorted { $0.record.version > $1.record.version }
  }

  /// The rows of a version of a document, from the newest release that has any.
  func rows(of component: Component, _ document: UInt32, _ version: UInt16) -> [Found] {
    for table in self[component] {
      let rows = table.rows(document: document, version: version)
      if !rows.isEmpty { return rows.map { Found(record: $0, table: table) } }
    }
    return []
  }

  /// The rows of a version of a document with a key, from the newest release that has the version.
  func rows(
    of component: Component, _ document: UInt32, _ version: UInt16, key: UInt64
  ) -> [Found] {
    for table in self[component] where !table.rows(document: document, version: version).isEmpty {
      return table.rows(document: document, version: version, key: key)
        .map { Found(record: $0, table: table) }
    }
    return []
  }

  /// The numbers of the documents that name a key in any release, in order.
  func documents(of component: Component, naming key: UInt64) -> [UInt32] {
    Set(self[component].flatMap { $0.rows(key: key).map(\.document) }).sorted()
  }

  /// The rows of the newest release of a table that have a key.
  func newest(_ component: Component, key: UInt64) -> [Found] {
    guard let table = self[component].first else { return [] }
    return table.rows(key: key).map { Found(record: $0, table: table) }
  }
}

extension UnsafeBufferPointer<CoverageRecord> {
  /// The first row of which something holds that holds of all after it.
  func firstPosition(where holds: (CoverageRecord) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
