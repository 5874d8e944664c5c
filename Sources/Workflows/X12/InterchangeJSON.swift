// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// Writes interchanges as JSON, segment by segment, so that the same bytes can be made of it again.
///
/// Interchanges hold groups, groups sets, sets and loops loops; each has its `segments`, then what it
/// holds, then its `trailer`. A segment is an array: identifier and elements; an element is text, or an
/// array of components, or an array of repetitions that are arrays. What is unusual about a segment is
/// told in an object around it.
struct InterchangeJSON: ~Copyable {
  /// What a place in the tree is.
  enum Kind: Int {
    case interchange, group, set, loop

    /// The member that holds what lies below.
    var children: String { ["groups", "sets", "loops", "loops"][rawValue] }
  }

  /// A place that is open: how far it is written.
  struct Node {
    enum Part {
      case nothing, segments, children, trailer
    }

    let kind: Kind
    /// The members that describe it, as they were written.
    let head: String
    var part = Part.nothing
  }

  var buffer: OutputBuffer
  private var walker: LoopWalker
  private var nodes: [Node] = []
  private var header: (kept: KeptSegment, padding: [UInt8], delimiters: Delimiters)?
  private var usualPadding: [UInt8] = []
  private var version = ""
  private var isInText = false
  private var hasInterchanges = false

  init(_ output: @escaping InterchangeFile.Output, guides: GuideLibrary) {
    buffer = OutputBuffer(output)
    walker = LoopWalker(guides: guides)
    put("{\"format\":\"cleanclaim.x12\"")
  }

  /// Takes bytes that belong to no segment.
  mutating func take(outside bytes: [UInt8]) {
    writeHeader(usualPadding: [])
    if !isInText {
      close(to: 1)
      if !nodes.isEmpty { closeParts() }
      put(nodes.isEmpty ? ",\"before\":\"" : ",\"after\":\"")
      isInText = true
    }
    Self.append(latin1: bytes[...], to: &buffer.bytes)
    buffer.flush()
  }

  /// Takes a segment.
  mutating func take(_ view: SegmentView) {
    let kept = KeptSegment(view)
    let padding = Array(view.padding)
    if view.id == SegmentID("ISA") {
      writeHeader(usualPadding: [])
      close(to: 0)
      header = (kept, padding, view.delimiters)
      return
    }
    writeHeader(usualPadding: padding)
    let step = walker.take(view)
    switch view.id.description {
    case "GS":
      close(to: 1)
      version = kept.segment.text(8)
      open(.group, "\"type\":\(quoted(kept.segment.text(1)))")
    case "ST":
      close(to: nodes.firstIndex { $0.kind == .set } ?? nodes.count)
      if nodes.last?.kind != .group { open(.group, "\"type\":\"\"") }
      let named = kept.segment.text(3)
      let guide = quoted(named.isEmpty ? version : named)
      open(.set, "\"type\":\(quoted(kept.segment.text(1))),\"guide\":\(guide)")
    case "SE":
      close(to: (nodes.firstIndex { $0.kind == .set } ?? nodes.count - 1) + 1)
      if nodes.last?.kind == .set { beginTrailer() }
    case "GE":
      close(to: (nodes.firstIndex { $0.kind == .group } ?? nodes.count - 1) + 1)
      if nodes.last?.kind == .group { beginTrailer() }
    case "IEA":
      close(to: 1)
      beginTrailer()
    default:
      close(to: nodes.count - step.closed)
      if let loop = step.opened, let guide = walker.guide {
        let definition = guide.loops[loop]
        open(.loop, "\"id\":\(quoted(definition.id)),\"name\":\(quoted(definition.name))")
      }
    }
    write(kept, padding: padding)
    buffer.flush()
  }

  /// Ends the document.
  mutating func finish() {
    writeHeader(usualPadding: [])
    close(to: 0)
    if !hasInterchanges {
      if isInText { put("\"") }
      put(",\"interchanges\":[")
    }
    put("]}\n")
    buffer.flush(all: true)
  }

  /// Writes the ISA that was held back until it was known what usually stands between segments.
  private mutating func writeHeader(usualPadding: [UInt8]) {
    guard let (kept, padding, delimiters) = header else { return }
    header = nil
    if !hasInterchanges {
      if isInText { put("\"") }
      isInText = false
      put(",\"interchanges\":[")
    }
    let comma = hasInterchanges ? "," : ""
    hasInterchanges = true
    self.usualPadding = []
    var head = "\"delimiters\":{"
    for (index, (name, byte)) in [
      ("element", delimiters.element), ("component", delimiters.component),
      ("repetition", delimiters.repetition), ("segment", delimiters.segment),
    ].enumerated() {
      let value = byte == 0 ? "null" : quoted(String(Unicode.Scalar(byte)))
      head += "\(index > 0 ? "," : "")\"\(name)\":\(value)"
    }
    put("\(comma)\n{\(head)},\"between\":\"")
    Self.append(latin1: usualPadding[...], to: &buffer.bytes)
    put("\"")
    nodes.append(Node(kind: .interchange, head: ""))
    write(kept, padding: padding)
    self.usualPadding = usualPadding
    walker.reset()
  }

  private mutating func open(_ kind: Kind, _ head: String) {
    if nodes.last?.part == .trailer { reopen() }
    if let last = nodes.indices.last {
      switch nodes[last].part {
      case .nothing: put(",\"segments\":[],\"\(nodes[last].kind.children)\":[")
      case .segments: put("],\"\(nodes[last].kind.children)\":[")
      case .children, .trailer: put(",")
      }
      nodes[last].part = .children
    }
    put("\n{\(head)")
    nodes.append(Node(kind: kind, head: head))
  }

  /// Begins the last place once more, since what now comes cannot follow its trailer.
  private mutating func reopen() {
    guard let last = nodes.last, nodes.count > 1 else { return }
    close(to: nodes.count - 1)
    open(last.kind, last.head)
    put(",\"continued\":true")
  }

  private mutating func beginTrailer() {
    let last = nodes.count - 1
    switch nodes[last].part {
    case .nothing: put(",\"segments\":[],\"trailer\":[")
    case .segments, .children: put("],\"trailer\":[")
    case .trailer: return
    }
    nodes[last].part = .trailer
    isFirstOfTrailer = true
  }
  private var isFirstOfTrailer = false

  private mutating func write(_ kept: KeptSegment, padding: [UInt8]) {
    let last = nodes.count - 1
    switch nodes[last].part {
    case .nothing:
      put(",\"segments\":[\n")
      nodes[last].part = .segments
    case .children:
      beginTrailer()
      put("\n")
    case .trailer where isFirstOfTrailer: put("\n")
    case .segments, .trailer: put(",\n")
    }
    isFirstOfTrailer = false
    let isPlain = padding == usualPadding && !kept.isIrregular
    if !isPlain {
      put("{")
      if padding != usualPadding {
        put("\"before\":\"")
        Self.append(latin1: padding[...], to: &buffer.bytes)
        put("\",")
      }
      put("\"segment\":")
    }
    append(kept.segment)
    if kept.isIrregular {
      put(",\"bytes\":\"")
      Self.append(latin1: kept.bytes[...], to: &buffer.bytes)
      put("\"")
    }
    if !isPlain { put("}") }
  }

  /// Ends places until so many are open.
  private mutating func close(to count: Int) {
    if isInText, count < 1 {
      // The text after an interchange is the last of it.
      if !nodes.isEmpty {
        put("\"}")
        nodes = []
        isInText = false
      }
      return
    }
    while nodes.count > max(count, 0) {
      closeParts()
      put("}")
      nodes.removeLast()
    }
  }

  private mutating func closeParts() {
    guard let last = nodes.last, last.part != .nothing else { return }
    put("]")
    nodes[nodes.count - 1].part = .nothing
  }

  private mutating func append(_ segment: Segment) {
    put("[")
    JSON.quote(segment.id, into: &buffer.bytes)
    for element in segment.elements {
      put(",")
      switch element {
      case .empty: put("\"\"")
      case .text(let text): JSON.quote(text, into: &buffer.bytes)
      case .binary: JSON.quote(element.text(), into: &buffer.bytes)
      case .composite(let parts): append(parts)
      case .repeated(let parts): append(parts.map { [$0] })
      case .repeatedComposite(let repetitions): append(repetitions)
      }
    }
    put("]")
  }

  private mutating func append(_ repetitions: [[String]]) {
    put("[")
    for (index, parts) in repetitions.enumerated() {
      if index > 0 { put(",") }
      append(parts)
    }
    put("]")
  }

  private mutating func append(_ parts: [String]) {
    put("[")
    for (index, part) in parts.enumerated() {
      if index > 0 { put(",") }
      JSON.quote(part, into: &buffer.bytes)
    }
    put("]")
  }

  private mutating func put(_ text: String) { buffer.bytes.append(contentsOf: text.utf8) }

  private func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSON.quote(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends bytes as the inside of a JSON string, a character a byte.
  private static func append(latin1 bytes: ArraySlice<UInt8>, to target: inout [UInt8]) {
    var quoted: [UInt8] = []
    JSON.quote(
      String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })), into: &quoted)
    target += quoted.dropFirst().dropLast()
  }
}

extension InterchangeFile {
  /// Writes the file as JSON of which ``fromJSON(to:)`` makes the same bytes again.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; the document is whole all the
  ///   same, with the rest as bytes.
  public func json(to output: @escaping Output) throws(WorkflowFailure) {
    var stream = try asWorkflow { try open() }
    var json = InterchangeJSON(output, guides: Assets.guides)
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: json.take(stream.segment)
      case .bytes: json.take(outside: stream.bytes)
      case .end:
        json.finish()
        return try Self.finish(stream)
      }
    }
  }
}
