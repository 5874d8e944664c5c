// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Foundation
import Interchange
import Testing
import Values

/// The encounters of `Examples/`, judged by the installed code sets.
@Suite(
  .enabled(if: Installed.codes != nil, "needs the default code sets: cleanclaim codes install"))
struct ExamplesJudgedTests {
  @Test("the examples are held only where they are wrong on purpose, and for the right reason")
  func examples() throws {
    let edits = EncounterEdits(codes: try #require(Installed.codes))
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Examples")
    var held: [String: [String]] = [:]
    var judged = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".json") && file != "fees.json" {
      let json = try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: file))))
      for read in EncounterReading(of: json).encounters {
        let findings = edits.findings(for: try #require(read.encounter)).rejecting
        judged += 1
        if !findings.isEmpty { held[file] = findings }
      }
    }
    #expect(judged >= 12)
    #expect(held.keys.sorted() == ["wrong-both-diabetes-types.json", "wrong-injury-codes.json"])
    #expect(
      held["wrong-both-diabetes-types.json"]?.contains("diagnosis 2 icd10cm.excludes1") == true)
  }
}
