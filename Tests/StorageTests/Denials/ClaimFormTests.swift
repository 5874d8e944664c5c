// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct ClaimFormTests {
  @Test("EDI-02: a claim on file is shown as its form, as a PDF and as X12")
  func shown() throws {
    let claims = try MadeUpClaims(.sqlite)
    try claims.add("OV-1", patient: 1, charges: [10_000, 4_050])
    let form = try claims.office.form(of: "OV-1")
    #expect(form["form"]?.string == "CMS-1500")
    let boxes = Dictionary(
      (form["boxes"]?.elements ?? []).compactMap { box in
        box["number"]?.string.map { ($0, box["value"]?.string ?? "") }
      }, uniquingKeysWith: { first, _ in first })
    #expect(boxes["26"] == "OV-1")
    #expect(boxes["28"] == "140 50")
    #expect(boxes["21A"] == "E119")
    #expect(form["lines"]?.elements.count == 2)
    let pdf = try claims.office.formPage(of: "OV-1")
    #expect(pdf.starts(with: Array("%PDF-".utf8)))
    let x12 = String(decoding: try claims.office.x12(of: "OV-1"), as: UTF8.self)
    let lines = x12.split(separator: "\n")
    #expect(lines.first?.hasPrefix("ST*837*") == true)
    #expect(lines.last?.hasPrefix("SE*") == true)
    #expect(lines.contains { $0.hasPrefix("CLM*OV-1*140.50*") })
  }

  @Test("A dental claim has no form, and is shown as X12 all the same")
  func dental() throws {
    let claims = try MadeUpClaims(.sqlite)
    let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let sample = try Files.read("/\(tests)/Fixtures/x12/good/837d.edi")
    let path = try claims.file(String(decoding: sample, as: UTF8.self))
    _ = try claims.office.add([path], by: "ann")
    let states = try claims.office.overview()["claims"]?.elements ?? []
    let state = try #require(states.first?["state"]?.string)
    let name = try #require(
      try claims.office.claims(in: state, limit: 1)["claims"]?[0]?["claim"]?.string)
    #expect(try claims.office.form(of: name)["form"] == nil)
    #expect(try claims.office.form(of: name)["segments"]?.elements.isEmpty == false)
    let failure = #expect(throws: WorkflowFailure.self) { try claims.office.formPage(of: name) }
    #expect(failure?.findings.map(\.rule) == ["claims.no-form"])
    let unknown = #expect(throws: WorkflowFailure.self) { try claims.office.form(of: "nobody") }
    #expect(unknown?.findings.map(\.rule) == ["claims.unknown"])
  }
}
