// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Foundation
import Interchange
import Testing
import Values

/// The edits of payment indicators on made-up rows of the relative value file.
@Suite struct IndicatorEditTests {
  /// A line of `cases-professional.ndjson`.
  struct Case: CustomTestStringConvertible, Sendable {
    let edit: String
    let fires: Bool
    let claim: JSON
    var testDescription: String { "\(edit) \(fires ? "fires" : "is silent")" }
  }

  static let data = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Data").standardized

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: data.appending(path: name)))
  }

  static let cases: [Case] = {
    guard let lines = try? bytes("edits/cases-professional.ndjson").split(separator: 0x0A) else {
      return []
    }
    return lines.compactMap { line in
      guard let json = try? JSON(parsing: Array(line)), let edit = json["edit"]?.string,
        let claim = json["claim"]
      else { return nil }
      return Case(edit: edit, fires: json["case"]?.string == "fires", claim: claim)
    }
  }()

  /// The edits over the made-up relative value file.
  static func edits() throws -> IndicatorEdits {
    let file = PublishedFile(
      name: "made-up-pprrvu.csv", bytes: try bytes("edits/tables/made-up-pprrvu.csv"), sha256: "00")
    let format = try #require(PublisherFormat.physicianFees.first { $0.name == "mpfs-rvu" })
    guard case .bytes(let recognises, let read) = format.reader else {
      throw ImportFailure("import.format", line: 1)
    }
    try #require(recognises(file))
    let draft = try #require(try read(file).first)
    let period = try #require(draft.period)
    let release = draft.release(Edition("test", period), sources: [])
    let book = try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
    let library = CodeLibrary(releases: [release]) { _ in book }
    let rules = try #require(
      ProfessionalRules(
        places: try bytes("pricing/places.tsv"), visits: try bytes("pricing/visits.tsv"),
        tests: try bytes("pricing/global-tests.tsv")))
    return IndicatorEdits(
      try #require(
        IndicatorTables(
          library, rules: rules, conflicts: try bytes("edits/modifier-conflicts.tsv"))))
  }

  static func rules(_ claim: JSON) throws -> [Finding] {
    let record = try #require(ServiceRecordReading(claim).record)
    var findings: [Finding] = []
    try edits().judge(record, &findings)
    return findings
  }

  @Test("Every edit has a case that fires and one that is silent")
  func complete() throws {
    let catalogue = PublishedText(try Self.bytes("edits/catalogue-professional.tsv")).lines
      .filter { !$0.text.hasPrefix("#") && !$0.text.isEmpty }.map(\.tabbed)
    #expect(catalogue.count == 28)
    for row in catalogue {
      #expect(row.count == 6)
      #expect(Self.cases.filter { $0.edit == row[0] }.map(\.fires) == [true, false], "\(row[0])")
    }
    #expect(Self.cases.count == 2 * catalogue.count)
  }

  @Test("A case fires its edit with the severity of the catalogue, or not", arguments: cases)
  func fires(_ test: Case) throws {
    let findings = try Self.rules(test.claim)
    let found = findings.filter { $0.rule == test.edit }
    #expect(found.isEmpty != test.fires, "\(findings.map(\.rule))")
    let row = PublishedText(try Self.bytes("edits/catalogue-professional.tsv")).lines
      .map(\.tabbed).first { $0[0] == test.edit }
    for finding in found {
      #expect(finding.severity.rawValue == row?[2])
      #expect(finding.source != nil || row?[5] == "", "\(finding)")
    }
  }

  @Test("Where another payer pays, the same edit warns")
  func otherPayer() throws {
    let claim = try JSON(
      parsing: Array(
        #"{"id":"A","date":"2025-11-03","claimFiling":"CI","lines":[{"code":"11102","modifiers":["50"]}]}"#
          .utf8))
    #expect(
      try Self.rules(claim).map { "\($0.rule) \($0.severity.rawValue)" } == [
        "mpfs.bilateral-not-allowed warns"
      ])
  }

  @Test("Another practitioner, and days outside of the period, are not part of it")
  func outside() throws {
    for (day, rendering, expected) in [
      ("2025-10-03", "1999999984", ["mpfs.global-visit"]), ("2025-10-03", "1999999992", []),
      ("2025-08-04", "1999999984", []), ("2025-08-05", "1999999984", ["mpfs.global-visit"]),
      ("2025-11-04", "1999999984", ["mpfs.global-visit"]),
      ("2025-11-05", "1999999984", []),
    ] {
      let text = """
        {"id":"A","date":"2025-11-03","rendering":"1999999984","lines":[{"code":"99213"}],
         "history":[{"claim":"B","code":"11103","date":"\(day)","rendering":"\(rendering)"}]}
        """
      #expect(try Self.rules(JSON(parsing: Array(text.utf8))).map(\.rule) == expected, "\(day)")
    }
  }
}
