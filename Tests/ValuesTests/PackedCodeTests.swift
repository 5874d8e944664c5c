// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values

@Suite struct PackedCodeTests {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private static func codes(_ count: Int, from letters: [Character] = alphabet) -> [String] {
    var numbers = SeededNumbers(seed: 20_260_401)
    return (0..<count).map { _ in
      let length = Int.random(in: 1...10, using: &numbers)
      return String(
        (0..<length).map { _ in letters[Int.random(in: letters.indices, using: &numbers)] })
    }
  }

  @Test("Codes sort, count and read back as their texts do")
  func order() throws {
    // Few letters, so that many codes begin alike.
    let texts = Self.codes(3000) + Self.codes(3000, from: ["0", "1", "A", "Z"])
    let codes = try texts.map { try #require(PackedCode($0)) }
    #expect(codes.map(\.description) == texts)
    #expect(codes.map(\.count) == texts.map(\.utf8.count))
    #expect(codes.sorted().map(\.description) == texts.sorted())
    for (index, code) in codes.enumerated().dropFirst() {
      #expect((codes[index - 1] < code) == (texts[index - 1] < texts[index]))
    }
  }

  @Test(
    "A beginning is a beginning in the text, and its range holds exactly the codes that have it")
  func prefixes() throws {
    let texts = Self.codes(400, from: ["0", "1", "Z"])
    let heads = Self.codes(40, from: ["0", "1", "Z"])
    for head in heads {
      let packed = try #require(PackedCode(head))
      for text in texts {
        let code = try #require(PackedCode(text))
        #expect(code.hasPrefix(packed) == text.hasPrefix(head))
        #expect((packed <= code && code <= packed.lastDescendant) == text.hasPrefix(head))
      }
    }
    for text in texts {
      let code = try #require(PackedCode(text))
      for places in 0...11 {
        #expect(code.prefix(places).description == String(text.prefix(places)))
      }
    }
  }

  @Test("Each letter and digit has a place of its own")
  func alphabet() throws {
    for (index, character) in Self.alphabet.enumerated() {
      let code = try #require(PackedCode(String(character)))
      #expect(code[0] == UInt8(index + 1))
      #expect(code[1] == 0)
      #expect(code.count == 1)
      #expect(code.lastDescendant.count == 10)
    }
  }

  @Test(
    "Points, blanks and case do not matter",
    arguments: [
      ("E11.9", "E119"), ("e11.9", "E119"), (" S02.0xxa ", "S020XXA"), ("250-00", "25000"),
      ("V20.2", "V202"), ("207Q00000X", "207Q00000X"), ("....E....1", "E1"),
    ])
  func reads(text: String, expected: String) {
    #expect(PackedCode(text)?.description == expected)
    var bytes = Array(text.utf8)
    bytes.withUnsafeMutableBufferPointer {
      #expect(PackedCode(bytes: UnsafeBufferPointer($0))?.description == expected)
    }
  }

  @Test(
    "What cannot be a code is refused",
    arguments: ["", " ", ".", "-.-", "É11", "E11_9", "12345678901", "E11,9", "E11\n", "*", "１"])
  func refuses(text: String) { #expect(PackedCode(text) == nil) }

  @Test(
    "A character is added while there is room",
    arguments: [
      ("E11", "9", "E119"), ("E11", "a", "E11A"), ("1234567890", "1", nil), ("E11", "*", nil),
    ] as [(String, Character, String?)])
  func appends(text: String, character: Character, expected: String?) throws {
    #expect(try #require(PackedCode(text)).appending(character)?.description == expected)
  }

  @Test("Nothing has no places")
  func empty() {
    #expect(PackedCode(bits: 0).count == 0)
    #expect(PackedCode(bits: 0).description == "")
  }
}
