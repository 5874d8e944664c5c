// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct StayEditingTests {
  private static func stay(_ principal: String, filing: String, on day: String) -> String {
    """
    {"id": "S-1", "setting": "inpatient", "billType": "111",
     "statementPeriod": {"from": "2026-05-06", "through": "\(day)"},
     "admission": {"date": "2026-05-06"}, "discharge": {"date": "\(day)", "status": "01"},
     "patient": {"family": "Example", "given": "Robin", "birthDate": "1960-03-04", "sex": "female"},
     "coverages": [{"payer": {"name": "Payer", "id": "00000"}, "subscriberId": "1", "claimFiling": "\(filing)"}],
     "diagnoses": [{"code": "\(principal)", "role": "principal", "presentOnAdmission": "Y"}],
     "charges": [{"revenueCode": "0120", "units": 6, "charge": 1000}]}
    """
  }

  @Test(
    "The code editor holds Medicare's stays, warns of another payer's, and repeats no convention",
    arguments: [
      ("E11.9", "MA", "mce.questionable-admission rejects"),
      ("E11.9", "CI", "mce.questionable-admission warns"), ("I21.4", "MA", nil),
      // The convention only informs; the editor returns the claim.
      ("G81.00", "MA", "mce.unspecified rejects"), ("G81.00", "CI", nil),
      // The convention rejects in its own words.
      ("Z99.89", "MA", nil),
    ] as [(String, String, String?)])
  func stays(_ principal: String, _ filing: String, _ expected: String?) throws {
    let json = try JSON(parsing: Array(Self.stay(principal, filing: filing, on: "2026-05-12").utf8))
    let answer = try EditClaims(InstalledCodes.installation).judge(json)
    let told = (answer["findings"]?.elements ?? []).filter {
      $0["rule"]?.string?.hasPrefix("mce.") == true
    }.map { "\($0["rule"]?.string ?? "") \($0["severity"]?.string ?? "")" }
    #expect(told == (expected.map { [$0] } ?? []))
  }

  @Test("A run and an edit say the same of a stay", arguments: ["E11.9", "G81.00", "I21.4"])
  func same(_ principal: String) throws {
    let path = InstalledCodes.temporaryFolder() + ".json"
    try Self.stay(principal, filing: "MA", on: "2026-05-12").write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var (ofRun, ofEdit) = ([[String]](), [[String]]())
    _ = try RunEncounters(InstalledCodes.installation, .init(out: nil)).run([path]) {
      ofRun.append(Self.rules(of: $0))
    }
    _ = try EditClaims(InstalledCodes.installation).judge([path]) {
      ofEdit.append(Self.rules(of: $0))
    }
    #expect(ofRun == ofEdit)
    #expect(!ofRun.isEmpty)
  }

  private static func rules(of answer: JSON) -> [String] {
    (answer["findings"]?.elements ?? []).compactMap { $0["rule"]?.string }.filter {
      $0.hasPrefix("mce.")
    }
  }
}
