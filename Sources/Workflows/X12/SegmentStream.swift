// SPDX-License-Identifier: Apache-2.0

import Storage
import Values
import X12

/// The segments of a file or of the standard input, one at a time, with every byte between them.
///
/// Memory does not depend on the size of the input.
struct SegmentStream: ~Copyable {
  /// What comes next.
  enum Step {
    /// A segment, as ``segment``.
    case segment
    /// Bytes that belong to no segment, as ``bytes``.
    case bytes
    /// Nothing more.
    case end
  }

  /// Called now and then with the bytes read so far and the size where it is known.
  typealias Progress = (Int, Int?) -> Void

  /// The path, for findings.
  let path: String
  /// The bytes outside of segments that were met.
  private(set) var bytes: [UInt8] = []
  /// What is wrong with the bytes, as far as it is kept.
  private(set) var problems: [SyntaxProblem] = []
  /// Problems that belong to the segment that is given next, for who takes them with ``takeNews()``.
  private(set) var news: [SyntaxProblem] = []
  /// Whether ``news`` is kept.
  private let tellsNews: Bool
  private var reader = SegmentReader()
  private let source: ByteReader
  private let progress: Progress?
  private var isWaiting = false
  private var isDrained = false
  private var hasSegments = false
  private static let block = 1 << 17
  private static let kept = 1000

  init(_ source: ByteReader, tellsNews: Bool = false, progress: Progress? = nil) {
    self.tellsNews = tellsNews
    path = source.path
    self.source = source
    self.progress = progress
  }

  /// The segment at hand; good until the next step.
  var segment: SegmentView { reader.segment }

  /// How many bytes were read.
  var byteCount: Int { source.count }

  /// Why the input could not be read to its end, or not at all; nothing where it could.
  var obstacle: SyntaxProblem? {
    if let end = problems.first(where: { Self.isObstacle($0.kind) }) { return end }
    return hasSegments
      ? nil : problems.first { $0.kind == .badHeader || $0.kind == .badDelimiter }
  }

  /// Goes on to the next segment.
  mutating func next() throws(FileFailure) -> Step {
    if isWaiting {
      isWaiting = false
      return .segment
    }
    while true {
      let step = reader.next()
      if !reader.problems.isEmpty { takeProblems() }
      if !reader.betweenSegments.isEmpty {
        bytes = reader.betweenSegments
        isWaiting = step == .segment
        if isWaiting { hasSegments = true }
        return .bytes
      }
      switch step {
      case .segment:
        hasSegments = true
        return .segment
      case .needsBytes: try fill()
      case .end:
        // What a reader that gave up has not looked at yet comes with the calls that follow.
        if isDrained { return .end }
        isDrained = true
      }
    }
  }

  /// Gives the problems that are new.
  mutating func takeNews() -> [SyntaxProblem] {
    defer { news.removeAll(keepingCapacity: true) }
    return news
  }

  private mutating func fill() throws(FileFailure) {
    var got = 0
    try reader.withRoom(Self.block) { room throws(FileFailure) in
      got = try source.read(into: room)
      return got
    }
    if got == 0 { reader.finish() }
    progress?(source.count, source.size)
  }

  private mutating func takeProblems() {
    for problem in reader.problems {
      if tellsNews { news.append(problem) }
      if problems.count < Self.kept || Self.isObstacle(problem.kind) { problems.append(problem) }
    }
    reader.problems.removeAll(keepingCapacity: true)
  }

  private static func isObstacle(_ kind: SyntaxProblem.Kind) -> Bool {
    switch kind {
    case .noInterchange, .notText, .truncated, .segmentTooLong: true
    default: false
    }
  }
}

extension SyntaxProblem {
  /// The problem as a finding that a face can word.
  var finding: Finding {
    Finding(
      kind.rawValue, .rejects, at: .text(line: line, byte: offset + 1),
      facts: value.map { [Finding.Fact("value", String($0))] } ?? [])
  }
}
