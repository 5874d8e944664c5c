// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Grouping

@Suite struct FormulaTests {
  @Test(
    "A condition is read with its signs' order of binding, and written again",
    arguments: [
      ("a", "a"), (" a&b | c ", "a & b | c"), ("a & (b | c)", "a & (b | c)"),
      ("~PDX:x & (MCC)", "~PDX:x & MCC"), ("~(a | b) & c", "~(a | b) & c"),
      ("((a))", "a"), ("a|b|c", "a | b | c"), ("~~a", "~(~a)"),
    ])
  func reads(_ text: String, _ written: String) throws {
    let expression = try #require(FormulaExpression(text))
    #expect(expression.description == written)
    #expect(FormulaExpression(expression.description) == expression)
  }

  @Test(
    "What is no condition is refused",
    arguments: ["", "a &", "| a", "(a", "a)", "a b", "~", "a & & b", "()"])
  func refuses(_ text: String) { #expect(FormulaExpression(text) == nil) }

  @Test("Nesting has an end")
  func deep() {
    let text = String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)
    #expect(FormulaExpression(text) == nil)
  }

  @Test(
    "Names without a code may be those of attributes and of MDCs, and no others",
    arguments: [
      ("missing", FactSpace.Meaning.never), ("MDC05", .never), ("ERRORDRG", .never), ("5", .never),
      ("MCC", .severity(.mcc)), ("CC", .severity(.cc)), ("DIED", .fact(1)),
    ])
  func meaning(_ name: String, _ meaning: FactSpace.Meaning) {
    var facts = FactSpace(carried: ["known"])
    #expect(facts.meaning(of: name) == meaning)
  }

  @Test("A rule that is not known refuses the file, an unknown prefix too")
  func unknownRules() {
    var facts = FactSpace(carried: ["known"])
    #expect(facts.meaning(of: "FIVE_STENTS") == nil)
    #expect(facts.meaning(of: "ALL:known") == nil)
    #expect(facts.meaning(of: "ANY:known") == facts.meaning(of: "known"))
    #expect(facts.meaning(of: "PDX:known") != facts.meaning(of: "known"))
  }

  /// Numbers that look random and are the same each time.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static func expression(_ depth: Int, _ random: inout Generator) -> FormulaExpression {
    let names = ["a", "b", "c", "d", "e", "f", "MCC", "CC", "none"]
    switch depth == 0 ? 0 : Int.random(in: 0..<5, using: &random) {
    case 1: return .not(expression(depth - 1, &random))
    case 2, 3:
      let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        expression(depth - 1, &random)
      }
      return .all(parts)
    case 4:
      let parts = (0..<Int.random(in: 2...4, using: &random)).map { _ in
        expression(depth - 1, &random)
      }
      return .any(parts)
    default: return .atom(names.randomElement(using: &random) ?? "a")
    }
  }

  private static func holds(_ expression: FormulaExpression, _ truth: [String: Bool]) -> Bool {
    switch expression {
    case .atom(let name): truth[name] ?? false
    case .not(let part): !holds(part, truth)
    case .all(let parts): parts.allSatisfy { holds($0, truth) }
    case .any(let parts): parts.contains { holds($0, truth) }
    }
  }

  @Test("The steps of a table find the first formula that holds, whatever the formulas are")
  func compiledTables() {
    var random = Generator(state: 7)
    var meaning: [String: FactSpace.Meaning] = [
      "MCC": .severity(.mcc), "CC": .severity(.cc), "none": .never,
    ]
    for (place, name) in ["a", "b", "c", "d", "e", "f"].enumerated() {
      meaning[name] = .fact(30 + place)
    }
    for _ in 0..<300 {
      let shared = Self.expression(1, &random)
      let formulas = (0..<8).map { index -> FormulaExpression in
        let own = Self.expression(2, &random)
        return index % 2 == 0 ? .all([shared, own]) : own
      }
      var compiler = ProgramCompiler(meaning: meaning)
      let entry = compiler.compile(
        formulas.enumerated().map {
          (
            place: $0.offset,
            conjunction: ProgramCompiler.Conjunction(
              parts: $0.element.conjuncts, suppression: $0.offset % 3)
          )
        })
      for _ in 0..<40 {
        var truth: [String: Bool] = [:]
        for name in ["a", "b", "c", "d", "e", "f"] { truth[name] = Bool.random(using: &random) }
        // A severity for each list of suppressions, as one formula may suppress what another counts.
        let severities = (0..<3).map { _ in Severity.allCases.randomElement(using: &random) }
        let wanted = formulas.enumerated().first { index, formula in
          var known = truth
          known["MCC"] = severities[index % 3] == .mcc
          known["CC"] = severities[index % 3] == .cc
          return Self.holds(formula, known)
        }?.offset
        #expect(Self.follow(compiler.steps, entry, truth, severities) == wanted)
      }
    }
  }

  private static func follow(
    _ steps: [GrouperLayout.Step], _ entry: UInt16, _ truth: [String: Bool],
    _ severities: [Severity?]
  ) -> Int? {
    let names = ["a", "b", "c", "d", "e", "f"]
    var at = entry
    while at < GrouperLayout.Step.result {
      let step = steps[Int(at)]
      let holds =
        step.kind == GrouperLayout.Step.fact
        ? truth[names[Int(step.operand) - 30]] ?? false
        : UInt16(severities[Int(step.operand)]?.rawValue ?? 0) == step.kind
      at = holds ? step.yes : step.no
    }
    return at == GrouperLayout.Step.end ? nil : Int(at & 0x7FFF)
  }
}
