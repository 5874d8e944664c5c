// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// Reads the first worksheet of an Office Open XML workbook.
///
/// Source: ECMA-376 part 1, sections 18.3 (worksheets) and 18.4 (shared strings).
public enum Workbook {
  /// Tells whether an archive is a workbook.
  static func recognises(_ archive: ZipArchive) -> Bool {
    archive.members.contains { $0.name == "xl/workbook.xml" }
  }

  /// The rows of the first worksheet, with all cells as text as they are stored.
  public static func rows(
    of archive: ZipArchive
  ) throws(FileFailure) -> [PublisherFormat.WorksheetRow] {
    guard let sheet = sheets(of: archive).first else {
      throw FileFailure(.damagedArchive, archive.path, reason: "no worksheet")
    }
    return try rows(of: sheet, in: archive, sharedStrings(of: archive))
  }

  /// The rows of every worksheet, in the order of their files.
  static func allRows(
    of archive: ZipArchive
  ) throws(FileFailure) -> [[PublisherFormat.WorksheetRow]] {
    let strings = try sharedStrings(of: archive)
    var all: [[PublisherFormat.WorksheetRow]] = []
    for sheet in sheets(of: archive) { all.append(try rows(of: sheet, in: archive, strings)) }
    return all
  }

  private static func sheets(of archive: ZipArchive) -> [String] {
    archive.members.map(\.name).filter { $0.hasPrefix("xl/worksheets/sheet") }
      .sorted { ($0.count, $0) < ($1.count, $1) }
  }

  private static func rows(
    of sheet: String, in archive: ZipArchive, _ strings: [String]
  ) throws(FileFailure) -> [PublisherFormat.WorksheetRow] {
    let root = try MarkupReader.root(
      of: archive.bytes(of: sheet), path: "\(archive.path)!\(sheet)")
    var rows: [PublisherFormat.WorksheetRow] = []
    for row in root.first("sheetData")?.children("row") ?? [] {
      var cells: [String] = []
      for cell in row.children("c") {
        let column = cell.attributes["r"].map(columnIndex) ?? cells.count
        guard column < mostColumns else {
          throw FileFailure(.damagedArchive, archive.path, reason: "a cell outside of every sheet")
        }
        while cells.count < column { cells.append("") }
        cells.append(text(of: cell, strings))
      }
      let number = row.attributes["r"].flatMap { Int($0) } ?? rows.count + 1
      rows.append(PublisherFormat.WorksheetRow(number: number, cells: cells))
    }
    return rows
  }

  private static func sharedStrings(of archive: ZipArchive) throws(FileFailure) -> [String] {
    let name = "xl/sharedStrings.xml"
    guard archive.members.contains(where: { $0.name == name }) else { return [] }
    let root = try MarkupReader.root(of: archive.bytes(of: name), path: "\(archive.path)!\(name)")
    return root.children("si").map(joined)
  }

  private static func text(of cell: MarkupElement, _ strings: [String]) -> String {
    switch cell.attributes["t"] {
    case "s":
      let index = cell.first("v").flatMap { Int($0.text) } ?? -1
      return strings.indices.contains(index) ? strings[index] : ""
    case "inlineStr": return cell.first("is").map(joined) ?? ""
    default: return cell.first("v")?.text ?? ""
    }
  }

  /// A text may be split into runs, each with a format of its own.
  private static func joined(_ item: MarkupElement) -> String {
    item.children.flatMap { $0.name == "r" ? $0.children("t") : $0.name == "t" ? [$0] : [] }
      .map { part in
        part.content.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      }.joined()
  }

  /// Source: ECMA-376 part 1, section 18.2.28: the last column is XFD.
  private static let mostColumns = 16_384

  /// The column of a cell reference such as `AB12`, counted from 0.
  private static func columnIndex(_ reference: String) -> Int {
    let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
    guard letters.count <= 3 else { return mostColumns }
    return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
  }
}
