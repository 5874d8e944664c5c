// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// COD-05 and COD-08: the services are those of the publisher, and what pairs codes is the publisher's.
@Suite struct PublishedServicesEqualityTests {
  private static let workbook = "hcpcs/HCPC2025_OCT_ANWEB.xlsx"
  private static let crosswalk =
    "taxonomy/Y2025_1_medicare_provider_and_supplier_taxonomy_crosswalk_october_2025.csv"
  private static let taxonomy = "taxonomy/nucc_taxonomy_251.csv"

  @Test(
    "The codes and modifiers of HCPCS are exactly those of the workbook",
    .enabled(if: ServiceFiles.exist(workbook), SharedFiles.absence))
  func hcpcs() throws {
    let rows = try ServiceFiles.rows(Self.workbook)
    let header = try #require(rows.firstIndex { $0.cells.first == "HCPC" })
    let published = Set(
      rows[(header + 1)...].compactMap { $0.cells.first }.map { $0.filter { $0 != " " } }
        .filter { !$0.isEmpty })
    let draft = try #require(try ServiceImport.drafts(rows: rows, named: Self.workbook).first)
    #expect(Set(draft.codeRows.map(\.code.description)) == published)
    #expect(published.count == draft.rows)
    let crossed = draft.codeRows.filter { $0["cross-reference"] != nil }
    #expect(crossed.count == 214)
  }

  @Test(
    "Each specialty leads to taxonomy codes that exist, each pair with its line",
    .enabled(if: ServiceFiles.exist(crosswalk, taxonomy), SharedFiles.absence))
  func specialties() throws {
    let pairs = try #require(try ServiceImport.drafts(ServiceFiles.file(Self.crosswalk)).first?.map)
    let list = try #require(try ServiceImport.drafts(ServiceFiles.file(Self.taxonomy)).first)
    let codes = Set(list.codeRows.map(\.code))
    let unknown = pairs.pairs.filter { pair in pair.target.map { !codes.contains($0) } ?? false }
    #expect(pairs.pairs.count == 565)
    #expect(unknown.isEmpty)
  }
}
