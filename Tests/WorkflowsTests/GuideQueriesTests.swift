// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values

@testable import Workflows

/// The guide, the guidelines and the exempt list over imported files of the publishers.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] != nil,
    "publishers' files absent: set CLEANCLAIM_SHARED"))
struct GuideQueriesTests {
  private func withQueries(_ body: (CodeQueries) throws -> Void) throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: home) }
    let shared = ProcessInfo.processInfo.environment["CLEANCLAIM_SHARED"] ?? ""
    let importer = ImportCodes(Installation(home: home))
    for name in [
      "fy2025/2025-code-descriptions-tabular-order-april.zip", "fy2025/ICD10CM_2025_Index.csv",
      "fy2025/2025-poa-exempt-codes.zip", "fy2026/icd10cm_guidelines.txt",
      "fy2026/icd10cm-neoplasm-April-1-2026-XML.xml",
    ] {
      _ = try importer.importTree("\(shared)/data/icd10cm/\(name)")
    }
    try body(CodeQueries(Installation(home: home)))
  }

  @Test(
    "A term leads by numbers to a code; guidelines and exemption stand beside a code of their days")
  func answers() throws {
    try withQueries { queries in
      let day = CalendarDate("2025-05-01")
      let term = "Fracture, traumatic, ankle"
      let first = try queries.guide([], term: term, on: day)
      #expect(first["question"]?.string == term && first["complete"]?.bool == false)
      #expect(first["choices"]?[0]?["code"]?.string == "S82.84-")
      let last = try queries.guide(["1", "1", "1", "1"], term: term, on: day)
      #expect(last["complete"]?.bool == true && last["code"]?.string == "S82.841A")
      #expect(Self.rule { _ = try queries.guide(["99"], term: term, on: day) } == "codes.no-answer")
      #expect(Self.rule { _ = try queries.guide([], term: "xyzzy", on: day) } == "codes.no-term")
      // Of this term the index has nothing but `see Senility`, which is no main term of its own.
      let elsewhere = Self.rule { _ = try queries.guide([], term: "Age", on: day) }
      #expect(elsewhere == "codes.term-elsewhere")
      let category = try queries.guide([], term: "E11.6", on: day)
      #expect(category["question"]?.string?.hasPrefix("E11.6 ") == true)

      #expect(try queries.lookup("Z00.00", in: nil, on: day)["poa_exempt"]?.bool == true)
      #expect(try queries.lookup("E11.9", in: nil, on: day)["poa_exempt"]?.bool == false)
      #expect(try queries.lookup("E11.9", in: nil, on: day)["references"] == nil)

      let reference = try queries.lookup("E11.9", in: nil, on: nil)["references"]?[0]
      #expect(reference?["document"]?.string == "icd10cm-guidelines-2025-10-01")
      #expect(reference?["section"]?.string == "I.C.4.a.3")
      let section = try queries.guidelines("I.C.4.a", on: nil)
      #expect(section["title"]?.string == "Diabetes mellitus")
      #expect(section["sections"]?.elements.count == 6)
      #expect(try queries.guidelines(nil, on: nil)["sections"]?.elements.count == 5)
      let unknown = Self.rule { _ = try queries.guidelines("I.C.23", on: nil) }
      #expect(unknown == "codes.unknown-section")
      #expect(Self.rule { _ = try queries.guidelines(nil, on: day) } == "codes.no-index")
    }
  }

  /// The id of the finding by which a question is refused.
  private static func rule(_ question: () throws -> Void) -> String? {
    let failure = #expect(throws: WorkflowFailure.self) { try question() }
    return failure?.findings.first?.rule
  }
}
