// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Testing
import TransactionSets
import Values
import X12

@Suite(
  "835 files that others wrote",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct RemittanceSamplesTests {
  @Test(
    "read and written again a remittance has the same segments",
    arguments: try! SampleFiles.rows(["835"]))
  func roundTrip(_ row: SampleFiles.Row) throws {
    let found = sets(try row.bytes, guides: try repositoryGuides())
    for (set, guide) in found where guide != nil {
      let remittance = Remittance(set)
      #expect(remittance.loop == set)
      let again = try Remittance(json: remittance.json)
      #expect(again == remittance)
      if again != remittance { print(remittance.json) }
      if row.validity != "invalid" {
        let kept = remittance.claims.compactMap(\.asWritten?.segments).flatMap { kept in
          zip(kept.read, kept.ours).filter { $0 != $1 }.map { "\($0) \($1)" }
        }
        if ProcessInfo.processInfo.environment["SHOWKEPT"] != nil {
          for k in kept { print("KEPT", row.file, k) }
        }
      }
      let wrong = RemittanceBalance.of(remittance)
      print(
        "BAL", row.file, row.validity, row.ownCheck.prefix(100),
        wrong.map { "\($0.equation) \($0.place.claim)/\($0.place.line) \($0.off)" })
      if row.validity == "valid" { #expect(wrong.isEmpty) }
    }
    print("FOUND", row.file, found.count, found.map { $0.guide?.version ?? "-" })
  }
}
