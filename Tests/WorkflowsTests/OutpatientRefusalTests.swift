// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

@Suite struct OutpatientRefusalTests {
  private static let claim = #"{"date":"2025-03-01","lines":[{"code":"10021","revenue":"0360"}]}"#

  /// The made-up tables in the place of an installation.
  private static func installation() throws -> Installation {
    let folder = InstalledCodes.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["addendum-a", "addendum-b"] {
      let file = MadeUpOutpatient.folder.appending(path: "tables/made-up-opps-\(name).txt")
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.write(toFile: "\(folder)/\(name).txt", atomically: true, encoding: .utf8)
    }
    return try Installation(home: "\(folder)/home").trying([folder])
  }

  private static func refusals(_ hospital: String, _ claim: String) throws
    -> [String]
  {
    var pricing = try PriceOutpatient(
      try installation(), rates: try JSON(parsing: hospital))
    do {
      _ = try pricing.price(try JSON(parsing: claim))
      return []
    } catch let error as WorkflowFailure {
      for finding in error.findings {
        #expect(!FindingWords.standard.message(finding).contains("{"))
      }
      return error.findings.map(\.rule)
    }
  }

  private static let rates = #""wage_index":1,"cost_to_charge":0.3"#

  @Test(
    "A claim that cannot be priced is refused, and told why",
    arguments: [
      ("{\(rates)}", claim, []),
      ("{\(rates)}", claim.replacing("2025", with: "2024"), ["apc.not-installed"]),
      ("{\(rates)}", claim.replacing("2025", with: "2019"), ["apc.no-year"]),
      (
        #"{\#(rates),"effective":"2024-01-01","termination":"2024-12-31"}"#, claim,
        ["apc.other-period"]
      ),
      (#"{"area":"99999","cost_to_charge":0.3}"#, claim, ["apc.no-wage-index"]),
      (#"{"area":"99999"}"#, claim, ["price.missing-value"]),
    ])
  func refused(_ hospital: String, _ claim: String, _ expected: [String]) throws {
    #expect(try Self.refusals(hospital, claim) == expected)
  }
}
