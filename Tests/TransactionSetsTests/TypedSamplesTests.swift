// SPDX-License-Identifier: Apache-2.0

import Claims
import TestSupport
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
      let value = PatientInformation(set)
      let again = try PatientInformation(json: value.json)
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
    for found in sets(try row.bytes, guides: try repositoryGuides()) {
      guard let guide = found.guide, let typed = try Typed(found.set, kind: guide.set) else {
        continue
      }
      #expect(typed.loop == found.set)
      #expect(typed.fromJSON == found.set)
      #expect(typed.loop.allSegments.map(text) == found.segments.map(text))
    }
  }

  @Test(
    "However a file is spoilt, what is read is written with the same loops and segments",
    arguments: try SampleFiles.rows(["271", "277CA", "278", "835", "834", "820", "275"]))
  func spoilt(_ row: SampleFiles.Row) throws {
    let (bytes, guides) = (try row.bytes, try repositoryGuides())
    guard bytes.count < 20_000 else { return }
    var numbers = SeededNumbers(seed: UInt64(bytes.count))
    for _ in 0..<10 {
      var spoilt = bytes
      for _ in 0..<4 {
        let at = Int.random(in: 106..<spoilt.count, using: &numbers)
        spoilt[at] = Array("*~:^-.09AZ \n".utf8).randomElement(using: &numbers) ?? 0x2A
      }
      for found in sets(spoilt, guides: guides) {
        guard let guide = found.guide, let typed = try Typed(found.set, kind: guide.set) else {
          continue
        }
        #expect(typed.loop == found.set)
        #expect(typed.fromJSON == found.set)
      }
    }
  }
}
