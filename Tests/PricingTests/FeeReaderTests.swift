// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Testing
import Values

/// The importers of fee schedules, on made-up files in the publishers' layouts.
@Suite struct FeeReaderTests {
  struct File: Sendable, CustomTestStringConvertible {
    let format: String
    let name: String
    let text: String
    let set: CodeSetID
    let rows: Int
    let period: String
    var testDescription: String { format }
  }

  static let files: [File] = [
    File(
      format: "mpfs-gpci", name: "gpci.csv", text: FeeTables.indices, set: .physicianFees, rows: 2,
      period: "2025-01-01 2025-12-31"),
    File(
      format: "mpfs-anesthesia-factors", name: "ANES2025.csv", text: FeeTables.factors,
      set: .physicianFees, rows: 1, period: "2025-01-01 2025-12-31"),
    File(
      format: "mpfs-anesthesia-units", name: "units.txt", text: FeeTables.units,
      set: .physicianFees, rows: 1, period: "2022-01-01 –"),
    File(
      format: "clfs", name: "CLFS_CY2025_Q4V1.csv", text: FeeTables.laboratory,
      set: .laboratoryFees, rows: 3, period: "2025-10-01 2025-12-31"),
    File(
      format: "dmepos", name: "dmepos.csv", text: FeeTables.equipment, set: .equipmentFees, rows: 3,
      period: "2025-10-01 2025-12-31"),
    File(
      format: "asp", name: "asp.csv", text: FeeTables.drugs, set: .drugPrices, rows: 3,
      period: "2025-10-01 2025-12-31"),
    File(
      format: "ambulance", name: "a.csv", text: FeeTables.ambulance, set: .ambulanceFees, rows: 2,
      period: "2025-01-01 2025-12-31"),
  ]

  @Test("A file is recognised by one format, with its rows and its days", arguments: files)
  func reads(_ file: File) throws {
    let draft = try FeeTables.draft(file.format, file.name, file.text)
    #expect(draft.set == file.set && draft.rows == file.rows)
    let period = try #require(draft.period)
    #expect(
      "\(period.effective) \(period.termination.map(\.description) ?? "–")" == file.period)
    let published = PublishedFile(name: file.name, bytes: Array(file.text.utf8), sha256: "00")
    let formats = PublisherFormat.prices.filter { format in
      guard case .bytes(let recognises, _) = format.reader else { return false }
      return recognises(published)
    }
    #expect(formats.map(\.name) == [file.format])
  }

  /// Format, what is replaced by what in its file, and every fault.
  static let faulty: [(format: String, changes: [(String, String)], faults: [String])] = [
    (
      "mpfs-gpci", [("99990,NY,01", "9999,NYC,01")],
      [
        "import.row line 4 Contractor: not 5 digits",
        "import.row line 4 State: not two letters or digits",
      ]
    ), ("mpfs-gpci", [("99990,NY,02", "99990,NY,01")], ["import.duplicate line 5 code"]),
    (
      "mpfs-anesthesia-factors", [("20.00\n", "2O.00\n")],
      ["import.row line 2 Anes CF: not a number of 2 decimals"]
    ),
    ("clfs", [("00013.39", "13,39")], ["import.row line 3 columns"]),
    (
      "clfs", [("82001,,20250101", "8200,,20251301")],
      [
        "import.row line 3 EFF_DATE: not a date",
        "import.row line 3 HCPCS: not a code of five characters",
      ]
    ),
    (
      "dmepos", [("NY (R)", "New York"), ("E9001,RR,,D", "E9001,NU,,X")],
      [
        "import.header line 2 column 9", "import.row line 4 JURIS: not one of DLJ",
        "import.duplicate line 4 code",
      ]
    ),
    ("asp", [("0.123", "0.1234")], ["import.row line 3 Payment Limit: not a number of 3 decimals"]),
    ("asp", [(", October 2025", "")], ["import.edition line 1 period"]),
    (
      "ambulance", [("A0425", "A0428"), ("7.10,7.10", "x,7.10")],
      [
        "import.row line 3 RURAL BASE RATE / RURAL MILEAGE: not a number of 2 decimals",
        "import.duplicate line 4 code",
      ]
    ),
  ]

  @Test("Every fault of a file is told with its line", arguments: faulty.indices)
  func faults(_ index: Int) throws {
    let test = Self.faulty[index]
    let file = try #require(Self.files.first { $0.format == test.format })
    let text = test.changes.reduce(file.text) { $0.replacing($1.0, with: $1.1) }
    #expect(text != file.text)
    #expect(try FeeTables.faults(test.format, file.name, text) == test.faults)
  }
}
