// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// COD-10: every path of questions ends at the code that the index prints and the list completes.
@Suite struct CodeGuideTests {
  @Test(
    "What tells titles apart",
    arguments: [
      (["A, right", "A, left"], "A", ["right", "left"]),
      (["end of right radius", "end of left radius"], "end of radius", ["right", "left"]),
      (["Gout", "Lead gout"], "x", ["Gout", "Lead gout"]),
      (["Other"], "Gout", ["Other"]),
    ])
  func labels(titles: [String], parent: String, labels: [String]) {
    #expect(TitleDifference.labels(of: titles, under: parent) == labels)
  }

  @Test("References that lead to each other end, and a term without a way to a code is no choice")
  func loops() throws {
    var index = TermTreeBuilder()
    func add(_ level: Int, _ title: String, _ change: (inout IndexTerm) -> Void = { _ in }) {
      var term = IndexTerm(level: level, title, line: 1)
      change(&term)
      index.terms.append(term)
    }
    add(0, "Ague") { $0.see = "Fever" }
    add(0, "Fever") { $0.see = "Ague" }
    add(1, "hay") { $0.code = "J30.-" }
    add(1, "odd") { $0.see = "Ague" }
    var codes = CodeTableBuilder()
    codes.nestsByPrefix = true
    for (code, title, billable) in [
      ("J30", "Rhinitis", false), ("J301", "Rhinitis due to pollen", true),
      ("J309", "Rhinitis, unspecified", true),
    ] {
      let packed = try #require(PackedCode(code))
      codes.rows.append(CodeRow(packed, title, flags: billable ? .billable : [], line: 1))
    }
    func book(_ component: Component, _ content: ReleaseDraft.Content) throws -> Codebook {
      try Importing.codebook(
        ReleaseDraft(
          .icd10cm, component, title: "", publisher: "", rows: 1, content: content))
    }
    let guide = CodeGuide(
      trees: [try TermTree(book(.index, .terms(index)))],
      table: try CodeTable(book(.tabular, .codes(codes))))
    let step = guide.step(try #require(guide.start("ague")))
    #expect(step.taken == ["see Fever"])
    guard case .question(_, let choices, let elsewhere) = step.outcome else {
      Issue.record("no question")
      return
    }
    #expect(choices.map(\.label) == ["hay"] && elsewhere.map(\.label) == ["odd"])
    let next = guide.step(choices[0].place)
    guard case .question(let question, let codes, _) = next.outcome else {
      Issue.record("no question")
      return
    }
    #expect(question == "J30 Rhinitis" && codes.map(\.label) == ["due to pollen", "unspecified"])
    guard case .complete(let entry) = guide.step(codes[1].place).outcome else {
      Issue.record("no code")
      return
    }
    #expect(entry.printed == "J30.9")
    #expect(guide.start("nothing") == nil)
  }

  @Test(
    "All paths of every twentieth main term end at the code that index and list give",
    .enabled(if: SharedFiles.arePresent, SharedFiles.absence))
  func everyPath() throws {
    let tree = try PublishedCodes.tree("fy2025/ICD10CM_2025_Index.csv")
    let neoplasms = try PublishedCodes.tree("fy2025/icd10cm_neoplasm_2025.xml")
    let guide = CodeGuide(trees: [tree, neoplasms], table: try PublishedCodes.table2025())
    var walk = GuideWalk(guide)
    var (walked, without) = (0, 0)
    for (number, main) in tree.children(of: nil).enumerated() where number % 20 == 0 {
      let place = GuidePlace(.term(GuideTerm(tree: 0, position: main)))
      if guide.leads(place) {
        walked += 1
        walk.go(from: place)
      } else {
        without += 1
      }
    }
    // The others only say `see condition`, `code by site` or `omit code`.
    #expect(walked == 379 && without == 26)
    #expect(walk.wrong == [])
    #expect(walk.ends == 143_899)
  }
}

/// Goes every way from a place, each question once.
private struct GuideWalk {
  let guide: CodeGuide
  var ends = 0
  var questions = 0
  var wrong: [String] = []
  private var seen: Set<GuidePlace.Kind> = []

  init(_ guide: CodeGuide) { self.guide = guide }

  mutating func go(from start: GuidePlace) {
    var open = [start]
    while let place = open.popLast() {
      let step = guide.step(place)
      switch step.outcome {
      case .elsewhere: wrong.append("nowhere: \(place.kind)")
      case .complete(let entry): check(entry, at: step.place)
      case .question(_, let choices, _):
        questions += 1
        if choices.isEmpty { wrong.append("no choices: \(place.kind)") }
        checkSubterms(of: step.place, choices)
        for choice in choices where isNew(choice.place) { open.append(choice.place) }
      }
    }
  }

  private mutating func isNew(_ place: GuidePlace) -> Bool {
    // Below a header the ways do not depend on how it was come to, but for the code of the index.
    if case .code = place.kind { return true }
    return seen.insert(place.kind).inserted
  }

  /// A path ends at a complete code at or below the one that the index prints.
  private mutating func check(_ entry: CodeEntry, at place: GuidePlace) {
    ends += 1
    let printed = place.indexed.flatMap { PackedCode($0) }
    if !entry.isBillable || printed.map({ !entry.code.hasPrefix($0) }) ?? true {
      wrong.append("\(place.indexed ?? "") gives \(entry.printed)")
    }
  }

  /// Every subterm with a code of the list is a choice, and comes to that code.
  private mutating func checkSubterms(of place: GuidePlace, _ choices: [GuideStep.Choice]) {
    guard case .term(let term) = place.kind else { return }
    let tree = guide.trees[term.tree]
    let offered = Set(choices.map(\.place.kind))
    for child in tree.children(of: term.position) {
      guard let code = PackedCode(tree[child].code), guide.table.position(of: code) != nil else {
        continue
      }
      let kind = GuidePlace.Kind.term(GuideTerm(tree: term.tree, position: child))
      if !offered.contains(kind) { wrong.append("not offered: \(tree[child].title) \(code)") }
    }
  }
}
