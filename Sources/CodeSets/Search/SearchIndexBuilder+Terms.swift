// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchIndexBuilder {
  /// Adds the entries of an index or a table of terms: the path of terms down to each code.
  ///
  /// `Diabetes` → `type 2` → `with` → `neuropathy` becomes one phrase for `E11.40`; nonessential modifiers
  /// become words that may be there or not. An entry that only says where to look takes the code of the
  /// entry that it points to. The cells of a table become phrases with the heading of their column.
  public mutating func add(terms tree: TermTree) {
    let targets = TermTargets(tree)
    var path: [IndexTerm] = []
    for position in 0..<tree.count {
      let term = tree[position]
      path.removeLast(path.count - term.level)
      path.append(term)
      let printed =
        term.code.isEmpty ? targets.code(of: term.see.isEmpty ? term.seeAlso : term.see) : term.code
      if let printed, let code = PackedCode(printed) { add(path, code, heading: "") }
      for cell in term.cells {
        guard let code = PackedCode(cell.code) else { continue }
        let column = cell.column - 1
        add(path, code, heading: tree.columns.indices.contains(column) ? tree.columns[column] : "")
      }
    }
  }

  /// The nonessential modifiers of a term, each in its parentheses, without those that deny something: who
  /// types `with behavioral disturbance` does not mean `(without behavioral disturbance)`.
  private static func modifiers(_ text: String) -> [Substring] {
    var groups: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      if text[index] == "(" {
        if depth == 0 { start = index }
        depth += 1
      } else if text[index] == ")" {
        depth -= 1
        if depth == 0 { groups.append(text[start...index]) }
      }
    }
    if groups.isEmpty, !text.isEmpty { groups = [text[...]] }
    return groups.filter { !$0.hasPrefix("(without") && !$0.hasPrefix("(not ") }
  }

  private mutating func add(_ path: [IndexTerm], _ code: PackedCode, heading: String) {
    var text = ""
    var last = ""
    for title in path.map(\.title) + [heading] where !title.isEmpty {
      if !text.isEmpty { text += lexicon.roles.endsLightly(last) ? " " : ", " }
      text += title
      last = title
    }
    var phrase = SearchPhrase(code, text, kind: .indexTerm)
    phrase.optional = path.flatMap { Self.modifiers($0.nonessential) }.joined(separator: " ")
    addPrinted(phrase)
  }
}

extension WordRoles {
  /// Tells whether a term ends in a word such as `with`, after which the next term reads on.
  func endsLightly(_ title: String) -> Bool {
    guard let last = SearchWord.words(in: title).last else { return false }
    return self[last.bytes] == .light || self[last.bytes] == .negation
  }
}

/// Finds the entry that `see Fracture, femur, neck` points to.
private struct TermTargets {
  private let tree: TermTree
  private var mainTerms: [[UInt8]: Int] = [:]

  init(_ tree: TermTree) {
    self.tree = tree
    for position in tree.children(of: nil) {
      let key = Self.key(tree[position].title)
      if mainTerms[key] == nil { mainTerms[key] = position }
    }
  }

  /// The code of the entry, or of the deepest entry on the way that has one.
  func code(of see: String) -> String? {
    guard !see.isEmpty else { return nil }
    var parts = see.split(separator: ",").map { Self.key(String($0)) }
    guard !parts.isEmpty, var position = mainTerms[parts.removeFirst()] else { return nil }
    for part in parts {
      let below = tree.children(of: position)
      guard let next = below.first(where: { Self.key(tree[$0].title) == part }) else { return nil }
      position = next
    }
    let code = tree[position].code
    return code.isEmpty ? nil : code
  }

  /// The words up to the first comma, run together.
  private static func key(_ title: String) -> [UInt8] {
    var key: [UInt8] = []
    for word in SearchWord.words(in: title) {
      if word.opensPart, !key.isEmpty { break }
      key += word.bytes
      key.append(0x20)
    }
    return key
  }
}
