// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values
import X12

/// What every typed set can do, so that one test serves all.
private struct Typed {
  let loop: Loop
  let fromJSON: Loop

  init?(_ set: Loop, kind: String) throws {
    switch kind {
    case "270", "271":
      let value = Eligibility(set)
      let again = try Eligibility(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "276", "277":
      let value = ClaimStatusReport(set)
      let again = try ClaimStatusReport(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "278":
      let value = Review(set)
      let again = try Review(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "835":
      let value = Remittance(set)
      let again = try Remittance(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "834":
      let value = Enrolment(set)
      let again = try Enrolment(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "820":
      let value = PremiumPayment(set)
      let again = try PremiumPayment(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    case "275":
      let value = Attachment(set)
      let again = try Attachment(json: value.json)
      #expect(again == value)
      (loop, fromJSON) = (value.loop, again.loop)
    default: return nil
    }
  }
}

@Suite(
  "Files that others wrote, read into types and written again",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct TypedSamplesTests {
  @Test(
    "What is read is written with the same loops and segments, and JSON leads back to it",
    arguments: try SampleFiles.rows([
      "270", "271", "276", "277", "277CA", "278", "835", "834", "820", "275",
    ]))
  func roundTrip(_ row: SampleFiles.Row) throws {
    for (set, guide) in sets(try row.bytes, guides: try repositoryGuides()) where guide != nil {
      guard let typed = try Typed(set, kind: guide!.set) else { continue }
      #expect(typed.loop == set)
      #expect(typed.fromJSON == set)
    }
  }
}
