// SPDX-License-Identifier: Apache-2.0

import Values

extension SetJudge {
  /// Judges a value by its data element: form, length, codes.
  mutating func judge(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    let element = plan.elements + index
    var length = value.count
    switch element.pointee.kind {
    case .code: break
    case .text: judgeBlanks(value, segment, place, index)
    case .number:
      length = number(value)
      if length < 0 { return wrong(.type, value, segment, place, index) }
    case .decimal:
      length = ValueForms.decimalDigits(value)
      if length < 0 { return wrong(.amount, value, segment, place, index) }
    case .amount:
      length = ValueForms.decimalDigits(value)
      if length < 0 { return wrong(.amount, value, segment, place, index) }
      judgeAmount(value, digits: length, segment, place, index)
      length = min(length, Int(element.pointee.maximum))
    case .date:
      if !ValueForms.isDate(value) { return wrong(.date, value, segment, place, index) }
    case .time:
      if !ValueForms.isTime(value) { return wrong(.time, value, segment, place, index) }
    case .period:
      judgePeriod(value, segment, place, index)
    case .binary, .composite: return
    }
    if length < Int(element.pointee.minimum) {
      wrong(.tooShort, value, segment, place, index)
    } else if length > Int(element.pointee.maximum) {
      wrong(.tooLong, value, segment, place, index)
    }
    judgeCodes(value, segment, place, index, element)
  }

  /// Judges the size of an amount: its digits are counted with two for the cents, sent or not.
  ///
  /// Source: ASC X12N 005010 guides, appendix B.1.1.3.1.2.
  @inline(__always)
  private mutating func judgeAmount(
    _ value: ElementView, digits: Int, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    let places = ValueForms.decimalPlaces(value)
    let size = digits &- places &+ max(places, 2)
    if size <= Int(plan.elements[index].maximum), places <= 2 { return }
    tellAmount(size: size, places: places, position(segment, place), index, value)
  }

  private mutating func tellAmount(
    size: Int, places: Int, _ position: X12Position, _ index: Int, _ value: ElementView
  ) {
    let maximum = guide.elements[index].element.maximum
    let name = Finding.Fact("name", guide.elements[index].name)
    if size > maximum {
      append(
        "x12.element.amount-too-large", .rejects, .guide, at: position,
        facts: [name, .init("digits", "\(size)"), .init("maximum", "\(maximum)")],
        acknowledgement: .element("5"), copy: value.text)
    }
    if places > 2 {
      append(
        "x12.element.amount-places", .warns, .guide, at: position,
        facts: [name, .init("places", "\(places)")], copy: value.text)
    }
  }

  /// How many digits a whole number has, or -1 where it is none.
  @inline(__always)
  private func number(_ value: ElementView) -> Int {
    let from = value[0] == 0x2D && value.count > 1 ? 1 : 0
    for at in from..<value.count where value[at] &- 0x30 > 9 { return -1 }
    return value.count &- from
  }

  @inline(__always)
  private mutating func judgeBlanks(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    guard value[0] == 0x20 || value[value.count &- 1] == 0x20, segment.id != .isa else { return }
    let isBlank = value.bytes.allSatisfy { $0 == 0x20 }
    if isBlank, plan.elements[index].usage == .required {
      append(
        "x12.element.required", .rejects, .guide, at: position(segment, place),
        facts: [.init("name", guide.elements[index].name)], acknowledgement: .element("1"))
    } else {
      append(
        "x12.element.blank-padding", .warns, .syntax, at: position(segment, place),
        facts: [.init("name", guide.elements[index].name)])
    }
  }

  private mutating func judgePeriod(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int
  ) {
    guard let form = qualifier(of: place, index, segment), !form.isEmpty else { return }
    if ValueForms.isPeriod(value, form) == false {
      wrong(form == "TM" ? .time : .date, value, segment, place, index)
    }
  }

  /// The value of the element that qualifies this one.
  func qualifier(of place: ElementPlace, _ index: Int, _ segment: SegmentView) -> ElementView? {
    let distance = Int(plan.elements[index].qualifierDistance)
    guard distance != 0 else { return nil }
    guard place.component > 0 else { return segment[place.element - distance] }
    var element = segment[place.element]
    if place.repetition > 0 {
      element = element.part(place.repetition - 1, by: segment.delimiters.repetition) ?? element
    }
    return element.part(place.component - distance - 1, by: segment.delimiters.component)
  }

  @inline(__always)
  private mutating func judgeCodes(
    _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace, _ index: Int,
    _ element: UnsafePointer<GuidePlan.Element>
  ) {
    let isNamed = element.pointee.keysFrom < element.pointee.keysTo
    if isNamed,
      plan.contains(value.key, element.pointee.keysFrom, element.pointee.keysTo)
    {
      return
    }
    if element.pointee.listsFrom < element.pointee.listsTo {
      judgeLists(value, segment, place, index, element)
    } else if isNamed {
      wrong(.code, value, segment, place, index)
    }
    // What the guide names a list for is judged by that list only.
    if element.pointee.role == .qualified, element.pointee.listsFrom == element.pointee.listsTo {
      judgeQualified(value, segment, place, index)
    }
  }

  private enum Wrong {
    case type, amount, date, time, tooShort, tooLong, code
  }

  private mutating func wrong(
    _ what: Wrong, _ value: ElementView, _ segment: SegmentView, _ place: ElementPlace,
    _ index: Int
  ) {
    let definition = guide.elements[index]
    var facts = [Finding.Fact("name", definition.name)]
    let (rule, code): (String, String)
    switch what {
    case .type: (rule, code) = ("x12.element.type", "6")
    case .amount: (rule, code) = ("x12.element.amount", "6")
    case .date: (rule, code) = ("x12.element.date", "8")
    case .time: (rule, code) = ("x12.element.time", "9")
    case .tooShort:
      (rule, code) = ("x12.element.too-short", "4")
      facts += [
        .init("length", "\(value.count)"), .init("minimum", "\(definition.element.minimum)"),
      ]
    case .tooLong:
      (rule, code) = ("x12.element.too-long", "5")
      facts += [
        .init("length", "\(value.count)"), .init("maximum", "\(definition.element.maximum)"),
      ]
    case .code:
      let text = value.text
      let isElsewhere =
        context.meaning(text, definition.element.number) != nil
      (rule, code) = ("x12.element.code", isElsewhere ? "I6" : "7")
      // What is no code may be anything, a name too: only what is as short as a code is told.
      let told = text.utf8.count <= 10 ? text : "a value of \(text.utf8.count) characters"
      facts += [.init("value", told), .init("allowed", allowed(definition))]
    }
    append(
      rule, .rejects, what == .code ? .guide : .syntax, at: position(segment, place), facts: facts,
      acknowledgement: .element(code), copy: value.text)
  }

  private func allowed(_ definition: ElementDefinition) -> String {
    let codes = guide.codes(of: definition)
    return codes.count <= 12
      ? codes.joined(separator: ", ") : codes.prefix(12).joined(separator: ", ") + ", …"
  }
}
