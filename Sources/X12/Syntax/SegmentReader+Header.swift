// SPDX-License-Identifier: Apache-2.0

extension SegmentReader {
  enum Search {
    case found
    case needsBytes
    case end
  }

  /// The offsets of the separators in an ISA, whose elements have a fixed width.
  private static let headerSeparators = [
    3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103,
  ]

  /// Looks for the next ISA and skips what stands before it.
  mutating func findInterchange() -> Search {
    if bufferOffset + position == 0, !hasSeenInterchange {
      guard end - position >= 4 || isFinished else { return .needsBytes }
      if skipsMarks() {
        isStopped = true
        return .end
      }
    }
    var at = position
    while at + 4 <= end {
      if buffer[at] == 0x49, buffer[at + 1] == 0x53, buffer[at + 2] == 0x41,
        !Delimiters.isAlphanumeric(buffer[at + 3])
      {
        skip(to: at)
        isInside = true
        return .found
      }
      at += 1
    }
    guard isFinished else {
      skip(to: at)
      return .needsBytes
    }
    skip(to: end)
    if !hasSeenInterchange, !problems.contains(where: { $0.kind == .noInterchange }) {
      problems.append(.init(.noInterchange, offset: 0, line: 1))
      hasSeenInterchange = true
    }
    return .end
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

  /// Passes bytes that belong to no interchange.
  private mutating func skip(to target: Int) {
    var unknown: Int?
    for at in position..<target {
      let byte = buffer[at]
      if byte == 0x0A { line += 1 }
      if byte > 0x20, unknown == nil { unknown = at }
    }
    betweenSegments += UnsafeBufferPointer(start: buffer + position, count: target - position)
    if let unknown {
      let kind: SyntaxProblem.Kind = hasSeenInterchange ? .trailingBytes : .leadingBytes
      if problems.last?.kind != kind {
        problems.append(.init(kind, offset: bufferOffset + unknown, line: line))
      }
    }
    position = target
    scan.seek(buffer, position)
  }

  /// Reads an ISA, and with it the delimiters.
  mutating func readHeader(at start: Int) -> Step? {
    guard end - start > 106 || isFinished else {
      scan.seek(buffer, position)
      return .needsBytes
    }
    let separator = buffer[start + 3]
    let isFixed =
      end - start >= 106
      && Self.headerSeparators.allSatisfy { buffer[start + $0] == separator }
    guard let component = isFixed ? start + 104 : endOfHeader(start, separator) else {
      return giveUpHeader(start)
    }
    if !isFixed { problems.append(.init(.badHeader, offset: bufferOffset + start, line: line)) }
    let terminator = component + 1
    let announcedRepetition = isFixed ? buffer[start + 82] : 0
    guard
      let found = Delimiters.announced(
        element: separator, component: buffer[component],
        repetition: isFixed ? announcedRepetition : 0, segment: buffer[terminator])
    else {
      problems.append(
        .init(
          .badDelimiter, offset: bufferOffset + component, line: line, element: 16,
          value: Int(buffer[terminator])))
      isStopped = true
      return nil
    }
    noteRepetition(found, announcedRepetition, start)
    delimiters = found
    scan = StructuralScan(element: separator, terminator: found.segment)
    hasSeenInterchange = true
    var count = 0
    bounds[0] = UInt32(start)
    for at in start..<component where buffer[at] == separator {
      count += 1
      bounds[count] = UInt32(at + 1)
    }
    bounds[count + 1] = UInt32(terminator + 1)
    scan.seek(buffer, start)
    let step = finishSegment(start, terminator, count, lineBreaks: 0, wrapped: false)
    scan.seek(buffer, position)
    return step
  }

  /// Tells of a repetition separator that is also something else; a letter or digit is the older use of
  /// ISA11.
  private mutating func noteRepetition(_ found: Delimiters, _ announced: UInt8, _ start: Int) {
    guard found.repetition == 0, announced != 0, !Delimiters.isAlphanumeric(announced) else {
      return
    }
    problems.append(
      .init(
        .badDelimiter, offset: bufferOffset + start + 82, line: line, element: 11,
        value: Int(announced)))
  }

  /// Where the component separator of a header stands whose elements do not have their width.
  private func endOfHeader(_ start: Int, _ separator: UInt8) -> Int? {
    var seen = 0
    for at in start..<min(end, start + 512) where buffer[at] == separator {
      seen += 1
      if seen == 16 { return at + 2 < end ? at + 1 : nil }
    }
    return nil
  }

  private mutating func giveUpHeader(_ start: Int) -> Step? {
    let isShort = end - start < 106
    problems.append(
      .init(isShort ? .truncated : .badHeader, offset: bufferOffset + start, line: line))
    isStopped = true
    return nil
  }
}
