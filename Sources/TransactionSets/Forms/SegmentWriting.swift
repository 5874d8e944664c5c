// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes the fields of one segment.
struct SegmentWriting: FieldPass {
  static var isJSON: Bool { false }
  private(set) var elements: [Element] = []
  private var composite = 0
  private var offset = 0

  private mutating func put(_ number: Int, _ text: String) {
    guard !text.isEmpty else { return }
    let element = composite > 0 ? composite : offset + number
    while elements.count < element { elements.append(.empty) }
    guard composite > 0 else {
      elements[element - 1] = .text(text)
      return
    }
    var parts: [String] =
      switch elements[element - 1] {
      case .composite(let parts): parts
      case .text(let text): [text]
      default: []
      }
    while parts.count < number { parts.append("") }
    parts[number - 1] = text
    elements[element - 1] = parts.count == 1 ? .text(text) : .composite(parts)
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V) {
    put(number, value.element)
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V?) {
    if let value { put(number, value.element) }
  }

  mutating func constant(_ number: Int, _ text: String) { put(number, text) }

  mutating func list<V: ElementValue>(_ numbers: [Int], _ name: String, _ list: inout [V]) {
    precondition(list.count <= numbers.count, "\(name): more values than the segment has room for")
    for (number, value) in zip(numbers, list) { put(number, value.element) }
  }

  mutating func repetitions(_ number: Int, _ name: String, _ list: inout [String]) {
    guard !list.isEmpty else { return }
    while elements.count < number { elements.append(.empty) }
    elements[number - 1] = list.count == 1 ? .text(list[0]) : .repeated(list)
  }

  mutating func repeated<F: FieldForm>(_ number: Int, _ name: String, _ list: inout [F]) {
    guard !list.isEmpty else { return }
    while elements.count < offset + number { elements.append(.empty) }
    let repetitions = list.indices.map { index in
      var writing = SegmentWriting()
      list[index].fields(&writing)
      return writing.elements.map { $0.text() }
    }
    elements[offset + number - 1] = Element(repetitions: repetitions)
  }

  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?) {
    composite = offset + number
    value?.fields(&self)
    composite = 0
  }

  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    precondition(list.count <= numbers.count, "\(name): more values than the segment has room for")
    for (index, number) in zip(list.indices, numbers) {
      composite = offset + number
      list[index].fields(&self)
    }
    composite = 0
  }

  mutating func within(_ number: Int, _ body: (inout SegmentWriting) -> Void) {
    composite = offset + number
    body(&self)
    composite = 0
  }

  mutating func components(_ number: Int, _ name: String, _ list: inout [String]) {
    composite = offset + number
    for (index, part) in list.enumerated() { put(index + 1, part) }
    composite = 0
  }

  mutating func groups<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    precondition(list.count <= numbers.count, "\(name): more values than the segment has room for")
    for (index, number) in zip(list.indices, numbers) {
      offset = number - 1
      list[index].fields(&self)
    }
    offset = 0
  }

  mutating func period(_ number: Int, _ name: String, _ value: inout QualifiedDate) {
    guard let (format, text) = value.periodText else { return }
    put(number, format)
    put(number + 1, text)
  }
}
