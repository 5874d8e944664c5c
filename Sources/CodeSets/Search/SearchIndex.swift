// SPDX-License-Identifier: Apache-2.0

import Values

/// Finds the codes of one edition by words, searched where they lie in the mapped file.
///
///     let index = try SearchIndex(book)
///     index.search(SearchQuery("heart atack"), limit: 10).first?.code  // I21.9
///
/// Opening allocates nothing; a query takes well under a millisecond.
public struct SearchIndex: @unchecked Sendable {
  typealias Layout = SearchIndexLayout

  /// The codebook that holds the index.
  public let book: Codebook
  let codes: UnsafeBufferPointer<UInt64>
  let facts: UnsafeBufferPointer<Layout.CodeRecord>
  let phrases: UnsafeBufferPointer<Layout.PhraseRecord>
  let briefs: UnsafeBufferPointer<Layout.BriefRecord>
  let words: UnsafeBufferPointer<Layout.WordRecord>
  let shapes: UnsafeBufferPointer<Layout.ShapeRecord>
  let lengths: UnsafeBufferPointer<UInt32>
  let synonyms: UnsafeBufferPointer<Layout.SynonymRecord>
  let synonymWords: UnsafeBufferPointer<UInt32>
  let wordTexts: UnsafeRawBufferPointer
  let postings: UnsafeBufferPointer<UInt8>
  let tokens: UnsafeBufferPointer<UInt8>
  let texts: StringTable
  let workspaces = SearchWorkspaces()

  /// Takes the index out of a codebook.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    codes = book.records("codes", of: UInt64.self)
    facts = book.records("facts", of: Layout.CodeRecord.self)
    phrases = book.records("phrases", of: Layout.PhraseRecord.self)
    briefs = book.records("briefs", of: Layout.BriefRecord.self)
    words = book.records("words", of: Layout.WordRecord.self)
    shapes = book.records("shapes", of: Layout.ShapeRecord.self)
    lengths = book.records("lengths", of: UInt32.self)
    synonyms = book.records("lexkeys", of: Layout.SynonymRecord.self)
    synonymWords = book.records("lextok", of: UInt32.self)
    wordTexts = book.section("wordtext")
    postings = book.records("postings", of: UInt8.self)
    tokens = book.records("tokens", of: UInt8.self)
    texts = StringTable(book)
    guard codes.count == facts.count, phrases.count == briefs.count, !words.isEmpty,
      lengths.count == Layout.longest + 2
    else { throw CodebookError(.sectionMissing, section: "facts") }
  }

  /// The release.
  public var release: Release { book.release }

  /// How many words the vocabulary has.
  var wordCount: Int { words.count - 1 }

  /// Finds the codes that fit a query best.
  ///
  /// A query that is a code, or the beginning of one, gives that code and those below it, in order.
  ///
  /// - Returns: At most `limit` hits, the best first; none where nothing fits.
  public func search(_ query: SearchQuery, limit: Int) -> [SearchHit] {
    guard limit > 0 else { return [] }
    var hits = hits(forCode: query.text, limit: limit)
    if hits.count >= limit { return hits }
    let plan = QueryPlan(query, index: self)
    guard !plan.slots.isEmpty else { return hits }
    let found = workspaces.with(count: phrases.count) { workspace in
      var ranking = SearchRanking(index: self, plan: plan)
      return ranking.hits(workspace, limit: limit)
    }
    let listed = Set(hits.map(\.code))
    for hit in found where hits.count < limit && !listed.contains(hit.code) { hits.append(hit) }
    return hits
  }
}
