// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Interchange
import Testing
import Values

struct DiagnosisChangeTests {
  /// An encounter of three diagnoses, the first and third the same, whose line points to the third and second.
  private static func changed(
    _ change: DiagnosisChange
  ) throws -> (codes: [String], pointers: [Int])? {
    let json = try JSON(
      parsing: """
        {"id":"case","setting":"office","placeOfService":"11",
         "statementPeriod":{"from":"2026-05-12","through":"2026-05-12"},
         "patient":{"family":"Example","given":"Robin","birthDate":"1960-03-04","sex":"female"},
         "diagnoses":[{"code":"I10","role":"first-listed"},{"code":"E11.9","role":"secondary"},
                      {"code":"I10","role":"secondary"}],
         "charges":[{"code":"99213","units":1,"charge":100}]}
        """)
    var encounter = try #require(EncounterReading(of: json).encounters.first?.encounter)
    encounter.charges[0].diagnosisPointers = [3, 2]
    guard change.apply(to: &encounter) else { return nil }
    #expect(encounter.diagnoses.map(\.role).filter { $0 == .firstListed }.count == 1)
    #expect(encounter.diagnoses[0].role == .firstListed)
    return (encounter.diagnoses.map(\.code), encounter.charges[0].diagnosisPointers)
  }

  @Test("A diagnosis that moves takes along the lines that point to it")
  func moves() throws {
    let moved = try Self.changed(.putBefore(3, 1))
    #expect(moved?.codes == ["I10", "I10", "E11.9"])
    #expect(moved?.pointers == [1, 3])
    #expect(try Self.changed(.putBefore(1, 2)) == nil)
  }

  @Test(
    "A diagnosis that goes leaves its lines to the same code elsewhere; no line is left without one"
  )
  func goes() throws {
    let removed = try Self.changed(.remove(3))
    #expect(removed?.codes == ["I10", "E11.9"])
    #expect(removed?.pointers == [1, 2])
    #expect(try Self.changed(.remove(2))?.pointers == [2])
    #expect(try Self.changed(.remove(1))?.codes == ["E11.9", "I10"])
    #expect(try Self.changed(.remove(4)) == nil)
  }
}
