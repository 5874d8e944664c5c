// SPDX-License-Identifier: Apache-2.0

import Values

extension SetJudge {
  /// Notes what later judgements want to know of a segment.
  mutating func watch(_ segment: SegmentView, definition: Int, isQualified: Bool) {
    rules.note(
      segment, definition: definition, segmentIndex: segmentIndex, isQualified: isQualified)
    if segment.id == .hl { judgeHierarchy(segment) }
    let known = judging.definitions + definition
    if known.pointee.dateElement > 0 {
      noteDate(segment, Int(known.pointee.dateElement), isLast: known.pointee.isLastDay)
    }
    if known.pointee.role != .none { noteBalance(segment, known.pointee.role) }
  }

  private mutating func noteDate(_ segment: SegmentView, _ element: Int, isLast: Bool) {
    let value = segment[element]
    let from = isLast && value.count == 17 ? 9 : 0
    guard value.count >= 8, ValueForms.isDay(value, at: from) else { return }
    let date = CalendarDate(
      year: ValueForms.digits(value, from, 4), month: ValueForms.digits(value, from + 4, 2),
      day: ValueForms.digits(value, from + 6, 2))
    guard let date else { return }
    waiting.setDate(date)
    guard guide.set == "837", let made = self.date, date > made else { return }
    append(
      "x12.837.service-in-future", .warns, .situation, at: position(segment, element: element),
      facts: [.init("date", date.description), .init("made", made.description)])
  }

  /// Judges the rules of a loop at its end.
  mutating func judgeRules(of frame: LoopMatcher.Frame, before segment: SegmentView?) {
    var broken: [Int] = []
    rules.forEachBroken(of: frame.loop) { broken.append($0) }
    for index in broken { append(context.program.rules[frame.loop][index], frame) }
  }

  private mutating func append(_ rule: CompiledRule, _ frame: LoopMatcher.Frame) {
    var position = home
    position.loop = rule.placeReference?.loop ?? guide.loops[frame.loop].id
    if position.loop == "ST" { position.loop = "" }
    position.segment = rule.placeReference?.segment ?? ""
    let start = (rule.place < 0 ? nil : rules.place(rule.place)) ?? rules.start
    (position.segmentIndex, position.offset, position.line) = start
    position.element = rule.placeReference?.element ?? 0
    position.component = rule.placeReference?.component ?? 0
    let facts = rule.facts.map { Finding.Fact($0.name, rules.text($0.step)) }
    append(
      rule.rule.id, rule.rule.severity, rule.rule.type, at: position, facts: facts,
      acknowledgement: rule.rule.acknowledgement,
      source: RuleSource(document: "ASC X12N \(guide.version)", locator: rule.rule.source),
      trigger: trigger(of: rule))
  }

  /// Where the segment or element stands that made a rule apply.
  private func trigger(of rule: CompiledRule) -> X12Position? {
    guard let trigger = rule.trigger, let reference = trigger.reference.segment,
      let found = rules.place(trigger.slot)
    else { return nil }
    var position = home
    position.loop = trigger.reference.loop ?? rule.rule.loop
    position.segment = reference
    position.element = trigger.reference.element
    position.component = trigger.reference.component
    (position.segmentIndex, position.offset, position.line) = found
    return position
  }
}
