// SPDX-License-Identifier: Apache-2.0

/// A segment where it lies in the reader's buffer.
///
/// Elements are counted from 1, as the guides count them; element 0 is the identifier. A view is good
/// until its reader is asked for the next segment; ``Segment`` keeps a copy.
public struct SegmentView {
  /// The identifier; zero where it is not two or three characters long.
  public let id: SegmentID
  /// How many elements follow the identifier, empty ones included.
  public let count: Int
  /// Byte of the first character of the identifier, counted from 0 over the whole input.
  public let offset: Int
  /// Line of the first character of the identifier, counted from 1.
  public let line: Int
  /// The delimiters in force.
  public let delimiters: Delimiters
  /// How many bytes of padding (blanks and line breaks) stand before the identifier.
  public let paddingCount: Int
  /// Whether line breaks inside the segment were taken out; byte places in it are then those of its start.
  public let isUnwrapped: Bool
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let bounds: UnsafePointer<UInt32>
  let raw: UnsafeBufferPointer<UInt8>

  /// The element at a position; empty where the segment is shorter.
  @inlinable @inline(__always)
  public subscript(number: Int) -> ElementView {
    guard number <= count else { return ElementView(start: base, count: 0) }
    let start = Int(bounds[number])
    return ElementView(start: base + start, count: Int(bounds[number + 1]) - start - 1)
  }

  /// Byte of an element's first character, counted from 0 over the whole input.
  public func offset(of number: Int) -> Int {
    guard !isUnwrapped, number <= count else { return offset }
    return offset + Int(bounds[number]) - Int(bounds[0])
  }

  /// The bytes as they came: padding, segment, terminator.
  public var exactBytes: UnsafeBufferPointer<UInt8> { raw }

  /// The bytes before the identifier.
  public var padding: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: raw[0..<paddingCount])
  }
}

extension ElementView {
  /// The part at an index, counted from 0, of a value cut at a delimiter; nothing past the last.
  @inlinable
  func part(_ index: Int, by delimiter: UInt8) -> ElementView? {
    var from = 0
    var found = 0
    for at in 0..<count where start[at] == delimiter {
      if found == index { return ElementView(start: start + from, count: at - from) }
      found += 1
      from = at + 1
    }
    return found == index ? ElementView(start: start + from, count: count - from) : nil
  }

  /// The parts of a value cut at a delimiter, in order; one where it does not occur.
  func parts(by delimiter: UInt8) -> ElementParts { ElementParts(rest: self, delimiter: delimiter) }

  /// How many parts a delimiter cuts the value into; one where it does not occur.
  @inlinable
  func partCount(by delimiter: UInt8) -> Int {
    var parts = 1
    for at in 0..<count where start[at] == delimiter { parts += 1 }
    return parts
  }
}

/// The parts of a value, found one after the other in one pass.
struct ElementParts: Sequence, IteratorProtocol {
  fileprivate var rest: ElementView?
  fileprivate let delimiter: UInt8

  fileprivate init(rest: ElementView, delimiter: UInt8) {
    self.rest = rest
    self.delimiter = delimiter
  }

  mutating func next() -> ElementView? {
    guard let value = rest else { return nil }
    var at = 0
    while at < value.count, value[at] != delimiter { at += 1 }
    rest =
      at < value.count
      ? ElementView(start: value.start + at + 1, count: value.count - at - 1) : nil
    return ElementView(start: value.start, count: at)
  }
}

extension SegmentView {
  /// A component of the first repetition of an element, both counted from 1; empty where there is none.
  public func component(_ number: Int, _ component: Int) -> ElementView {
    let element = self[number]
    let first =
      delimiters.repetition == 0
      ? element : element.part(0, by: delimiters.repetition) ?? element
    return first.part(component - 1, by: delimiters.component)
      ?? ElementView(start: element.start, count: 0)
  }
}
