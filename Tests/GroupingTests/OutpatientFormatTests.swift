// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Grouping
import Testing
import Values

@Suite struct OutpatientFormatTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Data/edits/tables")

  /// The made-up rows of an addendum, which the program carries for the cases of its edits.
  private static func text(_ name: String) throws -> String {
    try String(
      contentsOf: folder.appending(path: "made-up-opps-addendum-\(name).txt"), encoding: .utf8)
  }

  private static func draft(_ text: String) throws -> ReleaseDraft {
    let file = PublishedFile(name: "addendum.txt", bytes: Array(text.utf8), sha256: "00")
    for format in PublisherFormat.outpatient {
      guard case .bytes(let recognises, let read) = format.reader, recognises(file) else {
        continue
      }
      return try #require(try read(file).first)
    }
    throw ImportFailure("import.unrecognised", line: 1)
  }

  /// What is wrong with a text: rule, line, reason, what was found.
  private static func faults(_ text: String) throws -> [String] {
    do {
      _ = try draft(text)
      return []
    } catch let failure as ImportFailure {
      return failure.findings.map { finding in
        var parts = [finding.rule]
        if case .text(let line, _) = finding.place { parts.append("\(line)") }
        for name in ["reason", "found", "first"] {
          if let fact = finding.fact(name), !fact.isEmpty { parts.append(fact) }
        }
        return parts.joined(separator: " ")
      }
    }
  }

  /// An addendum, what is put in the place of what, and the faults.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let table: String
    let changes: [(from: String, to: String)]
    let expected: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "every fault of Addendum A in one pass", table: "a",
      changes: [
        ("0709\tMade-up", "709\tMade-up"), ("1420\tMade-up drug\tK", "1420\tMade-up drug\tX"),
        ("$1,850.00", "a lot"), ("\t36.00\t", "\t36.00\t"), ("5012\tMade-up", "5024\tMade-up"),
      ],
      expected: [
        "import.row 3 APC 709", "import.row 4 SI X", "import.row 5 Payment Rate a lot",
        "import.duplicate 9 code 8",
      ]),
    Case(
      name: "every fault of Addendum B", table: "b",
      changes: [
        ("0001F\t", "0001\t"), ("10021\t\t\tT\t5051", "10021\t\tXX\tT\t505"),
        ("11042\t\t\tT\t5053\t6.0000", "11042\t\t\tT\t5053\t6.00001"),
        ("36415\t\t\tQ4\t\t\t", "36415\t\t\tQ4\t"),
      ],
      expected: [
        "import.row 14 columns 11", "import.row 3 HCPCS Code 0001", "import.row 7 CI XX",
        "import.row 7 APC 505",
        "import.row 8 Relative Weight 6.00001",
      ]),
    Case(
      name: "a column that is missing and one that is new", table: "b",
      changes: [("\tRelative Weight\t", "\tWeight\t")],
      expected: [
        "import.header 2 column 6 Weight", "import.header 2 a column is missing",
      ]),
    Case(
      name: "no year", table: "m", changes: [(" for CY 2025", "")],
      expected: ["import.header 1 year"]),
    Case(
      name: "ranks", table: "j-ranks",
      changes: [("27447\t\tJ1\t5115", "27447\t\tT\t5115"), ("9,999.99\t2\t", "9,999.99\t\t")],
      expected: [
        "import.row 3 SI T", "import.row 4 Rank Used for Primary Assignment",
      ]),
    Case(
      name: "complexity adjustments", table: "j-complexity",
      changes: [("27130\t\tJ1\t5115\t2744A\t5116", "2713\t\tJ1\t5115\t2744A\t51")],
      expected: [
        "import.row 3 Secondary J1 or Add-on HCPCS Code 2713",
        "import.row 3 Complexity Adjusted APC Assignment 51",
      ]),
    Case(
      name: "composites", table: "m",
      changes: [
        ("70450\t\t\tQ3\t5522\t8005 or 8006", "70450\t\t\tQ3\t5522\t8005 or 8006 or 8007"),
        ("70460\t\t\tQ3\t5571\t8006", "70460\t\t\tQ3\t5571\t"),
      ],
      expected: [
        "import.row 3 Composite APC Assignment 8005 or 8006 or 8007",
        "import.row 4 Composite APC Assignment",
      ]),
    Case(
      name: "device parts", table: "p",
      changes: [
        ("$5,146.73", "."),
        ("43235\t\tT\t5301\t31.00%\t$900.00\t50.00%", "27130\t\tT\t5301\t31.00%\t$900.00\t50.005%"),
      ],
      expected: [
        "import.row 3 Device Offset Amount .", "import.row 4 Device Offset Percentage 50.005%",
      ]),
  ]

  @Test("A malformed addendum is refused with every fault and its line", arguments: cases)
  func malformed(_ one: Case) throws {
    var text = try Self.text(one.table)
    #expect(try Self.faults(text).isEmpty)
    for (from, to) in one.changes where from != to {
      try #require(text.contains(from), "\(from)")
      text = text.replacing(from, with: to)
    }
    let found = try Self.faults(text)
    #expect(found == one.expected, "\(found)")
  }

  @Test(
    "Half a file is refused, wherever it was cut",
    arguments: ["a", "b", "j-ranks", "j-complexity", "m", "p"])
  func half(_ name: String) throws {
    let text = Array(try Self.text(name).utf8)
    let lines = text.indices.filter { text[$0] == 0x0A }
    // Below the header every cut within a row is found; one between two rows leaves a shorter table.
    let start = try #require(lines.dropFirst(2).first)
    for end in stride(from: start + 2, to: text.count, by: 7) where text[end - 1] != 0x0A {
      let faults = try Self.faults(String(decoding: text[..<end], as: UTF8.self))
      #expect(!faults.isEmpty, "cut at \(end)")
    }
  }

  /// Addenda that the edits have no made-up rows of, in the publisher's shape.
  static let others: [(name: String, text: String, rows: Int, bad: String, faults: [String])] = [
    (
      "C",
      "Addendum C. Made-up 2025\nAPC\tHCPCS\tGroup Title\tShort Descriptor\tSI\tRelative Weight\tPayment Rate\tNational Unadjusted Copayment\tMinimum Unadjusted Copayment\n"
        + "5051\t\tMade-up\t\tT\t2.0000\t$180.00\t.\t$36.00\n5051\t10021\t\t\t\t\t\t\t\n",
      2, "505\t1002\t\t\t\t\t\t\t\n", ["import.row 5 HCPCS 1002"]
    ),
    (
      "E",
      "Addendum E. Made-up HCPCS Codes That Would Be Paid Only as Inpatient Procedures 2025\n"
        + "HCPCS Code\tShort Descriptor\tCI\tSI\n00176\t\t\tC\n", 1, "00192\t\t\tT\n",
      ["import.row 4 SI T"]
    ),
    (
      "N",
      "ADDENDUM N. Made-up CY 2025 BYPASS CODES\n"
        + "CY 2025 HCPCS Code\tCY 2025 HCPCS Descriptor\tOverlap Bypass Codes\tAdditions\n11056\t\t\t*\n",
      1, "11057\t\tyes\t\n", ["import.row 4 Overlap Bypass Codes yes"]
    ),
    (
      "D2",
      "ADDENDUM D2. COMMENT INDICATORS FOR CY 2025\nComment Indicator\tDescriptor\n"
        + "NI\tMade-up\n\tcontinued\nCH\tMade-up\n", 2, "CHX\tMade-up\nNI\tMade-up\n",
      ["import.row 6 not an indicator CHX", "import.duplicate 7 code 3"]
    ),
  ]

  @Test("The other addenda are read, and refused row by row", arguments: others.indices)
  func other(_ index: Int) throws {
    let one = Self.others[index]
    #expect(try Self.draft(one.text).rows == one.rows, "\(one.name)")
    #expect(
      try Self.faults(one.text + one.bad).filter { !$0.contains("APC 505") } == one.faults,
      "\(one.name)")
    #expect(try Self.faults(String(one.text.dropLast())).contains { $0.hasSuffix("unterminated") })
  }
}
