// SPDX-License-Identifier: Apache-2.0

import Testing
import X12

/// What the reader makes of bytes: rows of inputs, with the segments and the problems.
@Suite struct SegmentReaderTests {
  @Test(
    "Any four characters may delimit but letters, digits and blanks",
    arguments: [
      ("*", ":", "^", "~"), ("|", ">", "^", "~"), ("*", "<", "^", "'"), ("+", ":", "*", "'"),
      ("\u{1D}", "\u{1F}", "\u{1E}", "\u{1C}"), ("\t", ":", "^", "\n"), ("*", ":", "^", "\n"),
      ("*", ":", "^", "\r"), ("~", "*", ":", "^"), ("!", "\"", "#", "$"), ("%", "&", "(", ")"),
      (",", "-", ".", "/"), (";", "<", "=", ">"), ("?", "@", "[", "\\"), ("]", "_", "`", "{"),
      ("}", "\u{7F}", "\u{1}", "\u{7}"),
    ])
  func delimiters(element: String, component: String, repetition: String, terminator: String) {
    let sample = SmallInterchange(
      element: element, component: component, repetition: repetition, terminator: terminator)
    let reading = Reading.of(sample.text)
    #expect(reading.segments == sample.expected)
    #expect(reading.problems == [])
    #expect(reading.written == Array(sample.text.utf8))
  }

  @Test(
    "A delimiter that is a letter, a digit, a blank or used twice is refused",
    arguments: [
      (("*", "A", "^", "~"), ["bad-delimiter@104/16"]),
      (("*", ":", "^", "Z"), ["bad-delimiter@104/16"]),
      (("*", "5", "^", "~"), ["bad-delimiter@104/16"]),
      (("*", ":", "^", " "), ["bad-delimiter@104/16"]),
      (("*", ":", "^", ":"), ["bad-delimiter@104/16"]),
      (("*", ":", "^", "*"), ["bad-delimiter@104/16"]),
      (("*", " ", "^", "~"), ["bad-delimiter@104/16"]),
      (("*", ":", ":", "~"), ["bad-delimiter@82/11"]),
      (("*", ":", "~", "~"), ["bad-delimiter@82/11"]),
      ((" ", ":", "^", "~"), ["leading-bytes@0", "no-interchange@0"]),
      (("A", ":", "^", "~"), ["leading-bytes@0", "no-interchange@0"]),
    ])
  func refusedDelimiters(_ delimiters: (String, String, String, String), problems: [String]) {
    let sample = SmallInterchange(
      element: delimiters.0, component: delimiters.1, repetition: delimiters.2,
      terminator: delimiters.3)
    let reading = Reading.of(sample.text)
    #expect(Array(reading.problems.prefix(problems.count)) == problems)
    #expect(reading.segments.isEmpty == (problems != ["bad-delimiter@82/11"]))
  }

  @Test("A letter for ISA11 is the older use of it, and nothing repeats")
  func olderStandardsIdentifier() {
    let reading = Reading.of(SmallInterchange(repetition: "U").text)
    #expect(reading.problems == [])
    #expect(reading.segments[3] == "REF|EI|A:BUC||D")
  }

  @Test(
    "Line ends between segments are no problem, and lines are counted",
    arguments: [("\n", 7), ("\r\n", 7), ("\r", 7), ("", 1), ("\n\n", 13)])
  func lineEnds(_ lineEnd: String, lastLine: Int) {
    let sample = SmallInterchange(lineEnd: lineEnd)
    let reading = Reading.of(sample.text)
    #expect(reading.segments == sample.expected)
    #expect(reading.problems == [])
    #expect(reading.lines.last == lastLine)
  }

  @Test("A line break as terminator ends lines too, be it two characters")
  func terminatingLineBreaks() {
    for (terminator, lineEnd) in [("\n", ""), ("\r", "\n")] {
      let sample = SmallInterchange(terminator: terminator, lineEnd: lineEnd)
      let reading = Reading.of(sample.text)
      #expect(reading.segments == sample.expected)
      #expect(reading.problems == [])
      #expect(reading.lines == [1, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test("A carriage return before a terminating newline takes nothing from the segment")
  func mixedLineEnds() {
    let text = SmallInterchange(terminator: "\n").text.replacing("|D\n", with: "|D\r\n")
      .replacing("*D\n", with: "*D\r\n")
    let reading = Reading.of(text)
    #expect(reading.segments == SmallInterchange(terminator: "\n").expected)
    #expect(reading.problems.count == 1)
    #expect(reading.problems.first?.hasPrefix("wrapped@") == true)
  }

  @Test(
    "What stands outside of interchanges is told once and kept",
    arguments: [
      ("\u{FEFF}", "", ["byte-order-mark@0"]), ("", "\r\n\n ", []), ("\n\n  ", "", []),
      ("Mail: \n", "", ["leading-bytes@0"]), (" \nIS A", "", ["leading-bytes@2"]),
      ("\u{FEFF}x", "", ["byte-order-mark@0", "leading-bytes@3"]),
      ("", "end of file", ["trailing-bytes@208"]), ("", "\u{1A}", []),
      ("VISA 1\n", "", ["leading-bytes@0"]), ("", "\nISA", ["trailing-bytes@209"]),
    ])
  func outside(before: String, after: String, problems: [String]) {
    let sample = SmallInterchange()
    #expect(sample.text.utf8.count == 208)
    let reading = Reading.of(before + sample.text + after)
    #expect(reading.segments == sample.expected)
    #expect(reading.problems == problems)
  }

  @Test("UTF-16 of either order is no text, with or without its mark")
  func wide() {
    let units = Array(SmallInterchange().text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for input in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      let reading = Reading.of(input)
      #expect(reading.segments == [])
      #expect(reading.problems == ["not-text@0"])
    }
  }

  @Test(
    "An input without an interchange says so",
    arguments: ["", " ", "\n", "ISA", "GS*HC~ST*837~", "ISAAC"])
  func none(_ input: String) {
    let reading = Reading.of(input)
    #expect(reading.segments == [])
    #expect(reading.problems.last == "no-interchange@0")
  }

  @Test("Each interchange of a file has delimiters of its own")
  func several() {
    let samples = [
      SmallInterchange(), SmallInterchange(element: "|", component: ">", terminator: "\n"),
      SmallInterchange(component: "<", repetition: "!", terminator: "'", lineEnd: "\r\n"),
      SmallInterchange(element: "\u{1D}", repetition: "U", terminator: "\u{1C}"),
    ]
    let text = samples.map(\.text).joined()
    let reading = Reading.of(text)
    #expect(reading.segments == samples.flatMap(\.expected))
    #expect(reading.problems == [])
  }

  @Test("An interchange without its IEA ends where the next begins")
  func missingTrailer() {
    let first = SmallInterchange()
    let second = SmallInterchange(element: "|", terminator: "'")
    let reading = Reading.of(first.header + first.body + second.text)
    #expect(reading.segments == first.expected.dropLast() + second.expected)
    #expect(reading.problems == [])
  }

  @Test(
    "Lines broken after any number of characters are joined, in the header too",
    arguments: [80, 79, 72, 60, 40, 9, 5, 3, 2, 1], ["\n", "\r\n", "\r"])
  func wrapped(columns: Int, lineBreak: String) {
    let sample = SmallInterchange()
    // The characters of a header that name the delimiters stand together.
    if (104...105).contains(where: { $0 % columns == 0 }) { return }
    let characters = Array(sample.text + sample.text)
    let lines = stride(from: 0, to: characters.count, by: columns).map {
      String(characters[$0..<min($0 + columns, characters.count)])
    }
    let reading = Reading.of(lines.joined(separator: lineBreak))
    #expect(reading.segments == sample.expected + sample.expected)
    #expect(reading.problems.allSatisfy { $0.hasPrefix("wrapped@") })
    #expect(reading.problems.first == (columns < 106 ? "wrapped@0" : nil))
  }

  @Test("Cut off after any byte, a file says where it ends and loses nothing")
  func truncated() {
    let sample = SmallInterchange()
    let bytes = Array(sample.text.utf8)
    let ends = bytes.indices.filter { bytes[$0] == 0x7E }.map { $0 + 1 }
    for count in 1..<bytes.count {
      let reading = Reading.of(Array(bytes[..<count]))
      let whole = ends.count { $0 <= count }
      #expect(reading.segments == Array(sample.expected.prefix(whole)))
      if count < 4 {
        #expect(reading.problems.last == "no-interchange@0", "cut after \(count)")
      } else {
        #expect(
          reading.problems == (ends.contains(count) ? [] : ["truncated@\(count)"]),
          "cut after \(count)")
      }
    }
  }

  @Test("A file that was cut off takes nothing from the one joined to it")
  func joined() {
    let sample = SmallInterchange()
    let other = SmallInterchange(element: "|", terminator: "'")
    let bytes = Array(sample.text.utf8)
    let ends = bytes.indices.filter { bytes[$0] == 0x7E }.map { $0 + 1 }
    for next in [sample, other] {
      for count in 4..<bytes.count where !ends.contains(count) && !(103...105).contains(count) {
        let reading = Reading.of(Array(bytes[..<count]) + [0x0A] + Array(next.text.utf8))
        let whole = ends.count { $0 <= count }
        #expect(
          reading.segments == sample.expected.prefix(whole) + next.expected, "cut at \(count)")
        #expect(reading.problems == [count < 106 ? "bad-header@0" : "truncated@\(count)"])
      }
    }
  }
}
