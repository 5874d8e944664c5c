// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// Maps between revisions, with made-up rows in the publisher's shape.
@Suite("Maps")
struct MapFilesTests {
  private static let sheetHeader =
    "\"icd10cm\",\"icd9cm\",\"flags\",\"approximate\",\"no_map\",\"combination\",\"scenario\","
    + "\"choice_list\"\n"

  static let directions: [(String, String)] = [
    ("A000    0010  00000\r\nE119    25000 10000\r\n", "icd10cm icd9cm"),
    ("0010  A000    00000\r\nE8000 V0500XA 10000\r\n", "icd9cm icd10cm"),
    ("0016070 0231    10000\nB01BYZZ 8721    10000\n", "icd10pcs icd9proc"),
    ("0001    6A750Z4 10000\n0016    NoPCS   11000\n", "icd9proc icd10pcs"),
    (sheetHeader + "\"A000\",\"0010\",\"10000\",1,0,0,0,0\n", "icd10cm icd9cm"),
  ]

  @Test("The direction of a map is told by its codes", arguments: directions)
  func direction(_ text: String, _ sets: String) throws {
    let draft = try Importing.draft(Importing.file("2018_gem.txt", text))
    #expect("\(draft.set) \(draft.target?.description ?? "")" == sets)
    #expect(draft.component == .gem && draft.year == 2018)
    #expect(draft.period?.effective.description == "2017-10-01")
    #expect(draft.period?.termination?.description == "2018-09-30")
  }

  static let broken: [(String, [String])] = [
    ("A000    0010  00000\nA001    0011  0000\n", ["import.row 2 layout"]),
    ("A000    0010  00000\nA001    0011  20000\n", ["import.row 2 layout"]),
    ("A000    0010  00000\nA001    NoDx\n", ["import.row 2 layout"]),
    ("A000    0010  00000\nA001    0011  11000\n", ["import.row 2 pair"]),
    ("A000    0010  00000\nA001    0011  10101\n", ["import.row 2 pair"]),
    ("A000    0010  00000\n0011    A001  10000\n", ["import.unrecognised 1 "]),
    ("A000    0010  00000\nA001    40    10000\n", ["import.row 2 pair"]),
    ("A000    0010  00000\nA000    0010  00000\n", ["import.duplicate 2 pair"]),
    ("A000    0010  00000\nA001    0011  00000", ["import.row 2 unterminated"]),
    (sheetHeader + "\"A000\",\"0010\",\"10000\",0,0,0,0,0\n", ["import.row 2 layout"]),
    (sheetHeader, ["import.empty 1 empty"]),
  ]

  @Test("A broken map is refused with every line", arguments: broken)
  func isRefused(_ text: String, _ faults: [String]) {
    let found = Importing.faults(Importing.file("gem.txt", text))
    #expect(Array(found.prefix(1)) == faults)
  }

  private func answer(_ rows: [String]) throws -> MapAnswer {
    let text = rows.map { "A000    \($0)\n" }.joined()
    let draft = try Importing.draft(Importing.file("gem.txt", text))
    let pairs = try #require(draft.map).pairs
    return try #require(MapAnswer(pairs))
  }

  @Test("A code with an exact target is exact, whatever else there is")
  func exact() throws {
    let answer = try answer(["0010  00000", "0011  10000"])
    #expect(answer.equivalence == .exact)
    #expect(answer.alternatives.map(\.code.description) == ["0010", "0011"])
    #expect(answer.alternatives.map(\.isApproximate) == [false, true])
  }

  @Test("A code without target has no map")
  func noMap() throws {
    let answer = try answer(["NoDx  11000"])
    #expect(answer.equivalence == .noMap)
    #expect(answer.alternatives.isEmpty && answer.scenarios.isEmpty)
  }

  @Test("Scenarios hold a list of choices for each part")
  func scenarios() throws {
    let answer = try answer([
      "0010  10112", "0012  10121", "0013  10111", "0014  10111", "0015  10122", "0016  10000",
    ])
    #expect(answer.equivalence == .approximate)
    #expect(answer.alternatives.map(\.code.description) == ["0016"])
    let codes = answer.scenarios.map { $0.choiceLists.map { $0.targets.map(\.code.description) } }
    #expect(codes == [[["0013", "0014"], ["0010"]], [["0012"], ["0015"]]])
    #expect(answer.scenarios.map(\.combinationCount) == [2, 1])
  }

  @Test("A map is found again in its codebook by its source")
  func codebook() throws {
    let text = "A000    0010  10000\nA001    0031  10111\nA001    99591 10112\n"
    let draft = try Importing.draft(Importing.file("gem.txt", text))
    let map = CodeMap(try Importing.codebook(draft))
    let code = try #require(PackedCode("A001"))
    #expect(map[code].map(\.flagDigits) == ["10111", "10112"])
    #expect(map.answer(for: code)?.scenarios.count == 1)
    #expect(map[code].first?.effective == nil && map[code].first?.change == nil)
    #expect(PackedCode("A009").flatMap(map.answer(for:)) == nil)
  }

  private static let conversionHeader =
    "Current code(s) assignment\tCode title\tEffective year\tPrevious code(s) assignment\t"
    + "Predecessor code title\tChange type\tComment\tEffective month/day [MM.DD]\r\n"

  @Test("A conversion table gives pairs with their day and change")
  func conversion() throws {
    let text =
      Self.conversionHeader
      + "001607A\t\"New, made up\"\t2019\t00H60YZ\t\"Old\"\tNew\t10.01\r\n"
      + "001607B\tx\t2021\tNoPCS\t\"No description\"\tNew\t10.01\r\n"
      + "NoPCS\tx\t2026\t00H60YX\t\"Old\"\tDeleted\t\"gone\"\t04.01\r\n"
    let file = Importing.file("conversion.txt", text)
    #expect(Importing.formats(of: file) == ["icd10pcs-conversion"])
    let draft = try Importing.draft(file)
    #expect(draft.year == 2026 && draft.rows == 3)
    let map = CodeMap(try Importing.codebook(draft))
    let old = try #require(PackedCode("00H60YZ"))
    let pair = try #require(map[old].first)
    #expect(pair.target == PackedCode("001607A"))
    #expect(pair.effective?.description == "2019-10-01" && pair.change == .new)
    let gone = try #require(PackedCode("00H60YX"))
    #expect(map[gone].first?.hasNoMap == true && map[gone].first?.change == .deleted)
    #expect(map[PackedCode(bits: 0)].map(\.target) == [PackedCode("001607B")])
  }

  static let brokenConversions: [(String, String)] = [
    ("001607A\tx\t2019\t00H60YZ\tx\tDeleted\t10.01\r\n", "a deletion without comment"),
    ("001607A\tx\t2019\t00H60YZ\tx\tMoved\tx\t10.01\r\n", "an unknown change"),
    ("001607A\tx\t2019\t00H60YZ\tx\tNew\t13.01\r\n", "an impossible day"),
    ("NoPCS\tx\t2019\tNoPCS\tx\tNew\t10.01\r\n", "no code at all"),
    ("001607\tx\t2019\t00H60YZ\tx\tNew\t10.01\r\n", "a short code"),
  ]

  @Test("A broken conversion table is refused with the line", arguments: brokenConversions)
  func conversionIsRefused(_ row: String, _ what: String) {
    let good = "001607A\tx\t2019\t00H60YZ\tx\tNew\t10.01\r\n"
    let file = Importing.file("conversion.txt", Self.conversionHeader + good + row)
    #expect(Importing.faults(file) == ["import.row 3 layout"])
  }
}
