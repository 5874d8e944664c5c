// SPDX-License-Identifier: Apache-2.0

import Storage
import Values
import X12

/// Makes interchanges of the JSON that ``InterchangeJSON`` writes, as it is read.
struct InterchangeFromJSON: ~Copyable {
  private let scanner: JSONScanner
  private var buffer: OutputBuffer
  private var delimiters = Delimiters.usual
  private var between: [UInt8] = []
  private var isFirst = true

  init(_ scanner: JSONScanner, _ output: @escaping InterchangeFile.Output) {
    self.scanner = scanner
    buffer = OutputBuffer(output)
  }

  /// Reads the whole document.
  mutating func read() throws {
    try scanner.passMark()
    var hasFormat = false
    var reached = 0
    try members { converter, name in
      switch name {
      case "format":
        guard try converter.scanner.string() == "cleanclaim.x12" else {
          throw converter.scanner.failure("x12.json.format")
        }
        hasFormat = true
      case "before":
        try converter.inOrder(name, 1, &reached)
        try converter.appendBytes()
      case "interchanges":
        try converter.inOrder(name, 2, &reached)
        try converter.elements { converter in
          converter.delimiters = .usual
          converter.between = []
          converter.isFirst = true
          try converter.container("groups", depth: 0)
        }
      default: throw converter.scanner.failure("x12.json.unknown-member", ("member", name))
      }
    }
    try scanner.end()
    guard hasFormat else { throw scanner.failure("x12.json.format") }
    buffer.flush(all: true)
  }

  /// Reads an interchange, a group, a set or a loop.
  private mutating func container(_ children: String, depth: Int) throws {
    guard depth < 60 else { throw scanner.failure("x12.json.malformed", ("fault", "too deep")) }
    var reached = 0
    try members { converter, name in
      switch name {
      case "id", "name", "type", "guide", "continued": try converter.scanner.skip()
      case "delimiters" where depth == 0:
        try converter.inOrder(name, 1, &reached)
        try converter.readDelimiters()
      case "between" where depth == 0:
        try converter.inOrder(name, 1, &reached)
        converter.between = try converter.latin1(converter.scanner.string())
      case "segments":
        try converter.inOrder(name, 2, &reached)
        try converter.elements { try $0.segment() }
      case children:
        try converter.inOrder(name, 3, &reached)
        let below = children == "groups" ? "sets" : "loops"
        try converter.elements { try $0.container(below, depth: depth + 1) }
      case "trailer":
        try converter.inOrder(name, 4, &reached)
        try converter.elements { try $0.segment() }
      case "after" where depth == 0:
        try converter.inOrder(name, 5, &reached)
        try converter.appendBytes()
      default: throw converter.scanner.failure("x12.json.unknown-member", ("member", name))
      }
    }
  }

  private mutating func members(
    _ body: (inout InterchangeFromJSON, String) throws -> Void
  ) throws {
    let scanner = scanner
    try scanner.expect(0x7B)
    if try scanner.take(0x7D) { return }
    repeat {
      let name = try scanner.string()
      try scanner.expect(0x3A)
      try body(&self, name)
    } while try scanner.take(0x2C)
    try scanner.expect(0x7D)
  }

  private mutating func elements(_ body: (inout InterchangeFromJSON) throws -> Void) throws {
    let scanner = scanner
    try scanner.expect(0x5B)
    if try scanner.take(0x5D) { return }
    repeat { try body(&self) } while try scanner.take(0x2C)
    try scanner.expect(0x5D)
  }

  /// What is written first must come first, since nothing is held back.
  private func inOrder(_ name: String, _ rank: Int, _ reached: inout Int) throws {
    guard rank >= reached else { throw scanner.failure("x12.json.order", ("member", name)) }
    reached = rank
  }

  private mutating func readDelimiters() throws {
    var found: [String: UInt8] = [:]
    try scanner.object { name in
      let text = try scanner.scalar()
      let bytes = Array((text ?? "\0").utf8)
      guard bytes.count == 1, text != nil || name == "repetition" else {
        throw scanner.failure("x12.bad-delimiters", ("delimiters", name))
      }
      found[name] = bytes[0]
    }
    guard let element = found["element"], let component = found["component"],
      let segment = found["segment"],
      let delimiters = Self.delimiters(element, component, found["repetition"] ?? 0, segment)
    else { throw scanner.failure("x12.bad-delimiters", ("delimiters", "delimiters")) }
    self.delimiters = delimiters
  }

  /// The four delimiters, or three where elements cannot repeat.
  private static func delimiters(
    _ element: UInt8, _ component: UInt8, _ repetition: UInt8, _ segment: UInt8
  ) -> Delimiters? {
    repetition == 0
      ? .announced(element: element, component: component, repetition: 0, segment: segment)
      : Delimiters(
        element: element, component: component, repetition: repetition, segment: segment)
  }

  private mutating func appendBytes() throws {
    buffer.bytes += try latin1(scanner.string())
    buffer.flush()
  }

  private func latin1(_ text: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else {
        throw scanner.failure("x12.json.not-bytes")
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// Reads a segment: an array, or an object around one that tells what is unusual about it.
  private mutating func segment() throws {
    var padding = isFirst ? [] : between
    isFirst = false
    var segment: [UInt8]?
    var exact: [UInt8]?
    if try scanner.peek() == 0x7B {
      try members { converter, name in
        switch name {
        case "before": padding = try converter.latin1(converter.scanner.string())
        case "segment": segment = try converter.segmentBytes()
        case "bytes": exact = try converter.latin1(converter.scanner.string())
        default: throw converter.scanner.failure("x12.json.unknown-member", ("member", name))
        }
      }
    } else {
      segment = try segmentBytes()
    }
    guard let segment else {
      throw scanner.failure("x12.json.no-segment", ("expected", "an array"))
    }
    buffer.bytes += padding
    buffer.bytes += exact.flatMap { agrees($0, with: segment) ? $0 : nil } ?? segment
    buffer.flush()
  }

  /// Whether the bytes as they were read still are those of the segment, or somebody changed it.
  private func agrees(_ exact: [UInt8], with segment: [UInt8]) -> Bool {
    // Binary data may hold line ends and delimiters of its own.
    if segment.starts(with: "BIN".utf8) || segment.starts(with: "BDS".utf8) { return true }
    let joined = exact.filter { $0 != 0x0A && $0 != 0x0D || delimiters.contains($0) }
    let old = parts(joined)
    let new = parts(segment)
    return old.count == new.count
      && zip(old, new).allSatisfy { Self.text($0) == Self.text($1) }
      && joined.filter(delimiters.contains) == segment.filter(delimiters.contains)
  }

  private func parts(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(omittingEmptySubsequences: false) { delimiters.contains($0) }
  }

  /// The characters as the reader takes them: UTF-8, or a byte each.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private mutating func segmentBytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var id = ""
    var isFirst = true
    try scanner.array {
      if isFirst {
        id = try scanner.string()
        bytes.append(contentsOf: id.utf8)
        isFirst = false
        return
      }
      bytes.append(delimiters.element)
      // The ISA announces the delimiters, and binary data may hold anything.
      try value(isFree: id == "ISA" || id == "BIN" || id == "BDS", depth: 0, to: &bytes)
    }
    guard !isFirst else { throw scanner.failure("x12.json.no-segment", ("expected", "an array")) }
    bytes.append(delimiters.segment)
    return bytes
  }

  /// Reads an element: text, components, or repetitions of components.
  private func value(isFree: Bool, depth: Int, to bytes: inout [UInt8]) throws {
    guard try scanner.peek() == 0x5B else {
      let place = scanner.place
      let text = try scanner.scalar() ?? ""
      for byte in text.utf8 {
        guard isFree || !delimiters.contains(byte) || byte == 0 else {
          throw WorkflowFailure(
            [
              Finding(
                "x12.json.delimiter-in-value", .rejects, at: place,
                facts: [.init("delimiter", String(Unicode.Scalar(byte)))])
            ], .unusable)
        }
        bytes.append(byte)
      }
      return
    }
    var isFirst = true
    var hasLists = false
    guard depth < 2 else { throw scanner.failure("x12.json.no-segment", ("expected", "an array")) }
    try scanner.array {
      let isList = try scanner.peek() == 0x5B
      if isFirst { hasLists = isList }
      guard hasLists == isList, !isList || depth == 0 else {
        throw scanner.failure("x12.json.no-segment", ("expected", "an array"))
      }
      if !isFirst {
        let delimiter = isList ? delimiters.repetition : delimiters.component
        guard delimiter != 0 else { throw scanner.failure("x12.json.no-repetition") }
        bytes.append(delimiter)
      }
      isFirst = false
      try value(isFree: isFree, depth: depth + 1, to: &bytes)
    }
  }
}

extension InterchangeFile {
  /// Makes interchanges of the JSON in the file, byte for byte those that it was made of.
  ///
  /// - Throws: ``WorkflowFailure``: `x12.json.malformed` and others with line and byte where the text is
  ///   no JSON or not of the form that ``json(to:)`` writes; what stands before has been written by then.
  public func fromJSON(to output: @escaping Output) throws(WorkflowFailure) {
    try asWorkflow {
      var converter = InterchangeFromJSON(
        try JSONScanner(path, progress: progress), output)
      try converter.read()
    }
  }
}
