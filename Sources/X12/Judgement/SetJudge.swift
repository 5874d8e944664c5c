// SPDX-License-Identifier: Apache-2.0

import Values

/// Judges one transaction set by its guide, a segment at a time.
///
/// Its memory is that of the loops that are open, whatever the number of claims.
struct SetJudge {
  let guide: Guide
  let context: JudgeContext
  // What the two know as plain words, good as long as they are.
  let plan: GuidePlan
  let judging: JudgePlan
  var matcher: LoopMatcher
  var report: SetReport
  /// The segment at hand, counted from 1 for the ST.
  var segmentIndex = 1
  /// Byte and line of the segment that came last: where an input ends that is cut off.
  var last = (offset: 0, line: 0)
  /// What a position in this transaction set has in common with the others.
  let home: X12Position
  var hierarchy = HierarchyJudge()
  var rules: RuleEngine
  var waiting = WaitingCodes()
  var balance = Balances()
  /// The date of the functional group, for codes that are not medical.
  let date: CalendarDate?
  /// By name of a list, whether it was missed, so that each is told once.
  var missedLists: [Bool]
  let known: KnownVerdicts
  /// Whether the interchange is no test.
  var isProduction = false
  /// Required children of open loops that were not there when their turn was over.
  private var passed: [PassedChild] = []
  /// Whether the loop of a segment with an unknown qualifier is being passed.
  private var isLost = false

  init(
    header: SegmentView, context: JudgeContext, home: X12Position, date: CalendarDate?,
    known: KnownVerdicts
  ) {
    self.known = known
    missedLists = Array(repeating: false, count: context.plan.nameCount)
    guide = context.guide
    self.context = context
    plan = guide.plan
    judging = context.plan
    self.date = date
    self.home = home
    matcher = LoopMatcher(guide: guide)
    report = SetReport(header: Segment(header))
    rules = RuleEngine(program: context.program)
    matcher.enterHeader()
    rules.open(loop: 0, at: header, segmentIndex: 1)
    take(element: header, definition: 0)
    watch(header, definition: 0, isQualified: true)
  }

  /// Makes a judge of single segments of the envelope.
  init(
    envelope segment: SegmentView, context: JudgeContext, home: X12Position, known: KnownVerdicts
  ) {
    self.known = known
    missedLists = Array(repeating: false, count: context.plan.nameCount)
    guide = context.guide
    self.context = context
    plan = guide.plan
    judging = context.plan
    self.home = home
    date = nil
    matcher = LoopMatcher(guide: guide)
    report = SetReport(header: Segment("", []))
    rules = RuleEngine(program: context.program)
    segmentIndex = 0
  }

  /// Judges the next segment.
  mutating func take(_ segment: SegmentView) {
    segmentIndex &+= 1
    last = (segment.offset, segment.line)
    guard let target = target(of: segment) else {
      unplaced(segment)
      return
    }
    close(to: target.depth, before: segment)
    let frame = matcher.frames[target.depth &- 1]
    let child = plan.children[Int(plan.childStarts[frame.loop]) &+ target.child]
    if target.fit != .outOfOrder { notePassed(frame, target, child, segment) }
    let count = matcher.enter(target)
    isLost = false
    if matcher.frames.count > target.depth { open(Int(child.loop), segment) }
    if target.fit == .outOfOrder { report(.outOfOrder, segment) }
    if count > child.maximum { tooMany(child, segment) }
    take(element: segment, definition: Int(child.segment))
    watch(
      segment, definition: Int(child.segment), isQualified: target.fit != .otherQualifier)
  }

  /// Where a segment belongs; a level of an unknown kind is one below the level that it names.
  @inline(__always)
  private func target(of segment: SegmentView) -> LoopMatcher.Target? {
    let target = matcher.find(segment)
    guard segment.id == .hl, target?.fit != .inOrder else { return target }
    return levelTarget(of: segment) ?? target
  }

  /// Ends the transaction set at its SE, which was taken like any other segment.
  mutating func finish(at segment: SegmentView?) {
    // A set that is cut off may have lost the levels that were announced.
    if segment?.id == .se { closeLevels { _ in false } }
    close(to: 0, before: segment)
    report.segmentCount = segmentIndex
    report.guide = guide.version
    report.findings.sort()
  }

  private struct PassedChild {
    let depth: Int
    let child: Int
    let segmentIndex: Int
    let offset: Int
    let line: Int
  }

  private mutating func open(_ loop: Int, _ segment: SegmentView) {
    rules.open(loop: loop, at: segment, segmentIndex: segmentIndex)
    waiting.open()
    if judging.isClaim[loop] { report.claimCount += 1 }
  }

  /// Closes loops until so many are open, innermost first, and judges each as a whole.
  private mutating func close(to depth: Int, before segment: SegmentView?) {
    while matcher.frames.count > depth {
      let frame = matcher.frames[matcher.frames.count &- 1]
      requireChildren(of: frame, before: segment)
      while let last = passed.last, last.depth == matcher.frames.count { passed.removeLast() }
      judgeRules(of: frame, before: segment)
      judgeWaiting(frame)
      judgeBalance(frame)
      rules.close()
      waiting.close()
      matcher.close()
    }
  }

  /// Notes the required children whose place lies between the last segment and this one: this is where
  /// they should have stood, if they do not come later, out of order.
  @inline(__always)
  private mutating func notePassed(
    _ frame: LoopMatcher.Frame, _ target: LoopMatcher.Target, _ child: GuidePlan.Child,
    _ segment: SegmentView
  ) {
    let children = plan.children + Int(plan.childStarts[frame.loop])
    guard frame.rank < child.rank else { return }
    var next = children[frame.reached].requiredFromRank
    while Int(next) < target.child, children[Int(next)].rank < child.rank {
      if matcher.count(ofChild: Int(next)) == 0 {
        passed.append(
          PassedChild(
            depth: target.depth, child: Int(next), segmentIndex: segmentIndex,
            offset: segment.offset, line: segment.line))
      }
      next = children[Int(next)].nextRequired
    }
  }

  private mutating func requireChildren(of frame: LoopMatcher.Frame, before segment: SegmentView?) {
    let from = Int(plan.childStarts[frame.loop])
    let to = Int(plan.childStarts[frame.loop &+ 1])
    for at in from..<to where plan.children[at].isRequired {
      if matcher.count(ofChild: at &- from) == 0 {
        missing(at - from, plan.children[at], frame, segment)
      }
    }
  }

  private mutating func missing(
    _ index: Int, _ child: GuidePlan.Child, _ frame: LoopMatcher.Frame, _ segment: SegmentView?
  ) {
    let definition = guide.segments[Int(child.segment)]
    // That a transaction set does not end is told of the envelope.
    if definition.id == .se { return }
    var position = position(segment)
    let depth = matcher.frames.count
    if let passed = passed.first(where: { $0.depth == depth && $0.child == index }) {
      (position.segmentIndex, position.offset) = (passed.segmentIndex, passed.offset)
      position.line = passed.line
    }
    position.loop = guide.loops[frame.loop].id
    position.segment = definition.id.description
    var facts = [Finding.Fact("segment", position.segment), .init("name", definition.name)]
    var rule = "x12.segment.required"
    if child.loop >= 0 {
      let loop = guide.loops[Int(child.loop)]
      rule = "x12.loop.required"
      facts = [.init("loop", loop.id), .init("name", loop.name)]
      position.loop = loop.id
    }
    append(
      rule, .rejects, .guide, at: position, facts: facts,
      acknowledgement: .segment(child.loop >= 0 ? "I7" : "3"))
  }

  private mutating func tooMany(_ child: GuidePlan.Child, _ segment: SegmentView) {
    var position = position(segment)
    let isLoop = child.loop >= 0
    if isLoop { position.loop = guide.loops[Int(child.loop)].id }
    append(
      isLoop ? "x12.loop.too-many" : "x12.segment.too-many", .rejects, .guide, at: position,
      facts: [
        .init("loop", position.loop), .init("segment", segment[0].text),
        .init("maximum", "\(child.maximum)"),
      ], acknowledgement: .segment(isLoop ? "4" : "5"))
  }

  private mutating func unplaced(_ segment: SegmentView) {
    let isKnown = guide.number(of: segment.id) != nil
    if isLost, isKnown { return }
    if isKnown, matcher.hasPlace(for: segment.id) {
      report(.qualifier, segment)
      isLost = true
    } else if isKnown {
      report(.unexpected, segment)
    } else {
      report(context.dictionary.hasSegment(segment.id) ? .notInSet : .unknown, segment)
    }
  }

  private enum Misfit {
    case outOfOrder, qualifier, unexpected, notInSet, unknown
  }

  private mutating func report(_ misfit: Misfit, _ segment: SegmentView) {
    let (rule, code): (String, String) =
      switch misfit {
      case .outOfOrder: ("x12.segment.out-of-order", "7")
      case .qualifier: ("x12.segment.qualifier", "2")
      case .unexpected: ("x12.segment.unexpected", "2")
      case .notInSet: ("x12.segment.unexpected", "6")
      case .unknown: ("x12.segment.unknown", "1")
      }
    let type: X12Finding.TestType = misfit == .unknown ? .syntax : .guide
    append(
      rule, .rejects, type, at: position(segment),
      facts: [.init("segment", segment[0].text), .init("qualifier", qualifier(of: segment))],
      acknowledgement: .segment(code))
  }

  /// The qualifier of a segment that has no place: its first element where that looks like a code.
  private func qualifier(of segment: SegmentView) -> String {
    let value = segment.component(1, 1)
    return value.count <= 3 ? value.text : ""
  }

  /// The place of a segment, or of an element of it.
  func position(
    _ segment: SegmentView?, element: Int = 0, component: Int = 0, repetition: Int = 0
  ) -> X12Position {
    var position = home
    position.segmentIndex = segmentIndex
    position.loop = matcher.frames.last.map { guide.loops[$0.loop].id } ?? ""
    if position.loop == "ST" { position.loop = "" }
    guard let segment else {
      position.segmentIndex += 1
      (position.offset, position.line) = last
      return position
    }
    position.segment = segment[0].text
    position.element = element
    position.component = component
    position.repetition = repetition
    position.offset = segment.offset(of: element)
    position.line = segment.line
    return position
  }

  mutating func append(
    _ rule: String, _ severity: Finding.Severity, _ type: X12Finding.TestType,
    at position: X12Position, facts: [Finding.Fact] = [],
    acknowledgement: X12Finding.Acknowledgement? = nil, copy: String? = nil,
    source: RuleSource? = nil, trigger: X12Position? = nil
  ) {
    guard report.findings.kept.count < FindingList.limit else {
      report.findings.countOnly(severity)
      return
    }
    let source =
      source
      ?? RuleSource(
        document: "ASC X12N \(guide.version)",
        locator: position.loop.isEmpty
          ? position.reference : "loop \(position.loop), \(position.reference)")
    var finding = X12Finding(
      rule, severity, type, at: position, facts: facts, source: source,
      acknowledgement: acknowledgement, copy: copy)
    finding.trigger = trigger
    report.findings.append(finding)
  }
}
