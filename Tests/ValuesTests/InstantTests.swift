// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct InstantTests {
  @Test(
    "A moment is read and written",
    arguments: [
      ("1970-01-01T00:00:00Z", Int64(0)), ("1970-01-01T00:00:00.000001Z", 1),
      ("1969-12-31T23:59:59.999999Z", -1), ("2026-03-11T09:00:00.5Z", 1_773_219_600_500_000),
    ])
  func moments(_ text: String, _ microseconds: Int64) throws {
    let instant = try #require(Instant(text))
    #expect(instant.microseconds == microseconds)
    #expect(Instant(instant.description) == instant)
    #expect(instant.date.description == String(text.prefix(10)))
  }

  @Test(
    "What is no moment is nothing",
    arguments: [
      "", "2026-03-11", "2026-03-11T09:00:00", "2026-02-30T09:00:00Z", "2026-03-11T24:00:00Z",
      "2026-03-11T09:60:00Z", "2026-03-11T9:00:00Z", "2026-03-11T09:00:00.Z",
      "2026-03-11T09:00:00.1234567Z", "20260311T09:00:00Z", "2026-03-11T09:00:00+01:00",
    ])
  func wrong(_ text: String) { #expect(Instant(text) == nil) }

  @Test("A hash has 32 bytes or 64 digits")
  func digests() throws {
    let text = String(repeating: "0123456789abcdef", count: 4)
    let digest = try #require(Digest(hexadecimal: text))
    #expect(digest.description == text)
    #expect(Digest(digest.bytes) == digest)
    #expect(Digest(hexadecimal: text.uppercased()) == digest)
    #expect(Digest(hexadecimal: text.dropLast()) == nil)
    #expect(Digest(hexadecimal: text + "00") == nil)
    #expect(Digest(hexadecimal: text.dropLast() + "g") == nil)
    #expect(Digest([1, 2, 3]) == nil)
  }

  @Test("A practice's name is short and plain")
  func practices() {
    #expect(PracticeID("main-2") != nil)
    for text in ["", "Main", "a b", "x'; --", String(repeating: "a", count: 21)] {
      #expect(PracticeID(text) == nil)
    }
  }
}
