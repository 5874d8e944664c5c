// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Takes values out of the segments of a loop.
struct SegmentDecoder: SegmentCodec {
  static let isReading = true
  let kind: ClaimKind
  private let segments: [Segment]
  private let ids: [UInt32]
  private var used: [Bool]
  private var current = 0
  private var element = 0
  private var component = 0
  private var isOpen = false

  init(_ segments: [Segment], kind: ClaimKind) {
    self.segments = segments
    self.kind = kind
    ids = segments.map { segment in segment.id.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
    used = Array(repeating: false, count: segments.count)
  }

  mutating func begin(_ id: StaticString, _ qualifier: StaticString?, if present: Bool) -> Bool {
    let wanted = SegmentID(id).packed
    for index in ids.indices where ids[index] == wanted && !used[index] {
      if let qualifier, segments[index].text(1) != qualifier.description { continue }
      used[index] = true
      current = index
      element = qualifier == nil ? 0 : 1
      return true
    }
    return false
  }

  mutating func end() {}

  mutating func open() {
    element += 1
    component = 0
    isOpen = true
  }

  mutating func close() { isOpen = false }

  mutating func skip(_ count: Int) {
    if isOpen { component += count } else { element += count }
  }

  mutating func word(_ ours: String) -> String {
    guard isOpen else {
      element += 1
      return segments[current].text(element)
    }
    component += 1
    return segments[current].text(element, component: component)
  }

  mutating func upper(_ ours: String) -> String { word(ours) }

  mutating func code(_ ours: String) -> String { word(ours) }

  mutating func money(_ ours: Money?) -> Money? { Money(word("")) }

  mutating func quantity(_ ours: Quantity?) -> Quantity? { Quantity(word("")) }

  mutating func day(_ ours: CalendarDate?) -> CalendarDate? { CalendarDate(word("")) }

  mutating func moment(_ value: inout QualifiedDate) {
    let format = word("")
    let text = word("")
    switch format {
    case "D8": value.from = CalendarDate(text)
    case "RD8":
      guard text.utf8.count == 17, let from = CalendarDate(text.prefix(8)),
        let through = CalendarDate(text.suffix(8))
      else { return }
      (value.from, value.through) = (from, through)
    case "DT":
      guard let from = CalendarDate(text.prefix(8)) else { return }
      (value.from, value.time) = (from, String(text.dropFirst(8)))
    case "TM": value.time = text
    default: break
    }
  }

  mutating func each<Value>(
    _ id: StaticString, _ values: inout [Value], _ new: Value,
    _ body: (inout Self, inout Value) -> Void
  ) {
    while begin(id, nil, if: true) {
      var value = new
      body(&self, &value)
      values.append(value)
    }
  }

  mutating func codes<Value>(
    _ values: inout [Value], _ accepted: [String], _ new: Value,
    _ body: (inout Self, inout Value) -> Void
  ) {
    let hi = SegmentID("HI").packed
    for index in ids.indices where ids[index] == hi {
      for number in segments[index].elements.indices
      where accepted.contains(segments[index].text(number + 1)) {
        current = index
        element = number
        var value = new
        open()
        body(&self, &value)
        close()
        values.append(value)
      }
    }
  }
}
