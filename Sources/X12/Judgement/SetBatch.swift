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
  /// More than one where an interchange was given up and another ends the set.
  var runs: [Run] = []
  var byteCount = 0
  var segmentCount = 0
  /// What is wrong with the bytes before a segment, the first being 0, or behind the last.
  var problems: [Int: [SyntaxProblem]] = [:]
  var setCount = 0
  /// Control numbers that were used before the batch.
  var repeated: Set<UInt64> = []
  var own: Set<UInt64> = []

  /// Adds the bytes of a segment, and what is wrong with them or those before.
  mutating func add(_ segment: SegmentView, after problems: [SyntaxProblem]) {
    if !problems.isEmpty { self.problems[segmentCount] = problems }
    segmentCount += 1
    byteCount += segment.exactBytes.count
    let start = segment.offset - segment.paddingCount
    if let last = runs.last, last.offset + last.bytes.count == start {
      runs[runs.count - 1].bytes.append(contentsOf: segment.exactBytes)
    } else {
      let bytes = Array(segment.exactBytes.dropFirst(segment.paddingCount))
      runs.append(Run(offset: segment.offset, line: segment.line, bytes: bytes))
    }
  }

  /// Judges the sets as they would be judged within the input.
  public func judge() -> Judged {
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
      reader.feed(run.bytes)
      reader.finish()
      while reader.next() == .segment {
        validator.take(problems: problems[number] ?? [])
        validator.take(reader.segment)
        number += 1
      }
    }
    validator.take(problems: problems[number] ?? [])
    let isUnreadable = validator.report.isUnreadable
    let contexts = validator.contexts
    let report = validator.finish()
    return Judged(
      place: place, sets: Array(report.interchanges[0].groups[0].sets.prefix(setCount)),
      contexts: contexts, isUnreadable: isUnreadable)
  }
}

extension SetBatch {
  /// Keeps what was told of the bytes behind the segment that came last.
  mutating func hold(_ found: [SyntaxProblem]) { problems[segmentCount] = found }
}

/// Reads an input like a ``X12Validator``, but leaves its transaction sets to be judged by others.
///
///     dispatcher.take(reader.segment)
///     while let batch = dispatcher.next() { … }      // batch.judge() on some thread
///     dispatcher.put(judged)                         // in any order
///
/// The report is the same as that of one validator, whatever the order in which batches come back.
public struct X12Dispatcher: ~Copyable {
  /// From how many bytes on a batch is given out.
  private let size: Int
  private var validator: X12Validator
  private var batch: SetBatch?
  private var ready: [SetBatch] = []
  private var isInSet = false
  /// What is wrong with bytes within a set, until it is known whether they become a segment.
  private var held: [SyntaxProblem] = []

  /// Makes a dispatcher; see ``X12Validator``.
  public init(
    guides: GuideLibrary, codes: (any ExternalCodes)? = nil,
    options: X12Validator.Options = X12Validator.Options(), batchSize: Int = 1 << 19
  ) {
    validator = X12Validator(guides: guides, codes: codes, options: options)
    size = batchSize
  }

  /// Takes the next segment of the input.
  public mutating func take(_ segment: SegmentView) {
    defer { validator.envelope.last = (segment.offset, segment.line) }
    defer { if !held.isEmpty { held = [] } }
    switch segment.id {
    case .st where validator.envelope.isGroup: begin(segment)
    case .st, .isa, .iea, .gs, .ge:
      // A set without SE is ended by what follows.
      if isInSet { batch?.add(segment, after: held) }
      cut()
      validator.take(segment)
    default:
      guard isInSet else { return validator.take(segment) }
      batch?.add(segment, after: held)
      guard segment.id == .se else { return }
      isInSet = false
      if let batch, batch.byteCount >= size { cut() }
    }
  }

  /// Takes what is wrong with the bytes at the place that the reader has reached, before the segment there.
  public mutating func take(problems: [SyntaxProblem]) {
    guard isInSet else { return validator.take(problems: problems) }
    held += problems
    if let end = problems.last(where: \.endsReading) {
      validator.envelope.last = (end.offset, end.line)
    }
  }

  /// A batch to be judged, if one is ready.
  public mutating func next() -> SetBatch? { ready.isEmpty ? nil : ready.removeFirst() }

  /// Puts in what came of a batch.
  public mutating func put(_ judged: SetBatch.Judged) {
    let place = judged.place
    for (index, set) in judged.sets.enumerated() {
      validator.report.interchanges[place.interchange].groups[place.group].sets[place.set + index] =
        set
    }
    validator.contexts.merge(judged.contexts) { known, _ in known }
    if judged.isUnreadable { validator.report.isUnreadable = true }
  }

  /// Says that the input has ended: the last batch is ready.
  public mutating func end() {
    if isInSet { batch?.hold(held) }
    held = []
    cut()
  }

  /// Gives the report, when all batches were put in.
  public mutating func finish() -> X12Report { validator.finish() }

  private mutating func begin(_ segment: SegmentView) {
    if isInSet {
      batch?.add(segment, after: held)
      cut()
    }
    let interchange = validator.report.interchanges.count - 1
    let group = validator.report.interchanges[interchange].groups.count - 1
    let set = validator.report.interchanges[interchange].groups[group].sets.count
    if batch == nil {
      batch = SetBatch(
        guides: validator.guides, codes: validator.codes, options: validator.options,
        contexts: validator.contexts,
        place: .init(interchange: interchange, group: group, set: set),
        envelope: validator.envelope, delimiters: segment.delimiters)
    }
    validator.report.interchanges[interchange].groups[group].sets.append(
      SetReport(header: Segment(segment)))
    let key = segment[2].key
    if !validator.envelope.remember(set: key), batch?.own.contains(key) == false {
      batch?.repeated.insert(key)
    }
    batch?.own.insert(key)
    batch?.setCount += 1
    batch?.add(segment, after: [])
    isInSet = true
  }

  private mutating func cut() {
    isInSet = false
    guard let batch else { return }
    ready.append(batch)
    self.batch = nil
  }
}
