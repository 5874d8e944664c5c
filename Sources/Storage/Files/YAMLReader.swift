// SPDX-License-Identifier: Apache-2.0

import CLibraries
public import Values

/// Reads a YAML document, by the system's libyaml, as JSON with the line of each member.
///
/// Plain scalars are read as YAML 1.2's core schema does: `null`, `true`, `false`, numbers; all others are
/// texts. Aliases, tags, a second document and a key given twice are refused: none has a use in a table that
/// people write, and each can hide a mistake.
public struct YAMLReader {
  /// The document.
  public private(set) var document: JSON = .null
  /// The line of each member and element, counted from 1, by its path: `rules[0].when`.
  public private(set) var lines: [String: Int] = [:]

  private var parser = yaml_parser_t()

  /// Reads a document.
  ///
  /// - Throws: ``Failure`` with the first place that is wrong.
  /// - Complexity: O(*n*) in the length of the text.
  public init(_ bytes: [UInt8]) throws(Failure) {
    let result: Result<JSON, Failure> = bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_initialize(&parser)
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(Failure) { return .success(try wholeDocument()) } catch { return .failure(error) }
    }
    document = try result.get()
  }

  /// Why a text is no YAML document that can be used.
  public struct Failure: Error, Hashable, Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong, as the parser says, without text of the file.
    public let reason: String
  }

  private mutating func wholeDocument() throws(Failure) -> JSON {
    var value: JSON = .null
    var count = 0
    while true {
      let event = try next()
      switch event.kind {
      case YAML_STREAM_END_EVENT: return value
      case YAML_DOCUMENT_START_EVENT:
        count += 1
        guard count == 1 else { throw Failure(line: event.line, reason: "a second document") }
        value = try self.value(of: try next(), path: "")
      default: continue
      }
    }
  }

  /// What an event is, copied out of the parser's memory.
  private struct Event {
    let kind: yaml_event_type_t
    let line: Int
    var text = ""
    var isPlain = false
    var isTagged = false
  }

  private mutating func next() throws(Failure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      let reason = parser.problem.map { String(cString: $0) } ?? "no YAML"
      throw Failure(line: Int(parser.problem_mark.line) + 1, reason: reason)
    }
    defer { yaml_event_delete(&event) }
    var copy = Event(kind: event.type, line: Int(event.start_mark.line) + 1)
    if event.type == YAML_SCALAR_EVENT {
      let scalar = event.data.scalar
      copy.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)),
        as: UTF8.self)
      copy.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      copy.isTagged = scalar.tag != nil
    }
    return copy
  }

  private mutating func value(of event: Event, path: String) throws(Failure) -> JSON {
    lines[path] = event.line
    switch event.kind {
    case YAML_SCALAR_EVENT:
      if event.isTagged { throw Failure(line: event.line, reason: "a tag") }
      return event.isPlain ? Self.plain(event.text) : .string(event.text)
    case YAML_SEQUENCE_START_EVENT:
      var elements: [JSON] = []
      while true {
        let part = try next()
        if part.kind == YAML_SEQUENCE_END_EVENT { return .array(elements) }
        elements.append(try value(of: part, path: "\(path)[\(elements.count)]"))
      }
    case YAML_MAPPING_START_EVENT: return try mapping(path)
    default: throw Failure(line: event.line, reason: "an alias")
    }
  }

  private mutating func mapping(_ path: String) throws(Failure) -> JSON {
    var members: [JSON.Member] = []
    while true {
      let key = try next()
      if key.kind == YAML_MAPPING_END_EVENT { return .object(members) }
      guard key.kind == YAML_SCALAR_EVENT else {
        throw Failure(line: key.line, reason: "a key that is no text")
      }
      if members.contains(where: { $0.name == key.text }) {
        throw Failure(line: key.line, reason: "a key given twice")
      }
      let inner = path.isEmpty ? key.text : "\(path).\(key.text)"
      let value = try value(of: try next(), path: inner)
      lines[inner] = key.line
      members.append(JSON.Member(key.text, value))
    }
  }

  /// A plain scalar by the core schema of YAML 1.2.
  private static func plain(_ text: String) -> JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// Tells whether a text is a decimal number as JSON writes it; a number with leading zeros is a code.
  private static func isNumber(_ text: String) -> Bool {
    var digits = Array(text.utf8)[...]
    if digits.first == 0x2D { digits.removeFirst() }
    let parts = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
      parts.joined().allSatisfy({ (0x30...0x39).contains($0) })
    else { return false }
    return parts[0].count == 1 || parts[0].first != 0x30
  }
}
