// SPDX-License-Identifier: Apache-2.0

/// One entry of an index as an importer read it.
public struct IndexTerm: Hashable, Sendable {
  /// The depth: 0 for a main term.
  public var level: Int
  /// The words of the term.
  public var title: String
  /// The nonessential modifiers, in parentheses in print: they do not change the code.
  public var nonessential = ""
  /// The code as printed, such as `E11.9`, `S02.1-` or a table `0DB`; empty where there is none.
  public var code = ""
  /// The second code, printed in brackets: the manifestation.
  public var manifestation = ""
  /// Where to look instead.
  public var see = ""
  /// Whose value is used for the term: in ICD-10-PCS, a body part, device or substance.
  public var use = ""
  /// Where to look as well.
  public var seeAlso = ""
  /// The cells of a table (neoplasms, drugs): column number and code as printed.
  public var cells: [Cell] = []
  /// The line of the source file, counted from 1.
  public var line: Int

  /// A cell of a table.
  public struct Cell: Hashable, Sendable {
    /// The column, counted from 1; column 1 is the term itself.
    public let column: Int
    /// The code as printed; `--` where there is none.
    public let code: String

    /// Makes a cell.
    public init(_ column: Int, _ code: String) {
      self.column = column
      self.code = code
    }
  }

  /// Makes a term.
  public init(level: Int, _ title: String, line: Int) {
    self.level = level
    self.title = title
    self.line = line
  }
}

/// Collects the terms of an index in the order of print and lays them out for a codebook file.
public struct TermTreeBuilder: Sendable {
  /// The terms in the order of print: a term's subterms follow it, one level deeper.
  public var terms: [IndexTerm] = []
  /// The headings of the columns, for a table; empty for an index.
  public var columns: [String] = []

  /// Starts without terms.
  public init() {}

  /// Writes the codebook file of a release.
  ///
  /// - Precondition: No level is skipped.
  public func codebook(for release: Release) -> [UInt8] {
    var texts = StringTableBuilder()
    var records: [TermTreeLayout.Term] = []
    var cells: [TermTreeLayout.Cell] = []
    for term in terms {
      records.append(
        TermTreeLayout.Term(
          title: texts.offset(of: term.title), nonessential: texts.offset(of: term.nonessential),
          code: texts.offset(of: term.code), manifestation: texts.offset(of: term.manifestation),
          see: texts.offset(of: term.see), seeAlso: texts.offset(of: term.seeAlso),
          use: texts.offset(of: term.use), line: UInt32(term.line), firstCell: UInt32(cells.count),
          end: 0,
          level: UInt16(term.level), cellCount: UInt16(term.cells.count)))
      cells += term.cells.map {
        TermTreeLayout.Cell(column: UInt32($0.column), code: texts.offset(of: $0.code))
      }
    }
    var open: [Int] = []
    for index in records.indices {
      while let last = open.last, records[last].level >= records[index].level {
        records[open.removeLast()].end = UInt32(index)
      }
      precondition(Int(records[index].level) == open.count, "a level is skipped")
      open.append(index)
    }
    for index in open { records[index].end = UInt32(records.count) }
    let headings = columns.map { texts.offset(of: $0) }
    var writer = CodebookWriter(release)
    writer.add("terms", records: records)
    writer.add("cells", records: cells)
    writer.add("columns", records: headings)
    writer.add("texts", texts.bytes)
    return writer.finished()
  }
}

/// The fixed-size records of a term tree in a codebook file.
enum TermTreeLayout {
  struct Term: BitwiseCopyable {
    var title: TextOffset
    var nonessential: TextOffset
    var code: TextOffset
    var manifestation: TextOffset
    var see: TextOffset
    var seeAlso: TextOffset
    var use: TextOffset
    var line: UInt32
    var firstCell: UInt32
    /// The position after the last subterm, at any depth.
    var end: UInt32
    var level: UInt16
    var cellCount: UInt16
  }

  struct Cell: BitwiseCopyable {
    var column: UInt32
    var code: TextOffset
  }
}
