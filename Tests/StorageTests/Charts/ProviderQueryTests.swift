// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct ProviderQueryTests {
  private static func desk(_ claims: MadeUpClaims) -> CodingDesk {
    CodingDesk(claims.office, Installation(home: "/nowhere")) { _, _ in
      (.members(("status", .string("held")), ("findings", .array([]))), nil)
    }
  }

  /// A chart that ann has.
  private static func taken(_ engine: TestEngine) throws -> (CodingDesk, String) {
    let claims = try MadeUpClaims(engine)
    let encounter = SampleEncounter.professional
    let desk = desk(claims)
    _ = try desk.add([claims.file(encounter.document.line)], by: "ann")
    _ = try desk.take(encounter.id.description, by: "ann")
    return (desk, encounter.id.description)
  }

  @Test(
    "A question lets its chart wait, and the last answer brings it back",
    arguments: TestEngine.present)
  func asked(_ engine: TestEngine) throws {
    let (desk, chart) = try Self.taken(engine)
    let first = try desk.ask(
      chart, topic: "laterality", question: "Which knee hurts?", indicators: ["knee pain"],
      choices: ["Right", "Left"], by: "ann")
    #expect(first["query"]?.int == 1)
    _ = try desk.ask(chart, topic: "cause", question: "Why does it hurt?", by: "ann")
    #expect(try desk.chart(chart)["state"]?.string == "pending")
    #expect(try desk.chart(chart)["reason"]?.string == "query-open")

    let open = try #require(try desk.openQueries(limit: 10)["queries"]?.elements)
    #expect(open.map { $0["query"]?.int } == [1, 2])
    #expect(
      open.first?["choices"]?.elements.compactMap(\.string)
        == ["Right", "Left", "Other (please specify)", "Unable to determine"])
    #expect(open.first?["indicators"]?.elements.compactMap(\.string) == ["knee pain"])

    _ = try desk.answer(chart, query: 1, choice: "Right", words: "", by: "doc")
    #expect(try desk.chart(chart)["state"]?.string == "pending", "another one waits")
    _ = try desk.withdraw(chart, query: 2, by: "ann")
    #expect(try desk.chart(chart)["state"]?.string == "uncoded")

    let all = try #require(try desk.queries(of: chart)["queries"]?.elements)
    #expect(all.map { $0["state"]?.string } == ["answered", "withdrawn"])
    #expect(all.first?["answer"]?["choice"]?.string == "Right")
    #expect(all.map { $0["ended_by"]?.string } == ["doc", "ann"])
    #expect(try desk.openQueries(limit: 10)["queries"]?.elements.isEmpty == true)
  }

  @Test("What is asked speaks of no payment, and is answered once")
  func refused() throws {
    let (desk, chart) = try Self.taken(.sqlite)
    func rule(_ move: () throws -> JSON) -> String? {
      let failure = #expect(throws: WorkflowFailure.self) { try move() }
      return failure?.findings.first?.rule
    }
    for leading in ["Which MS-DRG fits?", "Is it an MCC?", "What would be paid more?"] {
      #expect(
        rule { try desk.ask(chart, topic: "x", question: leading, by: "ann") }
          == "charts.leading-query")
    }
    #expect(
      rule { try desk.ask(chart, topic: "x", question: "Which?", choices: ["HCC 37"], by: "ann") }
        == "charts.leading-query")
    #expect(rule { try desk.ask(chart, topic: "", question: "Which?", by: "ann") } != nil)
    #expect(
      rule { try desk.ask(chart, topic: "x", question: "Which?", by: "bea") }
        == "charts.not-yours")
    #expect(try desk.queries(of: chart)["queries"]?.elements.isEmpty == true)
    #expect(
      rule { try desk.answer(chart, query: 7, choice: nil, words: "so", by: "doc") }
        == "charts.unknown-query")
    _ = try desk.ask(chart, topic: "x", question: "Which?", by: "ann")
    #expect(rule { try desk.answer(chart, query: 1, choice: nil, words: " ", by: "doc") } != nil)
    _ = try desk.answer(chart, query: 1, choice: nil, words: "the right one", by: "doc")
    #expect(
      rule { try desk.answer(chart, query: 1, choice: nil, words: "no", by: "doc") }
        == "charts.query-ended")
  }

  @Test("Services go on pointing at the codes that they pointed at")
  func relinked() throws {
    let claims = try MadeUpClaims(.sqlite)
    var encounter = SampleEncounter.professional
    encounter.diagnoses = []
    encounter.charges = Array(encounter.charges.prefix(1))
    encounter.charges[0].diagnosisPointers = []
    let desk = Self.desk(claims)
    _ = try desk.add([claims.file(encounter.document.line)], by: "ann")
    let name = encounter.id.description
    _ = try desk.take(name, by: "ann")
    func pointers(after changes: String...) throws -> [Int] {
      _ = try desk.save(name, changes, by: "ann")
      let charge = try desk.chart(name)["encounter"]?["charges"]?[0]
      return (charge?["diagnoses"]?.elements ?? []).compactMap(\.int)
    }
    #expect(try pointers(after: "diagnoses=E11.42,I10") == [1, 2], "without any, all four at most")
    #expect(try pointers(after: "diagnoses=E11.42,I10,E78.5") == [1, 2, 3])
    #expect(try pointers(after: "1.pointers=3") == [3])
    #expect(try pointers(after: "diagnoses=E78.5,E11.42,I10") == [1], "E78.5, wherever it stands")
    #expect(try pointers(after: "diagnoses=E11.42,I10") == [], "it is gone")
    #expect(
      try pointers(after: "diagnoses=A09,B34.9,E11.42,I10,R05.9", "1.pointers=5,1") == [5, 1])
  }
}
