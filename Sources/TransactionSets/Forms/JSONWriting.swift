// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Turns a value into a JSON object; what is absent is left out.
struct JSONWriting: FieldPass, LoopPass {
  static var isJSON: Bool { true }
  private(set) var members: [JSON.Member] = []
  var loopID: String { "" }

  /// The JSON of a value of several segments.
  static func json<F: LoopForm>(_ value: F) -> JSON {
    var pass = JSONWriting()
    var copy = value
    copy.parts(&pass)
    if let asWritten = value.asWritten { pass.put("asWritten", asWritten.json) }
    return .object(pass.members)
  }

  /// The JSON of a value of one segment.
  static func json<F: FieldForm>(fields value: F) -> JSON {
    var pass = JSONWriting()
    var copy = value
    copy.fields(&pass)
    return .object(pass.members)
  }

  private mutating func put(_ name: String, _ json: JSON) { members.append(.init(name, json)) }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V) {
    put(name, value.json)
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V?) {
    if let value { put(name, value.json) }
  }

  mutating func constant(_ number: Int, _ text: String) {}

  mutating func list<V: ElementValue>(_ numbers: [Int], _ name: String, _ list: inout [V]) {
    if !list.isEmpty { put(name, .array(list.map(\.json))) }
  }

  mutating func repetitions(_ number: Int, _ name: String, _ list: inout [String]) {
    if !list.isEmpty { put(name, .array(list.map(\.json))) }
  }

  mutating func repeated<F: FieldForm>(_ number: Int, _ name: String, _ list: inout [F]) {
    all("", name, [], &list)
  }

  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?) {
    if let value { put(name, Self.json(fields: value)) }
  }

  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    if !list.isEmpty { put(name, .array(list.map { Self.json(fields: $0) })) }
  }

  mutating func within(_ number: Int, _ body: (inout JSONWriting) -> Void) { body(&self) }

  mutating func components(_ number: Int, _ name: String, _ list: inout [String]) {
    repetitions(number, name, &list)
  }

  mutating func groups<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    composites(numbers, name, &list)
  }

  mutating func period(_ number: Int, _ name: String, _ value: inout QualifiedDate) {
    guard value.from != nil || value.time != nil else { return }
    var date = JSONWriting()
    date.value(1, "from", &value.from)
    date.value(2, "through", &value.through)
    date.value(3, "time", &value.time)
    if name.isEmpty { members += date.members } else { put(name, .object(date.members)) }
  }

  mutating func segment(_ id: String, _ body: (inout JSONWriting) -> Void) { body(&self) }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout JSONWriting) -> Void) {
    if isPresent { body(&self) }
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    if name.isEmpty { value.fields(&self) } else { put(name, Self.json(fields: value)) }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    if let value { put(name, Self.json(fields: value)) }
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    if !list.isEmpty { put(name, .array(list.map { Self.json(fields: $0) })) }
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    if let value { put(name, Self.json(value)) }
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    if !list.isEmpty { put(name, .array(list.map { Self.json($0) })) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    loops(id, name, &list)
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    guard !list.isEmpty else { return }
    let named = list.map { value in
      JSON.object([.init("loop", .string(value[keyPath: id]))] + Self.json(value).members)
    }
    put(name, .array(named))
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    if !list.isEmpty { put(name, .array(list.map { Self.json($0) })) }
  }

  mutating func trailer() {}

  mutating func isSpread() {}
}
