// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values

@Suite struct JSONWritingTests {
  @Test(
    "A value is written on one line, with the escapes that JSON wants and no others",
    arguments: [
      (.string("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""), (.string("\n\r\t"), "\"\\n\\r\\t\""),
      (.string("\u{0}\u{1F}\u{7F}"), "\"\\u0000\\u001f\u{7F}\""), (.string("\u{E9}"), "\"\u{E9}\""),
      (.array([.null, .bool(false), .number("1.50")]), "[null,false,1.50]"),
      (.object([.init("b", .int(1)), .init("a", .array([]))]), "{\"b\":1,\"a\":[]}"),
      (.money(Money(cents: -5)), "-0.05"), (.text(nil), "null"),
      (.date(CalendarDate("2026-04-01")), "\"2026-04-01\""),
      (.members(("a", nil), ("b", .null)), "{\"b\":null}"),
    ] as [(JSON, String)])
  func writes(value: JSON, expected: String) { #expect(value.line == expected) }

  @Test("For a person it is written over several lines")
  func pretty() {
    let value = JSON.members(
      ("a", .array([.int(1), .object([])])), ("b", .members(("c", .null))), ("d", .array([])))
    #expect(
      value.pretty
        == """
        {
          "a": [
            1,
            {}
          ],
          "b": {
            "c": null
          },
          "d": []
        }
        """)
  }

  @Test("What is written is read as the same value, and written again as the same bytes")
  func fixedPoint() throws {
    var numbers = SeededNumbers(seed: 8259)
    for _ in 0..<400 {
      let value = Self.value(depth: 0, &numbers)
      let again = try JSON(parsing: value.line)
      #expect(again == value)
      #expect(Array(again.line.utf8) == Array(value.line.utf8))
      #expect(try Array(JSON(parsing: value.pretty).line.utf8) == Array(value.line.utf8))
    }
  }

  @Test("A document with one byte changed is refused or read, and never stops the program")
  func mutations() throws {
    var numbers = SeededNumbers(seed: 4)
    let good = Array(
      "{\"a\":[1,-2.50e+3,\"\\u00e9\\ud83d\\ude00\",null,true],\"b\":{\"c\":\"\u{E9}\"}}".utf8)
    var refused = 0
    for index in good.indices {
      for _ in 0..<40 {
        var bytes = good
        bytes[index] = UInt8.random(in: .min ... .max, using: &numbers)
        do {
          let value = try JSON(parsing: bytes)
          #expect(try JSON(parsing: value.line).line == value.line)
        } catch {
          refused += 1
        }
      }
      #expect(throws: JSONError.self) { try JSON(parsing: Array(good[..<index])) }
    }
    #expect(refused > good.count * 20)
  }

  private static func value(depth: Int, _ numbers: inout SeededNumbers) -> JSON {
    switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &numbers) {
    case 0: .null
    case 1: .bool(.random(using: &numbers))
    case 2:
      .number(["0", "-1.50", "1e9", "12345678901234567890"].randomElement(using: &numbers) ?? "0")
    case 3: .string(text(&numbers))
    case 4:
      .array(
        (0..<Int.random(in: 0..<5, using: &numbers)).map { _ in value(depth: depth + 1, &numbers) })
    default:
      .object(
        (0..<Int.random(in: 0..<5, using: &numbers)).map { _ in
          JSON.Member(text(&numbers), value(depth: depth + 1, &numbers))
        })
    }
  }

  private static func text(_ numbers: inout SeededNumbers) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &numbers) {
      let limit: UInt32 = Bool.random(using: &numbers) ? 0x80 : 0x11_0000
      // Surrogates are no scalars and are passed over.
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &numbers)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
