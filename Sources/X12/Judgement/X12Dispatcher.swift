// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads an input like a ``X12Validator``, but leaves its transaction sets to be judged by others.
///
///     dispatcher.take(reader.segment)
///     while let batch = dispatcher.next() { … }      // batch.judge() on some thread
///     dispatcher.put(judged)                         // in any order
///
/// The report is the same as that of one validator, whatever the order in which batches come back. A
/// transaction set that is larger than a batch may be is judged while it is read.
public struct X12Dispatcher: ~Copyable {
  /// From how many bytes on a batch is given out.
  private let size: Int
  /// The most bytes that a batch holds.
  private let limit: Int
  /// Judges the set at hand where it is too large to be given out.
  private var inner: X12Validator?
  private var validator: X12Validator
  private var batch: SetBatch?
  private var ready: [SetBatch] = []
  private var isInSet = false
  /// What is wrong with bytes within a set, until it is known whether they become a segment.
  private var held: [SyntaxProblem] = []

  /// Makes a dispatcher; see ``X12Validator``.
  public init(
    guides: GuideLibrary, codes: (any ExternalCodes)? = nil,
    options: X12Validator.Options = X12Validator.Options(), batchSize: Int = 1 << 19,
    limit: Int = 5 << 20
  ) {
    validator = X12Validator(guides: guides, codes: codes, options: options)
    size = batchSize
    self.limit = limit
  }

  /// Takes the findings of each transaction set whose batch was put in; the report keeps the set without
  /// them.
  public var onFindings: (([X12Finding]) -> Void)? {
    get { validator.onFindings }
    set { validator.onFindings = newValue }
  }

  /// Takes the next segment of the input.
  public mutating func take(_ segment: SegmentView) {
    defer { validator.envelope.last = (segment.offset, segment.line) }
    defer { if !held.isEmpty { held = [] } }
    switch segment.id {
    case .st where validator.envelope.isGroup: begin(segment)
    case .st, .isa, .iea, .gs, .ge:
      // A set without SE is ended by what follows.
      if isInSet { add(segment) }
      cut()
      validator.take(segment)
    default:
      guard isInSet else { return validator.take(segment) }
      add(segment)
      guard segment.id == .se else { return }
      isInSet = false
      if inner != nil { cut() }
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
      var set = set
      if let onFindings { onFindings(set.findings.give()) }
      validator.report.interchanges[place.interchange].groups[place.group].sets[place.set + index] =
        set
    }
    validator.contexts.merge(judged.contexts) { known, _ in known }
    if judged.isUnreadable { validator.report.isUnreadable = true }
  }

  /// Says that the input has ended: the last batch is ready.
  public mutating func end() {
    if isInSet { hold() }
    held = []
    cut()
  }

  /// Gives the report, when all batches were put in.
  public mutating func finish() -> X12Report { validator.finish() }

  private mutating func begin(_ segment: SegmentView) {
    if isInSet {
      add(segment)
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

  /// Adds a segment of the set at hand.
  private mutating func add(_ segment: SegmentView) {
    if inner != nil {
      inner?.take(problems: held)
      inner?.take(segment)
      return
    }
    batch?.add(segment, after: held)
    guard batch?.byteCount ?? 0 > limit, segment.id != .se else { return }
    inner = batch?.begin()
    batch?.runs = []
  }

  /// Keeps what is wrong with the bytes behind the last segment.
  private mutating func hold() {
    if inner != nil { inner?.take(problems: held) } else { batch?.hold(held) }
  }

  private mutating func cut() {
    isInSet = false
    guard var batch else { return }
    if let inner = inner.take() {
      batch.done = batch.end(inner)
    }
    ready.append(batch)
    self.batch = nil
  }
}
