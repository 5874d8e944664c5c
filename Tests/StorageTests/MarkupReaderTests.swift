// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing

@testable import Storage

@Suite struct MarkupReaderTests {
  private static func root(_ text: String) throws(FileFailure) -> MarkupElement {
    try MarkupReader.root(of: Array(text.utf8), path: "test.xml")
  }

  @Test("Elements, attributes, texts and lines are read")
  func reads() throws {
    let root = try Self.root(
      "<?xml version=\"1.0\"?>\n<a x=\"1 &amp; 2\">\n  <b>one &lt;two&gt;</b>\n  <b/><![CDATA[<c>]]>\n</a>\n"
    )
    #expect(root.name == "a")
    #expect(root.attributes == ["x": "1 & 2"])
    #expect(root.line == 2)
    #expect(root.children("b").map(\.text) == ["one <two>", ""])
    #expect(root.children.map(\.line) == [3, 4])
    #expect(root.ownText == "<c>")
  }

  @Test("Windows-1252 is read where the file says so")
  func encoding() throws {
    let head = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>M".utf8)
    let root = try MarkupReader.root(of: head + [0xE9] + Array("ni&#232;re</a>".utf8), path: "x")
    #expect(root.text == "M\u{E9}ni\u{E8}re")
  }

  @Test(
    "What is not well-formed is refused, with its line",
    arguments: [
      ("", 1), ("\n\n", 3), ("<a>", 1), ("<a>\n<b>\n</a>", 3), ("<a>\n&unknown;</a>", 2),
      ("<a/>\n<b/>", 2), ("text", 1), ("<a x=1/>", 1), ("<a>\n\n<1/></a>", 3), ("<a>\u{0}</a>", 1),
      ("<a x=\"1\" x=\"2\"/>", 1),
    ])
  func faults(text: String, line: Int) {
    let error = #expect(throws: FileFailure.self) { try Self.root(text) }
    #expect(error?.code == .badMarkup)
    #expect(error?.line == line)
    #expect(error?.path == "test.xml")
    #expect(error?.reason.isEmpty == false)
  }

  @Test("Entities that multiply are refused, and files outside are not read")
  func entities() {
    let levels = (1...9).map { level in
      "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 20) + "\">"
    }
    let bomb = "<!DOCTYPE a [<!ENTITY e0 \"x\">\(levels.joined())]><a>&e9;</a>"
    #expect(throws: FileFailure.self) { try Self.root(bomb) }
    let outside = "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><a>&f;</a>"
    #expect((try? Self.root(outside).text) ?? "" == "")
  }

  @Test("A document cut off anywhere is refused")
  func truncated() throws {
    let text = "<a x=\"1\"><b>one</b><c/></a>"
    _ = try Self.root(text)
    for length in 0..<text.count {
      #expect(throws: FileFailure.self, "\(length)") { try Self.root(String(text.prefix(length))) }
    }
  }
}
