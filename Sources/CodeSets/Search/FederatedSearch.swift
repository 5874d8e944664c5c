// SPDX-License-Identifier: Apache-2.0

import Values

/// Searches several code sets at once and merges what they have into one ranking.
///
/// Where several sets fit the words equally, a diagnosis of ICD-10-CM comes first, then supplies and
/// services, then procedures, then what ended in 2015.
public struct FederatedSearch: Sendable {
  /// A hit and the release in whose index it was found.
  public struct Hit: Hashable, Sendable {
    /// The code set.
    public let set: CodeSetID
    /// The hit; its score has what the set costs taken off.
    public let hit: SearchHit
    /// What ranks the hits of several sets.
    public let score: Int
  }

  /// The indexes, one for each set.
  public let indexes: [SearchIndex]

  /// Takes the indexes to search.
  public init(_ indexes: [SearchIndex]) { self.indexes = indexes }

  /// Finds the codes of all sets that fit a query best, the best first.
  public func search(_ query: SearchQuery, limit: Int) -> [Hit] {
    var hits: [Hit] = []
    for index in indexes {
      let set = index.release.set
      let found = index.search(query, limit: limit)
      let cost = Self.cost(of: set) - Self.bonus(of: found, in: set)
      hits += found.map { Hit(set: set, hit: $0, score: $0.score - cost) }
    }
    let order = hits.indices.sorted { (hits[$1].score, $0) < (hits[$0].score, $1) }
    return order.prefix(max(0, limit)).map { hits[$0] }
  }

  /// What is added where the lexicon knows the words as those of a procedure or a supply.
  private static func bonus(of hits: [SearchHit], in set: CodeSetID) -> Int {
    guard set == .icd10pcs || set == .hcpcs else { return 0 }
    return hits.prefix(3).contains { $0.matches.contains { $0.way == .synonym } } ? 80 : 0
  }

  /// What a set costs, in thousandths.
  private static func cost(of set: CodeSetID) -> Int {
    switch set {
    case .icd10cm: 0
    case .hcpcs, .cpt: 50
    case .icd10pcs: 60
    case .icd9cm, .icd9proc: 150
    default: 80
    }
  }
}
