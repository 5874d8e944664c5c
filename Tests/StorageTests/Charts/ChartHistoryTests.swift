// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Interchange
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct ChartHistoryTests {
  @Test(
    "COD-20: generated histories of charts go as a model of their own says, on either engine",
    arguments: TestEngine.present)
  func history(_ engine: TestEngine) throws {
    for seed in UInt64(1)...2 {
      var run = try ChartRun(engine, seed: seed)
      for step in 0..<400 { try run.step("seed \(seed), step \(step)") }
      #expect(run.done.count == 12, "every move is made: \(run.done)")
      #expect(run.refused > 40)
    }
  }

  @Test("Two desks that take charts at once never take the same", arguments: TestEngine.present)
  func atOnce(_ engine: TestEngine) async throws {
    let first = try ChartRun(engine, seed: 3, charts: 24)
    let (address, home) = (first.claims.address, first.claims.home)
    let taken = try await withThrowingTaskGroup(of: [String].self) { group in
      for coder in 0..<3 {
        group.addTask {
          let own = try ChartRun.desk(MadeUpClaims.another(address, home))
          var names: [String] = []
          while let name = try own.next(ChartsWanted(), by: "coder\(coder)")["chart"]?["chart"]?
            .string
          { names.append(name) }
          return names
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(taken.count == 24)
    #expect(Set(taken).count == 24)
  }
}

@Suite struct ChartJudgingTests {
  @Test("What was saved while a chart was judged is not final unseen")
  func changed() throws {
    let claims = try MadeUpClaims(.sqlite)
    let encounter = SampleEncounter.professional
    _ = try ChartRun.desk(claims.office).add([claims.file(encounter.document.line)], by: "ann")
    let name = encounter.id.description
    let other = ChartRun.desk(claims.office)
    _ = try other.take(name, by: "ann")
    let desk = CodingDesk(claims.office, Installation(home: "/nowhere")) { _, name in
      _ = try other.save(name, ["diagnoses=I10"], by: "ann")
      return (.members(("status", .string("clean")), ("findings", .array([]))), nil)
    }
    let failure = #expect(throws: WorkflowFailure.self) { try desk.finish(name, by: "ann") }
    #expect(failure?.findings.map(\.rule) == ["charts.changed"])
    #expect(try other.chart(name)["state"]?.string == "coding")
  }
}

/// Charts of a test, moved at random, and what a model of their own says of them.
private struct ChartRun {
  /// What the model knows of a chart.
  struct Model {
    var state = "uncoded"
    var owner = ""
    var coder = ""
    var events = 1
    var versions = 1
    var isHeld = false
  }

  let claims: MadeUpClaims
  private let desk: CodingDesk
  private var models: [String: Model] = [:]
  private var numbers: SeededNumbers
  private(set) var done: [String: Int] = [:]
  private(set) var refused = 0

  init(_ engine: TestEngine, seed: UInt64, charts: Int = 6) throws {
    claims = try MadeUpClaims(engine)
    numbers = SeededNumbers(seed: seed)
    desk = Self.desk(claims.office)
    for index in 0..<charts {
      var encounter = SampleEncounter.professional
      encounter.id = try #require(EncounterID("OV-\(index)"))
      let path = try claims.file(encounter.document.line)
      #expect(try desk.add([path], by: "ann")["added"]?.int == 1)
      models["OV-\(index)"] = Model()
    }
  }

  /// A desk whose judge holds what has no diagnosis.
  static func desk(_ office: BillingOffice) -> CodingDesk {
    CodingDesk(office, Installation(home: "/nowhere")) { content, _ in
      let hasCodes = try JSON(parsing: content)["diagnoses"]?.elements.isEmpty == false
      return (
        .members(
          ("status", .string(hasCodes ? "clean" : "held")), ("findings", .array([]))), nil
      )
    }
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &numbers) }

  private func attempt(_ move: () throws -> JSON) -> String? {
    do {
      let answer = try move()
      return answer["findings"]?.elements.first?["rule"]?.string
    } catch { return (error as? WorkflowFailure)?.findings.first?.rule ?? "\(error)" }
  }

  /// Makes a move, right or wrong, and compares everything with the model.
  mutating func step(_ what: String) throws {
    let names = models.keys.sorted()
    let name = names[pick(names.count)]
    var model = models[name] ?? Model()
    var user = ["ann", "bea", "cid"][pick(3)]
    if !model.owner.isEmpty, pick(3) > 0 { user = model.owner }
    let move = [
      "take", "take", "assign", "give-back", "save", "pend", "resume", "finish", "finish", "submit",
      "approve", "approve", "send-back", "close", "reopen", "reopen",
    ][pick(16)]
    let held = move == "save" && pick(6) == 0
    let before = try desk.chart(name)
    let refusal = attempt { try make(move, of: name, by: user, held) }
    let expected = Self.apply(move, to: &model, by: user, held)
    #expect(refusal == expected, "\(what): \(user) \(move) \(name)")
    if expected == nil {
      done[move, default: 0] += 1
      models[name] = model
    } else {
      refused += 1
      #expect(try desk.chart(name) == before, "\(what): what is refused changes nothing")
    }
    try compare(name, what)
  }

  private func make(
    _ move: String, of name: String, by user: String, _ held: Bool
  ) throws -> JSON {
    switch move {
    case "take": try desk.take(name, by: user)
    case "assign": try desk.assign(name, to: "bea", by: user)
    case "give-back": try desk.giveBack(name, by: user)
    case "save":
      try desk.save(name, [held ? "diagnoses=" : "diagnoses=I10,E78.5"], by: user)
    case "pend":
      try desk.pend(name, reason: "query-open", words: "", until: nil, by: user)
    case "resume": try desk.resume(name, words: "", by: user)
    case "finish": try desk.finish(name, by: user)
    case "submit": try desk.finish(name, forReview: true, by: user)
    case "approve": try desk.approve(name, words: "", by: user)
    case "send-back": try desk.sendBack(name, words: "no", by: user)
    case "close": try desk.close(name, words: "free", by: user)
    default: try desk.reopen(name, words: "", by: user)
    }
  }

  /// What the move does, written down once more and not read from the program's table.
  ///
  /// - Returns: The rule that refuses it.
  private static func apply(
    _ move: String, to model: inout Model, by user: String, _ held: Bool
  ) -> String? {
    var next = model
    switch (model.state, move) {
    case ("uncoded", "take"), ("pending", "take"): next.owner = user
    case ("returned", "take"):
      guard model.owner.isEmpty || model.owner == user else { return "charts.taken" }
      next.owner = user
    case ("uncoded", "assign"), ("returned", "assign"), ("coding", "assign"): next.owner = "bea"
    case ("coding", "give-back"), ("coding", "save"), ("coding", "finish"), ("coding", "submit"),
      ("coding", "pend"):
      guard model.owner == user else { return "charts.not-yours" }
    case ("uncoded", "pend"), ("returned", "pend"), ("pending", "resume"), ("closed", "reopen"),
      ("coded", "send-back"), ("review", "send-back"):
      break
    case ("review", "approve"): if model.coder == user { return "charts.own-review" }
    case (_, "close") where !["review", "closed", "claimed"].contains(model.state): break
    default: return "charts.no-such-move"
    }
    switch move {
    case "take", "assign": next.state = "coding"
    case "give-back", "resume": (next.state, next.owner) = ("uncoded", "")
    case "reopen": next.state = "uncoded"
    case "close": (next.state, next.owner) = ("closed", "")
    case "pend": next.state = "pending"
    case "send-back": (next.state, next.owner) = ("returned", model.coder)
    case "approve": (next.state, next.owner) = ("coded", "")
    case "finish", "submit":
      if model.isHeld { return "charts.held" }
      next.state = move == "finish" ? "coded" : "review"
      (next.owner, next.coder) = ("", user)
    default:
      if held != model.isHeld || model.versions == 1 { next.versions += 1 }
      next.isHeld = held
    }
    next.events += 1
    model = next
    return nil
  }

  private func compare(_ name: String, _ what: String) throws {
    let model = models[name] ?? Model()
    let chart = try desk.chart(name)
    #expect(chart["state"]?.string == model.state, "\(what)")
    #expect(chart["owner"]?.string ?? "" == model.owner, "\(what)")
    #expect(chart["coder"]?.string ?? "" == model.coder, "\(what)")
    #expect(chart["events"]?.elements.count == model.events, "\(what)")
    #expect(chart["versions"]?.elements.count == model.versions, "\(what)")
    #expect((chart["reason"] != nil) == (model.state == "pending"), "\(what)")
    // The lists say the same.
    var wanted = ChartsWanted()
    wanted.limit = 100
    let open = try desk.charts(wanted)["charts"]?.elements.compactMap { $0["chart"]?.string } ?? []
    let states = ["uncoded", "coding", "pending", "review", "returned"]
    #expect(
      Set(open) == Set(models.filter { states.contains($0.value.state) }.keys), "\(what)")
  }
}
