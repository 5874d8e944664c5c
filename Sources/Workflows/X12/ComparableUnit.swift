// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// A piece of an interchange that has a counterpart in another: an envelope, the head of a set, a
/// hierarchical level, a claim. Its segments stand in a form in which equal meaning gives equal bytes.
struct ComparableUnit {
  /// What sort of piece it is.
  enum Kind: String {
    case envelope, header, level, claim
  }

  /// A segment as it is compared.
  struct Line: Hashable {
    /// The loops that it lies in, outermost first, such as `2000A/2000B/2300`.
    let path: Substring
    /// What the guide says of it, as an index of its segments.
    let definition: Int?
    /// Identifier and elements.
    let elements: [Substring]

    /// Equal lines mean the same, whatever the guide calls them.
    static func == (a: Line, b: Line) -> Bool { a.path == b.path && a.elements == b.elements }
    func hash(into hasher: inout Hasher) { hasher.combine(elements) }
  }

  static let elementMark: UInt8 = 0x1D
  static let repetitionMark: UInt8 = 0x1E
  static let componentMark: UInt8 = 0x1F

  let kind: Kind
  let set: String
  /// The guide by which its segments have names.
  let guide: Guide?
  /// By what it is known: a claim's number, who a level is about.
  var name: String
  /// Its segments, a line each.
  var text: [UInt8] = []

  init(_ kind: Kind, set: String, guide: Guide?, name: String) {
    self.kind = kind
    self.set = set
    self.guide = guide
    self.name = name
  }

  /// Whether another stands for the same sort of thing, about whomever it is.
  func isLike(_ other: ComparableUnit) -> Bool {
    kind != .claim && kind == other.kind && set == other.set
      && name.prefix { $0 != " " } == other.name.prefix { $0 != " " }
  }

  /// Its segments.
  var lines: [Line] {
    String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
      let fields = line.split(separator: "\u{1D}", omittingEmptySubsequences: false)
      return Line(path: fields[0], definition: Int(fields[1]), elements: Array(fields[2...]))
    }
  }
}

/// Cuts a file into units, each given when it is complete.
struct UnitReader {
  private var walker: LoopWalker
  private var unit: ComparableUnit?
  private var set = ""

  init(guides: GuideLibrary) { walker = LoopWalker(guides: guides) }

  /// Takes a segment; gives the unit that ended before it.
  mutating func take(_ view: SegmentView) -> ComparableUnit? {
    let step = walker.take(view)
    var ended: ComparableUnit?
    func begin(_ kind: ComparableUnit.Kind, _ name: String, in unit: inout ComparableUnit?) {
      ended = unit
      unit = ComparableUnit(kind, set: set, guide: walker.guide, name: name)
    }
    switch view.id.description {
    case "ISA", "GS":
      set = ""
      begin(.envelope, view[0].text, in: &unit)
    case "ST":
      set = view[1].text
      begin(.header, set, in: &unit)
    case "SE", "GE", "IEA":
      defer { unit = nil }
      return unit
    case "HL": begin(.level, view[3].text, in: &unit)
    case "LX" where set == "835": begin(.level, "LX \(view[1].text)", in: &unit)
    case "PLB" where set == "835" && unit?.name != "PLB": begin(.level, "PLB", in: &unit)
    case "CLM" where set == "837", "CLP" where set == "835":
      begin(.claim, view[1].text, in: &unit)
    case "INS" where set == "834": begin(.claim, "", in: &unit)
    default: break
    }
    nameByParty(view)
    append(view, step)
    return ended
  }

  /// Gives what is still open at the end.
  mutating func finish() -> ComparableUnit? {
    defer { unit = nil }
    return unit
  }

  /// A level and a member are known by their first party.
  private mutating func nameByParty(_ view: SegmentView) {
    guard let unit else { return }
    let isLevel = unit.kind == .level && view.id == SegmentID("NM1") && !unit.name.contains(" ")
    let isMember =
      unit.kind == .claim && unit.name.isEmpty && view.id == SegmentID("REF") && view[1] == "0F"
    if isMember { self.unit?.name = view[2].text }
    guard isLevel else { return }
    let number = view[9].text
    self.unit?.name += " \(number.isEmpty ? "\(view[3].text) \(view[4].text)" : number)"
  }

  private mutating func append(_ view: SegmentView, _ step: LoopWalker.Step) {
    guard unit != nil else { return }
    var text: [UInt8] = []
    if let guide = walker.guide {
      let path = walker.path.map { guide.loops[$0].id }.joined(separator: "/")
      text.append(contentsOf: path.utf8)
    }
    text.append(ComparableUnit.elementMark)
    if let definition = step.definition { text.append(contentsOf: "\(definition)".utf8) }
    text.append(ComparableUnit.elementMark)
    text.append(contentsOf: view[0].bytes)
    var filled = text.count
    for number in 0..<view.count {
      text.append(ComparableUnit.elementMark)
      let start = text.count
      append(view, number + 1, isNumber(number + 1, step), to: &text)
      if text.count > start { filled = text.count }
    }
    text.removeLast(text.count - filled)
    text.append(0x0A)
    unit?.text += text
  }

  /// Whether an element is a number, as far as the guide or its look tell.
  private func isNumber(_ number: Int, _ step: LoopWalker.Step) -> Bool? {
    guard let guide = walker.guide, let index = step.definition else { return nil }
    switch guide.element(number, of: index)?.element.type {
    case .decimal, .number: return true
    case .composite, nil: return nil
    default: return false
    }
  }

  private func append(
    _ view: SegmentView, _ number: Int, _ isNumber: Bool?, to text: inout [UInt8]
  ) {
    if Self.isControl(view.id, number) { return }
    let element = view[number]
    if number == view.count, view.id == SegmentID("BIN") || view.id == SegmentID("BDS") {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in element.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      text.append(contentsOf: "\(element.count) bytes \(String(hash, radix: 16))".utf8)
      return
    }
    if view.id == SegmentID("ISA") {
      text.append(contentsOf: element.text.trimmed.utf8)
      return
    }
    var filled = text.count
    let delimiters = view.delimiters
    var value: [UInt8] = []
    func flush(_ mark: UInt8?) {
      Self.append(value, isNumber, to: &text)
      if !value.isEmpty { filled = text.count }
      value = []
      if let mark { text.append(mark) }
    }
    for byte in element.bytes {
      if byte == delimiters.component {
        flush(ComparableUnit.componentMark)
      } else if byte == delimiters.repetition, byte != 0 {
        flush(ComparableUnit.repetitionMark)
      } else {
        value.append(byte < 0x20 ? 0x3F : byte)
      }
    }
    flush(nil)
    text.removeLast(text.count - filled)
  }

  /// Appends a value; a number in its shortest form.
  private static func append(_ value: [UInt8], _ isNumber: Bool?, to text: inout [UInt8]) {
    let digits = value.first == 0x2D ? value.dropFirst() : value[...]
    let points = value.count { $0 == 0x2E }
    let isDecimal =
      !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
      && points < 2 && digits.contains { $0 != 0x2E }
    guard isDecimal, isNumber ?? (points == 1) else {
      text += value
      return
    }
    var short = digits.drop { $0 == 0x30 }
    if points == 1 {
      while short.last == 0x30 { short.removeLast() }
      if short.last == 0x2E { short.removeLast() }
    }
    if short.isEmpty {
      text.append(0x30)
    } else {
      if value.first == 0x2D { text.append(0x2D) }
      text += short
    }
  }

  /// Numbers of the envelope, of levels, and counts: they follow from how a file is put together.
  private static func isControl(_ id: SegmentID, _ number: Int) -> Bool {
    switch id.description {
    // ISA11 and ISA16 are delimiters.
    case "ISA": number == 11 || number == 13 || number == 16
    case "GS": number == 6
    case "ST": number == 2
    case "HL": number == 1 || number == 2
    default: false
    }
  }
}
