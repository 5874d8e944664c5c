// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@Suite("Search")
struct SearchIndexTests {
  @Test(
    "The code that a coder wants comes first",
    arguments: [
      // words in any order, plural, case, punctuation
      ("type 2 diabetes with neuropathy", "E1140"), ("neuropathy, diabetic, type 2", "E1140"),
      ("SCIATICA RIGHT", "M5431"), ("right-side sciatica", "M5431"),
      // a header gives the code for who says no more
      ("asthma", "J45909"), ("type 2 diabetes", "E119"), ("sciatica", "M5430"),
      ("acute myocardial infarction", "I219"),
      // Roman numerals
      ("type II diabetes", "E119"), ("type I diabetes", "E109"),
      // unfinished words
      ("asth", "J45909"), ("sciat left", "M5432"), ("hypert", "I10"),
      // misspellings: swapped, missing, added, replaced letters
      ("siatica", "M5430"), ("astmha", "J45909"), ("hypertention", "I10"),
      ("myocardial infraction", "I219"), ("heart atack", "I219"),
      // synonyms of one word and of several
      ("htn", "I10"), ("heart attack", "I219"), ("sugar diabetes", "E119"),
      ("broken neck of left femur", "S72002A"),
      // joined and separated spellings
      ("preeclampsia", "O1490"), ("pre eclampsia", "O1490"), ("pre-eclampsia", "O1490"),
      ("PRÉ-ECLAMPSIA", "O1490"),
      // the 7th character: initial unless another is asked for
      ("fracture neck right femur", "S72001A"), ("fracture neck femur", "S72009A"),
      ("fracture neck right femur subsequent", "S72001D"),
      // denied is not affirmed
      ("abdominal aortic aneurysm ruptured", "I713"),
      ("abdominal aortic aneurysm no rupture", "I714"),
      // codes
      ("E11.9", "E119"), ("e119", "E119"), ("i10", "I10"), (" S72.001 ", "S72001"),
    ])
  func first(query: String, code: String) throws {
    #expect(try SearchSamples.index().codes(query).first == code)
  }

  @Test("The beginning of a code lists the codes below it in order")
  func codePrefix() throws {
    let codes = try SearchSamples.index().codes("E11", limit: 4)
    #expect(codes == ["E11", "E114", "E1140", "E119"])
  }

  @Test("A header is shown after the code that stands for it")
  func headers() throws {
    let hits = try SearchSamples.index().search(SearchQuery("asthma"), limit: 10)
    let codes = hits.map(\.code.description)
    let header = try #require(codes.firstIndex(of: "J45"))
    let leaf = try #require(codes.firstIndex(of: "J45909"))
    #expect(leaf < header)
    #expect(!hits[header].isBillable)
  }

  @Test("No code is listed twice, and never more than the limit")
  func limits() throws {
    let index = try SearchSamples.index()
    for limit in [0, 1, 3, 50] {
      let codes = index.codes("diabetes fracture asthma", limit: limit)
      #expect(codes.count <= limit)
      #expect(Set(codes).count == codes.count)
    }
  }

  @Test(
    "Whatever is typed, the search answers",
    arguments: [
      "", " ", "\t\n", "...", "((((", "'", "w/", "w/o", "ö", "🦴 fracture", "骨折", "\u{0}", "-----",
      "zzzzzzzzzzzzzzzzzz", String(repeating: "x", count: 5000), "no", "without", "a", "of the",
      String(repeating: "diabetes fracture ", count: 400),
    ])
  func garbage(query: String) throws {
    let hits = try SearchSamples.index().search(SearchQuery(query), limit: 10)
    #expect(hits.count <= 10)
  }

  @Test("An emoji between the words does no harm")
  func emoji() throws {
    #expect(try SearchSamples.index().codes("🦴 sciatica").first == "M5430")
  }

  @Test("A hit says how each word was found")
  func explanation() throws {
    let index = try SearchSamples.index()
    let hit = try #require(index.search(SearchQuery("heart atack"), limit: 1).first)
    #expect(hit.matches.map(\.way) == [.synonym])
    #expect(hit.matches.first?.words == "heart atack")
    #expect(hit.matches.first?.found == "myocardial infarction")
    let typo = try #require(index.search(SearchQuery("siatica lefft"), limit: 1).first)
    #expect(typo.matches.map(\.way) == [.typo, .typo])
    #expect(typo.matches.map(\.found) == ["sciatica", "left"])
    let leaf = try #require(index.search(SearchQuery("type 2 diabetes"), limit: 1).first)
    #expect(leaf.via == PackedCode("E11") || leaf.via == nil)
  }

  @Test("A finished query does not read its last word as unfinished")
  func finished() throws {
    let index = try SearchSamples.index()
    let query = SearchQuery("sci", completesLastWord: false)
    #expect(index.search(query, limit: 10).isEmpty)
    #expect(!index.search(SearchQuery("sci"), limit: 10).isEmpty)
  }

  @Test("Searches at the same time do not disturb one another")
  func concurrent() async throws {
    let index = try SearchSamples.index()
    await withTaskGroup(of: Bool.self) { group in
      for turn in 0..<200 {
        let (query, code) = turn.isMultiple(of: 2) ? ("asthma", "J45909") : ("htn", "I10")
        group.addTask { index.codes(query).first == code }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
