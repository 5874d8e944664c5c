// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// The way from a term to a code, question by question.
  ///
  ///     try queries.guide(["2"], term: "Fracture, traumatic, radius", on: day)
  ///
  /// The Alphabetic Index and the tables beside it in force on the day are gone through, or those nearest to
  /// it, which the answer then names; what counts is the list of the day: a term whose code it does not have
  /// is no choice. Where no index is installed, the titles of the list are gone by.
  ///
  /// - Parameters:
  ///   - answers: The numbers of the choices made so far.
  ///   - term: A main term, with subterms after commas; or a code.
  ///   - set: The name of the set.
  ///   - day: The date of service; nothing for the newest edition.
  /// - Returns: `{"set","edition","indexes":[…],"path":[…],"complete"}` with `question`, `choices`
  ///   (`{"number","label","code"}`) and `elsewhere`, or with `code`, `title`, `manifestation` and the `notes`
  ///   that ask for a further code.
  /// - Throws: ``WorkflowFailure``: `codes.no-term`, `codes.term-elsewhere`, `codes.no-answer`.
  public func guide(
    _ answers: [String], term: String, in set: String = "icd10cm", on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let guide = try guide(in: codeSet(named: set), on: day)
    guard let start = guide.start(term) else {
      throw WorkflowFailure(
        "codes.no-term", .rejected, ("term", term), ("release", guide.table.release.name))
    }
    var step = guide.step(start)
    var path = [term] + step.taken
    for (index, answer) in answers.enumerated() {
      let choices = step.choices
      guard let number = Int(answer), choices.indices.contains(number - 1) else {
        throw WorkflowFailure(
          "codes.no-answer", .rejected, ("number", "\(index + 1)"), ("answer", answer),
          ("count", "\(choices.count)"))
      }
      step = guide.step(choices[number - 1].place)
      path += [choices[number - 1].label] + step.taken
    }
    if case .elsewhere(let see) = step.outcome {
      throw WorkflowFailure(
        "codes.term-elsewhere", .rejected, ("term", path.joined(separator: ", ")),
        ("see", see.isEmpty ? "nothing" : see))
    }
    let head: [JSON.Member] = [
      .init("set", .string(guide.table.release.set.description)),
      .init("edition", .string(guide.table.release.edition)),
      .init("indexes", .array(guide.trees.map { .string($0.release.name) })),
      .init("path", .array(path.map(JSON.string))),
    ]
    return .object(head + step.members)
  }

  /// Prepares to go through the indexes nearest to a day and the list of the day.
  private func guide(
    in set: CodeSetID, on day: CalendarDate?
  ) throws(WorkflowFailure) -> CodeGuide {
    let table = try titledTable(of: set, on: day)
    let target = day ?? table.release.period.effective
    let indexes = [Component.index, .neoplasm, .externalCause, .drugs].compactMap { component in
      library.releases(of: set, component).min {
        $0.period.distance(to: target) < $1.period.distance(to: target)
      }
    }
    let trees = try asWorkflow { try indexes.map { try TermTree(library.codebook($0)) } }
    return CodeGuide(trees: trees, table: table)
  }
}

extension GuideStep {
  fileprivate var choices: [Choice] {
    if case .question(_, let choices, _) = outcome { choices } else { [] }
  }

  fileprivate var members: [JSON.Member] {
    switch outcome {
    case .question(let question, let choices, let elsewhere):
      let rows = choices.enumerated().map { index, choice in
        JSON.members(
          ("number", .int(index + 1)), ("label", .string(choice.label)),
          ("code", choice.code.map(JSON.string)))
      }
      let others = elsewhere.map {
        JSON.members(("label", .string($0.label)), ("see", $0.see.isEmpty ? nil : .string($0.see)))
      }
      return JSON.members(
        ("question", .string(question)), ("choices", .array(rows)),
        ("elsewhere", others.isEmpty ? nil : .array(others)), ("complete", .bool(false))
      ).members
    case .complete(let entry):
      let asking = entry.allNotes.filter {
        [.codeFirst, .useAdditionalCode, .codeAlso].contains($0.note.kind)
      }
      return JSON.members(
        ("code", .string(entry.printed)), ("title", .string(entry.title)),
        ("manifestation", place.manifestation.map(JSON.string)),
        ("notes", .array(asking.map(\.json))), ("complete", .bool(true))
      ).members
    case .elsewhere: return []
    }
  }
}
