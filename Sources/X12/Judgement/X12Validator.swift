// SPDX-License-Identifier: Apache-2.0

import Values

/// Judges interchanges of any size, a segment at a time, by all types of test at once.
///
///     var validator = X12Validator(guides: guides, codes: codes)
///     while reader.next() == .segment {
///       validator.take(reader.segment)
///     }
///     let report = validator.finish(reader)
///
/// The report names every finding with its place, and counts those beyond the first thousand of a
/// transaction set. Memory is that of one claim, and of the findings.
public struct X12Validator: ~Copyable {
  /// What a run is to judge by, beyond the guides.
  public struct Options: Sendable {
    /// Rules of one payer or partner, for all guides that they name.
    public var partnerRules: [Rule] = []
    /// Types of test that are not wanted.
    public var skipped: Set<X12Finding.TestType> = []

    /// Makes options: all types, no partner.
    public init() {}
  }

  let guides: GuideLibrary
  let codes: (any ExternalCodes)?
  let options: Options
  var report = X12Report()
  var contexts: [String: JudgeContext] = [:]
  var judge: SetJudge?
  /// A transaction set whose guide is settled by the segment after its ST.
  var undecided: (header: HeldSegment, guides: [Guide])?
  var envelope = EnvelopeState()
  /// What lies before a part of an input that is judged apart.
  var before = SetBatch.Place(interchange: 0, group: 0, set: 0)
  let known = KnownVerdicts()

  /// Makes a validator.
  ///
  /// - Parameters:
  ///   - guides: The guides by which transaction sets are judged.
  ///   - codes: The lists that others keep; without them codes are judged by form only.
  ///   - options: What else.
  public init(
    guides: GuideLibrary, codes: (any ExternalCodes)? = nil, options: Options = Options()
  ) {
    self.guides = guides
    self.codes = codes
    self.options = options
  }

  /// Takes each transaction set that is complete instead of the report, which then only counts it: so
  /// memory does not grow with the input.
  public var onSet: ((SetReport) -> Void)?

  /// Takes the findings of each transaction set that is complete; the report keeps the set without them.
  public var onFindings: (([X12Finding]) -> Void)?

  /// What was found so far in the transaction sets that are complete.
  public var soFar: X12Report { report }

  /// Judges the next segment.
  public mutating func take(_ segment: SegmentView) {
    if undecided != nil { decide(by: segment) }
    defer { envelope.last = (segment.offset, segment.line) }
    switch segment.id {
    case .isa: beginInterchange(segment)
    case .iea: endInterchange(segment)
    case .gs: beginGroup(segment)
    case .ge: endGroup(segment)
    case .st: beginSet(segment)
    case .se: endSet(segment)
    case .ta1 where envelope.isInterchange && !envelope.isSet:
      judgeEnvelope(segment, definition: SegmentID.ta1)
    default: takeInner(segment)
    }
  }

  mutating func takeInner(_ segment: SegmentView) {
    envelope.segments += 1
    guard envelope.isSet else {
      add(
        "x12.envelope.unexpected-segment", .rejects, segment,
        facts: [.init("segment", segment[0].text)], acknowledgement: .interchange("024"))
      return
    }
    judge?.take(segment)
  }

  /// Tells what is wrong with the bytes at the place that the reader has reached.
  public mutating func take(problems: [SyntaxProblem]) {
    for problem in problems {
      var position = home
      position.offset = problem.offset
      position.line = problem.line
      position.segmentIndex = envelope.isSet ? envelope.segments + 1 : 0
      position.segment = problem.segment
      position.element = problem.element
      let severity = problem.severity
      if severity == .rejects, problem.endsReading { report.isUnreadable = true }
      var facts: [Finding.Fact] = []
      if let value = problem.value { facts.append(.init("value", "\(value)")) }
      append(
        X12Finding(
          problem.kind.rawValue, severity, .syntax, at: position, facts: facts,
          source: RuleSource(document: "ASC X12.6", locator: problem.kind.rawValue),
          acknowledgement: problem.acknowledgement))
    }
  }

  /// Ends the input and gives the report; what comes next is another input.
  ///
  /// Judging many inputs by one validator compiles each guide's rules only once.
  public mutating func finish() -> X12Report {
    closeInterchange(nil)
    if report.interchanges.isEmpty { report.isUnreadable = true }
    defer {
      report = X12Report()
      envelope = EnvelopeState()
      undecided = nil
    }
    return report
  }

  // Below: the envelope's parts in the order in which they come.

  var home: X12Position {
    var position = X12Position()
    position.interchange = before.interchange + report.interchanges.count
    position.group = before.group + (report.interchanges.last?.groups.count ?? 0)
    let sets = before.set + (report.interchanges.last?.groups.last?.setCount ?? 0)
    position.set = envelope.isSet ? sets : 0
    if !envelope.isGroup { position.group = 0 }
    return position
  }

  /// Adds a finding to the innermost part that is open.
  mutating func append(_ finding: X12Finding) {
    guard !options.skipped.contains(finding.type) else { return }
    if judge != nil {
      judge?.report.findings.append(finding)
      return
    }
    guard let interchange = report.interchanges.indices.last, envelope.isInterchange else {
      report.findings.append(finding)
      return
    }
    guard envelope.isGroup, let group = report.interchanges[interchange].groups.indices.last else {
      report.interchanges[interchange].findings.append(finding)
      return
    }
    let sets = report.interchanges[interchange].groups[group].sets.indices
    if envelope.isSet, let set = sets.last {
      report.interchanges[interchange].groups[group].sets[set].findings.append(finding)
    } else {
      report.interchanges[interchange].groups[group].findings.append(finding)
    }
  }

  mutating func add(
    _ rule: String, _ severity: Finding.Severity, _ segment: SegmentView?, element: Int = 0,
    facts: [Finding.Fact] = [], acknowledgement: X12Finding.Acknowledgement? = nil,
    type: X12Finding.TestType = .syntax, copy: String? = nil
  ) {
    var position = home
    position.segmentIndex = envelope.isSet ? envelope.segments : 0
    position.element = element
    (position.offset, position.line) = envelope.last
    if let segment {
      position.segment = segment[0].text
      position.offset = segment.offset(of: element)
      position.line = segment.line
    }
    append(
      X12Finding(
        rule, severity, type, at: position, facts: facts,
        source: RuleSource(document: "ASC X12.5", locator: position.reference),
        acknowledgement: acknowledgement, copy: copy))
  }

  /// Judges the elements of a segment of the envelope by its table.
  mutating func judgeEnvelope(_ segment: SegmentView, definition: SegmentID) {
    guard !envelope.table.isEmpty, let context = context(table: envelope.table),
      let index = context.guide.segments.firstIndex(where: { $0.id == definition })
    else { return }
    var judge = SetJudge(
      envelope: segment, context: context, home: home, known: known)
    judge.take(element: segment, definition: index)
    for finding in judge.report.findings.kept { append(finding) }
  }

  mutating func context(table: String) -> JudgeContext? {
    if let known = contexts[table] { return known }
    guard let guide = try? guides.guide(table: table) else { return nil }
    do throws(GuideError) {
      let made = try JudgeContext(
        guide: guide, library: guides, codes: codes, partnerRules: options.partnerRules,
        skipped: options.skipped)
      contexts[table] = made
      return made
    } catch {
      preconditionFailure("a table of rules was not checked: \(error)")
    }
  }
}
