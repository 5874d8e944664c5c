// SPDX-License-Identifier: Apache-2.0

import Values

extension SetJudge {
  /// Judges a value by the lists that the guide names for its element.
  mutating func judgeLists(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int,
    _ element: GuidePlan.Element
  ) {
    var worst: (CodeVerdict, ListReference)?
    for at in Int(element.listsFrom)..<Int(element.listsTo) {
      let list = context.lists[at]
      if list.isDated {
        wait(value, segment, place, index, list)
        return
      }
      let verdict = context.verdict(on: value, list: list, date: date)
      if verdict == .valid { return }
      if worst == nil || verdict == .notInstalled { worst = (verdict, list) }
    }
    guard let (verdict, list) = worst else { return }
    append(verdict, value, list, at: position(segment, place), index, date: date)
  }

  /// Judges a value by the list that its qualifier names: an ICD-10-CM code behind `ABK`.
  mutating func judgeQualified(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    guard let qualifier = qualifier(of: place, index, segment), !qualifier.isEmpty,
      let list = context.list(behind: qualifier.key, of: index)
    else { return }
    if list.isNPI {
      if !ValueForms.isNPI(value) {
        append(
          "x12.identifier.npi", .warns, .guide, at: position(segment, place),
          facts: [.init("name", guide.elements[index].name)], acknowledgement: .element("7"))
      }
    } else if list.isDated {
      wait(value, segment, place, index, list)
    } else {
      let verdict = context.verdict(on: value, list: list, date: date)
      if verdict != .valid {
        append(verdict, value, list, at: position(segment, place), index, date: date)
      }
    }
  }

  private mutating func wait(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int,
    _ list: ListReference
  ) {
    guard list.number >= 0 else {
      return append(
        .notInstalled, value, list, at: position(segment, place), index, date: nil)
    }
    waiting.add(
      value,
      .init(
        list: list, index: index, segmentIndex: segmentIndex,
        loop: matcher.frames[matcher.frames.count &- 1].loop, segment: segment.id, place: place,
        offset: segment.offset(of: place.element), line: segment.line))
  }

  /// Judges the codes of a loop that waited for its date of service, if this loop is one that has one.
  mutating func judgeWaiting(_ frame: LoopMatcher.Frame) {
    guard context.isDated[frame.loop] || frame.loop == 0 else { return }
    let date = waiting.date ?? self.date
    for entry in waiting.entriesOfLoop {
      let verdict = waiting.with(entry) { context.verdict(on: $0, list: entry.list, date: date) }
      guard verdict != .valid else { continue }
      var position = home
      position.segmentIndex = entry.segmentIndex
      position.loop = guide.loops[entry.loop].id
      position.segment = entry.segment.description
      position.element = entry.place.element
      position.component = entry.place.component
      position.repetition = entry.place.repetition
      position.offset = entry.offset
      position.line = entry.line
      waiting.with(entry) { value in
        append(verdict, value, entry.list, at: position, entry.index, date: date)
      }
    }
    waiting.forgetLoop()
  }

  private mutating func append(
    _ verdict: CodeVerdict, _ value: ElementView, _ list: ListReference,
    at position: X12Position, _ index: Int, date: CalendarDate?
  ) {
    let name = guide.elements[index].name
    switch verdict {
    case .valid: return
    case .notInstalled:
      guard !notInstalled.contains(list.name) else { return }
      notInstalled.insert(list.name)
      append(
        "x12.code.not-installed", .informs, .externalCodes, at: position,
        facts: [.init("list", list.name)])
    case .unknown, .notInForce:
      let source = context.source(of: list, date: date)
      append(
        verdict == .unknown ? "x12.code.unknown" : "x12.code.not-in-force",
        list.isComplete ? .rejects : .warns, .externalCodes, at: position,
        facts: [
          .init("name", name), .init("list", list.name), .init("value", value.text),
          .init("date", date?.description ?? ""),
        ], acknowledgement: list.isDated ? .claim(category: "A7", status: "") : .element("7"),
        copy: value.text, source: source)
    }
  }
}
