// SPDX-License-Identifier: Apache-2.0

/// Reads segments from bytes that arrive in pieces of any size.
///
/// The reader finds the interchanges, takes the delimiters from each ISA and gives one segment a call. It
/// holds one buffer, whose size does not depend on the input's. What is wrong with the bytes is queued in
/// ``problems``; nothing is thrown, and every byte that was read can be had again, as
/// ``SegmentView/exactBytes`` of a segment or as ``betweenSegments``.
///
///     var reader = SegmentReader()
///     reader.feed(bytes)
///     reader.finish()
///     while reader.next() == .segment { print(reader.segment[0].text) }
///
/// Source: ASC X12.5 (interchange control structures), X12.6 (application control structure).
public struct SegmentReader: ~Copyable {
  /// What a call of ``next()`` gave.
  public enum Step: Sendable {
    /// A segment is at hand, as ``SegmentReader/segment``.
    case segment
    /// Nothing until more bytes are fed.
    case needsBytes
    /// Nothing more: the input has ended.
    case end
  }

  /// The greatest length of a segment that carries no binary data, in bytes.
  public let maximumSegmentLength: Int
  /// The greatest length of binary data in a segment, in bytes.
  public let maximumBinaryLength: Int
  /// The segment at hand; good until the next call of ``next()``.
  public internal(set) var segment: SegmentView
  /// What is wrong with the bytes read so far; whoever reads it may empty it.
  public var problems: [SyntaxProblem] = []
  /// The delimiters of the interchange at hand.
  public internal(set) var delimiters = Delimiters.usual
  /// How many bytes stood outside of segments since the last segment, and which.
  public internal(set) var betweenSegments: [UInt8] = []

  /// Behind the bytes of the buffer there is always room for one block of the scan.
  static let slack = 64
  var buffer: UnsafeMutablePointer<UInt8>
  var capacity: Int
  /// Where the bytes in the buffer end.
  var end = 0
  /// Where the next segment begins, padding included.
  var position = 0
  /// Byte of the input that stands at the begin of the buffer.
  var bufferOffset = 0
  /// Line of the byte at ``position``.
  var line = 1
  var isFinished = false
  /// Whether an interchange is being read.
  var isInside = false
  /// Whether an interchange was given up and its bytes are being passed.
  var isPassing = false
  /// Whether bytes outside of interchanges were told of since the last one.
  var hasToldOutside = false
  /// Whether there was an ISA, be it one that cannot be read.
  var hasSeenHeader = false
  /// Whether the input cannot be read at all.
  var isStopped = false
  var scan = StructuralScan(element: 0x2A, terminator: 0x7E)
  var bounds: UnsafeMutablePointer<UInt32>
  var boundsCapacity = 64
  /// The bytes of a segment in which lines are broken, without the line breaks.
  var unwrapped: UnsafeMutablePointer<UInt8>
  var unwrappedCapacity = 64

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - maximumSegmentLength: Where no terminator comes within so many bytes the interchange is given up,
  ///     and reading goes on at the next ISA.
  ///   - maximumBinaryLength: The same for the data of BIN and BDS segments.
  public init(maximumSegmentLength: Int = 1 << 18, maximumBinaryLength: Int = 1 << 24) {
    self.maximumSegmentLength = maximumSegmentLength
    self.maximumBinaryLength = maximumBinaryLength
    capacity = 1 << 16
    buffer = .allocate(capacity: capacity + Self.slack)
    buffer.initialize(repeating: 0, count: capacity + Self.slack)
    bounds = .allocate(capacity: boundsCapacity)
    bounds.initialize(repeating: 0, count: boundsCapacity)
    unwrapped = .allocate(capacity: unwrappedCapacity)
    segment = SegmentView(
      id: SegmentID(packed: 0), count: 0, offset: 0, line: 1, delimiters: .usual, paddingCount: 0,
      isUnwrapped: false, base: buffer, bounds: bounds,
      raw: UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Makes a reader of a part of an interchange whose delimiters are known.
  init(within delimiters: Delimiters, offset: Int, line: Int) {
    self.init()
    self.delimiters = delimiters
    bufferOffset = offset
    self.line = line
    isInside = true
    scan = StructuralScan(element: delimiters.element, terminator: delimiters.segment)
  }

  deinit {
    buffer.deallocate()
    bounds.deallocate()
    unwrapped.deallocate()
  }

  /// Takes bytes that follow those fed before; a view given earlier is no longer good.
  public mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    withRoom(bytes.count) { room in
      room.copyMemory(from: bytes)
      return bytes.count
    }
  }

  /// Takes bytes that follow those fed before.
  public mutating func feed(_ bytes: [UInt8]) { bytes.withUnsafeBytes { feed($0) } }

  /// Lets a source write straight into the buffer.
  ///
  /// - Parameters:
  ///   - count: How many bytes there must be room for.
  ///   - fill: Writes into the room and says how many bytes it wrote.
  public mutating func withRoom<E: Error>(
    _ count: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) {
    makeRoom(count)
    let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let written = try fill(UnsafeMutableRawBufferPointer(rebasing: room[..<count]))
    precondition(
      written >= 0 && written <= count, "more bytes were written than there was room for")
    end += written
    for index in 0..<Self.slack { buffer[end + index] = 0 }
    scan.seek(buffer, position)
  }

  /// Says that no more bytes will come.
  public mutating func finish() { isFinished = true }

  /// The byte of the input at which the next segment begins.
  public var offset: Int { bufferOffset + position }

  /// Gives the next segment.
  ///
  /// - Complexity: O(*n*) in the bytes of the segment.
  public mutating func next() -> Step {
    if !betweenSegments.isEmpty { betweenSegments.removeAll(keepingCapacity: true) }
    while true {
      if isStopped { return skipToEnd() }
      if !isInside {
        switch findInterchange() {
        case .found:
          guard let step = readHeader(at: position) else { continue }
          return step
        case .needsBytes: return .needsBytes
        case .end: return isStopped ? skipToEnd() : .end
        }
      }
      if let step = readSegment() { return step }
    }
  }

  private mutating func makeRoom(_ count: Int) {
    if position > 0, position == end || end + count > capacity {
      buffer.update(from: buffer + position, count: end - position)
      bufferOffset += position
      end -= position
      position = 0
    }
    guard end + count > capacity else { return }
    capacity = max(capacity * 2, end + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
    larger.initialize(repeating: 0, count: capacity + Self.slack)
    larger.update(from: buffer, count: end)
    buffer.deallocate()
    buffer = larger
  }
}
