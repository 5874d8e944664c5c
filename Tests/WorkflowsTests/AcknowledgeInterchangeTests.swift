// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct AcknowledgeInterchangeTests {
  private let options = InterchangeFile.JudgeOptions(installation: nil)

  /// Two interchanges of different senders, and of two of one sender's departments.
  private func two() throws -> String {
    let text = try SampleInterchanges.text("837p-two")
    let other = text.replacing("SAMPLESENDER   *", with: "OTHERSENDER    *")
      .replacing("*SAMPLESENDER*", with: "*DEPARTMENT*").replacing("000000001", with: "000000009")
      .replacing("CC000", with: "DD000")
    return text + other
  }

  private func lines(_ path: String, _ start: String) throws -> [String] {
    String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix(start) }.map(String.init)
  }

  @Test("Each interchange is answered by one of its own, to its own sender")
  func eachItsOwn() throws {
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(two().utf8), in: folder)
      var wanted = AcknowledgementFiles()
      wanted.envelope = "\(folder)/ta1"
      wanted.sets = "\(folder)/999"
      wanted.claims = "\(folder)/277ca"
      wanted.controlNumber = 7
      let written = try file.acknowledge(wanted, options).written
      #expect(written == ["ta1", "999", "277ca"].map { "\(folder)/\($0)" })
      for (path, numbers) in zip(written, [(7, 8), (9, 10), (11, 12)]) {
        let headers = try lines(path, "ISA*").map { $0.split(separator: "*").map(String.init) }
        #expect(headers.map { $0[8].trimmed } == ["SAMPLESENDER", "OTHERSENDER"], "\(path)")
        #expect(headers.map { Int($0[13]) } == [numbers.0, numbers.1], "\(path)")
        #expect(try InterchangeFile(path).judgement(options).isAccepted, "\(path)")
      }
      for path in written.dropFirst() {
        let groups = try lines(path, "GS*").map { $0.split(separator: "*").map(String.init) }
        #expect(groups.map { $0[3] } == ["SAMPLESENDER", "DEPARTMENT"], "\(path)")
      }
      let claims = try lines(written[2], "TRN*2*").filter { !$0.contains("BATCH") }
      #expect(claims.map { $0.dropFirst(6) } == ["CC0001~", "CC0002~", "DD0001~", "DD0002~"])
    }
  }

  @Test("What a file cannot be written to is told before anything is read or written")
  func refused() throws {
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(two().utf8), in: folder)
      let before = try Files.read(file.path)
      #expect(symlink(file.path, "\(folder)/link") == 0)
      #expect(link(file.path, "\(folder)/hard") == 0)
      let other = "\(folder)/other"
      let cases: [(String, String, String, WorkflowFailure.Kind)] = [
        (file.path, other, "file.over-input", .usage),
        ("\(folder)/link", other, "file.over-input", .usage),
        (other, "\(folder)/hard", "file.over-input", .usage),
        (other, "\(folder)/./other", "file.twice", .usage),
        (other, "\(folder)/none/other", "file.no-folder", .machine),
        (other, folder, "file.unwritable", .machine),
      ]
      for (sets, claims, rule, kind) in cases {
        var wanted = AcknowledgementFiles()
        (wanted.sets, wanted.claims) = (sets, claims)
        let failure = #expect(throws: WorkflowFailure.self) {
          try file.acknowledge(wanted, options)
        }
        #expect(failure?.findings.first?.rule == rule && failure?.kind == kind)
        #expect(try Files.read(file.path) == before)
        #expect(!Files.exists(other))
      }
    }
  }

  @Test("Numbers of a store are counted for each partner, without gap or reuse")
  func store() throws {
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(two().utf8), in: folder)
      let installation = Installation(home: "\(folder)/home")
      var wanted = AcknowledgementFiles()
      wanted.sets = "\(folder)/999.edi"
      wanted.claims = "\(folder)/277ca.edi"
      wanted.numbersFrom = installation
      var all: [String] = []
      for _ in 0..<2 { all += try file.acknowledge(wanted, options).written }
      let names = all.map { $0.split(separator: "/").last.map(String.init) ?? "" }
      #expect(Set(names).count == 8)
      #expect(names.first == "999-ZZSAMPLERECEIVER-ZZSAMPLESENDER-000000001.edi")
      for sender in ["SAMPLESENDER", "OTHERSENDER"] {
        let own = names.filter { $0.contains("-ZZ\(sender)-") }
        let numbers = own.compactMap { Int($0.dropLast(4).suffix(9)) }.sorted()
        #expect(numbers == [1, 2, 3, 4], "\(sender)")
      }
      var groups: [String: [String]] = [:]
      for path in all {
        let header = try lines(path, "ISA*")[0].split(separator: "*").map(String.init)
        #expect(path.contains(header[13]), "\(path)")
        #expect(try lines(path, "IEA*") == ["IEA*1*\(header[13])~"])
        let group = try lines(path, "GS*")[0].split(separator: "*").map(String.init)
        groups[header[8], default: []].append(group[6])
        if path.contains("277ca") {
          #expect(try lines(path, "TRN*1*")[0] == "TRN*1*\(header[13])~")
          #expect(try lines(path, "BHT*")[0].contains("*\(header[13])-1*"))
        }
        #expect(try InterchangeFile(path).judgement(options).isAccepted, "\(path)")
      }
      for (_, numbers) in groups { #expect(numbers.sorted() == ["1", "2", "3", "4"]) }
    }
  }

  @Test("Files named after numbers are made of no pipe or device")
  func storeAndDevice() throws {
    var wanted = AcknowledgementFiles()
    wanted.sets = "/dev/null"
    wanted.numbersFrom = Installation(home: "/nowhere")
    let failure = #expect(throws: WorkflowFailure.self) {
      try InterchangeFile(SampleInterchanges.path("837p")).acknowledge(wanted, options)
    }
    #expect(failure?.findings.first?.rule == "file.not-ordinary")
  }
}
