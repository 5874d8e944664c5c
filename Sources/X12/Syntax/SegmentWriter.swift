// SPDX-License-Identifier: Apache-2.0

/// Writes segments as bytes: trims what is empty at the end, and refuses what would break them.
///
/// The writer knows no meaning. It writes characters as they are given; X12's extended set has lower
/// case too, and who wants upper case gives upper case. A value that holds a delimiter, a control
/// character or anything outside ASCII is refused, never repaired; only binary data is written
/// whatever it holds. A segment is in the buffer wholly or not at all.
///
///     var writer = SegmentWriter()
///     try writer.write("REF", ["EI", "123456789"])   // REF*EI*123456789~
///
/// Source: ASC X12.6, application control structure.
public struct SegmentWriter: Sendable {
  /// The delimiters in use.
  public let delimiters: Delimiters
  /// What is written after each segment terminator, for the eye only; usually nothing or a newline.
  public let lineEnd: [UInt8]
  /// What was written and not yet taken.
  public private(set) var bytes: [UInt8] = []
  /// How many segments were written since startCounting().
  public private(set) var count = 0

  /// Makes a writer.
  public init(delimiters: Delimiters = .usual, lineEnd: [UInt8] = []) {
    self.delimiters = delimiters
    self.lineEnd = lineEnd
  }

  /// Begins to count anew; the next segment is the first.
  public mutating func startCounting() { count = 0 }

  /// Gives away what was written and forgets it.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Writes a segment.
  ///
  /// - Parameters:
  ///   - id: The segment's identifier.
  ///   - elements: Its elements; empty ones at the end are not written.
  /// - Throws: ``X12Error`` where a value cannot be written; nothing of the segment is then kept.
  public mutating func write(_ id: String, _ elements: [Element]) throws(X12Error) {
    let start = bytes.count
    var firm = start
    bytes.append(contentsOf: id.utf8)
    do throws(X12Error) {
      for (index, element) in elements.enumerated() {
        bytes.append(delimiters.element)
        try append(element, segment: id, number: index + 1)
        if case .binary = element { firm = bytes.count }
      }
    } catch {
      bytes.removeLast(bytes.count - start)
      throw error
    }
    trim(delimiters.element, downTo: firm)
    bytes.append(delimiters.segment)
    bytes.append(contentsOf: lineEnd)
    count += 1
  }

  /// Writes a segment as it stands: empty elements and components at its end too, and characters as they
  /// were read.
  ///
  /// This is how what was read is written again. What a ``SegmentWriter`` would refuse in a new segment is
  /// let through here, because the file that it came from had it.
  public mutating func write(exactly segment: Segment) {
    bytes.append(contentsOf: segment.id.utf8)
    for element in segment.elements {
      bytes.append(delimiters.element)
      if case .binary(let data) = element {
        bytes += data
        continue
      }
      if case .text(let text) = element {
        bytes.append(contentsOf: text.utf8)
        continue
      }
      for (number, parts) in element.repetitions.enumerated() {
        if number > 0 { bytes.append(delimiters.repetition) }
        for (component, part) in parts.enumerated() {
          if component > 0 { bytes.append(delimiters.component) }
          bytes.append(contentsOf: part.utf8)
        }
      }
    }
    bytes.append(delimiters.segment)
    bytes.append(contentsOf: lineEnd)
    count += 1
  }

  /// Adds segments that are bytes already, with their terminators and line ends.
  ///
  /// - Parameters:
  ///   - segments: The bytes; nothing in them is looked at.
  ///   - count: How many segments they are.
  public mutating func append(_ segments: [UInt8], count: Int) {
    bytes += segments
    self.count += count
  }

  /// Writes an ISA, given its elements but ISA11 and ISA16, which announce the delimiters.
  ///
  /// Nothing is trimmed: its elements have a fixed width.
  mutating func writeHeader(_ elements: [String]) throws(X12Error) {
    var header = SegmentWriter(delimiters: delimiters)
    header.bytes.append(contentsOf: "ISA".utf8)
    for (index, text) in elements.enumerated() {
      header.bytes.append(delimiters.element)
      if index == 10 { header.bytes += [delimiters.repetition, delimiters.element] }
      let number = index < 10 ? index + 1 : index + 2
      try header.append(text, X12Error(.delimiterInValue, segment: "ISA", element: number))
    }
    bytes += header.bytes + [delimiters.element, delimiters.component, delimiters.segment]
    bytes.append(contentsOf: lineEnd)
  }

  private mutating func append(
    _ element: Element, segment: String, number: Int
  ) throws(X12Error) {
    switch element {
    case .empty: return
    case .binary(let data): bytes += data
    case .text(let text):
      try append(text, X12Error(.delimiterInValue, segment: segment, element: number))
    case .composite(let parts):
      try append(parts, between: delimiters.component, segment: segment, number: number)
    case .repeated(let parts):
      try append(parts, between: delimiters.repetition, segment: segment, number: number)
    case .repeatedComposite(let repetitions):
      for (index, parts) in repetitions.enumerated() {
        if index > 0 { bytes.append(delimiters.repetition) }
        try append(parts, between: delimiters.component, segment: segment, number: number)
      }
    }
  }

  private mutating func append(
    _ parts: [String], between delimiter: UInt8, segment: String, number: Int
  ) throws(X12Error) {
    let start = bytes.count
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      let place = X12Error(
        .delimiterInValue, segment: segment, element: number, component: index + 1)
      try append(part, place)
    }
    trim(delimiter, downTo: start)
  }

  private mutating func append(_ text: String, _ place: X12Error) throws(X12Error) {
    for byte in text.utf8 {
      if delimiters.contains(byte) { throw place }
      guard (0x20..<0x7F).contains(byte) else {
        throw X12Error(
          .characterNotAllowed, segment: place.segment, element: place.element,
          component: place.component)
      }
      bytes.append(byte)
    }
  }

  private mutating func trim(_ delimiter: UInt8, downTo start: Int) {
    while bytes.count > start, bytes.last == delimiter { bytes.removeLast() }
  }
}
