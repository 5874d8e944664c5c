// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing

@testable import Storage

@Suite struct WorkbookTests {
  private static func script(_ sheet: String, _ strings: String?) -> String {
    """
    import zipfile
    with zipfile.ZipFile("book.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", '''\(sheet)''')
        book.writestr("xl/worksheets/sheet2.xml", "<worksheet/>")
        book.writestr("xl/worksheets/sheet10.xml", "<worksheet/>")
        strings = \(strings.map { "'''\($0)'''" } ?? "None")
        if strings:
            book.writestr("xl/sharedStrings.xml", strings)
    """
  }

  private static func rows(
    _ sheet: String, strings: String? = nil
  ) throws -> [PublisherFormat.WorksheetRow] {
    let folder = try TemporaryFolder()
    try #require(try folder.run("python3", "-", input: script(sheet, strings)) == 0)
    let leaf = try #require(PublishedLeaf.leaves(of: "\(folder.path)/book.xlsx").first)
    #expect(leaf.isWorkbook)
    return try leaf.worksheet()
  }

  @Test("Cells of every kind are read as text, missing ones as empty")
  func cells() throws {
    let rows = try Self.rows(
      """
      <worksheet><sheetData>
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
      <row r="4"><c r="A4"><v>12.50</v></c><c r="AB4" t="inlineStr"><is><t>far</t></is></c>
      <c><v>next</v></c></row>
      <row><c t="s"><v>9</v></c><c t="s"/><c r="C5"/></row></sheetData></worksheet>
      """,
      strings: """
        <sst><si><t>one</t></si><si><r><t>two </t></r><r><rPr/><t>three</t></r></si></sst>
        """)
    #expect(rows.map(\.number) == [1, 4, 3])
    #expect(rows[0].cells == ["one", "", "two three"])
    #expect(rows[1].cells.count == 29)
    #expect(rows[1].cells[0] == "12.50")
    #expect(rows[1].cells[27] == "far")
    #expect(rows[1].cells[28] == "next")
    #expect(rows[2].cells == ["", "", ""])
  }

  @Test(
    "A worksheet that is damaged is refused, one without rows is empty",
    arguments: [("<worksheet><sheetData>", true), ("", true), ("<worksheet/>", false)])
  func damaged(sheet: String, isRefused: Bool) throws {
    if isRefused {
      #expect(throws: FileFailure.self) { try Self.rows(sheet) }
    } else {
      #expect(try Self.rows(sheet).isEmpty)
    }
  }

  @Test("A cell that names a column no sheet has does not fill the memory")
  func farColumn() throws {
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row></sheetData></worksheet>
      """
    #expect(throws: FileFailure.self) { try Self.rows(sheet) }
  }

  @Test("A workbook inside an archive gives the rows of all its sheets, in order")
  func inside() throws {
    let folder = try TemporaryFolder()
    let script =
      Self.script("<worksheet><sheetData><row r=\"7\"/></sheetData></worksheet>", nil) + """

        with zipfile.ZipFile("pack.zip", "w") as pack:
            pack.write("book.xlsx", "data/book.xlsx")
        """
    try #require(try folder.run("python3", "-", input: script) == 0)
    let leaf = try #require(PublishedLeaf.leaves(of: "\(folder.path)/pack.zip").first)
    #expect(!leaf.isWorkbook)
    #expect(try leaf.worksheets().map(\.count) == [1, 0, 0])
    let plain = try #require(PublishedLeaf.leaves(of: "\(folder.path)/book.xlsx").first)
    #expect(try plain.worksheets().map(\.count) == [1, 0, 0])
  }
}
