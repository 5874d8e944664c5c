// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A value whose fields are elements of a segment, or components of a composite.
///
/// ``fields(_:)`` names each field once: its number in the segment, its name in JSON, its place in the
/// model. The same sentence is then read, written, and turned into JSON and back, according to the pass
/// that goes over it, so that the four cannot disagree.
protocol FieldForm {
  /// Makes an empty value.
  init()
  /// Goes over the fields in the order of the segment.
  mutating func fields<Pass: FieldPass>(_ pass: inout Pass)
}

/// A value whose fields are segments of a loop, and loops below it.
protocol LoopForm {
  /// Makes an empty value.
  init()
  /// How the loop was written, where we would write it differently.
  var asWritten: AsWritten? { get set }
  /// Goes over the segments in the order of the guide, then over the loops.
  mutating func parts<Pass: LoopPass>(_ pass: inout Pass)
}

/// A form around a value of the model that other forms show in another way.
protocol FieldFormOver: FieldForm {
  associatedtype Value
  /// The value.
  var value: Value { get }
  /// Puts a value into the form.
  init(_ value: Value)
}

/// What goes over the fields of one segment or composite.
protocol FieldPass {
  /// Whether it goes over JSON, where each field has one name and no number.
  static var isJSON: Bool { get }
  /// A field that is always there; an absent one is read as an empty value.
  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V)
  /// A field that may be absent.
  mutating func value<V: ElementValue>(_ number: Int, _ name: String, _ value: inout V?)
  /// What always stands there and needs no place in the model.
  mutating func constant(_ number: Int, _ text: String)
  /// Fields of one kind at several numbers, filled from the first.
  mutating func list<V: ElementValue>(_ numbers: [Int], _ name: String, _ list: inout [V])
  /// The repetitions of one field.
  mutating func repetitions(_ number: Int, _ name: String, _ list: inout [String])
  /// The repetitions of one composite.
  mutating func repeated<F: FieldForm>(_ number: Int, _ name: String, _ list: inout [F])
  /// A composite that may be absent.
  mutating func composite<F: FieldForm>(_ number: Int, _ name: String, _ value: inout F?)
  /// Composites of one kind at several numbers, filled from the first.
  mutating func composites<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F])
  /// The components of one composite whose fields are those of the segment's own value.
  mutating func within(_ number: Int, _ body: (inout Self) -> Void)
  /// The components of a composite that is a list.
  mutating func components(_ number: Int, _ name: String, _ list: inout [String])
  /// Groups of fields within the segment, such as the adjustments of a CAS; each begins at one of the
  /// numbers, and its own fields are counted from 1.
  mutating func groups<F: FieldForm>(_ numbers: [Int], _ name: String, _ list: inout [F])
  /// A date, period or time with its format before it.
  mutating func period(_ number: Int, _ name: String, _ value: inout QualifiedDate)
}

/// What goes over the segments and loops of one loop.
protocol LoopPass {
  associatedtype Fields: FieldPass
  /// Whether it goes over JSON, where order and grouping of segments do not matter.
  static var isJSON: Bool { get }
  /// Whether values are only looked at, so that nothing has to be put back into them.
  static var isWriting: Bool { get }
  /// The loop at hand; empty in JSON.
  var loopID: String { get }

  /// A segment that is always there, its fields being those of the loop itself.
  mutating func segment(_ id: String, _ body: (inout Fields) -> Void)
  /// A segment that may be absent, its fields being those of the loop itself; `isPresent` tells the
  /// writer whether there is one.
  mutating func segment(_ id: String, if isPresent: Bool, _ body: (inout Fields) -> Void)
  /// A segment that is always there.
  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F)
  /// A segment that may be absent; with `qualifiers`, one whose first element is among them.
  mutating func one<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ value: inout F?)
  /// All segments of an identifier; with `qualifiers`, those whose first element is among them.
  mutating func all<F: FieldForm>(
    _ id: String, _ name: String, _ qualifiers: [String], _ list: inout [F])
  /// A loop that may be absent.
  mutating func loop<F: LoopForm>(_ id: String, _ name: String, _ value: inout F?)
  /// All loops of an identifier.
  mutating func loops<F: LoopForm>(_ id: String, _ name: String, _ list: inout [F])
  /// All loops of an identifier that begin with a segment of a kind.
  mutating func loops<F: LoopForm>(
    _ id: String, begunBy segment: String, _ name: String, _ list: inout [F])
  /// All loops whose identifiers begin alike; the value says which it is.
  mutating func loops<F: LoopForm>(
    named: String, _ name: String, _ list: inout [F], _ id: WritableKeyPath<F, String>)
  /// All loops whose identifiers begin alike; each is written with the identifier it has itself.
  mutating func loops<F: LoopForm>(
    beginning: String, _ name: String, _ list: inout [F], id: (F) -> String)
  /// Says that what follows stands after the loops below.
  mutating func trailer()
  /// Says that values were spread over more segments than we would use for them.
  mutating func isSpread()
}

extension LoopPass {
  static var isWriting: Bool { false }

  mutating func all<F: FieldForm>(_ id: String, _ name: String, _ list: inout [F]) {
    all(id, name, [], &list)
  }

  mutating func one<F: FieldForm>(_ id: String, _ name: String, _ value: inout F?) {
    one(id, name, [], &value)
  }

  mutating func all<W: FieldFormOver>(
    _ id: String, _ name: String, _ list: inout [W.Value], as form: W.Type
  ) {
    var forms = list.map(W.init)
    all(id, name, [], &forms)
    if !Self.isWriting { list = forms.map(\.value) }
  }

  mutating func one<W: FieldFormOver>(
    _ id: String, _ name: String, _ value: inout W.Value, as form: W.Type
  ) {
    var form = W(value)
    one(id, name, &form)
    if !Self.isWriting { value = form.value }
  }
}
