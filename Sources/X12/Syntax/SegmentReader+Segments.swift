// SPDX-License-Identifier: Apache-2.0

extension SegmentReader {
  /// Reads the segment at the position; nothing where the interchange ended instead.
  mutating func readSegment() -> Step? {
    let start = skipPadding()
    if start - position > maximumSegmentLength {
      giveUp(.segmentTooLong, segment: position, at: position, value: Int(delimiters.segment))
      return nil
    }
    guard start < end else { return atEnd(start) }
    if buffer[start] == 0x49 {
      let begins = beginsHeader(start, lineEnd: delimiters.segment)
      if begins == nil, !isFinished { return unfinished() }
      if begins == true { return readHeader(at: start) }
    }
    let told = problems.count
    bounds[0] = UInt32(start)
    var count = 0
    var lineBreaks = 0
    var wrapped = false
    while true {
      let at = scan.next(buffer, limit: end)
      if at >= end || at - start > maximumSegmentLength { return unterminated(start, told) }
      if at < start { continue }
      let byte = buffer[at]
      if byte == delimiters.element {
        count += 1
        if count + 2 > boundsCapacity { growBounds() }
        bounds[count] = UInt32(at + 1)
        if count == 2 || count == 3, isBinary(start, count) {
          if let step = readBinary(start, count) { return step }
        }
      } else if byte == delimiters.segment {
        bounds[count + 1] = UInt32(at + 1)
        return finishSegment(start, at, count, lineBreaks: lineBreaks, wrapped: wrapped)
      } else {
        switch isCutOff(at) {
        case false: break
        case true:
          giveUp(.truncated, segment: start, at: at)
          return nil
        default:
          problems.removeLast(problems.count - told)
          return unfinished()
        }
        wrapped = true
        if byte == 0x0A || buffer[at + 1] != 0x0A { lineBreaks += 1 }
      }
    }
  }

  /// Whether an interchange begins behind a line break, so that the segment before it was cut off there, as
  /// when files are joined; nothing where the bytes at hand end before that is known.
  private func isCutOff(_ lineBreak: Int) -> Bool? {
    let next = lineBreak + 1
    guard next < end, buffer[next] == 0x49, beginsHeader(next, lineEnd: 0) != false else {
      return false
    }
    switch HeaderLayout.find(buffer, from: next, to: end) {
    case .found(let layout): return layout.isFixed && !layout.isWrapped
    case .ends: return isFinished ? false : nil
    case .none: return false
    }
  }

  /// Where the next segment's identifier begins.
  private func skipPadding() -> Int {
    var at = position
    while at < end {
      let byte = buffer[at]
      guard byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09 else { break }
      if delimiters.contains(byte) { break }
      at += 1
    }
    return at
  }

  /// Makes the bytes up to a terminator the segment at hand.
  ///
  /// - Parameter data: Where binary data begins, of which no character is looked at.
  mutating func finishSegment(
    _ start: Int, _ terminator: Int, _ count: Int, lineBreaks: Int, wrapped: Bool, data: Int? = nil
  ) -> Step {
    let padding = notePadding(from: position, to: start)
    let offset = bufferOffset + start
    let segmentLine = line
    let raw = UnsafeBufferPointer(
      start: UnsafePointer(buffer + position), count: terminator + 1 - position)
    if terminator == start {
      problems.append(.init(.blankSegment, offset: offset, line: line))
    }
    if scan.lastUnusual > start { checkCharacters(start, data ?? terminator) }
    line += lineBreaks + (delimiters.segment == 0x0A ? 1 : 0)
    position = terminator + 1
    let base: UnsafePointer<UInt8>
    if wrapped {
      problems.append(.init(.wrapped, offset: offset, line: segmentLine))
      base = unwrap(start, terminator, count)
    } else {
      base = UnsafePointer(buffer)
    }
    let id = segmentID(base)
    segment = SegmentView(
      id: id, count: count, offset: offset, line: segmentLine,
      delimiters: delimiters, paddingCount: padding, isUnwrapped: wrapped, base: base,
      bounds: UnsafePointer(bounds), raw: raw)
    if id.packed == 0, terminator != start {
      problems.append(.init(.segmentID, offset: offset, line: segmentLine))
    }
    if id == .iea { isInside = false }
    return .segment
  }

  /// Counts the lines of the padding and tells of blanks in it; gives its length.
  private mutating func notePadding(from: Int, to: Int) -> Int {
    guard to > from else { return 0 }
    line += lineBreaks(from: from, to: to)
    for at in from..<to where !Delimiters.isLineBreak(buffer[at]) {
      problems.append(.init(.padding, offset: bufferOffset + at, line: line))
      break
    }
    return to - from
  }

  @inline(__always)
  private func segmentID(_ base: UnsafePointer<UInt8>) -> SegmentID {
    let start = Int(bounds[0])
    let length = Int(bounds[1]) - start - 1
    guard length == 2 || length == 3 else { return SegmentID(packed: 0) }
    var packed: UInt32 = 0
    for index in 0..<length {
      let byte = base[start + index]
      guard Delimiters.isCapital(byte) || (index > 0 && Delimiters.isDigit(byte)) else {
        return SegmentID(packed: 0)
      }
      packed = packed << 8 | UInt32(byte)
    }
    return SegmentID(packed: packed)
  }

  /// Copies a segment without the line breaks in it.
  private mutating func unwrap(
    _ start: Int, _ terminator: Int, _ count: Int
  ) -> UnsafePointer<UInt8> {
    let room = terminator + 1 - start
    if room > unwrappedCapacity {
      unwrapped.deallocate()
      unwrappedCapacity = max(unwrappedCapacity * 2, room)
      unwrapped = .allocate(capacity: unwrappedCapacity)
    }
    var length = 0
    var element = 0
    for at in start...terminator {
      if element <= count, Int(bounds[element]) == at {
        bounds[element] = UInt32(length)
        element += 1
      }
      if at == terminator || !Delimiters.isLineBreak(buffer[at]) {
        (unwrapped + length).initialize(to: buffer[at])
        length += 1
      }
    }
    bounds[count + 1] = UInt32(length)
    return UnsafePointer(unwrapped)
  }

  /// Tells of the first character that may not be, and of the first before it that is of the extended set.
  private mutating func checkCharacters(_ start: Int, _ terminator: Int) {
    var isExtended = false
    var at = start
    while at < terminator {
      let byte = buffer[at]
      let length = byte < 0x80 ? 1 : utf8Length(at, terminator)
      let isControl = byte < 0x20 && byte != 0x0A && byte != 0x0D || byte == 0x7F
      if isControl && byte != delimiters.component && byte != delimiters.repetition
        && byte != delimiters.element || length == 0
      {
        problems.append(
          .init(.character, offset: bufferOffset + at, line: line, value: Int(byte)))
        return
      }
      if length > 1, !isExtended {
        isExtended = true
        problems.append(
          .init(.extendedCharacter, offset: bufferOffset + at, line: line, value: Int(byte)))
      }
      at += max(length, 1)
    }
  }

  /// The length of the UTF-8 sequence at an offset, or 0 where there is none.
  private func utf8Length(_ at: Int, _ limit: Int) -> Int {
    let lead = buffer[at]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
    guard length > 0, lead < 0xF5, at + length <= limit else { return 0 }
    for index in 1..<length where buffer[at + index] & 0xC0 != 0x80 { return 0 }
    return length
  }

  private mutating func growBounds() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: boundsCapacity * 2)
    larger.update(from: bounds, count: boundsCapacity)
    bounds.deallocate()
    bounds = larger
    boundsCapacity *= 2
  }

  /// The input, or what is there of it, ended within a segment, or the segment is too long.
  private mutating func unterminated(_ start: Int, _ told: Int) -> Step? {
    guard end - start > maximumSegmentLength || isFinished else {
      problems.removeLast(problems.count - told)
      return unfinished()
    }
    if end - start > maximumSegmentLength {
      giveUp(.segmentTooLong, segment: start, at: start, value: Int(delimiters.segment))
    } else {
      giveUp(.truncated, segment: start, at: end)
    }
    return nil
  }

  /// Asks for bytes; the segment is then read again from its begin.
  private mutating func unfinished() -> Step {
    scan.seek(buffer, position)
    return .needsBytes
  }

  private mutating func atEnd(_ start: Int) -> Step? {
    guard isFinished else { return .needsBytes }
    isInside = false
    return nil
  }

  mutating func skipToEnd() -> Step {
    betweenSegments += UnsafeBufferPointer(start: buffer + position, count: end - position)
    position = end
    return isFinished ? .end : .needsBytes
  }
}
