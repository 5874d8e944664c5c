// SPDX-License-Identifier: Apache-2.0

import Values

extension CodeGuide {
  typealias Subterms = (choices: [GuideStep.Choice], elsewhere: [(label: String, see: String)])

  /// The choice that stays at a term: its own code, else where it says to look.
  static let noneOfThese = "none of these"

  /// The subterms and cells of a term from which a code can be reached.
  func choices(below term: GuideTerm, at place: GuidePlace) -> Subterms {
    let tree = trees[term.tree]
    var subterms: Subterms = ([], [])
    for child in tree.children(of: term.position) {
      let record = tree[child]
      let label =
        record.nonessential.isEmpty ? record.title : "\(record.title) \(record.nonessential)"
      let next = place.going(to: GuideTerm(tree: term.tree, position: child))
      if leads(next) {
        let code = position(of: record.code).map { _ in record.code }
        subterms.choices.append(GuideStep.Choice(label: label, code: code, place: next))
      } else {
        let see = record.see.isEmpty ? record.seeAlso : record.see
        subterms.elsewhere.append((label, see.isEmpty ? record.code : see))
      }
    }
    for cell in tree[term.position].cells {
      guard let code = position(of: cell.code) else { continue }
      let heading = cell.column - 1 < tree.columns.count ? tree.columns[cell.column - 1] : ""
      subterms.choices.append(
        GuideStep.Choice(
          label: heading, code: cell.code, place: place.taking(code, as: cell.code)))
    }
    return subterms
  }

  /// Where a term leads on its own: its code, else its `see`, else its `see also`; nothing where that has no
  /// code, or was passed before.
  func fallback(of term: GuideTerm, at place: GuidePlace) -> (label: String, place: GuidePlace)? {
    let record = trees[term.tree][term.position]
    if let code = position(of: record.code) {
      return (record.code, place.taking(code, as: record.code, with: record.manifestation))
    }
    for reference in [record.see, record.seeAlso] where !reference.isEmpty {
      if let target = target(of: reference, from: term.tree) {
        let next = place.going(to: target)
        if !place.passed.contains(target), leads(next) {
          return ("see \(path(of: target))", next)
        }
      } else if let named = CodeReference.references(in: reference).first,
        let code = position(of: named.first.description)
      {
        return ("see \(reference)", place.taking(code, as: named.first.description))
      }
    }
    return nil
  }

  func question(of term: GuideTerm, _ subterms: Subterms, at place: GuidePlace) -> GuideStep.Outcome
  {
    let record = trees[term.tree][term.position]
    guard !subterms.choices.isEmpty else {
      return .elsewhere(record.see.isEmpty ? record.seeAlso : record.see)
    }
    var choices = subterms.choices
    if let stay = fallback(of: term, at: place) {
      let code = position(of: record.code).map { _ in record.code }
      choices.append(GuideStep.Choice(label: Self.noneOfThese, code: code, place: stay.place))
    }
    return .question(path(of: term), choices, elsewhere: subterms.elsewhere)
  }

  func question(among terms: [GuideTerm], at place: GuidePlace) -> GuideStep.Outcome {
    var choices: [GuideStep.Choice] = []
    var elsewhere: [(label: String, see: String)] = []
    for term in terms {
      let record = trees[term.tree][term.position]
      let label = "\(path(of: term)) (\(trees[term.tree].release.component.rawValue))"
      let next = place.going(to: term)
      if leads(next) {
        choices.append(GuideStep.Choice(label: label, code: nil, place: next))
      } else {
        elsewhere.append((label, record.see.isEmpty ? record.seeAlso : record.see))
      }
    }
    guard !choices.isEmpty else { return .elsewhere(elsewhere.first?.see ?? "") }
    return .question("which term", choices, elsewhere: elsewhere)
  }

  func question(among codes: [Int], at place: GuidePlace) -> GuideStep.Outcome {
    let choices = codes.map {
      GuideStep.Choice(
        label: table[$0].title, code: table[$0].printed, place: place.taking($0))
    }
    return .question("which category", choices, elsewhere: [])
  }

  /// The question at a header: what tells its subdivisions apart, or the 7th characters.
  func question(below header: Int, _ children: [Int], at place: GuidePlace) -> GuideStep.Outcome {
    let entry = table[header]
    let entries = children.map { table[$0] }
    let isSeventh = entries.allSatisfy { $0.code.count == 7 }
    let labels = TitleDifference.labels(of: entries.map(\.title), under: entry.title)
    let choices = zip(entries, labels).map { entry, label in
      let last = isSeventh ? "\(entry.code.description.suffix(1)): \(label)" : label
      return GuideStep.Choice(
        label: last, code: entry.printed, place: place.taking(entry.position))
    }
    let kind = isSeventh ? ", 7th character" : ""
    return .question("\(entry.printed) \(entry.title)\(kind)", choices, elsewhere: [])
  }
}

extension CodeGuide {
  /// Tells whether a code that may be reported can be reached from a place.
  func leads(_ place: GuidePlace) -> Bool {
    switch place.kind {
    case .code(let position): return leads(code: position)
    case .codes(let codes): return codes.contains(where: leads(code:))
    case .terms(let terms): return terms.contains { leads(place.going(to: $0)) }
    case .term(let term):
      let tree = trees[term.tree]
      if fallback(of: term, at: place) != nil { return true }
      if tree[term.position].cells.contains(where: { position(of: $0.code) != nil }) { return true }
      return tree.children(of: term.position).contains {
        leads(place.going(to: GuideTerm(tree: term.tree, position: $0)))
      }
    }
  }

  /// Tells whether a code is complete or has a complete code below it.
  func leads(code position: Int) -> Bool {
    if table.flags(at: position).contains(.billable) { return true }
    return table.positions(below: table.code(at: position)).contains {
      table.flags(at: $0).contains(.billable)
    }
  }

  /// The place in the list of a code as an index prints it, `S52.50-`; nothing where the list has none.
  func position(of printed: String) -> Int? {
    guard let code = PackedCode(printed), let position = table.position(of: code),
      leads(code: position)
    else { return nil }
    return position
  }
}
