// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Values

/// One row of the query set.
struct Case {
  let set: CodeSetID
  let query: String
  let expected: [PackedCode]
  let style: String
  let half: String
}

@main
struct SearchBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4 else {
      print("search-bench TABLES LEXICON QUERIES [misses] [noindex] [QUERY]")
      return
    }
    let tables = Tables(folder: arguments[1])
    let misses = arguments.contains("misses")
    var lexicon = try lexicon(in: arguments[2])
    lexicon.addPrior(of: .icd9cm, through: try tables.map("gem.tsv"))
    let cases = cases(in: arguments[3])
    for indexed in arguments.contains("noindex")
      ? [false] : arguments.contains("index") ? [true] : [true, false]
    {
      print(indexed ? "== with the indexes ==" : "== titles, inclusion terms, lexicon ==")
      let indexes = try build(tables, lexicon, indexed: indexed)
      if arguments.count > 4, arguments[4] == "ask" {
        for query in arguments[5...] { ask(query, indexes) }
        return
      }
      report(cases, indexes, misses: misses)
      time(cases, indexes)
    }
  }

  static func lexicon(in folder: String) throws -> Lexicon {
    func bytes(_ name: String) -> [UInt8] {
      FileManager.default.contents(atPath: folder + "/" + name).map { Array($0) } ?? []
    }
    return try Lexicon(
      synonyms: [bytes("synonyms.tsv"), bytes("parts.tsv")], prior: bytes("prior.tsv"),
      roles: bytes("roles.tsv"))
  }

  static func cases(in file: String) -> [Case] {
    let data = FileManager.default.contents(atPath: file) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let row = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard row.count >= 6, !line.hasPrefix("#"), let set = CodeSetID(row[0]) else { return nil }
      return Case(
        set: set, query: row[1],
        expected: row[2].split(separator: "|").compactMap { PackedCode($0) },
        style: row[3], half: row[5])
    }
  }

  static func build(_ tables: Tables, _ lexicon: Lexicon, indexed: Bool) throws -> [SearchIndex] {
    var indexes: [SearchIndex] = []
    func add(_ set: CodeSetID, _ table: CodeTable, _ trees: [TermTree]) throws {
      let clock = ContinuousClock()
      var bytes: [UInt8] = []
      let took = try clock.measure {
        var builder = SearchIndexBuilder(adding: table, lexicon: lexicon)
        for tree in trees { builder.add(terms: tree) }
        bytes = builder.codebook(for: try tables.release(set, .search))
      }
      let storage = CodebookBytes(copying: bytes)
      var index: SearchIndex?
      let opening = try clock.measure { index = try SearchIndex(Codebook(storage)) }
      print(
        "\(set): \(table.count) codes, \(bytes.count / 1024) KiB, built in \(took), opened in \(opening)"
      )
      if let index { indexes.append(index) }
    }
    try add(
      .icd10cm, tables.table("cm26.tsv", .icd10cm, notes: "cm26notes.tsv", nested: true),
      indexed
        ? [
          tables.terms("cmindex.tsv", .icd10cm, .index),
          tables.terms("neoplasm.tsv", .icd10cm, .neoplasm),
          tables.terms("drug.tsv", .icd10cm, .drugs),
          tables.terms("eindex.tsv", .icd10cm, .externalCause),
        ] : [])
    try add(
      .icd10pcs, tables.table("pcs.tsv", .icd10pcs, nested: true),
      indexed ? [tables.terms("pcsindex.tsv", .icd10pcs, .index)] : [])
    try add(.hcpcs, tables.table("hcpcs.tsv", .hcpcs, nested: false), [])
    try add(.icd9cm, tables.table("icd9cm.tsv", .icd9cm, nested: false), [])
    try add(.icd9proc, tables.table("icd9proc.tsv", .icd9proc, nested: false), [])
    return indexes
  }
}
