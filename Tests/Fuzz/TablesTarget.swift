// SPDX-License-Identifier: Apache-2.0

/// Any bytes as a guide's table: refused with an error or good for judging, and nothing else.
enum TablesTarget {
  static let sample = Fuzz.read(Fuzz.folder + "/../../Tests/Fixtures/x12/good/270.edi") ?? []

  static func run(_ data: [UInt8]) {
    guard let kind = data.first else { return }
    let table = Array(data.dropFirst())
    switch kind & 3 {
    case 0, 1: judge("guides/005010X279A1-270.tsv", table)
    case 2: judge("guides/envelope.tsv", table)
    default:
      judge("elements.tsv", table)
      judge("segments.tsv", table)
    }
  }

  private static func judge(_ name: String, _ table: [UInt8]) {
    do throws(GuideError) {
      let library = try GuideLibrary { wanted in
        if wanted == name { return table }
        // Rules name what the real guides have; they are another target's business.
        return wanted.hasPrefix("rules/") ? [] : Fuzz.read(Fuzz.folder + "/" + wanted)
      }
      if name.hasPrefix("guides/") {
        _ = try library.guide(table: String(name.dropFirst(7).dropLast(4)))
      } else {
        _ = try library.guide(table: "envelope")
      }
      var validator = X12Validator(guides: library)
      let report = ReaderTarget.report(
        sample, ReaderTarget.Feeding(mode: 0, seed: 0, isWhole: true), &validator)
      ReaderTarget.check(report, sample)
      var assembler = LoopAssembler(guides: library)
      var reader = SegmentReader()
      reader.feed(sample)
      reader.finish()
      while reader.next() == .segment { _ = assembler.take(reader.segment) }
      _ = assembler.finish()
    } catch {
      // Refused: that is what a wrong table deserves.
      return
    }
  }
}
