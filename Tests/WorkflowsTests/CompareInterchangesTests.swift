// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct CompareInterchangesTests {
  private func differences(_ from: String, _ to: String, in name: String = "837p-two") throws
    -> [JSON]
  {
    let text = try SampleInterchanges.text(name)
    try #require(text.contains(from), "\(from)")
    return try SampleInterchanges.withFolder { folder in
      let other = try SampleInterchanges.file(
        Array(text.replacing(from, with: to).utf8), in: folder)
      var found: [JSON] = []
      var compare = CompareInterchanges { found.append($0) }
      #expect(try compare.run(InterchangeFile(SampleInterchanges.path(name)), other) == found.count)
      return found
    }
  }

  private static let equalPairs: [(from: String, to: String)] = [
    ("~\n", "~"),
    ("*000000001", "*000000777"),
    ("CLM*CC0001*150*", "CLM*CC0001*150.00*"),
    ("SV1*HC:99213*150*UN*1*", "SV1*HC:99213*150.0*UN*01*"),
    ("N3*2 OAK STREET~", "N3*2 OAK STREET**~"),
    ("*0001~", "*0042~"),
    ("SE*34*", "SE*99*"),
    ("HL*1**20*1~", "HL*7**20*1~"),
  ]

  @Test("What means the same is no difference", arguments: Self.equalPairs)
  func same(from: String, to: String) throws {
    #expect(try differences(from, to).map(\.line) == [])
  }

  private static let changedPairs:
    [(from: String, to: String, change: String, element: String, was: String, now: String)] = [
      ("CLM*CC0001*150*", "CLM*CC0001*151*", "changed", "CLM02", "150", "151"),
      (
        "***11:B:1*Y*A*Y*Y~\nHI*ABK:E119~\nLX*1~\nSV1*HC:99213",
        "***12:B:1*Y*A*Y*Y~\nHI*ABK:E119~\nLX*1~\nSV1*HC:99213", "changed", "CLM05-1", "11", "12"
      ),
      ("SV1*HC:99213*", "SV1*HC:99214*", "changed", "SV101-2", "99213", "99214"),
      ("NORA", "MORA", "changed", "NM104", "NORA", "MORA"),
      ("*GRP001*", "*007*", "changed", "SBR03", "GRP001", "007"),
      ("MEMBER0001", "MEMBER0002", "changed", "NM109", "MEMBER0001", "MEMBER0002"),
    ]

  @Test("A changed element is named with its place", arguments: Self.changedPairs)
  func changed(
    from: String, to: String, change: String, element: String, was: String, now: String
  ) throws {
    let found = try differences(from, to)
    try #require(found.count == 1, "\(found.map(\.line))")
    #expect(found[0]["change"]?.string == change)
    #expect(found[0]["element"]?.string == element)
    #expect(found[0]["from"]?.string == was && found[0]["to"]?.string == now)
    #expect(found[0]["name"]?.string?.isEmpty == false)
    #expect(found[0]["loop"]?.string?.isEmpty == false)
  }

  @Test("Segments and claims that came and went")
  func cameAndWent() throws {
    let reference = try differences("REF*6R*L1~\nCLM", "CLM")
    #expect(reference.map { $0["change"]?.string } == ["removed"])
    #expect(reference[0]["text"]?.string == "REF*6R*L1" && reference[0]["service_line"]?.int == 1)
    #expect(reference[0]["loop"]?.string == "2000A/2000B/2300/2400")
    let note = try differences(
      "CLM*CC0001*150***11:B:1*Y*A*Y*Y~\n", "CLM*CC0001*150***11:B:1*Y*A*Y*Y~\nREF*EA*1~\n")
    #expect(note.map { $0["change"]?.string } == ["added"])
    let claim = try differences("CLM*CC0002*", "CLM*CC0003*")
    #expect(
      claim.map { "\($0["change"]?.string ?? "") \($0["claim"]?.string ?? "")" } == [
        "added CC0003", "removed CC0002",
      ])
  }

  @Test("The order of claims makes no difference")
  func order() throws {
    let text = try SampleInterchanges.text("837p-two")
    let start = try #require(text.range(of: "CLM*CC0001")).lowerBound
    let second = try #require(text.range(of: "CLM*CC0002")).lowerBound
    let end = try #require(text.range(of: "SE*34")).lowerBound
    let swapped = text[..<start] + text[second..<end] + text[start..<second] + text[end...]
    try SampleInterchanges.withFolder { folder in
      let other = try SampleInterchanges.file(Array(swapped.utf8), in: folder)
      var compare = CompareInterchanges { _ in }
      #expect(try compare.run(InterchangeFile(SampleInterchanges.path("837p-two")), other) == 0)
    }
  }
}
