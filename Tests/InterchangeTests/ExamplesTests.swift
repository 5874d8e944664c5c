// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import Interchange
import TestSupport
import Testing
import TransactionSets
import Values

/// The files of `Examples/`, read and written as a user would.
@Suite struct ExamplesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Examples")

  static var names: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".json") && $0 != "fees.json" }.sorted()
  }

  /// The example that has a note and no codes.
  static let withoutCodes = "visit-without-codes.json"

  static func reading(_ name: String) throws -> EncounterReading {
    let fees = EncounterReading.fees(from: try json("fees.json")).fees
    return EncounterReading(of: try json(name), fees: fees)
  }

  private static func json(_ name: String) throws -> JSON {
    try JSON(parsing: Array(try Data(contentsOf: folder.appending(path: name))))
  }

  @Test("The example of the documentation is read without a finding")
  func documentation() throws {
    let file = Self.folder.appending(path: "../Docs/Encounter.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let block = try #require(text.split(separator: "```json\n").dropFirst().first)
    let json = try #require(block.split(separator: "\n```").first)
    let item = EncounterReading(of: try JSON(parsing: String(json))).encounters.first
    #expect(item?.findings == [])
    let encounter = try #require(item?.encounter)
    #expect(Claim.building(from: encounter).findings == [])
  }

  @Test("There are at least ten examples") func count() { #expect(Self.names.count >= 10) }

  @Test(
    "Every example is read without a finding and makes a claim that may be sent", arguments: names)
  func clean(name: String) throws {
    let reading = try Self.reading(name)
    #expect(reading.findings == [])
    for item in reading.encounters {
      #expect(item.findings == [])
      let encounter = try #require(item.encounter)
      #expect(!encounter.notes.isEmpty)
      let result = Claim.building(from: encounter)
      let isCoded = name != Self.withoutCodes
      #expect(result.findings.contains { $0.rule == "claim.no-diagnosis" } != isCoded)
      #expect(result.findings.isEmpty == isCoded)
    }
  }

  @Test("Every example comes back the same through our own document", arguments: names)
  func roundTrip(name: String) throws {
    for item in try Self.reading(name).encounters {
      let encounter = try #require(item.encounter)
      let again = EncounterReading(of: try JSON(parsing: encounter.document.pretty))
      #expect(again.findings == [] && again.encounters.first?.findings == [])
      #expect(again.encounters.first?.encounter == encounter)
    }
  }

  @Test("The 837s of all examples are written where an outside check can read them")
  func write() throws {
    guard let out = ProcessInfo.processInfo.environment["CLEANCLAIM_X12_OUT"] else { return }
    var all = ClaimWriter(.sample)
    var together = try all.begin()
    for name in Self.names where name != Self.withoutCodes {
      var writer = ClaimWriter(.sample)
      var bytes = try writer.begin()
      for item in try Self.reading(name).encounters {
        let encounter = try #require(item.encounter)
        let claim = try #require(Claim.building(from: encounter).claim)
        bytes += try writer.append(claim)
        together += try all.append(claim)
      }
      bytes += try writer.finish()
      let file = name.replacing(".json", with: ".edi")
      try Data(bytes).write(to: URL(filePath: out).appending(path: file))
    }
    together += try all.finish()
    try Data(together).write(to: URL(filePath: out).appending(path: "all.edi"))
  }
}
