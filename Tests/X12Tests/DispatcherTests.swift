// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import X12

/// Transaction sets judged apart, and put together in the wrong order, make the report of one validator.
struct DispatcherTests {
  private static func judgeApart(_ bytes: [UInt8], limit: Int = 1 << 20) -> X12Report {
    var reader = SegmentReader()
    var dispatcher = X12Dispatcher(guides: Repository.guides, batchSize: 1, limit: limit)
    var batches: [SetBatch] = []
    reader.feed(bytes)
    reader.finish()
    var step = SegmentReader.Step.segment
    while step == .segment {
      step = reader.next()
      dispatcher.take(problems: reader.problems)
      reader.problems = []
      if step == .segment { dispatcher.take(reader.segment) }
    }
    dispatcher.end()
    while let batch = dispatcher.next() { batches.append(batch) }
    for batch in batches.reversed() { dispatcher.put(batch.judge()) }
    return dispatcher.finish()
  }

  private static func fixtures() -> [URL] {
    let folder = Repository.root.appending(path: "Tests/Fixtures/x12")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "edi" }
  }

  @Test func everyFixtureGivesTheSameReport() throws {
    let files = Self.fixtures()
    #expect(!files.isEmpty)
    for file in files {
      let bytes = Array(try Data(contentsOf: file))
      #expect(Self.judgeApart(bytes) == judge(bytes), "\(file.lastPathComponent)")
      // Sets that are too large for a batch are judged while they are read.
      #expect(Self.judgeApart(bytes, limit: 200) == judge(bytes), "\(file.lastPathComponent)")
    }
  }

  @Test func setsWithoutTrailerAndRepeatedNumbersGiveTheSameReport() throws {
    let good = try #require(Repository.bytes("Tests/Fixtures/x12/good/276.edi"))
    let text = String(decoding: good, as: UTF8.self)
    let start = try #require(text.range(of: "ST*"))
    let end = try #require(text.range(of: "SE*"))
    let trailer = try #require(text.range(of: "GE*"))
    let set = text[start.lowerBound..<trailer.lowerBound]
    let open = text[start.lowerBound..<end.lowerBound]
    for middle in [set + set, open + set, set + open, open + open + set + set] {
      let bytes = Array((text[..<start.lowerBound] + middle + text[trailer.lowerBound...]).utf8)
      #expect(Self.judgeApart(bytes) == judge(bytes))
      #expect(Self.judgeApart(bytes, limit: 300) == judge(bytes))
      #expect(Self.judgeApart(Array(bytes.dropLast(40))) == judge(Array(bytes.dropLast(40))))
    }
  }

  @Test func interchangesThatAreGivenUpGiveTheSameReport() throws {
    let good = try #require(Repository.bytes("Tests/Fixtures/x12/good/276.edi"))
    let text = String(decoding: good, as: UTF8.self)
    let end = try #require(text.range(of: "SE*"))
    let long = "REF*" + String(repeating: "X", count: 300_000)
    for middle in ["", "REF*A", "REF*A\n", "ISA*1~", "REF*\u{1}~", long, "RE\nF*A~"] {
      let bytes = Array((text[..<end.lowerBound] + middle + "\n  " + text).utf8)
      #expect(Self.judgeApart(bytes) == judge(bytes), "after \(middle.prefix(9))")
      #expect(Self.judgeApart(bytes, limit: 300) == judge(bytes), "after \(middle.prefix(9))")
    }
  }
}
