// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct FindingTests {
  @Test(
    "A place is named as a person would name it",
    arguments: [
      (.claim, "claim"), (.patient, "patient"), (.coverage(2), "coverage 2"),
      (.provider("rendering"), "rendering provider"), (.diagnosis(1), "diagnosis 1"),
      (.procedure(3), "procedure 3"), (.serviceLine(12), "service line 12"),
      (.field("entry[3].resource.id"), "entry[3].resource.id"),
      (.text(line: 4, byte: nil), "line 4"), (.text(line: 4, byte: 17), "line 4, byte 17"),
      (.element(loop: "2010BA", segment: "NM1", element: 9), "loop 2010BA, NM109"),
      (.element(loop: "2300", segment: "HI", element: 12), "loop 2300, HI12"),
    ] as [(Place, String)])
  func places(place: Place, expected: String) { #expect(place.description == expected) }

  @Test("Findings order by gravity, not by the name of it")
  func gravity() {
    #expect(
      [Finding.Severity.rejects, .informs, .warns].sorted() == [.informs, .warns, .rejects])
  }

  @Test("A fact is found by its name, the first of that name")
  func facts() {
    let finding = Finding(
      "test.rule", .warns, at: .claim,
      facts: [.init("code", "E11.9"), .init("other", ""), .init("code", "I10")])
    #expect(finding.fact("code") == "E11.9")
    #expect(finding.fact("other") == "")
    #expect(finding.fact("missing") == nil)
    #expect(finding.source == nil)
  }
}
