// SPDX-License-Identifier: Apache-2.0

public import Values

extension TermTreeBuilder {
  /// Starts with the terms of a tree.
  public init(_ tree: TermTree) {
    columns = tree.columns
    terms = (0..<tree.count).map { tree[$0] }
  }

  /// The index after a publisher's addenda.
  ///
  /// The addenda are a tree of terms whose second column says `add`, `delete`, or nothing where the term
  /// only tells the place. A term that is added goes before the first of its siblings that sorts after
  /// it; with a deleted term goes all that is below it.
  ///
  /// - Returns: The index, and a finding `index.addenda` for every change that does not fit it: its place or
  ///   the term to be deleted is not there, or the term to be added is. Such a change is left out.
  /// - Complexity: O(*n* *m*) in the terms of the index and of the addenda.
  public func applying(_ addenda: TermTreeBuilder) -> (index: TermTreeBuilder, findings: [Finding])
  {
    var edit = TermTreeEdit(terms: terms)
    for term in addenda.terms { edit.apply(term) }
    var result = self
    result.terms = edit.terms
    return (result, edit.findings)
  }
}

/// An index that is being changed term by term.
private struct TermTreeEdit {
  var terms: [IndexTerm]
  var findings: [Finding] = []
  /// Where the terms above the next one are; nothing from the level on that was not found.
  private var path: [Int] = []

  init(terms: [IndexTerm]) { self.terms = terms }

  mutating func apply(_ change: IndexTerm) {
    path.removeLast(max(0, path.count - change.level))
    guard path.count == change.level else { return note("place", change) }
    let siblings = siblings(under: path.last)
    let same = siblings.first { terms[$0].says(the: change) }
    switch (change.cells.first { $0.column == 2 }?.code, same) {
    case ("add", nil):
      var term = change
      term.cells = []
      let key = term.sortKey
      let place = siblings.first { key.lexicographicallyPrecedes(terms[$0].sortKey) }
      path.append(insert(term, at: place ?? end(of: path.last)))
    case ("add", _?): note("present", change)
    case ("delete", let place?): terms.removeSubrange(place..<end(of: place))
    case (nil, let place?): path.append(place)
    default: note("absent", change)
    }
  }

  private mutating func insert(_ term: IndexTerm, at place: Int) -> Int {
    terms.insert(term, at: place)
    return place
  }

  /// The position after a term and all below it, or after the last of all.
  private func end(of position: Int?) -> Int {
    guard let position else { return terms.count }
    let level = terms[position].level
    return terms[(position + 1)...].firstIndex { $0.level <= level } ?? terms.count
  }

  private func siblings(under position: Int?) -> [Int] {
    let level = position.map { terms[$0].level + 1 } ?? 0
    var found: [Int] = []
    var at = position.map { $0 + 1 } ?? 0
    while at < terms.count, terms[at].level >= level {
      if terms[at].level == level { found.append(at) }
      at += 1
    }
    return found
  }

  private mutating func note(_ reason: String, _ change: IndexTerm) {
    findings.append(
      Finding(
        "index.addenda", .warns, at: .text(line: change.line, byte: nil),
        facts: [Finding.Fact("reason", reason), Finding.Fact("term", change.title)]))
  }
}

extension IndexTerm {
  /// Tells whether two terms have the same words, code and reference.
  fileprivate func says(the other: IndexTerm) -> Bool {
    title == other.title && code == other.code && see == other.see && use == other.use
  }

  /// The title as an index sorts it: letters, digits and blanks only, without case.
  fileprivate var sortKey: [UInt8] {
    title.utf8.compactMap { byte in
      switch byte {
      case 0x41...0x5A: byte + 0x20
      case 0x20, 0x30...0x39, 0x61...0x7A: byte
      default: nil
      }
    }
  }
}
