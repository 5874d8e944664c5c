// SPDX-License-Identifier: Apache-2.0

public import Values

extension TermTreeBuilder {
  /// The ICD-10-PCS definitions after a publisher's addenda.
  ///
  /// - Returns: The definitions, and a finding `definitions.addenda` for every term of the addenda that
  ///   does not fit them: its place or the term is not there, the term to be added is, or a text to be
  ///   deleted is not. What does not fit is left out.
  /// - Complexity: O(*n* *m*) in the terms of the definitions and of the addenda.
  public func applyingDefinitions(
    _ addenda: TermTreeBuilder
  ) -> (definitions: TermTreeBuilder, findings: [Finding]) {
    var edit = DefinitionsEdit(terms: terms)
    for term in addenda.terms { edit.apply(term) }
    var result = self
    result.terms = edit.terms
    return (result, edit.findings)
  }
}

/// Definitions that are being changed term by term.
private struct DefinitionsEdit {
  var terms: [IndexTerm]
  var findings: [Finding] = []
  /// Where the section and the axis of the next term are.
  private var section: Int?
  private var axis: Int?

  init(terms: [IndexTerm]) { self.terms = terms }

  mutating func apply(_ change: IndexTerm) {
    switch change.level {
    case 0:
      section = terms.indices.first { terms[$0].level == 0 && names(change, at: $0) }
      axis = nil
      if section == nil { note("place", change) }
    case 1:
      axis = section.flatMap { places(under: $0).first { names(change, at: $0) } }
      if axis == nil { note("place", change) }
    default: applyTerm(change)
    }
  }

  private mutating func applyTerm(_ change: IndexTerm) {
    guard let axis else { return note("place", change) }
    let places = places(under: axis)
    let same = places.first { terms[$0].title == change.title }
    switch (change.cells.first { $0.column == DefinitionsAddendaReader.change }?.code, same) {
    case ("add", nil):
      var term = IndexTerm(level: 2, change.title, line: change.line)
      term.cells = change.cells.filter { (2...4).contains($0.column) }
      let next = places.first { terms[$0].title.lowercased() > change.title.lowercased() }
      terms.insert(term, at: next ?? (places.last ?? axis) + 1)
    case ("add", _?): note("present", change)
    case ("delete", let place?): terms.remove(at: place)
    case (nil, let place?): terms[place].cells = cells(of: terms[place], after: change)
    default: note("absent", change)
    }
  }

  private mutating func cells(of term: IndexTerm, after change: IndexTerm) -> [IndexTerm.Cell] {
    var cells = term.cells
    for cell in change.cells {
      if (2...4).contains(cell.column) {
        cells.append(cell)
      } else if let place = cells.firstIndex(of: IndexTerm.Cell(cell.column - 3, cell.code)) {
        cells.remove(at: place)
      } else {
        note("absent", change)
      }
    }
    return cells.sorted { ($0.column, $0.code) < ($1.column, $1.code) }
  }

  private func names(_ change: IndexTerm, at place: Int) -> Bool {
    terms[place].code == change.code && terms[place].title == change.title
  }

  /// The positions of the terms directly under another.
  private func places(under position: Int) -> [Int] {
    let level = terms[position].level
    let end = terms[(position + 1)...].firstIndex { $0.level <= level } ?? terms.count
    return (position + 1..<end).filter { terms[$0].level == level + 1 }
  }

  private mutating func note(_ reason: String, _ change: IndexTerm) {
    findings.append(
      Finding(
        "definitions.addenda", .warns, at: .text(line: change.line, byte: nil),
        facts: [Finding.Fact("reason", reason), Finding.Fact("term", change.title)]))
  }
}
