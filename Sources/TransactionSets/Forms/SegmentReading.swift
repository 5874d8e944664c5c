// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Reads the fields of one segment, and notices whether we would write it as it stands.
struct SegmentReading: FieldPass {
  static var isJSON: Bool { false }
  private let segment: Segment
  /// The element whose components are read; 0 where elements are.
  private var composite = 0
  /// The repetition of that element, counted from 0.
  private var repetition = 0
  /// What is added to the numbers of a group of fields.
  private var offset = 0
  /// How many elements and components that are not empty were asked for.
  private var taken = 0
  private(set) var isExact = true
  private(set) var unreadable: [String] = []

  init(_ segment: Segment) { self.segment = segment }

  /// Whether all that the segment holds was asked for, and nothing empty stands at its end.
  mutating func finish() -> Bool {
    guard isExact else { return false }
    var filled = 0
    for element in segment.elements {
      switch element {
      case .empty: break
      case .text(let text): if !text.isEmpty { filled += 1 }
      case .binary: return false
      case .composite(let parts), .repeated(let parts):
        for part in parts where !part.isEmpty { filled += 1 }
        if parts.last?.isEmpty ?? true { return false }
      case .repeatedComposite(let repetitions):
        for parts in repetitions {
          for part in parts where !part.isEmpty { filled += 1 }
          if parts.last?.isEmpty ?? true { return false }
        }
      }
    }
    if segment.elements.last?.isEmpty ?? false { return false }
    return filled == taken
  }

  private mutating func text(_ number: Int) -> String {
    let text: String
    if repetition > 0 {
      let parts = segment.elements[composite - 1].repetitions[repetition]
      text = number <= parts.count ? parts[number - 1] : ""
    } else if composite > 0 {
      text = segment.text(composite, component: number)
    } else {
      text = segment.text(offset + number)
    }
    if !text.isEmpty { taken += 1 }
    return text
  }

  private mutating func read<V: ElementValue>(_ number: Int) -> V? {
    let text = text(number)
    guard !text.isEmpty else { return nil }
    guard let value = V(element: text) else {
      isExact = false
      unreadable.append(reference(number))
      return nil
    }
    if !value.isWritten(as: text) { isExact = false }
    return value
  }

  private func reference(_ number: Int) -> String {
    let element = composite > 0 ? composite : offset + number
    let text = segment.id + (element < 10 ? "0" : "") + String(element)
    return composite > 0 ? text + "-" + String(number) : text
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V) {
    if let read: V = read(number) {
      value = read
    } else {
      value = V.absent
      if !V.isEmptyWhenAbsent { isExact = false }
    }
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V?) {
    value = read(number)
  }

  mutating func constant(_ number: Int, _ text: String) {
    if self.text(number) != text { isExact = false }
  }

  mutating func list<V: ElementValue>(_ numbers: [Int], _ name: String, _ list: inout [V]) {
    var hasGap = false
    for number in numbers {
      if let value: V = read(number) {
        list.append(value)
        if hasGap { isExact = false }
      } else {
        hasGap = true
      }
    }
  }

  mutating func repetitions(_ number: Int, _ name: String, _ list: inout [String]) {
    guard number <= segment.elements.count else { return }
    switch segment.elements[number - 1] {
    case .empty: break
    case .text(let text): if !text.isEmpty { list = [text] }
    case .repeated(let parts): list = parts
    case .composite, .repeatedComposite, .binary:
      // Of a composite its first component is kept here; the whole stays as it was written.
      list = segment.elements[number - 1].repetitions.map { $0.first ?? "" }
      isExact = false
    }
    taken += list.count
    if list.contains("") { isExact = false }
    if list.allSatisfy(\.isEmpty) { list = [] }
  }

  mutating func repeated<F: FieldForm>(_ number: Int, _ name: String, _ list: inout [F]) {
    guard !segment.isEmpty(offset + number) else { return }
    composite = offset + number
    for index in segment.elements[composite - 1].repetitions.indices {
      repetition = index
      var form = F()
      form.fields(&self)
      list.append(form)
    }
    (composite, repetition) = (0, 0)
  }

  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?) {
    guard !segment.isEmpty(offset + number) else { return }
    composite = offset + number
    var form = F()
    form.fields(&self)
    value = form
    composite = 0
  }

  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    var hasGap = false
    for number in numbers {
      var value: F?
      composite(number, name, &value)
      if let value {
        list.append(value)
        if hasGap { isExact = false }
      } else {
        hasGap = true
      }
    }
  }

  mutating func within(_ number: Int, _ body: (inout SegmentReading) -> Void) {
    composite = offset + number
    body(&self)
    composite = 0
  }

  mutating func components(_ number: Int, _ name: String, _ list: inout [String]) {
    guard offset + number <= segment.elements.count else { return }
    list = segment.elements[offset + number - 1].repetitions.first ?? []
    if list == [""] { list = [] }
    taken += list.count
    if list.contains("") { isExact = false }
  }

  mutating func groups<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    var hasGap = false
    for number in numbers where number <= segment.elements.count {
      let (takenBefore, wasExact) = (taken, isExact)
      offset = number - 1
      var form = F()
      form.fields(&self)
      if taken > takenBefore {
        list.append(form)
        if hasGap { isExact = false }
      } else {
        isExact = wasExact
        hasGap = true
      }
    }
    offset = 0
  }

  mutating func period(_ number: Int, _ name: String, _ value: inout QualifiedDate) {
    let (format, text) = (text(number), text(number + 1))
    guard !format.isEmpty || !text.isEmpty else { return }
    let digits = Array(text.utf8)
    func date(_ range: Range<Int>) -> CalendarDate? {
      digits.count < range.upperBound ? nil : CalendarDate(element: cut(digits, range))
    }
    switch (format, digits.count) {
    case ("D8", 8): value.from = date(0..<8)
    case ("RD8", 17) where digits[8] == 0x2D:
      value.from = date(0..<8)
      value.through = date(9..<17)
    case ("DT", 12...14):
      value.from = date(0..<8)
      value.time = cut(digits, 8..<digits.count)
    case ("TM", 4...8): value.time = text
    default: break
    }
    let isReadable =
      switch format {
      case "D8", "DT": value.from != nil
      case "RD8": value.from != nil && value.through != nil
      default: format == "TM" && value.time != nil
      }
    if !isReadable {
      value.from = nil
      value.through = nil
      value.time = nil
      isExact = false
      unreadable.append(reference(number + 1))
    }
  }

  private func cut(_ digits: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: digits[range], as: UTF8.self)
  }
}
