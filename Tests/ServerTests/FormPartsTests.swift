// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Web

@Suite struct FormPartsTests {
  private func encoded(_ text: String) -> FormParts? { FormParts(encoded: Array(text.utf8)) }

  @Test("A form is read as browsers write it")
  func plain() throws {
    let form = try #require(encoded("user=ann&note=a+b%26c%0D%0Ad&empty=&bare"))
    #expect(form.members == ["user": "ann", "note": "a b&c\r\nd", "empty": "", "bare": ""])
    #expect(try #require(encoded("")).members.isEmpty)
    #expect(encoded("name=%C3%9Cnal")?.members["name"] == "Ünal")
  }

  @Test(
    "What two readers could take differently is refused",
    arguments: [
      "a=1&a=2", "=1", "a=%zz", "a=%4", "a=%", "a=%00", "a=%1b", "a=%7f", "a=%ff", "a=%C3",
      "a=%ED%A0%80",
    ])
  func refused(_ text: String) { #expect(encoded(text) == nil) }

  @Test("More fields than a form may have are refused")
  func many() {
    let most = (0..<FormParts.mostFields).map { "f\($0)=1" }.joined(separator: "&")
    #expect(encoded(most)?.members.count == FormParts.mostFields)
    #expect(encoded(most + "&one=more") == nil)
  }

  private static let type = "multipart/form-data; boundary=XX"
  private static let whole = """
    --XX\r
    Content-Disposition: form-data; name="form_key"\r
    \r
    k1\r
    --XX\r
    Content-Disposition: form-data; name="file"; filename="a.edi"\r
    Content-Type: application/octet-stream\r
    \r
    ISA*00*\r
    --X\r
    --XX--\r

    """

  @Test("A form with a file is read; what looks like a boundary and is none belongs to the file")
  func files() throws {
    let form = try #require(FormParts(Array(Self.whole.utf8), type: Self.type))
    #expect(form.members == ["form_key": "k1"])
    #expect(form.files == ["file": Array("ISA*00*\r\n--X".utf8)])
    #expect(FormParts(Array(Self.whole.utf8), type: "multipart/form-data") == nil)
    #expect(FormParts(Array(Self.whole.utf8), type: "multipart/form-data; boundary=YY") == nil)
    let quoted = FormParts(Array(Self.whole.utf8), type: "multipart/form-data; boundary=\"XX\"")
    #expect(quoted?.files.count == 1)
  }

  @Test(
    "A form with a file that breaks off anywhere is refused, and nothing is read beyond its end")
  func broken() {
    let bytes = Array(Self.whole.utf8)
    for count in 0..<(bytes.count - 4) {
      #expect(FormParts(Array(bytes[..<count]), type: Self.type) == nil, "\(count) bytes")
    }
  }

  @Test("Bytes that are changed at random never stop the server")
  func random() {
    var numbers = SeededNumbers(seed: 7)
    let form = Array("user=ann&note=a+b%26c%0D%0Ad&x=%C3%9C".utf8)
    for _ in 0..<20_000 {
      var bytes = form
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        bytes[Int.random(in: bytes.indices, using: &numbers)] = UInt8.random(
          in: 0...255, using: &numbers)
      }
      if let read = FormParts(encoded: bytes) {
        #expect(read.members.values.allSatisfy { !$0.utf8.contains(0) })
      }
      var parts = Array(Self.whole.utf8)
      parts[Int.random(in: parts.indices, using: &numbers)] = UInt8.random(
        in: 0...255, using: &numbers)
      _ = FormParts(parts, type: Self.type)
    }
  }
}
