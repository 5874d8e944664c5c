// SPDX-License-Identifier: Apache-2.0

import Values

extension CodeGuide {
  /// The terms that a path names in full, the best matches only.
  func terms(named path: String) -> [GuideTerm] {
    let whole = Self.folded(path)
    let exact = main { $0 == whole }
    if !exact.isEmpty { return exact }
    let parts = path.split(separator: ",").map { Self.folded($0) }.filter { !$0.isEmpty }
    guard let first = parts.first else { return [] }
    var found = main(named: first)
    if found.isEmpty { found = main { $0.hasPrefix(first) } }
    for part in parts.dropFirst() {
      found = found.flatMap { below($0, named: part) }
    }
    return found
  }

  /// The term that a `see` of the index leads to: as far down its path as terms are found, so that
  /// `Neoplasm, malignant, by site` comes to the sites.
  ///
  /// References begin with a capital; `see condition` means the name of the condition and leads nowhere.
  func target(of reference: String, from tree: Int) -> GuideTerm? {
    guard reference.first?.isLowercase != true else { return nil }
    let parts = reference.prefix { $0 != ";" }.split(separator: ",").map { Self.folded($0) }
    guard let first = parts.first else { return nil }
    let all = main(named: first)
    guard var found = all.first(where: { $0.tree == tree }) ?? all.first else { return nil }
    for part in parts.dropFirst() {
      guard let next = below(found, named: part).first else { break }
      found = next
    }
    return found
  }

  /// The words of a term and of all above it.
  func path(of term: GuideTerm) -> String {
    let tree = trees[term.tree]
    return tree.path(to: term.position).map { tree[$0].title }.joined(separator: ", ")
  }

  private func below(_ term: GuideTerm, named part: String) -> [GuideTerm] {
    let tree = trees[term.tree]
    let children = tree.children(of: term.position)
    return best(children.map { (GuideTerm(tree: term.tree, position: $0), tree[$0].title) }, part)
  }

  private func main(named part: String) -> [GuideTerm] {
    let word = Self.firstWord(part)
    let candidates = trees.indices.flatMap { tree in
      (mainTerms[tree][word] ?? []).map {
        (GuideTerm(tree: tree, position: $0), trees[tree][$0].title)
      }
    }
    return best(candidates, part)
  }

  private func main(where matches: (String) -> Bool) -> [GuideTerm] {
    trees.indices.flatMap { tree in
      trees[tree].children(of: nil).filter { matches(Self.folded(trees[tree][$0].title)) }
        .map { GuideTerm(tree: tree, position: $0) }
    }
  }

  /// The terms that are named, exactly where some are, else by their first words.
  private func best(_ candidates: [(term: GuideTerm, title: String)], _ part: String) -> [GuideTerm]
  {
    let titles = candidates.map { Self.folded($0.title) }
    for matches in [{ $0 == part }, { $0.hasPrefix(part + ",") }, { $0.hasPrefix(part + " ") }]
      as [(String) -> Bool]
    {
      let found = candidates.indices.filter { matches(titles[$0]) }
      if !found.isEmpty { return found.map { candidates[$0].term } }
    }
    return []
  }

  static func folded(_ text: some StringProtocol) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func firstWord(_ text: String) -> String {
    String(text.prefix { !$0.isWhitespace && $0 != "," })
  }
}
