// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// Order files, codes files and their addenda, with made-up rows in the publisher's shape.
@Suite("Order files")
struct OrderFilesTests {
  /// A row of an order file: number, code, valid, abbreviated and full title.
  static func row(_ number: Int, _ code: String, _ valid: Int, _ short: String, _ long: String)
    -> String
  {
    let digits = String(number)
    return String(repeating: "0", count: 5 - digits.count) + digits + " " + padded(code, 7)
      + " \(valid) " + padded(short, 60) + " " + long + "\r\n"
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }

  static let pcs = [
    row(1, "001", 0, "Made Up, Bypass", "Made Up System, Bypass"),
    row(2, "0016070", 1, "Bypass Made", "Bypass Made Up, Open Approach"),
    row(3, "0016071", 1, "Same", "Same"),
    row(4, "0B1", 0, "Other, Bypass", "Other System, Bypass"),
    row(5, "0B1F0D4", 1, "Bypass Other", "Bypass Other, Open Approach"),
  ]
  static let cm = [
    row(1, "A00", 0, "Made up", "Made up disease"),
    row(2, "A000", 1, "Made up d/t x", "Made up disease due to x"),
    row(3, "A009", 1, "Made up, unspecified", "Made up disease, unspecified"),
  ]

  @Test("An order file is told by its codes and gives headers, codes and both titles")
  func order() throws {
    let file = Importing.file("icd10pcs_order_2031.txt", Self.pcs.joined())
    #expect(Importing.formats(of: file) == ["icd10pcs-order"])
    let draft = try Importing.draft(file)
    #expect(draft.set == .icd10pcs && draft.component == .order && draft.year == 2031)
    #expect(draft.rows == 5)
    let table = try CodeTable(Importing.codebook(draft))
    let code = try #require(PackedCode("0016070"))
    let entry = try #require(table.entry(of: code))
    #expect(entry.title == "Bypass Made Up, Open Approach" && entry.shortTitle == "Bypass Made")
    #expect(entry.isBillable && entry.line == 2)
    #expect(entry.parent?.code == PackedCode("001") && entry.parent?.isBillable == false)
    let other = Importing.file("order.txt", Self.cm.joined())
    #expect(Importing.formats(of: other) == ["icd10cm-order"])
    #expect(try Importing.draft(other).set == .icd10cm)
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    let faults: [String]

    init(_ what: String, _ lines: [String], _ faults: [String]) {
      self.what = what
      text = lines.joined()
      self.faults = faults
    }

    var testDescription: String { what }
  }

  static let brokenOrders: [Broken] = [
    .init(
      "a row is missing", [pcs[0], pcs[1], pcs[3], pcs[4]],
      ["import.row 3 number", "import.row 4 number"]),
    .init(
      "a header is missing", [pcs[0], pcs[1], pcs[2], row(4, "0B1F0D4", 1, "B", "By Other")],
      ["import.row 4 header"]),
    .init(
      "a code twice", [pcs[0], pcs[1], row(3, "0016070", 1, "Bypass Made", "Bypass Made Up")],
      ["import.duplicate 3 code"]),
    .init(
      "the last line is cut", pcs.dropLast() + ["00005 0B1F0D4 1 Byp"],
      [
        "import.row 5 unterminated", "import.row 5 layout",
      ]),
    .init(
      "a letter that PCS has not", [pcs[0], row(2, "001607O", 1, "x", "x")],
      ["import.row 2 code"]),
    .init(
      "a short code said to be valid", [pcs[0], row(2, "0016", 1, "x", "x")],
      [
        "import.row 2 code"
      ]),
    .init("an odd flag", [pcs[0], row(2, "0016070", 2, "x", "x")], ["import.row 2 layout"]),
    .init(
      "a column moved", [pcs[0], "00002  0016070 1 Bypass Made\n"], ["import.row 2 layout"]),
    .init("an empty line", [pcs[0], pcs[1], "\r\n"], ["import.row 3 layout"]),
    .init(
      "CM: a code of another set", [cm[0], row(2, "0016070", 1, "x", "x")],
      [
        "import.row 2 code"
      ]),
  ]

  @Test("A broken order file is refused with every line", arguments: brokenOrders)
  func brokenOrder(_ broken: Broken) {
    #expect(Importing.faults(Importing.file("order.txt", broken.text)) == broken.faults)
  }

  @Test("At most a hundred faults are kept, and counted")
  func manyFaults() {
    let text = Self.cm[0] + String(repeating: "nonsense\n", count: 250)
    guard
      case .failure(let error as ImportFailure) = Result(catching: {
        try Importing.draft(Importing.file("order.txt", text))
      })
    else {
      Issue.record("a broken file was imported")
      return
    }
    #expect(error.findings.count == 100)
    #expect(error.findings.last?.fact("faults") == "250")
  }

  static let lists: [(String, String, String)] = [
    ("icd10pcs-codes", "0016070 Bypass Made Up\r\nB01BYZZ Other Made Up\r\n", "icd10pcs titles"),
    ("icd10cm-codes", "A000    Made up\nS52521A Made up, initial\n", "icd10cm titles"),
    (
      "icd10pcs-titles-csv", "\"0016070\",\"Bypass, Made Up\"\n\"XY0YX37\",\"Other \"\"x\"\"\"\n",
      "icd10pcs titles"
    ),
    ("icd10cm-titles-csv", "A000,\"Made up, x\"\r\nU071,Made-up-19\r\n", "icd10cm titles"),
    (
      "icd9-titles", "0010  A made-up disease, due to vibrio of note\nE8000 Made up\n",
      "icd9cm titles"
    ),
    ("icd9-titles", "0010  Made up dis\nV9199 Made up\n", "icd9cm short-titles"),
    ("icd9-titles", "0001 A made-up procedure of the vessels\n9999 Made up\n", "icd9proc titles"),
    ("icd9-titles", "0001 Made up\n010  Made up\n", "icd9proc short-titles"),
  ]

  @Test("A list of titles is told by its codes and columns", arguments: lists)
  func titles(_ format: String, _ text: String, _ release: String) throws {
    let file = Importing.file("list.txt", text)
    #expect(Importing.formats(of: file) == [format])
    let draft = try Importing.draft(file)
    #expect("\(draft.set) \(draft.component.rawValue)" == release)
    let rows = try #require(draft.codes).rows
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.flags == .billable })
    #expect(rows.allSatisfy { ($0.title.isEmpty) == (draft.component == .shortTitles) })
  }

  @Test("Full titles that are all short are full where the name says so")
  func tieBreaker() throws {
    let file = Importing.file("CMS32_DESC_LONG_SG.txt", "0001 Made up\n0002 Made up\n")
    #expect(try Importing.draft(file).component == .titles)
  }

  static let brokenLists: [Broken] = [
    .init("PCS twice", ["0016070 A b\n", "0016070 A b\n"], ["import.duplicate 2 code"]),
    .init("PCS cut", ["0016070 A b\n", "0016071 A"], ["import.row 2 unterminated"]),
    .init("PCS short", ["0016070 A b\n", "001607  A b\n"], ["import.row 2 layout"]),
    .init("CM in PCS", ["0016070 A b\n", "A000    A b\n"], ["import.row 2 layout"]),
    .init("CSV of one field", ["\"0016070\",\"A b\"\n", "0016071\n"], ["import.row 2 layout"]),
    .init(
      "ICD-9 without title", ["0010  A b\n", "0011\n", "0012  A\n"],
      [
        "import.unrecognised 1 "
      ]),
    .init(
      "ICD-9 later", ["0010  A\n", "0011  A\n", "0012  A\n", "AB12  x\n"],
      [
        "import.row 4 layout"
      ]),
  ]

  @Test("A broken list is refused with every line", arguments: brokenLists)
  func brokenList(_ broken: Broken) {
    #expect(Importing.faults(Importing.file("list.txt", broken.text)) == broken.faults)
  }
}
