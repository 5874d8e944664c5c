// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct JSONReadingTests {
  @Test(
    "What RFC 8259 allows is read",
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)), ("\"\"", .string("")),
      ("[]", .array([])), ("{}", .object([])), ("[ 1 , [ ] ]", .array([.number("1"), .array([])])),
      ("\u{FEFF}1", .number("1")), ("\t\r\n 0 ", .number("0")),
      ("{\"a\":1,\"\":null}", .object([.init("a", .number("1")), .init("", .null)])),
      ("{\"a\":1,\"a\":2}", .object([.init("a", .number("1")), .init("a", .number("2"))])),
      ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{C}\n\r\t")),
      ("\"\\u00e9\\u00E9\"", .string("\u{E9}\u{E9}")), ("\"\\u0000\"", .string("\u{0}")),
      ("\"\\ud83d\\ude00\"", .string("\u{1F600}")), ("\"\\uD834\\uDD1E\"", .string("\u{1D11E}")),
      ("\"\\uDBFF\\uDFFF\"", .string("\u{10FFFF}")),
      ("\"\u{7F}\u{2028}\"", .string("\u{7F}\u{2028}")),
    ] as [(String, JSON)])
  func reads(text: String, expected: JSON) throws {
    #expect(try JSON(parsing: text) == expected)
  }

  @Test(
    "The digits of a number are kept as they were written",
    arguments: [
      "0", "-0", "10", "1.50", "1.0", "-1.25e3", "1E+5", "1e-07", "0.10", "12345678901234567890123",
      "0.1000000000000000055511151231257827", "-0.0e0",
    ])
  func numbers(digits: String) throws {
    #expect(try JSON(parsing: digits) == .number(digits))
    #expect(try JSON(parsing: "[\(digits)]").line == "[\(digits)]")
  }

  @Test(
    "What is not JSON is refused, at the line and byte of the fault",
    arguments: [
      ("", .unexpectedEnd, 1, 1), ("  ", .unexpectedEnd, 1, 3), ("[", .unexpectedEnd, 1, 2),
      ("[1,", .unexpectedEnd, 1, 4), ("[1,]", .unexpectedCharacter, 1, 4),
      ("[1\n,\n,2]", .unexpectedCharacter, 3, 6), ("[1 2]", .unexpectedCharacter, 1, 4),
      ("[}", .unexpectedCharacter, 1, 2), ("{\"a\":1,}", .unexpectedCharacter, 1, 8),
      ("{a:1}", .unexpectedCharacter, 1, 2), ("{\"a\" 1}", .unexpectedCharacter, 1, 6),
      ("{\"a\":}", .unexpectedCharacter, 1, 6), ("{\"a\":1", .unexpectedEnd, 1, 7),
      ("{\"a\"", .unexpectedEnd, 1, 5), ("{1:2}", .unexpectedCharacter, 1, 2),
      ("nul", .unexpectedEnd, 1, 4), ("nulx", .unexpectedCharacter, 1, 4),
      ("truee", .trailingText, 1, 5), ("True", .unexpectedCharacter, 1, 1),
      ("1 2", .trailingText, 1, 3), ("{}\n\n{}", .trailingText, 3, 5),
      ("+1", .unexpectedCharacter, 1, 1), (".5", .unexpectedCharacter, 1, 1),
      ("-", .unexpectedEnd, 1, 2), ("-a", .unexpectedCharacter, 1, 2),
      ("01", .unexpectedCharacter, 1, 2), ("[-012]", .unexpectedCharacter, 1, 4),
      ("1.", .unexpectedEnd, 1, 3), ("[1.]", .unexpectedCharacter, 1, 4),
      ("[1e]", .unexpectedCharacter, 1, 4), ("[1e+]", .unexpectedCharacter, 1, 5),
      ("0x1", .trailingText, 1, 2), ("NaN", .unexpectedCharacter, 1, 1),
      ("'a'", .unexpectedCharacter, 1, 1), ("\u{A0}1", .unexpectedCharacter, 1, 1),
      ("/* */1", .unexpectedCharacter, 1, 1), ("\u{0}", .unexpectedCharacter, 1, 1),
      ("\"abc", .unexpectedEnd, 1, 5), ("\"a\\", .unexpectedEnd, 1, 3),
      ("\"a\nb\"", .controlCharacter, 1, 3), ("\n\"a\tb\"", .controlCharacter, 2, 4),
      ("\"\\n\u{1}\"", .controlCharacter, 1, 4),
    ] as [(String, JSONError.Code, Int, Int)])
  func refuses(text: String, code: JSONError.Code, line: Int, byte: Int) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.code == code)
    #expect(error?.place == .text(line: line, byte: byte))
  }

  @Test(
    "An escape that does not exist and half a surrogate pair are refused",
    arguments: [
      "\"\\q\"", "\"\\U0041\"", "\"\\u12G4\"", "\"\\ude00\"", "\"\\ud83d\"", "\"\\ud83dx\"",
      "\"\\ud83d\\n\"", "\"\\ud83d\\u0041\"", "\"\\ud83d\\ud83d\"", "\"\\'\"", "\"\\\n\"",
    ])
  func escapes(text: String) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.code == .badEscape)
    #expect(error?.line == 1 || text.contains("\n"))
  }

  @Test(
    "A string that is not UTF-8 is refused",
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
      [0xC3, 0x5C, 0x6E], [0xE2, 0x82],
    ] as [[UInt8]])
  func notUTF8(bytes: [UInt8]) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: [0x22] + bytes + [0x22]) }
    #expect(error?.code == .notUTF8)
  }

  @Test("Two hundred levels are read, one more is refused, a million do no harm")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    _ = try JSON(parsing: nested(200))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(201)) }
    #expect(error?.code == .tooDeep)
    #expect(error?.byte == 201)
    #expect(throws: JSONError.self) {
      try JSON(parsing: String(repeating: "{\"a\":[", count: 1_000_000))
    }
  }

  @Test("Members, elements and kinds are asked for without surprise")
  func access() throws {
    let json = try JSON(parsing: "{\"a\":[1,\"x\",true],\"n\":1.5,\"a\":0}")
    #expect(json["a"]?[0]?.int == 1)
    #expect(json["a"]?[1]?.string == "x")
    #expect(json["a"]?[2]?.bool == true)
    #expect(json["a"]?[3] == nil)
    #expect(json["a"]?[-1] == nil)
    #expect(json["n"]?.int == nil)
    #expect(json["n"]?.digits == "1.5")
    #expect(json["b"] == nil)
    #expect(json.elements.isEmpty)
    #expect(json.members.count == 3)
  }
}
