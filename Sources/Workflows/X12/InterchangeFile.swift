// SPDX-License-Identifier: Apache-2.0

import Storage
import Values
import X12

/// A file of X12 interchanges, or the standard input: everything that can be asked of it.
///
/// Each question reads the file once, a segment at a time, so that memory does not depend on its size
/// unless the question says so.
public struct InterchangeFile: Sendable {
  /// The path; `-` is the standard input.
  public let path: String
  /// Called now and then with the bytes read so far and the size of the file, where it is known.
  public var progress: (@Sendable (Int, Int?) -> Void)?

  private var held: [UInt8]?
  var heldBytes: [UInt8]? { held }

  /// Takes a path.
  public init(_ path: String = "-") { self.path = path }

  /// Takes bytes that are at hand.
  init(holding bytes: [UInt8]) {
    path = "-"
    held = bytes
  }

  /// The file such that it can be read twice: the standard input is taken into memory for that.
  func readableTwice() throws(WorkflowFailure) -> InterchangeFile {
    guard path == "-", held == nil else { return self }
    var file = self
    file.held = try asWorkflow { try Files.read(path) }
    return file
  }

  /// Whoever takes what an answer writes, in pieces.
  public typealias Output = ([UInt8]) -> Void

  /// Opens the file.
  func open(tellsNews: Bool = false) throws(FileFailure) -> SegmentStream {
    let bytes =
      if let held { ByteReader(bytes: held, path: path) } else { try ByteReader(path) }
    return SegmentStream(bytes, tellsNews: tellsNews, progress: progress)
  }

  /// Throws what keeps the rest of a stream from being read.
  static func finish(_ stream: borrowing SegmentStream) throws(WorkflowFailure) {
    if let obstacle = stream.obstacle { throw WorkflowFailure([obstacle.finding], .unusable) }
  }
}

/// Bytes that are collected and given away in large pieces.
struct OutputBuffer: ~Copyable {
  var bytes: [UInt8] = []
  private let output: InterchangeFile.Output
  private static let full = 1 << 16

  init(_ output: @escaping InterchangeFile.Output) {
    self.output = output
    bytes.reserveCapacity(Self.full + 4096)
  }

  /// Gives away what there is, where it is much or where everything is to go.
  mutating func flush(all: Bool = false) {
    guard bytes.count >= Self.full || all && !bytes.isEmpty else { return }
    output(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
