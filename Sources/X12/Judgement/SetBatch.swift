// SPDX-License-Identifier: Apache-2.0

import Values

/// Transaction sets cut out of an input, to be judged apart from it and beside others.
///
/// A ``X12Dispatcher`` makes batches; ``judge()`` may be called on any thread.
public struct SetBatch: Sendable {
  /// Where the sets belong in the report.
  struct Place: Sendable {
    var interchange: Int
    var group: Int
    var set: Int
  }

  /// What came of a batch.
  public struct Judged: Sendable {
    let place: Place
    let sets: [SetReport]
    let contexts: [String: JudgeContext]
    let isUnreadable: Bool
  }

  /// Bytes that follow each other in the input.
  struct Run: Sendable {
    let offset: Int
    let line: Int
    var bytes: [UInt8]
  }

  let guides: GuideLibrary
  let codes: (any ExternalCodes)?
  let options: X12Validator.Options
  let contexts: [String: JudgeContext]
  let place: Place
  let envelope: EnvelopeState
  let delimiters: Delimiters
  /// Pieces of the input; between two of them bytes may be left out where an interchange was given up.
  var runs: [Run] = []
  /// How many bytes it holds.
  public internal(set) var byteCount = 0
  var segmentCount = 0
  /// What is wrong with the bytes before a segment, the first being 0, or behind the last.
  var problems: [Int: [SyntaxProblem]] = [:]
  var setCount = 0
  /// What came of it, where it was judged while it was read.
  var done: Judged?
  /// Control numbers that were used before the batch.
  var repeated: Set<UInt64> = []
  var own: Set<UInt64> = []

  /// Adds the bytes of a segment, and what is wrong with them or those before.
  mutating func add(_ segment: SegmentView, after problems: [SyntaxProblem]) {
    if !problems.isEmpty { self.problems[segmentCount] = problems }
    segmentCount += 1
    byteCount += segment.exactBytes.count
    let start = segment.offset - segment.paddingCount
    let isNext = runs.last.map {
      $0.offset + $0.bytes.count == start
        && $0.bytes.count + segment.exactBytes.count <= Self.runSize
    }
    if isNext == true {
      runs[runs.count - 1].bytes.append(contentsOf: segment.exactBytes)
    } else {
      var run = Run(offset: segment.offset, line: segment.line, bytes: [])
      run.bytes.reserveCapacity(min(Self.runSize, max(segment.exactBytes.count, byteCount)))
      run.bytes.append(contentsOf: segment.exactBytes.dropFirst(segment.paddingCount))
      runs.append(run)
    }
  }

  /// Judges the sets as they would be judged within the input.
  public func judge() -> Judged {
    if let done { return done }
    var validator = begin()
    validator.take(problems: problems[segmentCount] ?? [])
    return end(validator)
  }

  /// A validator that has taken what the batch holds, and takes what comes of its last set.
  func begin() -> X12Validator {
    var validator = X12Validator(guides: guides, codes: codes, options: options)
    validator.contexts = contexts
    validator.before = place
    var interchange = InterchangeReport(header: Segment("ISA", []))
    interchange.groups = [GroupReport(header: Segment("GS", []))]
    validator.report.interchanges = [interchange]
    validator.envelope = envelope
    validator.envelope.sets = repeated
    var number = 0
    for run in runs {
      var reader = SegmentReader(within: delimiters, offset: run.offset, line: run.line)
      var fed = 0
      reading: while true {
        switch reader.next() {
        case .segment:
          validator.take(problems: problems[number] ?? [])
          validator.take(reader.segment)
          number += 1
        case .needsBytes:
          // A piece at a time, since the reader holds what it is fed.
          let piece = run.bytes[fed..<min(fed + Self.piece, run.bytes.count)]
          piece.withUnsafeBytes { reader.feed($0) }
          fed += piece.count
          if fed == run.bytes.count { reader.finish() }
        case .end: break reading
        }
      }
    }
    return validator
  }

  /// What came of the batch, once its validator has taken all of it.
  func end(_ validator: consuming X12Validator) -> Judged {
    let isUnreadable = validator.report.isUnreadable
    let contexts = validator.contexts
    let report = validator.finish()
    return Judged(
      place: place, sets: Array(report.interchanges[0].groups[0].sets.prefix(setCount)),
      contexts: contexts, isUnreadable: isUnreadable)
  }

  private static let piece = 1 << 17
  /// The most bytes of a run, so that no more is reserved than used by half of it.
  private static let runSize = 1 << 18
}

extension SetBatch {
  /// Keeps what was told of the bytes behind the segment that came last.
  mutating func hold(_ found: [SyntaxProblem]) { problems[segmentCount] = found }
}
