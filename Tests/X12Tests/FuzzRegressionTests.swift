// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import X12

/// Inputs by which the fuzz program broke a law once, cut down to what it took.
@Suite struct FuzzRegressionTests {
  private static let header = SmallInterchange().header

  /// For each input: no byte is lost, pieces of any size make no difference, and what is written again
  /// reads the same.
  @Test(
    "What broke a law of reading keeps it now",
    arguments: [
      // What stands before the first ISA was told at another line for other pieces.
      "\n\n\nX\n\n" + header,
      // A delete character was seen only near another unusual one.
      header + "REF*A\nB\u{7F}~",
      // A wrong length of binary data was told once for each piece.
      header + "BIN*3*hello~" + String(repeating: "X", count: 300),
      // A header without its widths could be cut off by a piece.
      "ISA*00**00**ZZ*" + String(repeating: "S", count: 120)
        + "*ZZ*R*260101*1000*^*00501*1*0*T*:~GS*HC~",
      // An element separator that is a line break went out with the line breaks.
      header.replacing("*", with: "\n") + "REF\nA\r\n~",
      // A blank that delimits was taken for padding.
      SmallInterchange(element: "\t").header + "\tA~",
      // A line break within the name of a segment made it a header.
      header + "IS\nA*1~" + header,
    ])
  func reading(_ input: String) {
    let first = Reading.of(input)
    let again = Reading.of(first.written)
    #expect(again.segments == first.segments)
    #expect(again.written == first.written)
  }

  @Test("What repeats a hundred thousand times is read in one pass")
  func manyParts() {
    let parts = String(repeating: "^:", count: 100_000)
    let file = """
      \(Self.header)GS*HC*S*R*20260101*1000*1*X*005010X222A1~ST*837*0001*005010X222A1~
      CLM*1*1***11:B:1~HI*ABK:E119~LX*1~SV1*HC:99213*1*UN*1***\(String(repeating: ":", count: 200_000))~
      HI*\(parts)~REF*\(parts)~
      """
    var reader = SegmentReader()
    reader.feed(Array(file.utf8))
    reader.finish()
    var segments: [Segment] = []
    while reader.next() == .segment { segments.append(Segment(reader.segment)) }
    #expect(segments.last?.elements.first?.repetitions.count == 100_001)
    #expect(!judge(Array(file.utf8)).isAccepted)
  }

  @Test("What stands above claims that were given is not kept")
  func memoryOfLevels() throws {
    let file = String(
      decoding: Repository.bytes("Tests/Fixtures/x12/good/837p.edi") ?? [], as: UTF8.self)
    let segments = file.split(separator: "~").map { $0.drop(while: \.isWhitespace) + "~" }
    let from = try #require(segments.firstIndex { $0.hasPrefix("HL*2") })
    let to = try #require(segments.firstIndex { $0.hasPrefix("SE*") })
    var reader = SegmentReader()
    reader.feed(Array(segments[..<from].joined().utf8))
    for _ in 0..<50 { reader.feed(Array(segments[from..<to].joined().utf8)) }
    reader.feed(Array(segments[to...].joined().utf8))
    reader.finish()
    var assembler = LoopAssembler(guides: Repository.guides)
    var claims = 0
    while reader.next() == .segment {
      for piece in assembler.take(reader.segment) {
        if case .loop(_, let ancestors) = piece {
          claims += 1
          #expect(ancestors.map(\.id) == ["ST", "2000A", "2000B"])
          #expect(ancestors[1].loops.map(\.id) == ["2010AA"])
          #expect(ancestors[2].loops.map(\.id) == ["2010BA", "2010BB"])
        }
        if case .setEnd(let set, _) = piece { #expect(set.loops.map(\.id) == ["1000A", "1000B"]) }
      }
    }
    #expect(claims == 50)
  }

  /// Expressions that once stopped the program are refused with an error.
  @Test(
    "What is no expression is refused",
    arguments: [
      "CLM- = '1'", "CLM05-300 = '1'", "CLM05--1 = '1'", "]CLM[ = '1'", "CLM999999 = '1'",
      String(repeating: "(", count: 5000) + "CLM01",
      String(repeating: "not ", count: 5000) + "CLM01",
      "CLM01" + String(repeating: " or CLM01", count: 5000), "present(CLM[01-400=A])", "",
    ])
  func expressions(_ requirement: String) throws {
    let rules = try Self.rules(guides: "005010X222A1", loop: "2300", requirement)
    #expect(!Repository.guides.faults(with: rules).isEmpty)
  }

  @Test("A place whose brackets are turned round is only none")
  func place() throws {
    let line = "t\t005010X222A1\t7\t2300\twarns\t\tB]DT*F2[=5\t\tpresent(CLM01)\t\ttest"
    let rules = try Rule.rules(in: Array(line.utf8), table: "test")
    #expect(Repository.guides.faults(with: rules).isEmpty)
  }

  @Test("A rule for every guide is not asked of the envelope")
  func envelope() throws {
    let rules = try Self.rules(guides: "*", loop: "ST", "ST02 = 'X'")
    #expect(Repository.guides.faults(with: rules).isEmpty)
    var options = X12Validator.Options()
    options.partnerRules = rules
    var validator = X12Validator(guides: Repository.guides, options: options)
    var reader = SegmentReader()
    reader.feed(Repository.bytes("Tests/Fixtures/x12/good/270.edi") ?? [])
    reader.finish()
    while reader.next() == .segment { validator.take(reader.segment) }
    #expect(validator.finish().all.map(\.finding.rule) == ["t"])
  }

  private static func rules(
    guides: String, loop: String, _ requirement: String
  ) throws -> [Rule] {
    let line = "t\t\(guides)\t7\t\(loop)\twarns\t\t\t\t\(requirement)\t\ttest"
    return try Rule.rules(in: Array(line.utf8), table: "test")
  }
}

/// Guides' tables that once stopped the program.
@Suite struct GuideTableRegressionTests {
  private static let head = "guide\t005010X279A1\t270\tHS\ttest\n"
  private static let header = "segment\t-\tST\tR\t1\theader\n"

  @Test(
    "A table that cannot be relied on is refused",
    arguments: [
      head, head + "loop\t1\t-\tR\t1\tone\n",
      head + header + "loop\t1\t-\tR\t1\tone\nsegment\t1\tNM1\tR\t1\tname\nagain\t1\t1\tS\t1\n",
      head + header + "element\t01\tR\t143\t@by:ST09\t1\tset\n",
      head + header + "element\t01\tR\t143\t@by:ST999999999999\t1\tset\n",
      head + header + "element\t01\tR\t143\t\t99999999999\tset\n",
      head + header + "element\t01\tR\t143\t\t-1\tset\n",
      head + header + "element\t01\tR\t143\t\t0\tset\n",
      head + (0..<700).map { "segment\t-\tA\(Self.name($0))\tS\t1\ts\n" }.joined(),
    ])
  func refused(_ table: String) throws {
    let library = try GuideLibrary { name in
      name == "guides/005010X279A1-270.tsv"
        ? Array(table.utf8) : Repository.bytes("Data/x12/\(name)")
    }
    #expect(throws: GuideError.self) { try library.guide(table: "005010X279A1-270") }
  }

  private static func name(_ number: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0")
    return String([letters[number / 27], letters[number % 27]])
  }
}
