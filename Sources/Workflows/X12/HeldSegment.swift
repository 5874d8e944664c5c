// SPDX-License-Identifier: Apache-2.0

import X12

/// A segment held back as its bytes, to be written later, perhaps with other values here and there.
struct HeldSegment {
  /// Its identifier.
  let id: SegmentID
  /// What stood before it.
  var padding: [UInt8]
  /// The line on which it began.
  let line: Int
  private var bytes: [UInt8]
  private let separator: UInt8

  init(_ view: SegmentView) {
    id = view.id
    padding = Array(view.padding)
    line = view.line
    bytes = Array(view.exactBytes.dropFirst(view.paddingCount))
    separator = view.delimiters.element
  }

  /// Makes a segment of its elements.
  init(_ id: StaticString, _ elements: [String], padding: [UInt8], delimiters: Delimiters) {
    self.id = SegmentID(id)
    self.padding = padding
    line = 0
    separator = delimiters.element
    bytes = Array("\(id)".utf8)
    for element in elements { bytes += [separator] + Array(element.utf8) }
    bytes.append(delimiters.segment)
  }

  /// An element as text; empty where there is none.
  func text(_ number: Int) -> String {
    let parts = bytes.dropLast().split(separator: separator, omittingEmptySubsequences: false)
    return number < parts.count ? String(decoding: parts[number], as: UTF8.self) : ""
  }

  /// Puts another value into an element that is there; empty ones at the end go.
  mutating func set(_ number: Int, _ value: String) {
    guard let terminator = bytes.last else { return }
    var parts = bytes.dropLast().split(separator: separator, omittingEmptySubsequences: false)
    guard number < parts.count else { return }
    parts[number] = Array(value.utf8)[...]
    while value.isEmpty, parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    bytes = Array(parts.joined(separator: [separator])) + [terminator]
  }

  /// Appends padding and segment.
  func append(to target: inout [UInt8]) {
    target += padding
    target += bytes
  }
}
