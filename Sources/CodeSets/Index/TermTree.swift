// SPDX-License-Identifier: Apache-2.0

/// An index or table of terms, read where it lies in the mapped file.
public struct TermTree: @unchecked Sendable {
  /// The codebook that holds the tree.
  public let book: Codebook
  let terms: UnsafeBufferPointer<TermTreeLayout.Term>
  let cells: UnsafeBufferPointer<TermTreeLayout.Cell>
  let texts: StringTable
  /// The headings of the columns, for a table; empty for an index.
  public let columns: [String]

  /// Takes the tree out of a codebook.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    terms = book.records("terms", of: TermTreeLayout.Term.self)
    cells = book.records("cells", of: TermTreeLayout.Cell.self)
    texts = StringTable(book)
    guard !book.section("texts").isEmpty else {
      throw CodebookError(.sectionMissing, section: "texts")
    }
    var headings: [String] = []
    for offset in book.records("columns", of: TextOffset.self) { headings.append(texts[offset]) }
    columns = headings
  }

  /// The release.
  public var release: Release { book.release }

  /// How many terms there are, at every depth.
  public var count: Int { terms.count }

  /// The term at a position, in the order of print.
  public subscript(position: Int) -> IndexTerm {
    let record = terms[position]
    var term = IndexTerm(
      level: Int(record.level), texts[record.title], line: Int(record.line))
    term.nonessential = texts[record.nonessential]
    term.code = texts[record.code]
    term.manifestation = texts[record.manifestation]
    term.see = texts[record.see]
    term.seeAlso = texts[record.seeAlso]
    term.use = texts[record.use]
    let first = Int(record.firstCell)
    term.cells = (first..<first + Int(record.cellCount)).map {
      IndexTerm.Cell(Int(cells[$0].column), texts[cells[$0].code])
    }
    return term
  }

  /// The positions of the terms directly below a term, or of the main terms where none is given.
  public func children(of position: Int?) -> [Int] {
    var found: [Int] = []
    var at = position.map { $0 + 1 } ?? 0
    let end = position.map { Int(terms[$0].end) } ?? terms.count
    while at < end {
      found.append(at)
      at = Int(terms[at].end)
    }
    return found
  }

  /// The positions of a term and of all below it.
  public func subtree(of position: Int) -> Range<Int> { position..<Int(terms[position].end) }

  /// The positions from the main term down to a term, itself last.
  ///
  /// - Complexity: O(*d* + *w*) in the depth and the number of terms before it under its main term.
  public func path(to position: Int) -> [Int] {
    var path = [position]
    var level = terms[position].level
    var at = position
    while level > 0 {
      at -= 1
      if terms[at].level < level {
        level = terms[at].level
        path.append(at)
      }
    }
    return path.reversed()
  }
}
