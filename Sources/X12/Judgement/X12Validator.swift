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

  private let guides: GuideLibrary
  private let codes: (any ExternalCodes)?
  private let options: Options
  private var report = X12Report()
  private var contexts: [String: JudgeContext] = [:]
  private var judge: SetJudge?
  /// A transaction set whose guide is settled by the segment after its ST.
  private var undecided: (header: HeldSegment, guides: [Guide])?
  private var envelope = EnvelopeState()
  private let known = KnownVerdicts()

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

  /// What was found so far in the transaction sets that are complete.
  public var soFar: X12Report { report }

  /// Judges the next segment.
  public mutating func take(_ segment: SegmentView) {
    if undecided != nil { decide(by: segment) }
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

  private mutating func takeInner(_ segment: SegmentView) {
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
      position.element = problem.element
      let severity = problem.severity
      if severity == .rejects, problem.endsReading { report.isUnreadable = true }
      var facts: [Finding.Fact] = []
      if let value = problem.value { facts.append(.init("value", "\(value)")) }
      append(
        X12Finding(
          "x12.syntax.\(problem.kind.rawValue)", severity, .syntax, at: position, facts: facts,
          source: RuleSource(document: "ASC X12.6", locator: problem.kind.rawValue),
          acknowledgement: problem.acknowledgement))
    }
  }

  /// Ends the input and gives the report.
  public mutating func finish() -> X12Report {
    closeInterchange(nil)
    return report
  }

  // Below: the envelope's parts in the order in which they come.

  private var home: X12Position {
    var position = X12Position()
    position.interchange = report.interchanges.count
    position.group = report.interchanges.last?.groups.count ?? 0
    position.set = envelope.isSet ? report.interchanges.last?.groups.last?.sets.count ?? 0 : 0
    if !envelope.isGroup { position.group = 0 }
    return position
  }

  /// Adds a finding to the innermost part that is open.
  private mutating func append(_ finding: X12Finding) {
    guard !options.skipped.contains(finding.type) else { return }
    if judge != nil {
      judge!.report.findings.append(finding)
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

  private mutating func add(
    _ rule: String, _ severity: Finding.Severity, _ segment: SegmentView?, element: Int = 0,
    facts: [Finding.Fact] = [], acknowledgement: X12Finding.Acknowledgement? = nil,
    type: X12Finding.TestType = .syntax, copy: String? = nil
  ) {
    var position = home
    position.segmentIndex = envelope.isSet ? envelope.segments : 0
    position.element = element
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
  private mutating func judgeEnvelope(_ segment: SegmentView, definition: SegmentID) {
    guard !envelope.table.isEmpty, let context = context(table: envelope.table),
      let index = context.guide.segments.firstIndex(where: { $0.id == definition })
    else { return }
    var judge = SetJudge(
      envelope: segment, context: context, home: home, known: known)
    judge.take(element: segment, definition: index)
    for finding in judge.report.findings.kept { append(finding) }
  }

  private mutating func context(table: String) -> JudgeContext? {
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

extension X12Validator {
  private mutating func beginInterchange(_ segment: SegmentView) {
    closeInterchange(segment)
    report.interchanges.append(InterchangeReport(header: Segment(segment)))
    envelope = EnvelopeState()
    envelope.isInterchange = true
    envelope.table = Self.envelopeTable(of: segment[12])
    judgeEnvelope(segment, definition: .isa)
    if !envelope.remember(interchange: segment[13].key) {
      add(
        "x12.envelope.duplicate-control-number", .rejects, segment, element: 13,
        acknowledgement: .interchange("025"))
    }
  }

  /// The table of an envelope by its version; versions that no health care guide uses have none.
  private static func envelopeTable(of version: ElementView) -> String {
    guard version.count == 5, let number = version.number else { return "envelope" }
    switch number {
    case 501: return "envelope"
    case 400...405: return "envelope-00401"
    default: return ""
    }
  }

  private mutating func endInterchange(_ segment: SegmentView) {
    closeGroup(segment)
    guard envelope.isInterchange else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "IEA")])
      return
    }
    judgeEnvelope(segment, definition: .iea)
    let groups = report.interchanges[report.interchanges.count - 1].groups.count
    if segment[1].number != groups {
      count("x12.envelope.group-count", segment, groups, .interchange("021"))
    }
    let header = report.interchanges[report.interchanges.count - 1].header
    if header.text(13) != segment[2].text {
      add(
        "x12.envelope.interchange-control-number", .rejects, segment, element: 2,
        acknowledgement: .interchange("001"))
    }
    envelope.isInterchange = false
  }

  private mutating func count(
    _ rule: String, _ segment: SegmentView, _ expected: Int,
    _ acknowledgement: X12Finding.Acknowledgement
  ) {
    add(
      rule, .rejects, segment, element: 1,
      facts: [.init("expected", "\(expected)"), .init("found", segment[1].text)],
      acknowledgement: acknowledgement)
  }

  private mutating func closeInterchange(_ segment: SegmentView?) {
    closeGroup(segment)
    guard envelope.isInterchange else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "IEA")],
      acknowledgement: .interchange("023"))
    envelope.isInterchange = false
  }

  private mutating func beginGroup(_ segment: SegmentView) {
    closeGroup(segment)
    guard envelope.isInterchange else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "GS")])
      return
    }
    report.interchanges[report.interchanges.count - 1].groups.append(
      GroupReport(header: Segment(segment)))
    envelope.isGroup = true
    envelope.version = segment[8].text
    envelope.groupType = segment[1].text
    envelope.date = Self.date(segment[4])
    envelope.sets = []
    judgeEnvelope(segment, definition: .gs)
    if !envelope.remember(group: segment[6].key) {
      add(
        "x12.envelope.duplicate-control-number", envelope.gravity, segment, element: 6,
        acknowledgement: .group("19"))
    }
  }

  private static func date(_ value: ElementView) -> CalendarDate? {
    guard value.count == 8, ValueForms.isDay(value) else { return nil }
    return CalendarDate(
      year: ValueForms.digits(value, 0, 4), month: ValueForms.digits(value, 4, 2),
      day: ValueForms.digits(value, 6, 2))
  }

  private mutating func endGroup(_ segment: SegmentView) {
    closeSet(segment)
    guard envelope.isGroup else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "GE")])
      return
    }
    judgeEnvelope(segment, definition: .ge)
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let sets = report.interchanges[interchange].groups[group].sets.count
    report.interchanges[interchange].groups[group].announcedSetCount = segment[1].number
    if segment[1].number != sets { count("x12.envelope.set-count", segment, sets, .group("5")) }
    if report.interchanges[interchange].groups[group].header.text(6) != segment[2].text {
      add(
        "x12.envelope.group-control-number", .rejects, segment, element: 2,
        acknowledgement: .group("4"))
    }
    envelope.isGroup = false
  }

  private mutating func closeGroup(_ segment: SegmentView?) {
    closeSet(segment)
    guard envelope.isGroup else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "GE")],
      acknowledgement: .group("3"))
    envelope.isGroup = false
  }
}

extension X12Validator {
  private mutating func beginSet(_ segment: SegmentView) {
    closeSet(segment)
    guard envelope.isGroup else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "ST")])
      return
    }
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    report.interchanges[interchange].groups[group].sets.append(
      SetReport(header: Segment(segment)))
    envelope.isSet = true
    envelope.segments = 1
    if !envelope.remember(set: segment[2].key) {
      add(
        "x12.envelope.duplicate-control-number", envelope.gravity, segment, element: 2,
        acknowledgement: .set("23"))
    }
    chooseGuide(segment)
  }

  private mutating func chooseGuide(_ segment: SegmentView) {
    let named = segment[3].text
    let version = named.isEmpty ? envelope.version : named
    let set = segment[1].text
    let entries = guides.entries(version: version, set: set)
    guard let first = entries.first else {
      // Sets that no health care guide knows are judged by the syntax of the standard.
      guard guides.entries.contains(where: { $0.set == set }) else {
        add(
          "x12.guide.no-table", .informs, segment, facts: [.init("version", version)],
          type: .guide)
        return
      }
      add(
        "x12.guide.unknown", .rejects, segment, element: named.isEmpty ? 1 : 3,
        facts: [.init("version", version), .init("set", set)], acknowledgement: .set("I6"),
        type: .guide)
      return
    }
    judgeVersion(segment, first)
    let candidates = entries.compactMap { try? guides.guide(for: $0) }
    if candidates.isEmpty {
      add(
        "x12.guide.no-table", .informs, segment, facts: [.init("version", version)], type: .guide)
    } else if candidates.count == 1 {
      begin(segment, candidates[0], entries[0].variant)
    } else {
      undecided = (HeldSegment(segment), candidates)
    }
  }

  private mutating func judgeVersion(_ segment: SegmentView, _ entry: GuideLibrary.Entry) {
    if let alias = entry.alias {
      add(
        "x12.guide.alias", .informs, segment, element: 3,
        facts: [.init("version", entry.version), .init("judged", alias)], type: .guide)
    }
    if envelope.groupType != entry.group {
      add(
        "x12.envelope.group-type", .warns, segment, element: 1,
        facts: [.init("group", envelope.groupType), .init("expected", entry.group)],
        acknowledgement: .set("6"))
    }
    if !segment[3].isEmpty, segment[3].text != envelope.version {
      add(
        "x12.envelope.version", .warns, segment, element: 3,
        facts: [.init("version", segment[3].text), .init("group", envelope.version)])
    }
  }

  private mutating func begin(_ segment: SegmentView, _ guide: Guide, _ variant: String) {
    guard let context = context(table: guide.table) else { return }
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let set = report.interchanges[interchange].groups[group].sets.count - 1
    var begun = SetJudge(
      header: segment, context: context, home: home, date: envelope.date, known: known)
    for finding in report.interchanges[interchange].groups[group].sets[set].findings.kept {
      begun.report.findings.append(finding)
    }
    begun.report.variant = variant
    judge = begun
  }

  private mutating func decide(by segment: SegmentView) {
    guard let (header, candidates) = undecided else { return }
    undecided = nil
    let guide = candidates.first { $0.admits(segment) } ?? candidates[0]
    let entry = guides.entries.first { $0.table == guide.table }
    header.withView { begin($0, guide, entry?.variant ?? "") }
  }

  private mutating func endSet(_ segment: SegmentView) {
    guard envelope.isSet else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "SE")])
      return
    }
    envelope.segments += 1
    judge?.take(segment)
    if segment[1].number != envelope.segments {
      count("x12.envelope.segment-count", segment, envelope.segments, .set("4"))
    }
    if envelope.control != segment[2].key {
      add(
        "x12.envelope.set-control-number", .rejects, segment, element: 2,
        acknowledgement: .set("3"))
    }
    keep(segment)
  }

  /// Ends a transaction set that has no SE.
  private mutating func closeSet(_ segment: SegmentView?) {
    guard envelope.isSet else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "SE")],
      acknowledgement: .set("2"))
    keep(segment)
  }

  private mutating func keep(_ segment: SegmentView?) {
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let set = report.interchanges[interchange].groups[group].sets.count - 1
    if judge != nil {
      judge!.finish(at: segment)
      report.interchanges[interchange].groups[group].sets[set] = judge!.report
      judge = nil
    } else {
      report.interchanges[interchange].groups[group].sets[set].segmentCount = envelope.segments
    }
    envelope.isSet = false
  }
}
