// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes the fields of one segment.
struct SegmentWriting: WritingFieldPass {
  private(set) var elements: [Element] = []
  private var composite = 0
  var offset = 0

  mutating func put(_ number: Int, _ text: String) {
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

  mutating func within(_ number: Int, _ body: (inout SegmentWriting) -> Void) {
    composite = offset + number
    body(&self)
    composite = 0
  }
}
