// SPDX-License-Identifier: Apache-2.0

import Values

extension CodeGuide {
  /// The terms that a path names in full, the best matches only.
  func terms(named path: String) -> [GuideTerm] {
    let whole = Self.folded(path)
    let exact = main { $0 == whole }
    if !exact.isEmpty { return exact }
    let parts = path.split(separator: ",").map { Self.folded($0) }.filter { !$0.isEmpty }
    // `Fracture, traumatic` is one main term: as much of the path as possible is its title.
    for count in parts.indices.reversed().map({ $0 + 1 }) {
      let title = parts.prefix(count).joined(separator: ", ")
      var found = main(named: title)
      if found.isEmpty, count == 1 { found = main { $0.hasPrefix(title) } }
      for part in parts.dropFirst(count) { found = found.flatMap { below($0, named: part) } }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The term that a `see` of the index leads to: as far down its path as terms are found, so that
  /// `Neoplasm, malignant, by site` comes to the sites.
  ///
  /// References begin with a capital; `see condition` means the name of the condition and leads nowhere.
  func target(of reference: String, from tree: Int) -> GuideTerm? {
    guard reference.first?.isLowercase != true else { return nil }
    let parts = reference.prefix { $0 != ";" }.split(separator: ",").map { Self.folded($0) }
    var best: (term: GuideTerm, depth: Int)?
    for count in parts.indices.map({ $0 + 1 }) {
      let all = main(named: parts.prefix(count).joined(separator: ", "))
      for start in all.filter({ $0.tree == tree }) + all.filter({ $0.tree != tree }) {
        var (found, depth) = (start, count)
        for part in parts.dropFirst(count) {
          guard let next = below(found, named: part).first else { break }
          (found, depth) = (next, depth + 1)
        }
        if depth > best?.depth ?? 0 { best = (found, depth) }
      }
    }
    return best?.term
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
