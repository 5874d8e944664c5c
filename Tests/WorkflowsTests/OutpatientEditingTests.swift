// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

@Suite struct OutpatientEditingTests {
  /// Edits with the made-up outpatient tables, or without any.
  private static func edits(hasTables: Bool = true) throws -> EditClaims {
    let folder = MadeUpOutpatient.folder.appending(path: "tables").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix("made-up-opps") }.sorted()
    let tables = hasTables ? try TrialTables(names.map { "\(folder)/\($0)" }) : TrialTables()
    let library = try Installation(home: InstalledCodes.temporaryFolder()).library()
    return try EditClaims(tables.over(library), rules: [])
  }

  private static func findings(_ claim: String, hasTables: Bool = true) throws -> [String] {
    let answer = try edits(hasTables: hasTables).judge(try JSON(parsing: claim))
    return (answer["findings"]?.elements ?? []).map { finding in
      "\(finding["rule"]?.string ?? "") \(finding["severity"]?.string ?? "") "
        + "\(finding["disposition"]?.string ?? "") \(finding["place"]?.line ?? "")"
    }
  }

  private static func claim(_ members: String) -> String {
    #"{"id":"1","date":"2025-03-01",\#(members),"lines":[{"code":"00176","revenue":"0360"}]}"#
  }

  @Test(
    "The outpatient edits judge hospitals' outpatient claims alone, and warn where another payer pays",
    arguments: [
      (#""bill":"outpatient""#, "rejects line-deny"),
      (#""bill":"outpatient","billType":"131","claimFiling":"MA""#, "rejects line-deny"),
      (#""bill":"outpatient","claimFiling":"CI""#, "warns line-deny"),
      (#""bill":"professional""#, nil), (#""bill":"inpatient","billType":"111""#, nil),
      (#""bill":"outpatient","billType":"721""#, nil),
    ])
  func bills(_ members: String, _ expected: String?) throws {
    let found = try Self.findings(Self.claim(members)).filter {
      $0.hasPrefix("oce.inpatient-procedure")
    }
    #expect(found.count == (expected == nil ? 0 : 1), "\(found)")
    if let expected { #expect(found.first?.contains(expected) == true, "\(found)") }
  }

  @Test("Part B services of an inpatient are judged too")
  func inpatientPartB() throws {
    let claim =
      #"{"id":"1","bill":"inpatient","billType":"121","date":"2025-03-01","lines":[{"code":"10021","revenue":"0509"}]}"#
    #expect(try Self.findings(claim).contains { $0.hasPrefix("oce.revenue-not-recognized") })
  }

  @Test("Nothing is said of days without tables, and where none are installed")
  func silent() throws {
    let claim = Self.claim(#""bill":"outpatient""#)
    #expect(try Self.findings(claim, hasTables: false).isEmpty)
    #expect(try Self.findings(claim.replacing("2025-03", with: "2023-03")).isEmpty)
  }
}
