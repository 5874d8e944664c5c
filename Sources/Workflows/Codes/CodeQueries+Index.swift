// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// A step of a walk through an index or a table of terms.
  ///
  /// The path is a main term and subterms, separated by commas as in print: `Diabetes, type 2, with`. Each
  /// part finds the terms that begin with it, in either case; where several do, they are all shown.
  ///
  /// - Parameters:
  ///   - path: The path; empty for the letters' main terms.
  ///   - component: `index`, `neoplasm`, `drugs` or `external-cause`.
  ///   - set: The name of the set.
  ///   - day: The day whose edition is walked; nothing for the newest. Where none is in force, the edition
  ///     nearest to the day is, and `in_force` is false.
  public func index(
    _ path: String, component: String = "index", in set: String = "icd10cm", on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let set = try codeSet(named: set)
    guard let component = Component(rawValue: component),
      let release = library.release(of: set, component, on: day)
        ?? library.releases(of: set, component).min(by: {
          $0.period.distance(to: day) < $1.period.distance(to: day)
        })
    else {
      throw WorkflowFailure(
        "codes.no-index", .notInstalled, ("set", set.description), ("component", component))
    }
    let tree = try asWorkflow { try TermTree(library.codebook(release)) }
    let codes = try? titledTable(of: set, on: day ?? release.period.effective)
    let parts = path.split(separator: ",").map { Self.folded($0) }.filter { !$0.isEmpty }
    var found: [Int?] = [nil]
    for part in parts {
      let below = found.flatMap { tree.children(of: $0) }
      let exact = below.filter { Self.folded(tree[$0].title) == part }
      found = exact.isEmpty ? below.filter { Self.folded(tree[$0].title).hasPrefix(part) } : exact
      if found.isEmpty { break }
    }
    let terms = found.compactMap { $0 }
    let shown = parts.isEmpty ? tree.children(of: nil) : terms
    return .members(
      ("set", .string(set.description)), ("component", .string(component.rawValue)),
      ("edition", .string(release.edition)),
      ("in_force", day.map { .bool(release.period.contains($0)) }),
      ("found", .bool(parts.isEmpty || !terms.isEmpty)),
      ("columns", tree.columns.isEmpty ? nil : .array(tree.columns.map(JSON.string))),
      (
        "terms",
        .array(
          shown.prefix(500).map { position in
            Self.term(position, in: tree, codes, withSubterms: !parts.isEmpty && terms.count <= 20)
          })
      ))
  }

  private static func term(
    _ position: Int, in tree: TermTree, _ codes: CodeTable?, withSubterms: Bool
  ) -> JSON {
    let term = tree[position]
    let path = tree.path(to: position).map { JSON.string(tree[$0].title) }
    let subterms = withSubterms ? tree.children(of: position) : []
    return .members(
      ("path", .array(path)),
      ("nonessential", optional(term.nonessential)), ("code", optional(term.code)),
      ("title", title(of: term.code, codes)), ("manifestation", optional(term.manifestation)),
      ("see", optional(term.see)), ("see_also", optional(term.seeAlso)),
      (
        "cells",
        term.cells.isEmpty
          ? nil
          : .array(
            term.cells.map {
              .members(("column", .int($0.column)), ("code", .string($0.code)))
            })
      ),
      (
        "subterms",
        withSubterms
          ? .array(subterms.map { Self.term($0, in: tree, codes, withSubterms: false) }) : nil
      ))
  }

  private static func title(of code: String, _ codes: CodeTable?) -> JSON? {
    PackedCode(code).flatMap { codes?.entry(of: $0) }.map { .string($0.title) }
  }

  private static func optional(_ text: String) -> JSON? { text.isEmpty ? nil : .string(text) }

  private static func folded(_ text: some StringProtocol) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
