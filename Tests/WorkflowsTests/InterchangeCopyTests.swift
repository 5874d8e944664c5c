// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@testable import Workflows

@Suite struct InterchangeCopyTests {
  @Test(
    "A file is written again byte for byte, and so is what JSON makes of it",
    arguments: SampleInterchanges.good)
  func good(path: String) throws {
    let file = InterchangeFile(path)
    let bytes = try Files.read(path)
    let copy = Written()
    try file.copy { copy.take($0) }
    #expect(copy.bytes == bytes)
    let json = Written()
    try file.json { json.take($0) }
    #expect((try? JSON(parsing: json.bytes)) != nil)
    try SampleInterchanges.withFolder { folder in
      let back = Written()
      try SampleInterchanges.file(json.bytes, in: folder).fromJSON { back.take($0) }
      #expect(back.bytes == bytes)
    }
  }

  @Test("Odd and broken inputs lose no byte either, and what is unreadable is told")
  func odd() throws {
    let unreadable: Set = [
      "cut in a segment", "cut in the header", "UTF-16", "nothing", "no interchange",
    ]
    try SampleInterchanges.withFolder { folder in
      for (name, bytes) in try SampleInterchanges.odd() {
        let file = try SampleInterchanges.file(bytes, in: folder)
        let copy = Written()
        let json = Written()
        let back = Written()
        let failure = Result { () throws(WorkflowFailure) in try file.copy { copy.take($0) } }
        #expect(((try? failure.get()) == nil) == unreadable.contains(name), "\(name)")
        try? file.json { json.take($0) }
        #expect((try? JSON(parsing: json.bytes)) != nil, "\(name)")
        try SampleInterchanges.file(json.bytes, in: folder).fromJSON { back.take($0) }
        #expect(copy.bytes == bytes, "\(name)")
        #expect(back.bytes == bytes, "\(name)")
      }
    }
  }

  @Test("Other delimiters and no padding mean the same")
  func rewritten() throws {
    let path = SampleInterchanges.path("837p-two")
    var options = InterchangeFile.CopyOptions()
    options.strips = true
    options.delimiters = "|>!\\n"
    let copy = Written()
    try InterchangeFile(path).copy(options) { copy.take($0) }
    #expect(copy.text.contains("|T|>\nGS|HC|"))
    #expect(copy.text.contains("|00501|") && copy.text.contains("|!|00501"))
    #expect(copy.text.contains("CLM|CC0001|150|||11>B>1|"))
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(copy.bytes, in: folder)
      var compare = CompareInterchanges { _ in }
      #expect(try compare.run(InterchangeFile(path), file) == 0)
    }
  }

  @Test("A line a segment")
  func onePerLine() throws {
    let bytes = Array(try SampleInterchanges.text("837p").replacing("\n", with: "").utf8)
    try SampleInterchanges.withFolder { folder in
      var options = InterchangeFile.CopyOptions()
      options.onePerLine = true
      let copy = Written()
      try SampleInterchanges.file(bytes, in: folder).copy(options) { copy.take($0) }
      #expect(copy.text == (try SampleInterchanges.text("837p")))
    }
  }

  @Test("A delimiter that a value holds is refused, with its place")
  func delimiterInValue() throws {
    var options = InterchangeFile.CopyOptions()
    options.delimiters = "*:^N"
    let bad = #expect(throws: WorkflowFailure.self) {
      try InterchangeFile(SampleInterchanges.path("837p")).copy(options) { _ in }
    }
    #expect(bad?.findings.first?.rule == "x12.bad-delimiters")
    options.delimiters = "*: ~"
    #expect(throws: WorkflowFailure.self) { try options.chosen() }
    options.delimiters = "*:^-"
    let text = try SampleInterchanges.text("837p-two").replacing("OAK", with: "O-K")
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let failure = #expect(throws: WorkflowFailure.self) { try file.copy(options) { _ in } }
      let finding = failure?.findings.first
      #expect(finding?.rule == "x12.rewrite.delimiter-in-value")
      #expect(finding?.place == .text(line: 20, byte: 650))
    }
  }

  @Test("JSON names loops and keeps elements as arrays")
  func shape() throws {
    let json = Written()
    try InterchangeFile(SampleInterchanges.path("837p-two")).json { json.take($0) }
    let set = try JSON(parsing: json.bytes)["interchanges"]?[0]?["groups"]?[0]?["sets"]?[0]
    #expect(set?["type"]?.string == "837")
    #expect(set?["guide"]?.string == "005010X222A1")
    let provider = set?["loops"]?.elements.first { $0["id"]?.string == "2000A" }
    let subscriber = provider?["loops"]?.elements.first { $0["id"]?.string == "2000B" }
    let claims = subscriber?["loops"]?.elements.filter { $0["id"]?.string == "2300" } ?? []
    #expect(claims.count == 2)
    #expect(claims.first?["segments"]?[0]?[5]?.elements.map(\.string) == ["11", "B", "1"])
  }

  private static let wrong: [(text: String, rule: String, byte: Int)] = [
    ("", "x12.json.malformed", 1),
    ("[]", "x12.json.malformed", 1),
    (#"{"format":"other"}"#, "x12.json.format", 18),
    (#"{"interchanges":[]}"#, "x12.json.format", 20),
    (#"{"format":"cleanclaim.x12","claims":1}"#, "x12.json.unknown-member", 37),
    (#"{"format":"cleanclaim.x12","interchanges":[{"segments":[5]}]}"#, "x12.json.malformed", 57),
    (#"{"format":"cleanclaim.x12","interchanges":[{"segments":[[]]}]}"#, "x12.json.no-segment", 59),
    (
      #"{"format":"cleanclaim.x12","interchanges":[{"segments":[["N3","a*b"]]}]}"#,
      "x12.json.delimiter-in-value", 63
    ),
    (
      #"{"format":"cleanclaim.x12","interchanges":[{"trailer":[],"segments":[]}]}"#,
      "x12.json.order", 69
    ),
    (#"{"format":"cleanclaim.x12","before":"→"}"#, "x12.json.not-bytes", 42),
    (#"{"format":"cleanclaim.x12"} x"#, "x12.json.malformed", 29),
    (#"{"format":"cleanclaim.x12","interchanges":[{"#, "x12.json.malformed", 45),
    (#"{"format":"\ud800"}"#, "x12.json.malformed", 18),
  ]

  @Test("JSON that is wrong is refused with line and byte")
  func wrongJSON() throws {
    try SampleInterchanges.withFolder { folder in
      for (text, rule, byte) in Self.wrong {
        let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
        let failure = #expect(throws: WorkflowFailure.self, "\(text)") {
          try file.fromJSON { _ in }
        }
        #expect(failure?.kind == .unusable)
        #expect(failure?.findings.first?.rule == rule, "\(text)")
        #expect(failure?.findings.first?.place == .text(line: 1, byte: byte), "\(text)")
      }
    }
  }

  @Test("Repetitions have no place where ISA11 names no separator for them")
  func noRepetition() throws {
    let text = try SampleInterchanges.text("837p").replacing("*^*00501*", with: "*U*00501*")
    try SampleInterchanges.withFolder { folder in
      let json = Written()
      try SampleInterchanges.file(Array(text.utf8), in: folder).json { json.take($0) }
      let changed = json.text.replacing("\"2 OAK STREET\"", with: "[[\"2 OAK\"],[\"3 ELM\"]]")
      #expect(changed != json.text)
      let file = try SampleInterchanges.file(Array(changed.utf8), in: folder)
      let failure = #expect(throws: WorkflowFailure.self) { try file.fromJSON { _ in } }
      #expect(failure?.findings.map(\.rule) == ["x12.json.no-repetition"])
    }
  }
}
