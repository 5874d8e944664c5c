// SPDX-License-Identifier: Apache-2.0

import Values
import X12

extension SegmentEncoder {
  /// Writes the delimiters that stand before a value.
  mutating func start() {
    if !isOpen {
      element += 1
      pending += 1
    }
    while pending > 0 {
      bytes.append(delimiters.element)
      pending -= 1
      elementStart = bytes.count
    }
    if !isOpen {
      elementStart = bytes.count
    } else if elementStart < 0 {
      elementStart = bytes.count
    }
    guard isOpen else { return }
    while pendingComponents > 0 {
      bytes.append(delimiters.component)
      pendingComponents -= 1
    }
  }

  /// Ends a value.
  mutating func finish() {
    if isOpen { pendingComponents += 1 } else { checkLength() }
  }

  mutating func checkLength() {
    let length = bytes.count - elementStart
    // Only a name's suffix has a lower limit than the rest.
    guard length > (element == 7 ? ElementLength.least : ElementLength.leastButSuffix),
      let longest = ElementLength.longest(segment.description, element), length > longest
    else { return }
    refuse(.tooLong)
  }

  mutating func put(_ text: String, capital: Bool) {
    guard !text.isEmpty else {
      skip(1)
      return
    }
    start()
    var seen: UInt8 = 0
    let isDone: Bool? = text.utf8.withContiguousStorageIfAvailable { units in
      for unit in units { seen |= classes[Int(unit)] }
      guard seen == 0 || (seen == Self.small && !capital) else { return false }
      bytes.append(contentsOf: units)
      return true
    }
    if isDone != true { putSlowly(text, capital: capital) }
    finish()
  }

  /// Writes text that holds small letters or characters that may not be written.
  mutating func putSlowly(_ text: String, capital: Bool) {
    let text = capital ? text.uppercased() : text
    for byte in text.utf8 {
      switch classes[Int(byte)] {
      case Self.delimiter: refuse(.delimiterInValue)
      case Self.foreign: refuse(.characterNotAllowed)
      default: break
      }
      bytes.append(byte)
    }
  }

  mutating func put(_ date: CalendarDate) {
    let (year, month, day) = date.parts
    let number = year * 10_000 + month * 100 + day
    var divisor = 10_000_000
    while divisor > 0 {
      bytes.append(UInt8(0x30 + number / divisor % 10))
      divisor /= 10
    }
  }

  mutating func digits(_ number: UInt64) {
    var divisor: UInt64 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(0x30 + number / divisor % 10))
      divisor /= 10
    }
  }
}

extension Array {
  /// Shows an element where it lies to code that could change it but, writing, only looks at it: claims
  /// are large, and copying every line of every claim takes as long as writing it.
  func look(at index: Int, _ body: (inout Element) -> Void) {
    withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress, elements.indices.contains(index) else {
        preconditionFailure("no such element")
      }
      body(&UnsafeMutablePointer(mutating: base + index).pointee)
    }
  }
}
