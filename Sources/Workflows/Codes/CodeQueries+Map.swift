// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// What a code maps to in another set, with the publisher's flags spelled out.
  ///
  /// - Parameters:
  ///   - text: The code.
  ///   - set: The set that the code is of; nothing to try every set that has maps.
  ///   - target: The set that it is mapped to; nothing for all.
  /// - Returns: `{"code","maps":[{"from","to","edition","equivalence","alternatives":[…],
  ///   "scenarios":[{"number","choice_lists":[{"number","codes":[…]}]}]}]}`.
  public func map(
    _ text: String, from set: String?, to target: String?
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let source = try set.map { name throws(WorkflowFailure) in try codeSet(named: name) }
    let wanted = try target.map { name throws(WorkflowFailure) in try codeSet(named: name) }
    guard let code = PackedCode(text) else {
      throw WorkflowFailure("codes.malformed", .rejected, ("code", text))
    }
    let components: [Component] = [.gem, .conversion, .crosswalk]
    let releases = library.releases.filter { release in
      components.contains(release.component) && release.variant == nil
        && (source.map { $0 == release.set } ?? true)
        && (wanted.map { $0 == release.target } ?? true)
    }
    guard !releases.isEmpty else {
      throw WorkflowFailure("codes.no-map", .notInstalled, ("set", set ?? "any set"))
    }
    var maps: [JSON] = []
    for release in releases {
      let map = try asWorkflow { CodeMap(try library.codebook(release)) }
      guard let answer = map.answer(for: code), let to = release.target else { continue }
      maps.append(try json(answer, release, to))
    }
    return .members(
      ("code", .string(text.uppercased())), ("found", .bool(!maps.isEmpty)),
      ("maps", .array(maps)))
  }

  private func json(
    _ answer: MapAnswer, _ release: Release, _ to: CodeSetID
  ) throws(WorkflowFailure) -> JSON {
    let targets = try asWorkflow { try library.codeSet(to) }
    let sources = try asWorkflow { try library.codeSet(release.set) }
    func row(_ target: MapAnswer.Target) -> JSON {
      .members(
        ("code", .string(to.printed(target.code))),
        ("title", .text(targets.title(of: target.code, on: nil)?.title)),
        ("approximate", .bool(target.isApproximate)))
    }
    let scenarios = answer.scenarios.map { scenario in
      JSON.members(
        ("number", .int(scenario.number)),
        (
          "choice_lists",
          .array(
            scenario.choiceLists.map { list in
              .members(
                ("number", .int(list.number)), ("codes", .array(list.targets.map(row))))
            })
        ))
    }
    return .members(
      ("from", .string(release.set.description)), ("to", .string(to.description)),
      ("component", .string(release.component.rawValue)), ("edition", .string(release.edition)),
      ("code", .string(release.set.printed(answer.source))),
      ("title", .text(sources.title(of: answer.source, on: nil)?.title)),
      ("equivalence", .string(answer.equivalence.rawValue)),
      ("alternatives", .array(answer.alternatives.map(row))), ("scenarios", .array(scenarios)))
  }
}
