// SPDX-License-Identifier: Apache-2.0

import Values

/// A place within a segment while its elements are judged.
struct ElementPlace {
  var element: Int
  var component = 0
  var repetition = 0
}

extension SetJudge {
  /// Judges the elements of a segment by its definition.
  mutating func take(element segment: SegmentView, definition: Int) {
    let count = Int(plan.segments[definition].topCount)
    let tops = plan.topElements + Int(plan.segments[definition].topFrom)
    let required = judging.definitions[definition].required
    // Which elements are there, the first as bit 1.
    var present: UInt64 = 0
    var number = 1
    let last = min(count, segment.count)
    while number <= last {
      let value = segment[number]
      if value.isEmpty {
        if plan.elements[Int(tops[number &- 1])].usage == .required {
          missing(segment, ElementPlace(element: number), Int(tops[number &- 1]))
        }
      } else {
        present |= 1 &<< UInt64(truncatingIfNeeded: min(number, 63))
        judge(value, segment, number, Int(tops[number &- 1]))
      }
      number &+= 1
    }
    if last < count, required &>> UInt64(truncatingIfNeeded: min(number, 63)) != 0 {
      for number in number...count where plan.elements[Int(tops[number - 1])].usage == .required {
        missing(segment, ElementPlace(element: number), Int(tops[number - 1]))
      }
    }
    if segment.count > 0, segment.count > count || segment[segment.count].isEmpty {
      judgeEnd(segment, count, Int(plan.segments[definition].knownCount))
    }
    let conditions = judging.definitions[definition].conditions
    for at in Int(conditions.from)..<Int(conditions.to)
    where segment.count > count || !judging.conditions[at].holds(present) {
      judgeCondition(segment, guide.segments[definition].conditions[at - Int(conditions.from)])
    }
  }

  @inline(__always)
  private mutating func judge(
    _ value: ElementView, _ segment: SegmentView, _ number: Int, _ index: Int
  ) {
    let element = plan.elements + index
    if element.pointee.usage == .notUsed {
      notUsed(segment, ElementPlace(element: number), index)
    } else if element.pointee.kind == .composite {
      judgeComposite(value, segment, number, index)
    } else {
      judgeSimple(value, segment, number, index)
    }
  }

  /// Judges elements past those of the guide, and separators with nothing behind.
  private mutating func judgeEnd(_ segment: SegmentView, _ count: Int, _ known: Int) {
    let used = (count..<min(known, max(count, segment.count))).filter { !segment[$0 + 1].isEmpty }
    for extra in used {
      append(
        "x12.element.not-used", .warns, .guide, at: position(segment, element: extra + 1),
        facts: [.init("name", "the element")], acknowledgement: .element("I10"))
    }
    let count = max(count, known)
    if let extra = (count..<max(count, segment.count)).first(where: { !segment[$0 + 1].isEmpty }) {
      append(
        "x12.segment.too-many-elements", .rejects, .syntax,
        at: position(segment, element: extra + 1), facts: [.init("maximum", "\(count)")],
        acknowledgement: .element("3"))
    } else {
      append(
        "x12.segment.trailing-delimiter", .warns, .syntax,
        at: position(segment, element: segment.count))
    }
  }

  private mutating func judgeCondition(_ segment: SegmentView, _ condition: RelationalCondition) {
    guard let element = condition.violated(by: segment) else { return }
    append(
      "x12.segment.condition", .rejects, .syntax, at: position(segment, element: element),
      facts: [.init("condition", condition.description)],
      acknowledgement: .element(condition.kind == .exclusion ? "10" : "2"))
  }

  @inline(__always)
  private mutating func judgeSimple(
    _ value: ElementView, _ segment: SegmentView, _ number: Int, _ index: Int
  ) {
    let repetition = segment.delimiters.repetition
    let component = segment.delimiters.component
    var isPlain = true
    for at in 0..<value.count {
      let byte = value[at]
      if byte == component || byte == repetition {
        isPlain = false
        break
      }
    }
    if isPlain || plan.elements[index].kind == .binary || segment.id == .isa {
      judge(value, segment, ElementPlace(element: number), index)
    } else {
      judgeRepeated(value, segment, number, index)
    }
  }

  /// Judges a simple element in which a component or repetition separator stands.
  private mutating func judgeRepeated(
    _ value: ElementView, _ segment: SegmentView, _ number: Int, _ index: Int
  ) {
    if value.part(1, by: segment.delimiters.component) != nil {
      append(
        "x12.element.not-composite", .rejects, .syntax, at: position(segment, element: number),
        acknowledgement: .element("13"))
      return
    }
    let count = value.partCount(by: segment.delimiters.repetition)
    guard repeats(count, segment, number, index) else { return }
    for (at, part) in value.parts(by: segment.delimiters.repetition).enumerated() {
      judge(part, segment, ElementPlace(element: number, repetition: at + 1), index)
    }
  }

  /// Whether an element may repeat so often; tells where it may not.
  private mutating func repeats(
    _ count: Int, _ segment: SegmentView, _ number: Int, _ index: Int
  ) -> Bool {
    let maximum = Int(plan.elements[index].repeats)
    guard count > maximum else { return true }
    append(
      maximum == 1 ? "x12.element.not-repeatable" : "x12.element.too-many-repetitions", .rejects,
      .syntax, at: position(segment, element: number),
      facts: [.init("name", guide.elements[index].name), .init("maximum", "\(maximum)")],
      acknowledgement: .element("12"))
    return false
  }

  @inline(__always)
  private mutating func judgeComposite(
    _ value: ElementView, _ segment: SegmentView, _ number: Int, _ index: Int
  ) {
    let repetition = segment.delimiters.repetition
    var isRepeated = false
    if repetition != 0 {
      for at in 0..<value.count where value[at] == repetition { isRepeated = true }
    }
    guard isRepeated else {
      judgeComponents(value, segment, ElementPlace(element: number), index)
      return
    }
    let count = value.partCount(by: repetition)
    guard repeats(count, segment, number, index) else { return }
    for (at, part) in value.parts(by: repetition).enumerated() {
      judgeComponents(part, segment, ElementPlace(element: number, repetition: at + 1), index)
    }
  }

  private mutating func judgeComponents(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    let element = plan.elements[index]
    let count = Int(element.componentsTo &- element.componentsFrom)
    var place = place
    var from = 0
    var number = 0
    var isEnd = false
    while !isEnd {
      var to = from
      while to < value.count, value[to] != segment.delimiters.component { to &+= 1 }
      isEnd = to >= value.count
      number &+= 1
      place.component = number
      let part = ElementView(start: value.start + from, count: to &- from)
      from = to &+ 1
      guard number <= count else {
        tooManyComponents(part, segment, place, count)
        continue
      }
      let child = Int(element.componentsFrom) &+ number &- 1
      let usage = plan.elements[child].usage
      if part.isEmpty {
        if usage == .required { missing(segment, place, child) }
        if isEnd, number > 1 { trailingComponent(segment, place) }
      } else if usage == .notUsed {
        notUsed(segment, place, child)
      } else {
        judge(part, segment, place, child)
      }
    }
    while number < count {
      number &+= 1
      let child = Int(element.componentsFrom) &+ number &- 1
      if plan.elements[child].usage == .required {
        place.component = number
        missing(segment, place, child)
      }
    }
  }

  private mutating func trailingComponent(_ segment: SegmentView, _ place: ElementPlace) {
    append(
      "x12.segment.trailing-delimiter", .warns, .syntax, at: position(segment, place))
  }

  private mutating func tooManyComponents(
    _ part: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ count: Int
  ) {
    guard !part.isEmpty else { return trailingComponent(segment, place) }
    append(
      "x12.element.too-many-components", .rejects, .syntax, at: position(segment, place),
      facts: [.init("maximum", "\(count)")], acknowledgement: .element("13"))
  }

  func position(_ segment: SegmentView, _ place: ElementPlace) -> X12Position {
    position(
      segment, element: place.element, component: place.component, repetition: place.repetition)
  }

  private mutating func missing(_ segment: SegmentView, _ place: ElementPlace, _ index: Int) {
    append(
      "x12.element.required", .rejects, .guide, at: position(segment, place),
      facts: [.init("name", guide.elements[index].name)], acknowledgement: .element("1"))
  }

  private mutating func notUsed(_ segment: SegmentView, _ place: ElementPlace, _ index: Int) {
    append(
      "x12.element.not-used", .warns, .guide, at: position(segment, place),
      facts: [.init("name", guide.elements[index].name)], acknowledgement: .element("I10"))
  }
}
