// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct JSONCursorTests {
  private func walk<Result>(_ text: String, _ body: (inout JSONCursor) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer {
      var cursor = JSONCursor($0)
      return body(&cursor)
    }
  }

  @Test("Members are walked through without making values")
  func members() {
    let ages = walk(#" { "a" : [1, -2] , "age": 41, "s": "x\"y", "n": null, "t": true } "#) {
      cursor in
      var found: [Int] = []
      var isFirst = true
      _ = cursor.enterObject()
      while let key = cursor.nextMember(&isFirst) {
        if cursor.text(key, is: "a") {
          var isFirstElement = true
          _ = cursor.enterArray()
          while cursor.nextElement(&isFirstElement) { found.append(cursor.integer() ?? 0) }
        } else if cursor.text(key, is: "age") {
          found.append(cursor.integer() ?? 0)
        } else if cursor.text(key, is: "n") {
          found.append(cursor.takeNull() ? 1000 : 0)
        } else if cursor.text(key, is: "t") {
          found.append(cursor.boolean() == true ? 2000 : 0)
        } else {
          cursor.skip()
        }
      }
      return cursor.isAtEnd() && !cursor.hasFailed ? found : []
    }
    #expect(ages == [1, -2, 41, 1000, 2000])
  }

  @Test(
    "What is not JSON fails at its place",
    arguments: [
      ("{\"a\" 1}", 5), ("{\"a\":1 \"b\":2}", 7), ("{,\"a\":1}", 1), ("{\"a\":}", 5),
      ("{\"a", 3), ("{\"a\":[1 2]}", 8), ("{\"a\":nul}", 5), ("{\"a\u{1}\":1}", 3),
    ])
  func faults(_ text: String, _ place: Int) {
    let (failed, position) = walk(text) { cursor in
      cursor.skip()
      return (cursor.hasFailed, cursor.position)
    }
    #expect(failed)
    #expect(position == place)
  }

  @Test(
    "Whole numbers, and what is none",
    arguments: [
      ("12", 12 as Int?), ("-7", -7), ("0", 0), ("1.5", nil), ("1e3", nil), ("\"1\"", nil),
      ("9999999999999999999999", nil), ("-", nil),
    ])
  func integers(_ text: String, _ value: Int?) {
    let found = walk(text) { $0.integer() }
    #expect(found == value)
  }

  @Test("Nesting has an end")
  func deep() {
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    let hasFailed = walk(text) { cursor in
      cursor.skip()
      return cursor.hasFailed
    }
    #expect(hasFailed)
  }
}
