// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Testing
import Values
import Workflows

@Suite struct DuplicateScoreTests {
  /// A person in a line: family, given, middle, suffix, birth, sex, telephone, address, member.
  private static func traits(_ line: String) -> PersonTraits {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.isEmpty ? nil : String($0)
    }
    let sex: Sex = fields[5] == "F" ? .female : fields[5] == "M" ? .male : .unknown
    let address = fields[7].map { Address(lines: [$0], city: "X", postalCode: "627010000") }
    let person = Person(
      name: PersonName(
        family: fields[0] ?? "", given: fields[1], middle: fields[2], suffix: fields[3]),
      birthDate: fields[4].flatMap { CalendarDate($0) }, sex: sex, address: address)
    return PersonTraits(person, telephone: fields[6], members: fields[8].map { [$0] } ?? [])
  }

  private static let ann = "Testperson,Ann,Q,,1980-03-04,F,2175550101,1 Main St,M1"

  @Test(
    "What is alike and what is not gives points, and the reasons",
    arguments: [
      (ann, 100, "same name, same birth date, same member number, same telephone, same address"),
      ("TESTPERSON,ann,,,1980-03-04,,,,", 75, "same name, same birth date"),
      ("Testperson,Ann,,,1980-04-03,,,,", 65, "same name, birth date slip"),
      ("Testperson,Ann,,,1980-03-05,,,,", 65, "same name, birth date slip"),
      ("Testperson,Ann,,,1981-03-05,,,,M1", 0, ""),
      ("Testpreson,Ann,,,1980-03-04,,,,", 65, "name variant, same birth date"),
      ("Ann,Testperson,,,1980-03-04,,,,", 65, "names swapped, same birth date"),
      ("Otherby,Ann,,,1980-03-04,,,,", 50, "other family name, same birth date"),
      (
        "Otherby,Ann,,,1980-03-04,F,2175550101,,", 60,
        "other family name, same birth date, same telephone"
      ),
      // Twins: all agrees but the given name.
      ("Testperson,Beth,,,1980-03-04,F,2175550101,1 Main St,M1", 0, ""),
      ("Testperson,Ann,,Jr,1980-03-04,,,,", 75, "same name, same birth date"),
      ("Testperson,Ann,Z,,1980-03-04,,,,", 55, "same name, same birth date, other middle name"),
      ("Testperson,Ann,,,1980-03-04,M,,,", 50, "same name, same birth date, other sex"),
      ("Testperson,Ann,,,,,,,", 40, "same name"),
      ("Testperson,A,,,1980-03-04,,,,", 65, "name variant, same birth date"),
      ("Testperson Sample,Ann,,,1980-03-04,,,,", 65, "name variant, same birth date"),
    ])
  func scores(_ line: String, _ points: Int, _ reasons: String) {
    let score = DuplicateScore(Self.traits(Self.ann), Self.traits(line), .standard)
    #expect(score.points == points)
    #expect(score.reasons.map(\.rawValue).joined(separator: ", ") == reasons)
    #expect(DuplicateScore(Self.traits(line), Self.traits(Self.ann), .standard) == score)
  }

  @Test(
    "Names of one person, and slips of the pen",
    arguments: [
      ("ROBERT", "BOB", true), ("BILL", "WILL", true), ("ANN", "A", true), ("ANN", "BOB", false),
      ("KATHERINE", "KATHY", true), ("JON", "JOHN", true), ("MARY", "MARIA", false),
    ])
  func variants(_ a: String, _ b: String, _ mayBe: Bool) {
    #expect(NameVariants.standard.mayBeOne(a, b) == mayBe)
    #expect(NameVariants.standard.mayBeOne(b, a) == mayBe)
  }

  @Test(
    "One letter more, less, other, or two that changed places",
    arguments: [
      ("SMITH", "SMYTH", true), ("SMITH", "SMIHT", true), ("SMITH", "SMIT", true),
      ("SMITH", "SMITHE", true), ("SMITH", "SMITH", false), ("SMITH", "SMYHT", false),
      ("LI", "LE", false), ("SMITH", "SMTIHE", false),
    ])
  func slips(_ a: String, _ b: String, _ isSlip: Bool) {
    #expect(NameVariants.isSlip(a, b) == isSlip && NameVariants.isSlip(b, a) == isSlip)
  }

  @Test("A table of names that is none is refused")
  func table() {
    #expect(NameVariants(parsing: "A B\n") == nil && NameVariants(parsing: "# x\nA\tB\n") != nil)
  }

  @Test("Accents, capitals and signs make no difference to what a person is found by")
  func folding() {
    let a = Self.traits("O’Ñandú-Müller,Zoë,,,1980-03-04,,(217) 555-0101,,ab 1-2")
    let b = Self.traits("ONANDUMULLER,ZOE,,,1980-03-04,,2175550101,,AB12")
    #expect(a.identity == b.identity && a.known == b.known && a.telephone == b.telephone)
    #expect(a.lookups.map(\.text) == b.lookups.map(\.text))
    // Letters of another script are kept: they tell two people apart.
    #expect(PersonTraits.folded("Ли") == "ЛИ")
    // Without a number nobody with one is known; without a birth date either nobody.
    #expect(Self.traits("Testperson,Ann,,,,,,,").known.isEmpty)
    #expect(Self.traits("Testperson,Ann,,,1980-03-04,,,,").known == ["TESTPERSON|ANN|1980-03-04|"])
  }
}
