// SPDX-License-Identifier: Apache-2.0

import Values

/// The way from a word to a code as a row of questions: the Alphabetic Index level by level, then the Tabular
/// List down to a code that may be reported.
///
///     let guide = CodeGuide(trees: [index, neoplasms], table: tabular)
///     var step = guide.start("Fracture, traumatic").map(guide.step)
///     // .question("fracture: which?", [ankle, arm, …])
///
/// It decides nothing: every code that it comes to is the one that the index prints at the terms chosen,
/// made complete by what the list has below it.
///
/// Source: ICD-10-CM Official Guidelines, section I.B.1 (locate each term in the index, verify the code in the
/// list).
public struct CodeGuide: Sendable {
  /// The Alphabetic Index and the tables beside it, in the order in which a term is looked for.
  public let trees: [TermTree]
  /// The list that the codes are read in.
  public let table: CodeTable
  /// The main terms of each tree by their first word.
  let mainTerms: [[String: [Int]]]

  /// Prepares to guide through an edition; without trees it goes by the titles of the list.
  ///
  /// - Complexity: O(*n*) in the number of main terms.
  public init(trees: [TermTree], table: CodeTable) {
    self.trees = trees
    self.table = table
    mainTerms = trees.map { tree in
      Dictionary(grouping: tree.children(of: nil)) { position in
        Self.firstWord(Self.folded(tree[position].title))
      }
    }
  }

  /// Where to begin: at a code, at the terms that a path such as `Fracture, traumatic` names, else at the
  /// categories whose titles begin with the words; nothing where there are none.
  public func start(_ text: String) -> GuidePlace? {
    if let code = PackedCode(text), let position = table.position(of: code), leads(code: position) {
      return GuidePlace(.code(position))
    }
    let terms = terms(named: text)
    if terms.count == 1 { return GuidePlace(.term(terms[0])) }
    if !terms.isEmpty { return GuidePlace(.terms(terms)) }
    let codes = categories(named: text)
    if codes.count == 1 { return GuidePlace(.code(codes[0])) }
    return codes.isEmpty ? nil : GuidePlace(.codes(codes))
  }

  /// Goes on from a place to the next question or the end, taking what needs no question.
  public func step(_ start: GuidePlace) -> GuideStep {
    var place = start
    var taken: [String] = []
    while true {
      let outcome: GuideStep.Outcome
      switch place.kind {
      case .terms(let terms): outcome = question(among: terms, at: place)
      case .codes(let codes): outcome = question(among: codes, at: place)
      case .code(let position):
        let children = table.children(of: position).filter(leads(code:))
        if table.flags(at: position).contains(.billable) {
          outcome = .complete(table[position])
        } else if children.count == 1 {
          place = place.taking(children[0])
          taken.append(table[children[0]].title)
          continue
        } else {
          outcome = question(below: position, children, at: place)
        }
      case .term(let term):
        let subterms = choices(below: term, at: place)
        if subterms.choices.isEmpty, let next = fallback(of: term, at: place) {
          place = next.place
          taken.append(next.label)
          continue
        }
        outcome = question(of: term, subterms, at: place)
      }
      return GuideStep(taken: taken, outcome: outcome, place: place)
    }
  }

  /// How many categories a question offers at most.
  private static let mostCategories = 40

  /// Finds the categories by the words of their titles: those that begin with them, then those that have
  /// them.
  private func categories(named text: String) -> [Int] {
    let words = Self.folded(text)
    guard !words.isEmpty else { return [] }
    let top = table.children(of: nil).filter(leads(code:))
    let titles = top.map { Self.folded(table[$0].title) }
    let first = top.indices.filter { titles[$0].hasPrefix(words) }
    let others = top.indices.filter { !titles[$0].hasPrefix(words) && titles[$0].contains(words) }
    return (first + others).prefix(Self.mostCategories).map { top[$0] }
  }
}
