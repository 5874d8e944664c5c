// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Testing
import Values

/// The folder of tables, where there is one.
private let searchTables = ProcessInfo.processInfo.environment["CLEANCLAIM_SEARCH_TABLES"]

/// The query set over the published titles, from the tables that `Benchmarks/prepare.py` writes.
@Suite(
  "Search over published code sets",
  .enabled(
    if: searchTables != nil,
    "needs CLEANCLAIM_SEARCH_TABLES, a folder written by Benchmarks/prepare.py"))
struct SearchPublishedTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func lines(_ path: URL) throws -> [[String]] {
    try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  static func index() throws -> SearchIndex {
    let folder = URL(filePath: try #require(searchTables))
    let data = root.appending(path: "Data/lexicon")
    let lexicon = try Lexicon(
      synonyms: [
        Array(try Data(contentsOf: data.appending(path: "synonyms.tsv"))),
        Array(try Data(contentsOf: data.appending(path: "parts.tsv"))),
      ],
      prior: Array(try Data(contentsOf: data.appending(path: "prior.tsv"))),
      roles: Array(try Data(contentsOf: data.appending(path: "roles.tsv"))))
    var notes: [String: [Note]] = [:]
    for row in try lines(folder.appending(path: "cm26notes.tsv")) where row[1] == "inclusionTerm" {
      notes[row[0], default: []].append(Note(.inclusionTerm, row[2]))
    }
    var builder = CodeTableBuilder()
    builder.nestsByPrefix = true
    for row in try lines(folder.appending(path: "cm26.tsv")) {
      var code = CodeRow(
        try #require(PackedCode(row[0])), row[2], flags: row[1] == "1" ? .billable : [], line: 1)
      code.notes = notes[row[0]] ?? []
      builder.rows.append(code)
    }
    let file = builder.codebook(for: try SearchSamples.release(.icd10cm, .tabular))
    let table = try CodeTable(Codebook(CodebookBytes(copying: file)))
    let search = SearchIndexBuilder(adding: table, lexicon: lexicon)
    return try SearchIndex(
      Codebook(
        CodebookBytes(
          copying: search.codebook(for: try SearchSamples.release(.icd10cm, .search)))))
  }

  @Test("Nine of ten queries find the code first, 95 of 100 among the first ten")
  func querySet() throws {
    let index = try Self.index()
    var (count, first, ten) = (0, 0, 0)
    let file = Self.root.appending(path: "Tests/Fixtures/search/queries.tsv")
    for row in try Self.lines(file) where row[0] == "icd10cm" {
      let expected = row[2].split(separator: "|").compactMap { PackedCode($0)?.description }
      let codes = index.codes(row[1])
      count += 1
      first += codes.first.map(expected.contains) == true ? 1 : 0
      ten += codes.contains(where: expected.contains) ? 1 : 0
    }
    #expect(count >= 300)
    #expect(first * 100 >= count * 90)
    #expect(ten * 100 >= count * 95)
  }
}
