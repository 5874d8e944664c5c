// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads a value from a JSON object; what is not there is absent.
struct JSONReading: FieldPass, LoopPass {
  static var isJSON: Bool { true }
  private let object: JSON
  private let path: String
  /// The path of the first member that is of another kind than the field.
  private(set) var fault: String?
  private var asked: Set<String> = []
  var loopID: String { "" }

  private init(_ object: JSON, path: String) {
    self.object = object
    self.path = path
    if case .object = object { return }
    fault = path
  }

  /// Reads a value of several segments.
  static func read<F: LoopForm>(_ json: JSON, as form: F.Type = F.self) throws(JSONFault) -> F {
    var fault: String?
    let value: F = loop(json, "", &fault)
    if let fault { throw JSONFault(path: fault) }
    return value
  }

  private static func loop<F: LoopForm>(_ json: JSON, _ path: String, _ fault: inout String?) -> F {
    var value = F()
    var pass = JSONReading(json, path: path)
    value.parts(&pass)
    if let kept = pass.ask("asWritten") {
      value.asWritten = AsWritten(json: kept)
      if value.asWritten == nil { pass.fault = pass.fault ?? pass.place("asWritten") }
    }
    pass.findUnasked()
    fault = fault ?? pass.fault
    return value
  }

  private static func fields<F: FieldForm>(
    _ json: JSON, _ path: String, _ fault: inout String?
  ) -> F {
    var value = F()
    var pass = JSONReading(json, path: path)
    value.fields(&pass)
    pass.findUnasked()
    fault = fault ?? pass.fault
    return value
  }

  private func place(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

  private mutating func ask(_ name: String) -> JSON? {
    asked.insert(name)
    guard let json = object[name], json != .null else { return nil }
    return json
  }

  /// A member that no field has asked for is a fault: nothing is dropped in silence.
  private mutating func findUnasked() {
    guard fault == nil else { return }
    for member in object.members where !asked.contains(member.name) {
      fault = place(member.name)
      return
    }
  }

  private mutating func each(_ name: String, _ body: (JSON, String, inout String?) -> Void) {
    guard let json = ask(name) else { return }
    guard case .array(let elements) = json else {
      fault = fault ?? place(name)
      return
    }
    for (index, element) in elements.enumerated() {
      body(element, place(name) + "[\(index)]", &fault)
    }
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V) {
    var read: V?
    self.value(number, name, &read)
    value = read ?? V.absent
  }

  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V?) {
    guard let json = ask(name) else { return }
    value = V(json: json)
    if value == nil { fault = fault ?? place(name) }
  }

  mutating func constant(_ number: Int, _ text: String) {}

  mutating func list<V: ElementValue>(_ numbers: [Int], _ name: String, _ list: inout [V]) {
    each(name) { json, path, fault in
      if let value = V(json: json), list.count < numbers.count {
        list.append(value)
      } else {
        fault = fault ?? path
      }
    }
  }

  mutating func repetitions(_ number: Int, _ name: String, _ list: inout [String]) {
    each(name) { json, path, fault in
      if let value = json.string { list.append(value) } else { fault = fault ?? path }
    }
  }

  mutating func repeated<F: FieldForm>(_ number: Int, _ name: String, _ list: inout [F]) {
    all("", name, [], &list)
  }

  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?) {
    one("", name, [], &value)
  }

  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    all("", name, [], &list)
    if list.count > numbers.count { fault = fault ?? place(name) }
  }

  mutating func within(_ number: Int, _ body: (inout JSONReading) -> Void) { body(&self) }

  mutating func components(_ number: Int, _ name: String, _ list: inout [String]) {
    repetitions(number, name, &list)
  }

  mutating func groups<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F]) {
    composites(numbers, name, &list)
  }

  mutating func period(_ number: Int, _ name: String, _ value: inout QualifiedDate) {
    guard !name.isEmpty else {
      self.value(1, "from", &value.from)
      self.value(2, "through", &value.through)
      self.value(3, "time", &value.time)
      return
    }
    guard let json = ask(name) else { return }
    let period: Period = Self.fields(json, place(name), &fault)
    value = period.date
  }

  private struct Period: FieldForm {
    var date = QualifiedDate()
    mutating func fields<Pass: FieldPass>(_ pass: inout Pass) { pass.period(1, "", &date) }
  }

  mutating func segment(_ id: String, _ body: (inout JSONReading) -> Void) { body(&self) }

  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout JSONReading) -> Void) {
    body(&self)
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F) {
    if name.isEmpty {
      value.fields(&self)
    } else if let json = ask(name) {
      value = Self.fields(json, place(name), &fault)
    }
  }

  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?
  ) {
    if let json = ask(name) { value = Self.fields(json, place(name), &fault) }
  }

  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F]
  ) {
    each(name) { list.append(Self.fields($0, $1, &$2)) }
  }

  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?) {
    if let json = ask(name) { value = Self.loop(json, place(name), &fault) }
  }

  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F]) {
    each(name) { list.append(Self.loop($0, $1, &$2)) }
  }

  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F]
  ) {
    loops(id, name, &list)
  }

  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>
  ) {
    each(name) { json, path, fault in
      let rest = JSON.object(json.members.filter { $0.name != "loop" })
      var value: F = Self.loop(rest, path, &fault)
      value[keyPath: id] = json["loop"]?.string ?? ""
      list.append(value)
    }
  }

  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String
  ) {
    each(name) { list.append(Self.loop($0, $1, &$2)) }
  }

  mutating func trailer() {}

  mutating func isSpread() {}
}
