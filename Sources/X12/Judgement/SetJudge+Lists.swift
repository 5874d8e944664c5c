// SPDX-License-Identifier: Apache-2.0

import Values

extension SetJudge {
  /// Judges a value by the lists that the guide names for its element.
  mutating func judgeLists(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int,
    _ element: UnsafePointer<GuidePlan.Element>
  ) {
    var worst: (CodeVerdict, Int)?
    for list in Int(element.pointee.listsFrom)..<Int(element.pointee.listsTo) {
      if judging.lists[list].isDated {
        wait(value, segment, place, index, list)
        return
      }
      // C043-4 says that the codes of the composite are those of the pharmacies' standard.
      if judging.lists[list].isStatus, segment.component(place.element, 4) == "RX" { return }
      let verdict = context.verdict(on: value, list: list, date: date, known)
      if verdict == .valid { return }
      if worst == nil || verdict == .notInstalled { worst = (verdict, list) }
    }
    guard let (verdict, list) = worst, !isMissed(verdict, list) else { return }
    append(verdict, value, list, at: position(segment, place), index, date: date)
  }

  /// Judges a value by the list that its qualifier names: an ICD-10-CM code behind `ABK`.
  mutating func judgeQualified(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    guard let qualifier = qualifier(of: place, index, segment), !qualifier.isEmpty,
      let list = context.list(behind: qualifier.key, of: index)
    else { return }
    let known = judging.lists[list]
    if known.isNPI {
      if !ValueForms.isNPI(value) { notNPI(value, segment, place, index) }
    } else if known.isDated {
      wait(value, segment, place, index, list)
    } else {
      let verdict = context.verdict(on: value, list: list, date: date, self.known)
      if verdict != .valid, !isMissed(verdict, list) {
        append(verdict, value, list, at: position(segment, place), index, date: date)
      }
    }
  }

  /// Tells of an identifier that is no NPI.
  ///
  /// In a test many are made up, in the published examples too. In production one that looks like an NPI
  /// rejects; one that cannot have been issued is made up there as well.
  private mutating func notNPI(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    let hasForm =
      value.count == 10 && value.bytes.allSatisfy { (0x30...0x39).contains($0) }
      && (value[0] == 0x31 || value[0] == 0x32)
    let isMeant = isProduction && hasForm && !(value == "1234567890")
    append(
      "x12.identifier.npi", isMeant ? .rejects : .warns, .guide, at: position(segment, place),
      facts: [
        .init("name", guide.elements[index].name), .init("value", value.text),
        .init(
          "reason",
          hasForm ? "its check digit is wrong" : "an NPI has ten digits, the first a 1 or a 2"),
      ], acknowledgement: .element("7"))
  }

  private mutating func wait(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int,
    _ list: Int
  ) {
    guard judging.lists[list].number >= 0 else {
      if isMissed(.notInstalled, list) { return }
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
    guard judging.isDated[frame.loop] || frame.loop == 0 else { return }
    let entries = waiting.entriesOfLoop
    guard !entries.isEmpty else { return }
    let date = waiting.date ?? self.date
    for entry in entries {
      let value = waiting.value(entry)
      let verdict = context.verdict(on: value, list: entry.list, date: date, known)
      guard verdict != .valid, !isMissed(verdict, entry.list) else { continue }
      var position = home
      position.segmentIndex = entry.segmentIndex
      position.loop = guide.loops[entry.loop].id
      position.segment = entry.segment.description
      position.element = entry.place.element
      position.component = entry.place.component
      position.repetition = entry.place.repetition
      position.offset = entry.offset
      position.line = entry.line
      append(verdict, value, entry.list, at: position, entry.index, date: date)
    }
    waiting.forgetLoop()
  }

  /// Whether a list is not there, which was told already.
  @inline(__always)
  private func isMissed(_ verdict: CodeVerdict, _ list: Int) -> Bool {
    verdict == .notInstalled && missedLists[Int(judging.lists[list].name)]
  }

  private mutating func append(
    _ verdict: CodeVerdict, _ value: ElementView, _ number: Int, at position: X12Position,
    _ index: Int, date: CalendarDate?
  ) {
    let name = guide.elements[index].name
    let list = context.lists[number]
    switch verdict {
    case .valid: return
    case .notInstalled:
      missedLists[Int(judging.lists[number].name)] = true
      append(
        "x12.code.not-installed", .informs, .externalCodes, at: position,
        facts: [.init("list", list.name)])
    case .notJudged:
      append(
        "x12.code.not-judged", .warns, .externalCodes, at: position,
        facts: [
          .init("name", name), .init("list", list.name), .init("value", value.text),
          .init("date", date?.description ?? ""),
        ], copy: value.text, source: context.source(of: list, date: nil))
    case .unknown, .notInForce, .notYetInForce:
      let source = context.source(of: list, date: date)
      append(
        verdict == .unknown ? "x12.code.unknown" : "x12.code.not-in-force",
        list.isComplete && verdict != .notYetInForce ? .rejects : .warns, .externalCodes,
        at: position,
        facts: [
          .init("name", name), .init("list", list.name), .init("value", value.text),
          .init("date", date?.description ?? ""),
        ], acknowledgement: list.isDated ? .claim(category: "A7", status: "") : .element("7"),
        copy: value.text, source: source)
    }
  }
}
