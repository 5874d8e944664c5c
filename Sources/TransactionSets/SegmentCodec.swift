// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// One description of a segment for both ways: a decoder takes values out of segments by it, an encoder
/// writes values as segments.
///
/// A mapping goes through a segment element by element. While reading, values are set; while writing, they
/// are only looked at.
///
///     if c.begin("CR2", if: claim.spinalManipulation != nil) {
///       c.skip(7)
///       c.text(&manipulation.condition)
///       c.end()
///     }
protocol SegmentCodec {
  /// Whether values are taken out of segments.
  static var isReading: Bool { get }
  /// The kind of claim that is read or written.
  var kind: ClaimKind { get }

  /// Goes to the next segment with an identifier and, where given, a first element.
  ///
  /// - Returns: While reading whether there is one; while writing what `present` says.
  mutating func begin(_ id: StaticString, _ qualifier: StaticString?, if present: Bool) -> Bool
  /// Ends the segment.
  mutating func end()
  /// Begins a composite: what follows are its components.
  mutating func open()
  /// Ends the composite.
  mutating func close()
  /// Leaves out elements or components.
  mutating func skip(_ count: Int)
  /// A value as it stands: writes ours or gives the one that is there.
  @discardableResult mutating func word(_ ours: String) -> String
  /// A value in capital letters, where the claim is spelled so.
  mutating func upper(_ ours: String) -> String
  /// A code without its point, in capital letters.
  mutating func code(_ ours: String) -> String
  /// An amount.
  mutating func money(_ ours: Money?) -> Money?
  /// A quantity.
  mutating func quantity(_ ours: Quantity?) -> Quantity?
  /// A day of eight digits.
  mutating func day(_ ours: CalendarDate?) -> CalendarDate?
  /// A format qualifier and a date, period or time: DTP02 and DTP03.
  mutating func moment(_ value: inout QualifiedDate)
  /// Goes through all segments with an identifier.
  mutating func each<Value>(
    _ id: StaticString, _ values: inout [Value], _ new: Value,
    _ body: (inout Self, inout Value) -> Void)
  /// Goes through all codes of HI segments whose code list is accepted, twelve to a segment.
  mutating func codes<Value>(
    _ values: inout [Value], _ accepted: [String], _ new: Value,
    _ body: (inout Self, inout Value) -> Void)
}

extension SegmentCodec {
  mutating func begin(_ id: StaticString, if present: Bool) -> Bool {
    begin(id, nil, if: present)
  }

  mutating func text(_ value: inout String) {
    let read = word(value)
    if Self.isReading { value = read }
  }

  mutating func text(_ value: inout String?) {
    let read = word(value ?? "")
    if Self.isReading { value = read.isEmpty ? nil : read }
  }

  mutating func name(_ value: inout String) {
    let read = upper(value)
    if Self.isReading { value = read }
  }

  mutating func name(_ value: inout String?) {
    let read = upper(value ?? "")
    if Self.isReading { value = read.isEmpty ? nil : read }
  }

  mutating func money(_ value: inout Money?) {
    let read = money(value)
    if Self.isReading { value = read }
  }

  mutating func money(_ value: inout Money) {
    let read = money(value as Money?)
    if Self.isReading { value = read ?? .zero }
  }

  mutating func quantity(_ value: inout Quantity?) {
    let read = quantity(value)
    if Self.isReading { value = read }
  }

  mutating func quantity(_ value: inout Quantity) {
    let read = quantity(value as Quantity?)
    if Self.isReading { value = read ?? Quantity(0) }
  }

  mutating func day(_ value: inout CalendarDate?) {
    let read = day(value)
    if Self.isReading { value = read }
  }

  mutating func number(_ value: inout Int?) {
    let read = word(value.map(String.init) ?? "")
    if Self.isReading { value = Int(read) }
  }

  /// A flag that is written as `Y` where it is set and not at all where it is not.
  mutating func yes(_ value: inout Bool, as word: String = "Y") {
    let read = self.word(value ? word : "")
    if Self.isReading { value = read == word }
  }

  /// A value that is one of a list.
  mutating func choice<Value: RawRepresentable>(_ value: inout Value?)
  where Value.RawValue == String {
    let read = word(value?.rawValue ?? "")
    if Self.isReading { value = Value(rawValue: read) }
  }

  /// As many values as there are, up to a limit.
  mutating func list(_ values: inout [String], _ limit: Int, isName: Bool = false) {
    if Self.isReading {
      for _ in 0..<limit { values.append(word("")) }
      while values.last?.isEmpty == true { values.removeLast() }
    } else {
      for value in values { _ = isName ? upper(value) : word(value) }
    }
  }

  /// The one value of a segment that there is at most once.
  mutating func optional<Value>(
    _ id: StaticString, _ value: inout Value?, _ new: Value,
    _ body: (inout Self, inout Value) -> Void
  ) {
    guard begin(id, if: value != nil) else { return }
    var held = value ?? new
    body(&self, &held)
    if Self.isReading { value = held }
    end()
  }
}

/// What stands in the segments of a loop, without the loops below it.
protocol LoopMapping {
  /// What the loop is read into.
  associatedtype Value
  /// Goes through the loop's segments.
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Value)
}
