// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@testable import Grouping

@Suite struct RiskModelTests {
  static func model(
    _ name: String, _ reading: RiskRules.Reading = .reference
  ) throws -> RiskModel {
    try #require(RiskSamples.library).model(name, year: 2026, reading)
  }

  /// What is scored, as a row of a table: codes, who, score in millionths, categories.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let codes: [String]
    let score: Int64
    let categories: [Int]
    var age: Int32 = 72
    var sex: RiskBeneficiary.Sex = .female
    var reason: RiskBeneficiary.Entitlement = .age
    var model = "V28"
    var reading = RiskRules.Reading.reference
  }

  static let cases = [
    Case(
      testDescription: "no diagnosis: the cell alone", codes: [], score: 400_000, categories: []),
    Case(
      testDescription: "a parent takes its child away", codes: ["A1000", "A1001"],
      score: 2_900_000, categories: [17]),
    Case(
      testDescription: "the child alone", codes: ["A1001"], score: 400_000 + 0, categories: []),
    Case(
      testDescription: "the child alone, at an age that its edit allows", codes: ["A1001"],
      score: 0, categories: [18], age: 40, reason: .disability),
    Case(
      testDescription: "223 does not count alone", codes: ["A1002"], score: 400_000, categories: []),
    Case(
      testDescription: "223 counts beside 226", codes: ["A1002", "A1003"], score: 760_000,
      categories: [223, 226]),
    Case(
      testDescription: "one diagnosis, two categories, two interactions, four categories",
      codes: ["A1004", "A1003", "A1005"],
      score: 400_000 + 166_000 + 815_000 + 360_000 + 112_000
        + 176_000 + 50_000, categories: [37, 112, 226, 326]),
    Case(
      testDescription: "an edit by sex changes the category", codes: ["A1005"], score: 400_000,
      categories: [112]),
    Case(
      testDescription: "the other sex keeps it", codes: ["A1005"], score: 0, categories: [111],
      sex: .male),
    Case(
      testDescription: "originally disabled", codes: [], score: 150_000, categories: [],
      reason: .disability),
    Case(
      testDescription: "unknown and repeated codes change nothing",
      codes: ["ZZZ", "A1000", "A1000"],
      score: 2_900_000, categories: [17]),
    Case(
      testDescription: "an edit by age, two categories: the peer loses one", codes: ["A1006"],
      score: 0, categories: [383], age: 5),
    Case(
      testDescription: "an edit by age, two categories: CMS loses both", codes: ["A1006"], score: 0,
      categories: [], age: 5, reading: .cms),
    Case(
      testDescription: "RxHCC: the peer knows no hierarchy", codes: ["B2000", "B2001"],
      score: 600_000, categories: [30, 31], model: "RxHCC-V08"),
    Case(
      testDescription: "RxHCC: CMS does", codes: ["B2000", "B2001"], score: 500_000,
      categories: [30], model: "RxHCC-V08", reading: .cms),
  ]

  @Test("Scores and categories are as the tables say", arguments: cases)
  func scores(row: Case) throws {
    let model = try Self.model(row.model, row.reading)
    var person = RiskBeneficiary(age: row.age, sex: row.sex)
    person.originalEntitlement = row.reason
    let workspace = RiskWorkspace()
    for code in row.codes { workspace.add(try #require(PackedCode(code))) }
    model.score(person, in: workspace)
    var categories: [Int] = []
    workspace.forEachCategory { categories.append($0) }
    #expect(workspace.score == row.score)
    #expect(categories == row.categories)
  }

  @Test("Demographic, category and chronic scores add up; only chronic categories are chronic")
  func parts() throws {
    let model = try Self.model("V28")
    let workspace = RiskWorkspace()
    for code in ["A1004", "A1003"] { workspace.add(try #require(PackedCode(code))) }
    model.score(RiskBeneficiary(age: 72, sex: .female), in: workspace)
    #expect(workspace.demographicScore == 400_000)
    #expect(workspace.categoryScore == workspace.score - 400_000)
    #expect(workspace.chronicScore == 166_000)
  }

  @Test(
    "The payment score is rounded once, half away from zero",
    arguments: [
      (1_000_000, 0, 1_000_000, 1_000_000), (1_234_567, 59_000, 1_067_000, 1_088_779),
      (-1_000_000, 0, 3_000_000, -333_333), (5, 0, 2_000_000, 3), (0, 59_000, 1_067_000, 0),
    ] as [(Int64, Int64, Int64, Int64)])
  func payment(score: Int64, intensity: Int64, normalisation: Int64, expected: Int64) {
    var person = RiskBeneficiary(age: 70, sex: .male)
    person.codingIntensity = intensity
    person.normalisation = normalisation
    #expect(RiskModel.payment(score, person) == expected)
  }

  @Test("Models that do not exist or are not in the year are refused")
  func refused() throws {
    let library = try #require(RiskSamples.library)
    #expect(throws: RiskLibrary.Failure.unknownModel) { try library.model("V99", year: 2026) }
    #expect(throws: RiskLibrary.Failure.notInYear) { try library.model("V24", year: 2026) }
    #expect(throws: RiskLibrary.Failure.notInYear) { try library.model("V28", year: 2025) }
    #expect(library.years == [2026])
    #expect(library.defaultYear == 2026)
  }

  @Test("Reasons name the rows")
  func reasons() throws {
    let model = try Self.model("V28")
    let person = RiskBeneficiary(age: 72, sex: .female)
    let workspace = RiskWorkspace()
    for code in ["A1000", "A1001"] { workspace.add(try #require(PackedCode(code))) }
    var young = person
    young.age = 40
    model.score(young, in: workspace)
    let dropped = try #require(model.dropped(in: workspace).first)
    #expect(dropped.category == 18 && dropped.parent == 17)
    #expect(dropped.source?.locator == "line 2")
    let code = try #require(PackedCode("A1005"))
    #expect(model.mappings(of: code).map(\.category) == [111])
    #expect(model.mappings(of: code).first?.source?.locator == "line 8")
    #expect(model.edit(of: code, for: person)?.category == 112)
    let other = try #require(PackedCode("A1001"))
    let refused = try #require(model.edit(of: other, for: person))
    #expect(refused.category == nil && refused.minimum == 65 && refused.maximum == 8)
    #expect(model.label(of: 17) == "One, the first")
  }

  @Test("A workspace that has grown answers as a new one does")
  func grown() throws {
    let model = try Self.model("V28")
    let (used, new) = (RiskWorkspace(), RiskWorkspace())
    let code = try #require(PackedCode("A1004"))
    for _ in 0..<10_000 { used.add(code) }
    model.score(RiskBeneficiary(age: 72, sex: .male), in: used)
    used.clear()
    for workspace in [used, new] {
      workspace.add(code)
      model.score(RiskBeneficiary(age: 72, sex: .female), in: workspace)
    }
    #expect(used.score == new.score && used.pairs.count == new.pairs.count)
    #expect(used.terms.count == new.terms.count)
  }

  @Test(
    "Bands of age; 64 with entitlement by age counts as 65 for a new enrollee",
    arguments: [
      (64, false, RiskBeneficiary.Entitlement.age, "F60_64"), (65, false, .age, "F65_69"),
      (64, true, .age, "NEF65"), (64, true, .disability, "NEF60_64"), (69, true, .age, "NEF69"),
      (70, true, .age, "NEF70_74"), (66, true, .esrd, "NEF65_69"), (110, false, .age, "F95_GT"),
      (0, false, .age, "F0_34"), (500, true, .age, "NEF95_GT"),
    ] as [(Int32, Bool, RiskBeneficiary.Entitlement, String)])
  func cells(age: Int32, isNew: Bool, reason: RiskBeneficiary.Entitlement, cell: String) throws {
    let model = try Self.model("V28")
    var person = RiskBeneficiary(age: age, sex: .female)
    person.isNewEnrollee = isNew
    person.originalEntitlement = reason
    let workspace = RiskWorkspace()
    model.score(person, in: workspace)
    #expect(String(decoding: model.name(ofColumn: workspace.cell), as: UTF8.self) == cell)
  }

  @Test(
    "Every condition of our own tables is understood: facts by name, groups of the model, categories"
  )
  func conditions() throws {
    let rules = try #require(RiskSamples.rules)
    func check(_ text: String, _ model: String) {
      let groups = Set(rules.groups.filter { model == "*" || $0[0] == model }.map { $0[1] })
      let condition = RiskCondition(text) { name in
        groups.contains(name) || Int(name.dropFirst(3)).map { name == "HCC\($0)" } == true ? 0 : nil
      }
      #expect(condition != nil, "\(model): \(text)")
    }
    for row in rules.variables {
      check(row[2], row[0])
      check(row[5], row[0])
    }
    for row in rules.segments { check(row[3], "") }
    for row in rules.bands { check(row[4], "") }
    #expect(RiskCondition("unheard", group: { _ in nil }) == nil)
    #expect(rules.variables.count > 200)
  }
}
