// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@testable import Workflows

@Suite struct SplitMergeTests {
  private func split(
    _ path: String, _ by: SplitInterchange.Division, in folder: String
  ) throws -> [String] {
    var paths: [String] = []
    var split = SplitInterchange(by, folder: folder, stem: "part") {
      paths.append($0["file"]?.string ?? "")
    }
    #expect(try split.run(InterchangeFile(path)) == paths.count)
    return paths
  }

  private func differences(_ a: InterchangeFile, _ b: InterchangeFile) throws -> [JSON] {
    var found: [JSON] = []
    var compare = CompareInterchanges { found.append($0) }
    _ = try compare.run(a, b)
    return found
  }

  @Test(
    "Parts are accepted by themselves, and merged again they mean the same",
    arguments: SampleInterchanges.good)
  func roundTrip(path: String) throws {
    let whole = InterchangeFile(path)
    let isAccepted = try whole.judgement(.init(installation: nil)).isAccepted
    try SampleInterchanges.withFolder { folder in
      for by in [SplitInterchange.Division.sets, .claims(1), .claims(2)] {
        let paths: [String]
        do { paths = try split(path, by, in: folder) } catch let failure as WorkflowFailure {
          #expect(failure.findings.first?.rule == "x12.split.no-claims")
          continue
        }
        #expect(!paths.isEmpty)
        for part in paths where isAccepted {
          let judgement = try InterchangeFile(part).judgement(.init(installation: nil))
          #expect(judgement.isAccepted, "\(part): \(judgement.findings.map(\.line))")
        }
        let merged = Written()
        var merge = MergeInterchanges { merged.take($0) }
        _ = try merge.run(paths.map { InterchangeFile($0) })
        let file = try SampleInterchanges.file(merged.bytes, in: folder)
        let left = try differences(whole, file)
        // What a part of an 835 pays is its own.
        let known = left.filter { ["BPR02"].contains($0["element"]?.string) }
        if case .sets = by { #expect(left.isEmpty, "\(left.map(\.line))") }
        let isRemittance = path.contains("/835")
        #expect(isRemittance || left.count == known.count, "\(left.map(\.line))")
      }
    }
  }

  @Test("Each part has its own control number and only what its claims need")
  func claims() throws {
    try SampleInterchanges.withFolder { folder in
      let paths = try split(SampleInterchanges.path("837p-two"), .claims(1), in: folder)
      #expect(paths.map { $0.suffix(13) } == ["part-0001.edi", "part-0002.edi"])
      let second = String(decoding: try Files.read(paths[1]), as: UTF8.self)
      #expect(second.contains("*000000002*0*T*:~"))
      #expect(second.contains("CLM*CC0002*50") && !second.contains("CC0001"))
      #expect(second.contains("SE*28*0001~\nGE*1*2~\nIEA*1*000000002~\n"))
    }
  }

  @Test("Levels are numbered anew, and say whether they have levels below")
  func levels() throws {
    let text = try SampleInterchanges.text("837p-dependent")
    try SampleInterchanges.withFolder { folder in
      let paths = try split(SampleInterchanges.path("837p-dependent"), .claims(1), in: folder)
      let part = String(decoding: try Files.read(paths[0]), as: UTF8.self)
      func levels(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("HL*") }.map(String.init)
      }
      #expect(levels(part) == levels(text))
    }
  }

  @Test("A part of a remittance pays what its claims are paid")
  func remittance() throws {
    try SampleInterchanges.withFolder { folder in
      let paths = try split(SampleInterchanges.path("835"), .claims(1), in: folder)
      var sum = Money.zero
      for path in paths {
        let found = try InterchangeFile(path).statistics()["transaction_sets"]?[0]
        sum += try #require(Money(found?["payment"]?.digits ?? "0"))
      }
      let whole = try InterchangeFile(SampleInterchanges.path("835")).statistics()
      #expect(whole["transaction_sets"]?[0]?["payment"] == .money(sum))
    }
  }

  @Test(
    "No part of a remittance pays less than nothing: reversals wait for what makes up for them",
    arguments: [
      ("", [2, 1]), ("PLB*1234567893*20261231*WO:X*50~\n", [2, 1]),
      ("PLB*1234567893*20261231*WO:X*70~\n", [3]),
    ])
  func reversal(adjustment: String, expected: [Int]) throws {
    func claim(_ number: String, _ status: String, _ paid: String) -> String {
      "CLP*\(number)*\(status)*\(paid)*\(paid)**12*ICN\(number)*11*1~\nNM1*QC*1*SAMPLE*NORA~\n"
    }
    let whole = try SampleInterchanges.text("835").split(separator: "\n").map { "\($0)\n" }
    let start = try #require(whole.firstIndex { $0.hasPrefix("CLP*") })
    let end = try #require(whole.firstIndex { $0.hasPrefix("SE*") })
    let text =
      whole[..<start].joined() + claim("A", "22", "-100") + claim("A", "1", "120")
      + claim("B", "1", "60") + adjustment + whole[end...].joined()
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let paths = try split(file.path, .claims(1), in: folder)
      let found = try paths.map { try InterchangeFile($0).statistics()["transaction_sets"]?[0] }
      #expect(found.map { $0?["claims"]?.int } == expected)
      for set in found {
        #expect(try #require(Money(set?["payment"]?.digits ?? "0")) >= .zero)
      }
    }
  }

  @Test(
    "A part with nothing but claims of a dependent does not say that the subscriber is the patient")
  func dependentAlone() throws {
    let text = try SampleInterchanges.text("837p-dependent")
    let lines = text.split(separator: "\n").map(String.init)
    // The claim of the dependent stands for one of the subscriber too, under another number.
    let level = try #require(lines.firstIndex { $0.hasPrefix("HL*3*") })
    let claim = try #require(lines.firstIndex { $0.hasPrefix("CLM*") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("SE*") })
    let own = lines[claim..<end].map { $0.replacing("CLM*", with: "CLM*X") }
    let all = Array(lines[..<level]) + own + Array(lines[level...])
    let both = all.joined(separator: "\n").replacing("SBR*P**", with: "SBR*P*18*").replacing(
      "MEMBER0001~\n",
      with: "MEMBER0001~\nN3*2 OAK STREET~\nN4*SEATTLE*WA*98102~\nDMG*D8*19800412*F~\n"
    ).replacing("SE*27*", with: "SE*\(27 + own.count + 3)*")
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(both.utf8), in: folder)
      let paths = try split(file.path, .claims(1), in: folder)
      let parts = try paths.map { String(decoding: try Files.read($0), as: UTF8.self) }
      #expect(parts.count == 2)
      #expect(parts[0].contains("\nSBR*P*18*") && !parts[0].contains("\nHL*3*"))
      #expect(parts[1].contains("\nSBR*P**") && parts[1].contains("\nHL*3*"))
      let before = try file.judgement(.init(installation: nil))
      #expect(before.isAccepted, "\(before.findings.map(\.line))")
      for path in paths {
        let judgement = try InterchangeFile(path).judgement(.init(installation: nil))
        #expect(judgement.isAccepted, "\(judgement.findings.map(\.line))")
      }
    }
  }

  @Test("Files of different senders or versions are not merged; what differs is named")
  func different() throws {
    let text = try SampleInterchanges.text("837p")
    try SampleInterchanges.withFolder { folder in
      let other = try SampleInterchanges.file(
        Array(text.replacing("*ZZ*SAMPLESENDER   *", with: "*30*OTHERSENDER    *").utf8), in: folder
      )
      let failure = #expect(throws: WorkflowFailure.self) {
        var merge = MergeInterchanges { _ in }
        _ = try merge.run([InterchangeFile(SampleInterchanges.path("837p")), other])
      }
      #expect(failure?.findings.first?.rule == "x12.merge.differs")
      #expect(failure?.findings.first?.fact("elements") == "ISA05, ISA06")
      let institutional = InterchangeFile(SampleInterchanges.path("837i-inpatient"))
      let version = #expect(throws: WorkflowFailure.self) {
        var merge = MergeInterchanges { _ in }
        _ = try merge.run([InterchangeFile(SampleInterchanges.path("837p")), institutional])
      }
      #expect(version?.findings.first?.fact("elements") == "GS08")
    }
  }

  @Test("What has no end, or nothing to cut, is refused")
  func refused() throws {
    let text = try SampleInterchanges.text("837p")
    let cases: [(from: String, to: String, by: SplitInterchange.Division, rule: String)] = [
      ("\nSE*", "\nZZ*", .sets, "x12.unfinished-set"),
      ("\nSE*", "\nZZ*", .claims(1), "x12.unfinished-set"),
      ("\nGS*", "\nZZ*", .sets, "x12.no-group"),
      ("ST*837*", "ST*999*", .claims(1), "x12.split.no-claims"),
    ]
    try SampleInterchanges.withFolder { folder in
      for (from, to, by, rule) in cases {
        let file = try SampleInterchanges.file(
          Array(text.replacing(from, with: to).utf8), in: folder)
        let failure = #expect(throws: WorkflowFailure.self) {
          var split = SplitInterchange(by, folder: folder, stem: "x") { _ in }
          _ = try split.run(file)
        }
        #expect(failure?.findings.first?.rule == rule)
      }
    }
  }

  @Test("Segments outside of transaction sets are not merged")
  func outsideSets() throws {
    let text = try SampleInterchanges.text("837p").replacing("\nST*", with: "\nZZ*")
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let failure = #expect(throws: WorkflowFailure.self) {
        var merge = MergeInterchanges { _ in }
        _ = try merge.run([file])
      }
      #expect(failure?.findings.first?.rule == "x12.no-set")
      #expect(failure?.findings.first?.fact("segment") == "ZZ")
    }
  }

  @Test("Parts have no control number beyond the last that ISA13 has room for")
  func lastNumber() throws {
    let text = try SampleInterchanges.text("837p-two").replacing("000000001", with: "999999999")
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      var numbers: [Int?] = []
      let failure = #expect(throws: WorkflowFailure.self) {
        var split = SplitInterchange(.claims(1), folder: folder, stem: "x") {
          numbers.append($0["control_number"]?.int)
        }
        _ = try split.run(file)
      }
      #expect(numbers == [999_999_999])
      #expect(failure?.findings.map(\.rule) == ["x12.numbers-used-up"])
    }
  }

  @Test("What a part holds is read from a word")
  func division() {
    for text in ["set", "claim", "1", "500", "500-claims"] {
      #expect(SplitInterchange.Division(text) != nil, "\(text)")
    }
    for text in ["", "0", "-1", "x", "5-sets", "claims-5"] {
      #expect(SplitInterchange.Division(text) == nil, "\(text)")
    }
  }
}
