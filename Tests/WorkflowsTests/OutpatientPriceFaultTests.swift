// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct OutpatientPriceFaultTests {
  @Test(
    "What keeps a claim from its price is told",
    arguments: [
      ("2023-03-01", #""wage_index": 1.0"#, true, "apc.no-year"),
      ("2025-03-01", #""wage_index": 1.0"#, false, "apc.not-installed"),
      ("2025-03-01", #""area": "10180""#, true, "apc.no-wage-index"),
      (
        "2025-03-01", #""wage_index": 1.0, "effective": "2024-01-01", "termination": "2024-12-31""#,
        true, "apc.other-period"
      ),
    ])
  func faults(_ day: String, _ member: String, _ hasTables: Bool, _ rule: String) throws {
    var tables = TrialTables()
    if hasTables {
      for name in Assets.files(under: "edits/tables/") where name.contains("opps") {
        try tables.add(PublishedFile(name: name, bytes: Assets.bytes(name), sha256: "00"))
      }
    }
    let installation = Installation(home: InstalledCodes.temporaryFolder()).trying(tables)
    let hospital = try JSON(
      parsing: #"{"name": "Example", \#(member), "cost_to_charge": 0.25, "reports_quality": true}"#)
    var pricing = try PriceOutpatient(installation, rates: hospital)
    let claim = try JSON(
      parsing: #"{"date": "\#(day)", "lines": [{"code": "10021", "revenue": "0360"}]}"#)
    do {
      _ = try pricing.price(claim)
      Issue.record("it was priced")
    } catch { #expect(error.findings.map(\.rule) == [rule]) }
  }

  @Test("A table of units that is not JSON is refused")
  func units() throws {
    let file = PublishedFile(
      name: "ncci_mue_medicaid.json", bytes: Array(#"{"10000": {"limit": 2, "unit": }}"#.utf8),
      sha256: "00")
    var tables = TrialTables()
    do {
      try tables.add(file)
      #expect(tables.releases.isEmpty)
    } catch let failure as ImportFailure {
      #expect(failure.findings.map(\.rule) == ["import.not-json"])
    }
  }
}
