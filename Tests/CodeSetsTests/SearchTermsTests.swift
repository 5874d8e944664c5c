// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@Suite("Search with an index of terms")
struct SearchTermsTests {
  static let terms = """
    0|Attack, attacks|||
    1|heart||I21.9|
    0|Diabetes, diabetic|(mellitus) (sugar)|E11.9|
    1|type 2||E11.9|
    2|with|||
    3|neuropathy||E11.40|
    0|Fracture, traumatic|(abduction) (adduction)||
    1|femur, femoral|||
    2|neck||S72.00-|
    1|hip|||Fracture, femur, neck
    0|Nowhere||Q99.9|
    """

  @Test(
    "Terms lead to codes",
    arguments: [
      ("diabetes", "E119"), ("diabetes mellitus", "E119"), ("diabetic neuropathy", "E1140"),
      ("attack of the heart", "I219"), ("hip fracture", "S72009A"),
      ("left hip fracture", "S72002A"), ("broken hip left", "S72002A"),
    ])
  func first(query: String, code: String) throws {
    #expect(try SearchSamples.index(terms: Self.terms).codes(query).first == code)
  }

  @Test("A hit by a term carries the path of terms")
  func phrase() throws {
    let index = try SearchSamples.index(terms: Self.terms)
    let hit = try #require(index.search(SearchQuery("attack heart"), limit: 1).first)
    #expect(hit.kind == .indexTerm)
    #expect(hit.phrase == "Attack, attacks, heart")
  }

  @Test("A term whose code the edition has not is counted, not found")
  func skipped() throws {
    let table = try SearchSamples.table(SearchSamples.diagnoses)
    var builder = SearchIndexBuilder(adding: table, lexicon: try SearchSamples.lexicon())
    builder.add(terms: try SearchSamples.terms(Self.terms))
    #expect(builder.skipped == 1)
    #expect(try SearchSamples.index(terms: Self.terms).codes("nowhere").isEmpty)
  }

  @Test("Several sets answer in one ranking")
  func federated() throws {
    let procedures = """
      0FB40ZZ * Excision of Gallbladder, Open Approach
      0FT40ZZ * Resection of Gallbladder, Open Approach
      0FT44ZZ * Resection of Gallbladder, Percutaneous Endoscopic Approach
      """
    let supplies = """
      A4253 * Blood glucose test or reagent strips for home blood glucose monitor, per 50 strips
      E0607 * Home blood glucose monitor
      """
    let search = FederatedSearch([
      try SearchSamples.index(), try SearchSamples.index(procedures, of: .icd10pcs),
      try SearchSamples.index(supplies, of: .hcpcs),
    ])
    func first(_ query: String) -> String? {
      search.search(SearchQuery(query), limit: 5).first?.hit.code.description
    }
    #expect(first("lap chole") == "0FT44ZZ")
    #expect(first("glucose monitor") == "E0607")
    #expect(first("asthma") == "J45909")
    #expect(search.search(SearchQuery("asthma"), limit: 1).first?.set == .icd10cm)
  }

  @Test("Words of procedures do not lead to diagnoses")
  func kinds() throws {
    #expect(try SearchSamples.index().codes("lap chole").isEmpty)
  }

  @Test("A lexicon table with a bad row is refused with its line")
  func lexiconError() {
    #expect(throws: LexiconError.self) {
      try Lexicon(synonyms: [Array("# x\na\tb\tlay\town\t999\n".utf8)], prior: [], roles: [])
    }
  }
}
