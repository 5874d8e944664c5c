// SPDX-License-Identifier: Apache-2.0

/// Any bytes as interchanges: reading, writing again, judging, loops.
///
/// The last two bytes of the data say how the others are fed: the first of them the sizes of the pieces and
/// the limits of the reader, the second where the row of sizes begins.
enum ReaderTarget {
  /// What one reading of an input gave.
  struct Reading: Equatable {
    var segments: [Segment] = []
    var offsets: [Int] = []
    var lines: [Int] = []
    var problems: [SyntaxProblem] = []
    /// Every byte that was given back, in order.
    var bytes: [UInt8] = []
    /// The segments written again.
    var written: [UInt8] = []
    var hasBinary = false
  }

  /// How the bytes are fed.
  struct Feeding {
    var mode: UInt8
    var seed: UInt64
    var isWhole = false

    mutating func size(_ left: Int) -> Int {
      if isWhole { return left }
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Int(seed >> 33)
      let wanted =
        switch mode & 3 {
        case 0: 1
        case 1: 1 + random % 8
        case 2: 1 + random % 200
        default: random % 3 == 0 ? 0 : 1 + random % 4000
        }
      return min(left, wanted)
    }
  }

  /// One for all inputs: compiling the rules takes longer than judging.
  nonisolated(unsafe) private static var validator = X12Validator(guides: Fuzz.library)

  static func run(_ data: [UInt8], isJudged: Bool) {
    guard data.count >= 2 else { return }
    let input = Array(data[..<(data.count - 2)])
    let mode = data[data.count - 2]
    let feeding = Feeding(mode: mode, seed: UInt64(data[data.count - 1]))
    let reading = read(input, feeding)
    Fuzz.must(reading.bytes == input, "every byte is given back, once and in order")
    let whole = read(input, Feeding(mode: mode, seed: 0, isWhole: true))
    compare(reading, whole)
    writeAgain(whole, mode)
    guard isJudged else { return }
    if mode & 8 == 0 { judge(input, feeding) }
    if mode & 16 == 0 { assemble(input, mode) }
  }

  private static func reader(_ mode: UInt8) -> SegmentReader {
    mode & 4 == 0
      ? SegmentReader() : SegmentReader(maximumSegmentLength: 300, maximumBinaryLength: 100)
  }

  private static func read(_ input: [UInt8], _ feeding: Feeding) -> Reading {
    var reader = reader(feeding.mode)
    var feeding = feeding
    var reading = Reading()
    var writer = SegmentWriter()
    var at = 0
    while true {
      let step = reader.next()
      reading.bytes += reader.betweenSegments
      switch step {
      case .segment:
        let view = reader.segment
        check(view, input)
        let segment = Segment(view)
        reading.segments.append(segment)
        reading.offsets.append(view.offset)
        reading.lines.append(view.line)
        reading.bytes += view.exactBytes
        writer = SegmentWriter(delimiters: view.delimiters)
        writer.write(exactly: segment)
        reading.written += writer.take()
        if view.id == .bin || view.id == .bds { reading.hasBinary = true }
      case .needsBytes:
        let size = feeding.size(input.count - at)
        reader.feed(Array(input[at..<at + size]))
        at += size
        if at == input.count { reader.finish() }
      case .end:
        reading.problems += reader.problems
        return reading
      }
      // Whoever reads the problems may empty them at any time.
      if feeding.mode & 32 != 0 {
        reading.problems += reader.problems
        reader.problems = []
      }
    }
  }

  /// What a view says of itself lies in the input.
  private static func check(_ view: SegmentView, _ input: [UInt8]) {
    Fuzz.must(view.offset >= 0 && view.offset < max(input.count, 1), "a segment lies in the input")
    for number in 0...view.count + 1 {
      Fuzz.must(view[number].count >= 0, "an element has no negative length")
      let offset = view.offset(of: number)
      Fuzz.must(offset >= view.offset && offset <= input.count, "an element lies in the input")
      guard !view.isUnwrapped, number <= view.count else { continue }
      Fuzz.must(
        view[number].bytes.elementsEqual(input[offset..<offset + view[number].count]),
        "an element is what stands at its offset")
    }
  }

  private static func compare(_ a: Reading, _ b: Reading) {
    Fuzz.must(a.segments == b.segments, "pieces of any size give the same segments")
    Fuzz.must(a.offsets == b.offsets, "pieces of any size give the same offsets")
    Fuzz.must(
      a.lines == b.lines, "pieces of any size give the same lines: \(a.lines) \(b.lines)")
    Fuzz.must(
      a.problems == b.problems,
      "pieces of any size give the same problems: \(a.problems) \(b.problems)")
  }

  private static func writeAgain(_ reading: Reading, _ mode: UInt8) {
    let again = read(reading.written, Feeding(mode: mode, seed: 0, isWhole: true))
    // Bytes that are no text become some, and delimiters end binary data where its length is wrong.
    let other: Set<SyntaxProblem.Kind> = [.character, .segmentTooLong, .binaryLength]
    if reading.problems.contains(where: { other.contains($0.kind) }) { return }
    Fuzz.must(
      again.written == reading.written,
      "what is written again is a fixed point: \(reading.segments) \(again.segments)")
    Fuzz.must(again.segments == reading.segments, "what is written again reads the same")
  }
}

extension ReaderTarget {
  /// Judges an input; the validator may be used again.
  static func report(
    _ input: [UInt8], _ feeding: Feeding, _ validator: inout X12Validator
  ) -> X12Report {
    var reader = reader(feeding.mode)
    var feeding = feeding
    var at = 0
    while true {
      let step = reader.next()
      if !reader.problems.isEmpty {
        validator.take(problems: reader.problems)
        reader.problems = []
      }
      switch step {
      case .segment: validator.take(reader.segment)
      case .end: return validator.finish()
      case .needsBytes:
        let size = feeding.size(input.count - at)
        reader.feed(Array(input[at..<at + size]))
        at += size
        if at == input.count { reader.finish() }
      }
    }
  }

  private static func judge(_ input: [UInt8], _ feeding: Feeding) {
    let report = report(input, feeding, &validator)
    check(report, input)
    if feeding.mode & 4 == 0 {
      Fuzz.must(report == judgeApart(input, feeding), "sets judged apart make the same report")
    }
    if feeding.mode & 64 != 0 {
      let whole = Feeding(mode: feeding.mode, seed: 0, isWhole: true)
      Fuzz.must(
        report == self.report(input, whole, &validator), "pieces of any size are judged the same")
    }
  }

  /// Judges each set apart, the last one first.
  private static func judgeApart(_ input: [UInt8], _ feeding: Feeding) -> X12Report {
    var reader = SegmentReader()
    var feeding = feeding
    var dispatcher = X12Dispatcher(
      guides: Fuzz.library, batchSize: feeding.mode & 16 == 0 ? 1 : 2000)
    var batches: [SetBatch] = []
    var at = 0
    while true {
      let step = reader.next()
      dispatcher.take(problems: reader.problems)
      reader.problems = []
      switch step {
      case .segment: dispatcher.take(reader.segment)
      case .end:
        dispatcher.end()
        while let batch = dispatcher.next() { batches.append(batch) }
        for batch in batches.reversed() { dispatcher.put(batch.judge()) }
        return dispatcher.finish()
      case .needsBytes:
        let size = feeding.size(input.count - at)
        reader.feed(Array(input[at..<at + size]))
        at += size
        if at == input.count { reader.finish() }
      }
    }
  }

  static func check(_ report: X12Report, _ input: [UInt8]) {
    var all = [report.findings]
    for interchange in report.interchanges {
      all.append(interchange.findings)
      for group in interchange.groups {
        all.append(group.findings)
        all += group.sets.map(\.findings)
      }
    }
    for list in all {
      Fuzz.must(
        list.count >= list.kept.count && list.kept.count <= FindingList.limit,
        "findings are counted")
      for finding in list.kept {
        let position = finding.position
        Fuzz.must(
          position.offset >= 0 && position.offset <= input.count,
          "a finding lies in the input: \(finding)")
        Fuzz.must(
          position.line >= 0 && position.line <= input.count + 1, "a line is one: \(finding)")
      }
    }
  }

  /// Every segment comes out of the loops once; where claims are given one by one, the loops around them may
  /// come with each of them.
  private static func assemble(_ input: [UInt8], _ mode: UInt8) {
    var reader = reader(mode)
    let wholeSets = mode & 128 != 0
    var assembler = LoopAssembler(guides: Fuzz.library, wholeSets: wholeSets)
    reader.feed(input)
    reader.finish()
    var taken: [Segment: Int] = [:]
    var tally = LoopTally()
    var walker = LoopWalker(guides: Fuzz.library)
    var depth = 0
    while reader.next() == .segment {
      let step = walker.take(reader.segment)
      depth += (step.opened == nil ? 0 : 1) - step.closed
      Fuzz.must(depth == walker.path.count, "loops that open are those that close")
      taken[Segment(reader.segment), default: 0] += 1
      for piece in assembler.take(reader.segment) { tally.take(piece) }
    }
    for piece in assembler.finish() { tally.take(piece) }
    for (segment, count) in tally.given {
      // A transaction set without its SE is given one.
      let extra = segment == Segment("SE", []) ? tally.madeTrailers : 0
      Fuzz.must(count - extra <= taken[segment] ?? 0, "no segment comes twice: \(segment)")
    }
    for (segment, count) in taken {
      let given = tally.given[segment] ?? 0
      let around = wholeSets ? 0 : tally.around[segment] ?? 0
      Fuzz.must(given + around >= count, "every segment comes out: \(count) \(segment)")
    }
  }
}

/// Counts the segments that come out of a ``LoopAssembler``.
struct LoopTally {
  private(set) var given: [Segment: Int] = [:]
  /// Those of the loops around claims.
  private(set) var around: [Segment: Int] = [:]
  private(set) var madeTrailers = 0

  mutating func take(_ piece: LoopAssembler.Piece) {
    switch piece {
    case .interchange(let segment), .group(let segment), .groupEnd(let segment),
      .interchangeEnd(let segment), .other(let segment), .set(let segment, _):
      given[segment, default: 0] += 1
    case .loop(let loop, let ancestors):
      Self.count(loop, in: &given)
      for ancestor in ancestors { Self.count(ancestor, in: &around) }
    case .setEnd(let loop, let trailer):
      // Its ST came when it began.
      given[loop.segments[0], default: 0] -= 1
      Self.count(loop, in: &given)
      given[trailer, default: 0] += 1
      if trailer == Segment("SE", []) { madeTrailers += 1 }
    }
  }

  private static func count(_ loop: Loop, in counts: inout [Segment: Int]) {
    for segment in loop.segments + loop.trailer { counts[segment, default: 0] += 1 }
    for inner in loop.loops { count(inner, in: &counts) }
  }
}
