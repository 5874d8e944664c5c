// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

/// Writes values as segments, straight into a buffer.
///
/// Delimiters are written only before a value that is not empty, so that nothing has to be trimmed. What
/// cannot be written is noted in ``errors`` and the segment goes on: whoever writes a claim looks there at
/// its end.
struct SegmentEncoder: SegmentCodec, Sendable {
  static let isReading = false
  var kind = ClaimKind.professional
  var spelling = Spelling()
  /// The loop that errors name.
  var loop: StaticString = "ISA"
  /// What was written.
  var bytes: [UInt8] = []
  /// How many segments were written since it was last set.
  var count = 0
  /// What could not be written, and in which segment, counted as ``count`` is.
  var errors: [(segment: Int, error: TransactionSetError)] = []
  let delimiters: Delimiters
  private let breaksLines: Bool
  let classes: [UInt8]
  // Where in a segment it is, for the values in `SegmentEncoder+Values.swift`.
  var segment: StaticString = ""
  var element = 0
  var pending = 0
  var pendingComponents = 0
  var isOpen = false
  var elementStart = 0

  init(delimiters: Delimiters = .usual, breaksLines: Bool = false) {
    self.delimiters = delimiters
    self.breaksLines = breaksLines
    classes = (0...255).map { byte in
      let byte = UInt8(byte)
      if delimiters.contains(byte) { return Self.delimiter }
      guard (0x20..<0x7F).contains(byte) else { return Self.foreign }
      return (0x61...0x7A).contains(byte) ? Self.small : 0
    }
  }

  static let small: UInt8 = 1
  static let delimiter: UInt8 = 2
  static let foreign: UInt8 = 4

  mutating func begin(_ id: StaticString, _ qualifier: StaticString?, if present: Bool) -> Bool {
    guard present else { return false }
    segment = id
    bytes.append(contentsOf: UnsafeBufferPointer(start: id.utf8Start, count: id.utf8CodeUnitCount))
    element = 0
    pending = 0
    isOpen = false
    if let qualifier { constant(qualifier) }
    return true
  }

  mutating func end() {
    bytes.append(delimiters.segment)
    if breaksLines { bytes.append(0x0A) }
    count += 1
  }

  mutating func open() {
    element += 1
    pending += 1
    pendingComponents = 0
    isOpen = true
    elementStart = -1
  }

  mutating func close() {
    isOpen = false
    if elementStart >= 0 { checkLength() }
  }

  mutating func skip(_ count: Int) {
    if isOpen {
      pendingComponents += count
    } else {
      element += count
      pending += count
    }
  }

  /// Writes a literal.
  mutating func constant(_ text: StaticString) {
    start()
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    pendingComponents += isOpen ? 1 : 0
  }

  // Inlined, so that what nobody uses of the answer is not retained.
  @discardableResult @inline(__always)
  mutating func word(_ ours: String) -> String {
    put(ours, capital: false)
    return ours
  }

  @inline(__always)
  mutating func upper(_ ours: String) -> String {
    put(ours, capital: !spelling.keepsSmallLetters)
    return ours
  }

  @inline(__always)
  mutating func code(_ ours: String) -> String {
    let hasPoint = ours.utf8.contains(0x2E)
    put(hasPoint ? ours.filter { $0 != "." } : ours, capital: true)
    return ours
  }

  mutating func money(_ ours: Money?) -> Money? {
    guard let ours else {
      skip(1)
      return nil
    }
    start()
    if ours.cents < 0 { bytes.append(0x2D) }
    let cents = ours.cents.magnitude % 100
    let whole = ours.cents.magnitude / 100
    if whole > 0 || cents == 0 || spelling.amountsHaveCents { digits(whole) }
    if cents > 0 || spelling.amountsHaveCents {
      bytes.append(0x2E)
      bytes.append(UInt8(0x30 + cents / 10))
      if cents % 10 > 0 || spelling.amountsHaveCents { bytes.append(UInt8(0x30 + cents % 10)) }
    }
    finish()
    return ours
  }

  mutating func quantity(_ ours: Quantity?) -> Quantity? {
    guard let ours else {
      skip(1)
      return nil
    }
    if let whole = ours.whole, whole >= 0 {
      start()
      digits(UInt64(whole))
      finish()
    } else {
      word(ours.x12)
    }
    return ours
  }

  mutating func day(_ ours: CalendarDate?) -> CalendarDate? {
    guard let ours else {
      skip(1)
      return nil
    }
    start()
    put(ours)
    finish()
    return ours
  }

  mutating func moment(_ value: inout QualifiedDate) {
    switch (value.from, value.through, value.time) {
    case (let from?, let through?, _):
      constant("RD8")
      start()
      put(from)
      bytes.append(0x2D)
      put(through)
      finish()
    case (let from?, nil, let time?):
      constant("DT")
      word(from.compact + time)
    case (let from?, nil, nil):
      constant("D8")
      _ = day(from)
    case (nil, _, let time?):
      constant("TM")
      word(time)
    case (nil, _, nil): skip(2)
    }
  }

  mutating func each<Value>(
    _ id: StaticString, _ values: inout [Value], _ new: Value,
    _ body: (inout Self, inout Value) -> Void
  ) {
    for index in values.indices {
      _ = begin(id, nil, if: true)
      values.look(at: index) { body(&self, &$0) }
      end()
    }
  }

  mutating func codes<Value>(
    _ values: inout [Value], _ accepted: [String], _ new: Value,
    _ body: (inout Self, inout Value) -> Void
  ) {
    for index in values.indices {
      if index % 12 == 0 {
        if index > 0 { end() }
        _ = begin("HI", nil, if: true)
      }
      open()
      values.look(at: index) { body(&self, &$0) }
      close()
    }
    if !values.isEmpty { end() }
  }

  /// Notes that a value cannot be written.
  mutating func refuse(_ code: TransactionSetError.Code, element: Int? = nil) {
    let error = TransactionSetError(
      code, loop: loop.description, segment: segment.description, element: element ?? self.element)
    errors.append((count, error))
  }

  /// Writes a segment as it was read.
  mutating func write(_ written: WrittenSegment) {
    bytes.append(contentsOf: written.id.utf8)
    for (number, repetitions) in written.elements.enumerated() {
      bytes.append(delimiters.element)
      for (index, parts) in repetitions.enumerated() {
        if index > 0 { bytes.append(delimiters.repetition) }
        for (component, part) in parts.enumerated() {
          if component > 0 { bytes.append(delimiters.component) }
          if part.utf8.contains(where: { classes[Int($0)] == Self.delimiter }) {
            let error = TransactionSetError(
              .delimiterInValue, loop: loop.description, segment: written.id, element: number + 1)
            errors.append((count, error))
          }
          bytes.append(contentsOf: part.utf8)
        }
      }
    }
    end()
  }
}
