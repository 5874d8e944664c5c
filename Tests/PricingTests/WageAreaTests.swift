// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Testing
import Values

@Suite struct WageAreaTests {
  static let migration =
    "ADDENDUM L - MADE-UP CY 2025 OUT MIGRATION ADJUSTMENT\t\t\t\t\t\nCCN\tGeographic CBSA\t"
    + "Reclassification for CY 2025\tOut-Migration Adjustment\tCounty Name\tFIPS County Code\n"
    + "010006\t22520\tY\t0.0089\tMADE-UP\t01077\n010008\t01\t\t0.0183\tMADE-UP\t01085\n"
  static let indices = "Wage index CY 2025\nCBSA,Wage Index\n10180,0.9999\n01,0.7\n"

  private static func draft(_ text: String) throws -> ReleaseDraft {
    let file = PublishedFile(name: "wages.txt", bytes: Array(text.utf8), sha256: "00")
    for format in PublisherFormat.wages {
      guard case .bytes(let recognises, let read) = format.reader, recognises(file) else {
        continue
      }
      return try #require(try read(file).first)
    }
    throw ImportFailure("import.unrecognised", line: 1)
  }

  private static func faults(_ text: String) throws -> [String] {
    do {
      _ = try draft(text)
      return []
    } catch let failure as ImportFailure {
      return failure.findings.map { finding in
        guard case .text(let line, _) = finding.place else { return finding.rule }
        return "\(finding.rule) \(line) \(finding.fact("reason") ?? "")"
      }
    }
  }

  @Test("Areas and hospitals are read with their rows")
  func read() throws {
    #expect(try Self.draft(Self.migration).rows == 2)
    #expect(try Self.draft(Self.indices).rows == 2)
    #expect(try Self.draft(Self.indices).component == .wageIndex)
  }

  @Test(
    "A wrong row is refused with its line",
    arguments: [
      (
        migration + "0101\t22520\tN\t0.00891\tMADE-UP\tx\n",
        [
          "import.row 5 CCN", "import.row 5 FIPS County Code",
          "import.row 5 Out-Migration Adjustment", "import.row 5 Reclassification for CY YYYY",
        ]
      ),
      (migration + "010006\t22520\t\t0.0089\tMADE-UP\t01077\n", ["import.duplicate 5 code"]),
      (migration + "010009\t22520", ["import.row 5 columns", "import.row 5 unterminated"]),
      (
        indices + "1018,1.0\n10180,1.0\n10420,0\n10500\n",
        [
          "import.row 5 CBSA", "import.duplicate 6 code", "import.row 7 Wage Index",
          "import.row 8 columns",
        ]
      ),
      ("Wage index CY 2025\nCBSA,Index\n10180,0.9\n", ["import.header 1 "]),
    ])
  func refused(_ text: String, _ expected: [String]) throws {
    #expect(try Self.faults(text).sorted() == expected.sorted())
  }
}
