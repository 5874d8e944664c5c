// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// What writes the fields of segments, whatever it makes of them.
protocol WritingFieldPass: FieldPass {
  /// What the numbers of a group's fields are counted from.
  var offset: Int { get set }
  /// Writes an element, or within a composite a component; what is empty is not written.
  mutating func put(_ number: Int, _ text: String)
}

extension WritingFieldPass {
  static var isJSON: Bool { false }

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

  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?) {
    within(number) { value?.fields(&$0) }
  }

  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    precondition(list.count <= numbers.count, "\(name): more values than the segment has room for")
    for (index, number) in zip(list.indices, numbers) {
      within(number) { list[index].fields(&$0) }
    }
  }

  mutating func components(_ number: Int, _ name: String, _ list: inout [String]) {
    within(number) { pass in
      for (index, part) in list.enumerated() { pass.put(index + 1, part) }
    }
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

/// What writes the segments and loops of a loop, whatever it makes of them.
protocol WritingLoopPass: LoopPass {
  /// Writes a segment.
  mutating func append(_ id: String, _ body: (inout Fields) -> Void)
  /// Writes a loop below the one at hand.
  mutating func append<F: LoopForm>(_ value: F, as id: String)
}

extension WritingLoopPass {
  static var isJSON: Bool { false }
  static var isWriting: Bool { true }

  mutating func segment(_ id: String, _ body: (inout Fields) -> Void) { append(id, body) }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout Fields) -> Void) {
    if isPresent { append(id, body) }
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    append(id) { value.fields(&$0) }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    guard value != nil else { return }
    append(id) { value?.fields(&$0) }
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    for index in list.indices { append(id) { list[index].fields(&$0) } }
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    if let value { append(value, as: id) }
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    for value in list { append(value, as: id) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    loops(id, name, &list)
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    for value in list { append(value, as: value[keyPath: id]) }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    for value in list { append(value, as: id(value)) }
  }

  mutating func isSpread() {}
}

extension QualifiedDate {
  /// The format qualifier of a date, period or time, and the date in that format.
  fileprivate var periodText: (format: String, text: String)? {
    switch (from, through, time) {
    case (let from?, let through?, _): ("RD8", from.compact + "-" + through.compact)
    case (let from?, nil, let time?): ("DT", from.compact + time)
    case (let from?, nil, nil): ("D8", from.compact)
    case (nil, _, let time?): ("TM", time)
    case (nil, _, nil): nil
    }
  }
}
