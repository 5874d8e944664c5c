// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let on = Field("on", "The date of service; the newest edition otherwise.")
  private static let code = Subject("code")

  /// Code sets: searched, read, walked and built, without a patient.
  static let codes: [Route] = [
    .get(
      "/codes", .action("codes.search"), code, "Codes that fit some words.",
      query: [Field("q", "Words, or a code."), Field("limit", "How many.")], page: "codes"
    ) { call throws(WorkflowFailure) in
      guard let text = call.text("q") else { return .answer(.object([])) }
      return .answer(try call.practice.searchCodes(String(text.prefix(200)), limit: call.limit()))
    },
    .get(
      "/codes/tree", .action("codes.search"), code, "The hierarchy of a code set, level by level.",
      query: [
        Field("place", "A chapter, a section or a code; the chapters otherwise."),
        Field("set", "The set; icd10cm otherwise."), on,
      ], page: "code-tree"
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.codes().tree(
          call.text("place"), in: call.text("set") ?? "icd10cm", on: call.day("on")))
    },
    .get(
      "/codes/guide", .action("codes.search"), code,
      "The way from a term of the Alphabetic Index to a code, question by question.",
      query: [
        Field("term", "A main term, with subterms after commas; or a code."),
        Field("answers", "The numbers of the choices made so far, with commas."), on,
      ], page: "code-guide"
    ) { call throws(WorkflowFailure) in .answer(try CodeView.guide(call)) },
    .get(
      "/codes/build", .action("codes.search"), code,
      "A procedure code of ICD-10-PCS, built character by character.",
      query: [Field("code", "The characters chosen so far."), on], page: "code-build"
    ) { call throws(WorkflowFailure) in .answer(try CodeView.build(call)) },
    .get(
      "/codes/guidelines", .action("codes.search"), code,
      "The official guidelines, by section or by code.",
      query: [Field("place", "A section or a code; the top otherwise."), on], page: "guidelines"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.codes().guidelines(call.text("place"), on: call.day("on")))
    },
    .get(
      "/codes/{set}/{code}", .action("codes.search"), Subject("code", "code"),
      "A code with its place in the set, its notes, and what stands below it.", query: [on],
      page: "code-entry"
    ) { call throws(WorkflowFailure) in .answer(try CodeView.entry(call)) },
    .get(
      "/em", .action("codes.search"), code, "What the level of a visit may rest on.", page: "em"
    ) { call throws(WorkflowFailure) in .answer(VisitView.form(call)) },
    .post(
      "/em", .action("codes.search"), code,
      "The evaluation and management code of a visit, with the working.",
      fields: [
        Field("service", "Such as office-established.", isRequired: true),
        Field("date", "The day of the visit.", isRequired: true),
        Field("payer", "medicare or other."), Field("minutes", "The practitioner's total time."),
        Field("age", "The age in years, for preventive visits."),
        Field("problems", "A JSON object of kinds and counts."),
        Field("data", "A JSON object of kinds and counts."),
        Field("risks", "A JSON object of kinds and counts."),
      ], next: "/em", page: "em"
    ) { call throws(WorkflowFailure) in .answer(try VisitView.answer(call)) },
  ]
}

/// What the pages of codes show beside what the workflow answers.
enum CodeView {
  static func entry(_ call: Call) throws(WorkflowFailure) -> JSON {
    let (set, code) = (call.parameter("set"), call.parameter("code"))
    let queries = try call.practice.codes()
    let entry = try queries.lookup(code, in: set, on: call.day("on"))
    guard entry["found"]?.bool != false else {
      throw WorkflowFailure("web.unknown-page", .rejected)
    }
    let below = (try? queries.tree(code, in: set, on: call.day("on")))?["children"]
    let guidelines =
      set == "icd10cm"
      ? (try? queries.guidelines(code, on: call.day("on")))?["sections"] : nil
    return .object(
      entry.members + [
        .init("children", below ?? .null), .init("guidelines", guidelines ?? .null),
        .init("on", .text(call.text("on"))),
      ])
  }

  /// A step of the guide, with what was answered to get there.
  static func guide(_ call: Call) throws(WorkflowFailure) -> JSON {
    guard let term = call.text("term") else { return .object([]) }
    let answers = (call.text("answers") ?? "").split(separator: ",").map(String.init)
    let step = try call.practice.codes().guide(answers, term: term, on: call.day("on"))
    let before = answers.map { "\($0)," }.joined()
    let choices = (step["choices"]?.elements ?? []).map { choice in
      JSON.object(
        choice.members + [.init("answers", .string(before + (choice["number"]?.digits ?? "")))])
    }
    return .object(
      step.members.filter { $0.name != "choices" } + [
        .init("choices", .array(choices)), .init("term", .string(term)),
        .init("back", answers.isEmpty ? .null : .string(answers.dropLast().joined(separator: ","))),
        .init("is_begun", .bool(!answers.isEmpty)),
      ])
  }

  /// A step of building a code; a choice of one is taken.
  static func build(_ call: Call) throws(WorkflowFailure) -> JSON {
    let chosen = (call.text("code") ?? "").uppercased()
    let step = try call.practice.codes().build(chosen, on: call.day("on"))
    let values = (step["values"]?.elements ?? []).map { value in
      JSON.object(
        value.members + [.init("code", .string(chosen + (value["character"]?.string ?? "")))])
    }
    return .object(
      step.members.filter { $0.name != "values" } + [
        .init("values", .array(values)), .init("is_begun", .bool(!chosen.isEmpty)),
        .init("back", chosen.isEmpty ? .null : .string(String(chosen.dropLast()))),
      ])
  }
}

/// The calculator of evaluation and management codes.
enum VisitView {
  private static let groups = ["problems", "data", "risks"]

  /// The kinds with what was typed.
  static func form(_ call: Call) -> JSON {
    let visits = LevelVisits()
    var members: [JSON.Member] = []
    let chosen = call.text("service") ?? "office-established"
    members.append(
      .init(
        "services",
        .array(
          (visits.kinds["services"]?.elements ?? []).map { service in
            .members(
              ("service", service),
              ("chosen", service.string == chosen ? .bool(true) : nil))
          })))
    for group in groups {
      let rows = (visits.kinds[group]?.elements ?? []).map { row in
        let field = "\(group).\(row["kind"]?.string ?? "")"
        return JSON.object(
          row.members + [
            .init("field", .string(field)), .init("count", .text(call.text(field))),
          ])
      }
      members.append(.init("\(group)_kinds", .array(rows)))
    }
    return .object(members)
  }

  /// The code of a visit, with the form below it.
  static func answer(_ call: Call) throws(WorkflowFailure) -> JSON {
    var members: [JSON.Member] = [
      .init("service", .string(try call.need("service"))),
      .init("date", .string(try call.need("date"))),
      .init("payer", .string(call.text("payer") ?? "other")),
    ]
    for (name, most) in [("minutes", 1440), ("age", 130)] {
      if let number = try call.int(name, in: 0...most) { members.append(.init(name, .int(number))) }
    }
    for group in groups {
      var counts: [JSON.Member] = []
      if let text = call.text(group), let given = try? JSON(parsing: Array(text.utf8)) {
        counts = given.members
      }
      for name in call.members.keys.sorted() where name.hasPrefix("\(group).") {
        guard let count = try call.int(name, in: 0...99), count > 0 else { continue }
        counts.append(.init(String(name.dropFirst(group.count + 1)), .int(count)))
      }
      if !counts.isEmpty { members.append(.init(group, .object(counts))) }
    }
    let answer = try LevelVisits().level(.object(members))
    return .object(form(call).members + answer.members)
  }
}
