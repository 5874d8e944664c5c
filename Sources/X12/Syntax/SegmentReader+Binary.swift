// SPDX-License-Identifier: Apache-2.0

extension SegmentReader {
  /// Whether the element that now begins is the binary data of a BIN or BDS segment.
  ///
  /// Source: ASC X12.6; BIN02 and BDS03 hold as many bytes as the element before them says.
  func isBinary(_ start: Int, _ count: Int) -> Bool {
    guard buffer[start] == 0x42, Int(bounds[1]) == start + 4 else { return false }
    let isBIN = buffer[start + 1] == 0x49 && buffer[start + 2] == 0x4E
    let isBDS = buffer[start + 1] == 0x44 && buffer[start + 2] == 0x53
    return isBIN && count == 2 || isBDS && count == 3
  }

  /// Reads binary data by its length; nothing where the length is wrong and delimiters have to serve.
  mutating func readBinary(_ start: Int, _ count: Int) -> Step? {
    let data = Int(bounds[count])
    let lengthStart = Int(bounds[count - 1])
    let announced = ElementView(
      start: UnsafePointer(buffer + lengthStart), count: data - 1 - lengthStart)
    guard let length = announced.number, length <= maximumBinaryLength else {
      problems.append(
        .init(.binaryLength, offset: bufferOffset + lengthStart, line: line, element: count - 1))
      return nil
    }
    guard data + length < end else {
      guard isFinished else {
        scan.seek(buffer, position)
        return .needsBytes
      }
      problems.append(
        .init(
          .binaryLength, offset: bufferOffset + lengthStart, line: line, element: count - 1,
          value: length))
      return nil
    }
    guard buffer[data + length] == delimiters.segment else {
      problems.append(
        .init(
          .binaryLength, offset: bufferOffset + lengthStart, line: line, element: count - 1,
          value: length))
      return nil
    }
    bounds[count + 1] = UInt32(data + length + 1)
    var lineBreaks = 0
    for at in data..<data + length where buffer[at] == 0x0A { lineBreaks += 1 }
    let step = finishSegment(start, data + length, count, lineBreaks: lineBreaks, wrapped: false)
    scan.seek(buffer, position)
    return step
  }
}
