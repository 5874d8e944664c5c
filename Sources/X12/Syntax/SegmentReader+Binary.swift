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
    let length = announced.number.flatMap { $0 <= maximumBinaryLength ? $0 : nil }
    if let length, data + length >= end, !isFinished {
      scan.seek(buffer, position)
      return .needsBytes
    }
    guard let length, data + length < end, buffer[data + length] == delimiters.segment else {
      problems.append(
        .init(
          .binaryLength, offset: bufferOffset + lengthStart,
          line: line + lineBreaks(from: position, to: start), element: count - 1, value: length))
      return nil
    }
    bounds[count + 1] = UInt32(data + length + 1)
    let step = finishSegment(
      start, data + length, count, lineBreaks: lineBreaks(from: start, to: data + length),
      wrapped: false, data: data)
    scan.seek(buffer, position)
    return step
  }
}
