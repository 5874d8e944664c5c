// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// Searches the installed code sets by words; opened once for any number of queries.
public struct SearchCodes: Sendable {
  private let search: FederatedSearch
  private let sets: [CodeSetID: CodeSet]
  private let day: CalendarDate?

  /// Opens the search of one set or of all.
  ///
  /// - Parameters:
  ///   - queries: The installed code sets.
  ///   - set: The name of a set; nothing for all.
  ///   - day: The date of service: only codes valid on it are found; nothing for the newest editions.
  public init(
    _ queries: CodeQueries, in set: String?, on day: CalendarDate?
  ) throws(WorkflowFailure) {
    try queries.requireCodes()
    let wanted = try set.map { name throws(WorkflowFailure) in try queries.codeSet(named: name) }
    let library = queries.codes
    let candidates = wanted.map { [$0] } ?? library.sets
    self.day = day
    (search, sets) = try asWorkflow {
      var indexes: [SearchIndex] = []
      var sets: [CodeSetID: CodeSet] = [:]
      for id in candidates where day.map({ id.isInUse(on: $0) }) ?? true {
        guard let release = Self.release(of: id, in: library, on: day) else { continue }
        indexes.append(try SearchIndex(library.codebook(release)))
        sets[id] = try library.codeSet(id)
      }
      return (FederatedSearch(indexes), sets)
    }
    if search.indexes.isEmpty {
      throw WorkflowFailure(
        "codes.no-search", .notInstalled, ("set", set ?? "any set"),
        ("day", day?.description ?? "any day"))
    }
  }

  /// The edition in force on the day, else the one nearest to it; what is not valid on the day is left out
  /// of the answer later.
  private static func release(
    of id: CodeSetID, in library: CodeLibrary, on day: CalendarDate?
  ) -> Release? {
    library.releases(of: id, .search).min {
      $0.period.distance(to: day) < $1.period.distance(to: day)
    }
  }

  /// Finds the codes that fit some words best.
  ///
  /// - Parameters:
  ///   - text: Words in any order, beginnings of words, abbreviations, or a code.
  ///   - limit: How many at most.
  /// - Returns: `{"query","results":[code…]}`, the best first; each code as `codes lookup` gives it, with
  ///   `score` and `matched`: the phrase that was found and in which way each word of the query was.
  public func results(for text: String, limit: Int) -> JSON {
    var rows: [JSON] = []
    let hits = search.search(SearchQuery(text), limit: day == nil ? limit : limit * 2 + 10)
    for hit in hits where rows.count < limit {
      guard let answer = sets[hit.set]?.answer(hit.hit.code, on: day) else { continue }
      rows.append(.object(answer.brief.members + Self.matched(hit).members))
    }
    return .members(("query", .string(text)), ("results", .array(rows)))
  }

  private static func matched(_ hit: FederatedSearch.Hit) -> JSON {
    .members(
      ("score", .int(hit.score)),
      (
        "matched",
        .members(
          ("phrase", .string(hit.hit.phrase)), ("kind", .string(hit.hit.kind.name)),
          (
            "words",
            .array(
              hit.hit.matches.map {
                .members(
                  ("words", .string($0.words)), ("way", .string($0.way.rawValue)),
                  ("found", .string($0.found)))
              })
          ))
      ))
  }
}
