// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Testing
import TransactionSets
import Values
import X12

/// What every typed set can do, so that one test serves all.
private struct Typed {
  let loop: Loop
  let fromJSON: Loop
  let json: JSON

  init?(_ set: Loop, kind: String) throws {
    switch kind {
    case "270", "271":
      let value = Eligibility(set)
      let again = try Eligibility(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "276", "277":
      let value = ClaimStatusReport(set)
      let again = try ClaimStatusReport(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "278":
      let value = Review(set)
      let again = try Review(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "835":
      let value = Remittance(set)
      let again = try Remittance(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "834":
      let value = Enrolment(set)
      let again = try Enrolment(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "820":
      let value = PremiumPayment(set)
      let again = try PremiumPayment(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    case "275":
      let value = PatientInformation(set)
      let again = try PatientInformation(json: value.json)
      #expect(again == value)
      (loop, json, fromJSON) = (value.loop, value.json, again.loop)
    default: return nil
    }
  }
}

private func kept(_ json: JSON, _ path: String = "") -> [String] {
  switch json {
  case .object(let members):
    return members.flatMap { member -> [String] in
      if member.name == "asWritten" {
        var out: [String] = []
        for part in ["segments", "trailer"] {
          let read = member.value[part]?["read"]?.elements ?? [], ours = member.value[part]?["ours"]?.elements ?? []
          for s in read where !ours.contains(s) { out.append(path + " " + s.line + " OURS " + JSON.array(ours).line) }
        }
        if let l = member.value["loops"] { out.append(path + " LOOPS " + String(l.line.prefix(300))) }
        return out
      }
      return kept(member.value, path + "." + member.name)
    }
  case .array(let elements): return elements.flatMap { kept($0, path) }
  default: return []
  }
}

@Suite(
  "Files that others wrote, read into types and written again",
  .enabled(if: SampleFiles.folder != nil, "sample files absent: set CLEANCLAIM_SHARED"))
struct TypedSamplesTests {
  @Test(
    "What is read is written with the same loops and segments, and JSON leads back to it",
    arguments: try! SampleFiles.rows(["270", "271", "276", "277", "277CA", "278", "835", "834", "820", "275"]))
  func roundTrip(_ row: SampleFiles.Row) throws {
    for (set, guide) in sets(try row.bytes, guides: try repositoryGuides()) where guide != nil {
      guard let typed = try Typed(set, kind: guide!.set) else { continue }
      #expect(typed.loop == set)
      #expect(typed.fromJSON == set)
      for k in kept(typed.json) { print("KEPT", row.kind, row.validity, row.file.split(separator: "/")[1].prefix(30), k.prefix(250)) }
      if row.validity == "valid" { print("OK", row.kind, guide!.version, typed.loop.allSegments.count) }
    }
  }
}
