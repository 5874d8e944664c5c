// SPDX-License-Identifier: Apache-2.0

extension SegmentReader {
  enum Search {
    case found
    case needsBytes
    case end
  }

  /// Looks for the next ISA and skips what stands before it.
  mutating func findInterchange() -> Search {
    if bufferOffset + position == 0, !hasSeenHeader {
      guard end - position >= 4 || isFinished else { return .needsBytes }
      if skipsMarks() {
        isStopped = true
        return .end
      }
    }
    var at = position
    while at < end {
      let begins = buffer[at] == 0x49 ? beginsHeader(at, lineEnd: 0) : false
      if begins == true {
        skip(to: at)
        isPassing = false
        hasToldOutside = false
        hasSeenHeader = true
        return .found
      }
      if begins == nil, !isFinished { break }
      at += 1
    }
    skip(to: at)
    guard isFinished else { return .needsBytes }
    if !hasSeenHeader {
      problems.append(.init(.noInterchange, offset: 0, line: 1))
      hasSeenHeader = true
    }
    return .end
  }

  /// Whether an ISA and a separator stand at an offset, wherever lines are broken; nothing where the bytes
  /// at hand end before that is known.
  ///
  /// - Parameter lineEnd: The segment terminator in force, which ends a segment even where it is a line
  ///   break; 0 for none.
  func beginsHeader(_ start: Int, lineEnd: UInt8) -> Bool? {
    var at = start
    var wanted: UInt32 = 0x0041_5349
    while at < end {
      let byte = buffer[at]
      at += 1
      if at - start > HeaderLayout.maximumLength { return false }
      if Delimiters.isLineBreak(byte), byte != lineEnd, wanted != 0x0041_5349 { continue }
      if wanted == 0 { return Delimiters.mayDelimit(byte) && byte != lineEnd }
      guard byte == UInt8(truncatingIfNeeded: wanted) else { return false }
      wanted >>= 8
    }
    return nil
  }

  /// Passes a byte-order mark and tells whether the input is something that cannot be read at all.
  private mutating func skipsMarks() -> Bool {
    let first = (0..<4).map { position + $0 < end ? buffer[position + $0] : 0xFF }
    if first[0] == 0xEF, first[1] == 0xBB, first[2] == 0xBF {
      problems.append(.init(.byteOrderMark, offset: 0, line: 1))
      betweenSegments += first[..<3]
      position += 3
      scan.seek(buffer, position)
      return false
    }
    let isWide =
      (first[0] == 0xFF && first[1] == 0xFE) || (first[0] == 0xFE && first[1] == 0xFF)
      || (end - position >= 4 && (first[0] == 0 || first[1] == 0))
    if isWide { problems.append(.init(.notText, offset: 0, line: 1)) }
    return isWide
  }

  /// Passes bytes that belong to no interchange, and tells of the first of them that is no blank.
  private mutating func skip(to target: Int) {
    for at in position..<target {
      let byte = buffer[at]
      if byte == 0x0A { line += 1 }
      guard byte > 0x20, !hasToldOutside, !isPassing else { continue }
      hasToldOutside = true
      problems.append(
        .init(
          hasSeenHeader ? .trailingBytes : .leadingBytes, offset: bufferOffset + at, line: line))
    }
    betweenSegments += UnsafeBufferPointer(start: buffer + position, count: target - position)
    position = target
    scan.seek(buffer, position)
  }

  /// Gives up the interchange at hand because of a segment, and passes on to the next ISA.
  ///
  /// What is passed is told by this one problem.
  mutating func giveUp(
    _ kind: SyntaxProblem.Kind, segment start: Int, at offset: Int, element: Int = 0,
    value: Int? = nil
  ) {
    isPassing = true
    skip(to: start)
    problems.append(
      .init(kind, offset: bufferOffset + offset, line: line, element: element, value: value))
    skip(to: start + 1)
    isInside = false
  }
}

/// Where the parts of an ISA stand, whose elements have a fixed width.
struct HeaderLayout {
  /// The greatest length of an ISA that is taken though its elements do not have their width.
  static let maximumLength = 512
  /// How many characters stand before each separator.
  private static let widths = [
    3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103,
  ]

  private(set) var separators: [Int] = []
  private(set) var component = 0
  private(set) var terminator = 0
  private(set) var lineBreaks = 0
  /// Whether lines are broken in it.
  private(set) var isWrapped = false
  /// Whether each element has its width.
  private(set) var isFixed = true

  enum Search {
    case found(HeaderLayout)
    /// The bytes at hand end before the ISA does.
    case ends
    case none
  }

  /// Looks for the parts of an ISA that begins at an offset.
  static func find(_ buffer: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Search {
    var layout = HeaderLayout()
    var count = 0
    var at = start
    while at < end, at - start < maximumLength {
      let byte = buffer[at]
      if layout.separators.count == 16 {
        layout.component = at
        layout.terminator = at + 1
        return at + 1 < end ? .found(layout) : .ends
      }
      if Delimiters.isLineBreak(byte) {
        // Another one begins here: this one was cut off.
        if isName(buffer, at + 1, end) { return .none }
        layout.isWrapped = true
        if byte == 0x0A || at + 1 == end || buffer[at + 1] != 0x0A { layout.lineBreaks += 1 }
      } else {
        if count == 3 || count > 3 && byte == buffer[layout.separators[0]] {
          if widths[layout.separators.count] != count { layout.isFixed = false }
          layout.separators.append(at)
        }
        count += 1
      }
      at += 1
    }
    return at < end ? .none : .ends
  }

  /// Whether the name of an ISA and a separator stand at an offset.
  private static func isName(_ buffer: UnsafeMutablePointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
    at + 3 < end && buffer[at] == 0x49 && buffer[at + 1] == 0x53 && buffer[at + 2] == 0x41
      && Delimiters.mayDelimit(buffer[at + 3])
  }
}

extension SegmentReader {
  /// Reads an ISA, and with it the delimiters; nothing where it is none that can be read.
  mutating func readHeader(at start: Int) -> Step? {
    let layout: HeaderLayout
    switch HeaderLayout.find(buffer, from: start, to: end) {
    case .found(let known): layout = known
    case .ends where !isFinished:
      scan.seek(buffer, position)
      return .needsBytes
    case .ends:
      giveUp(.truncated, segment: start, at: end)
      return nil
    case .none:
      giveUp(.badHeader, segment: start, at: start)
      return nil
    }
    return take(layout, at: start)
  }

  /// Takes the delimiters that an ISA announces.
  private mutating func take(_ layout: HeaderLayout, at start: Int) -> Step? {
    let separator = buffer[layout.separators[0]]
    let repetition = announcedRepetition(layout)
    let terminator = buffer[layout.terminator]
    guard
      let found = Delimiters.announced(
        element: separator, component: buffer[layout.component], repetition: repetition,
        segment: terminator)
    else {
      if layout.isFixed {
        giveUp(
          .badDelimiter, segment: start, at: layout.component, element: 16, value: Int(terminator))
      } else {
        giveUp(.badHeader, segment: start, at: start)
      }
      return nil
    }
    let headerLine = line + lineBreaks(from: position, to: start)
    if !layout.isFixed {
      problems.append(.init(.badHeader, offset: bufferOffset + start, line: headerLine))
    }
    if found.repetition == 0, repetition != 0, !Delimiters.isAlphanumeric(repetition) {
      problems.append(
        .init(
          .badDelimiter, offset: bufferOffset + layout.separators[10] + 1, line: headerLine,
          element: 11, value: Int(repetition)))
    }
    isInside = true
    delimiters = found
    scan = StructuralScan(element: separator, terminator: terminator)
    bounds[0] = UInt32(start)
    for (index, at) in layout.separators.enumerated() { bounds[index + 1] = UInt32(at + 1) }
    bounds[17] = UInt32(layout.terminator + 1)
    scan.noteUnusual(before: layout.terminator)
    let step = finishSegment(
      start, layout.terminator, 16, lineBreaks: layout.lineBreaks, wrapped: layout.isWrapped)
    scan.seek(buffer, position)
    return step
  }

  /// The character of ISA11, or 0 where it is not one.
  private func announcedRepetition(_ layout: HeaderLayout) -> UInt8 {
    let characters = (layout.separators[10] + 1..<layout.separators[11]).map { buffer[$0] }
      .filter { !Delimiters.isLineBreak($0) }
    return characters.count == 1 ? characters[0] : 0
  }

  /// How many lines end between two offsets.
  func lineBreaks(from: Int, to: Int) -> Int {
    var count = 0
    for at in from..<to {
      if buffer[at] == 0x0A || buffer[at] == 0x0D && buffer[at + 1] != 0x0A { count += 1 }
    }
    return count
  }
}
