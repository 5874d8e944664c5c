// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// A part of a file as a person reads it, in the order of the file.
public enum ShownItem: Sendable {
  /// An interchange, group, transaction set or loop begins.
  case begin(ShownLevel)
  /// A segment.
  case segment(ShownSegment)
  /// The innermost level ends.
  case end
}

/// A level of a file: an interchange, a group, a transaction set or a loop.
public struct ShownLevel: Sendable {
  /// What a level is.
  public enum Kind: String, Sendable {
    /// From ISA to IEA.
    case interchange
    /// From GS to GE.
    case group
    /// From ST to SE.
    case set
    /// A loop of the guide.
    case loop
  }

  /// What it is.
  public let kind: Kind
  /// Its number: a control number, the kind of set, the id of a loop.
  public let id: String
  /// Its name; empty where none is known.
  public let name: String
  /// What tells a loop from the next of its kind: a claim, a name, a number; empty where nothing does.
  public let about: String
}

/// A segment with its elements, named.
public struct ShownSegment: Sendable {
  /// The identifier.
  public let id: String
  /// What the guide calls it; empty where it has no place for it.
  public let name: String
  /// Its line in the file.
  public let line: Int
  /// The elements that hold something; components and repetitions each by itself.
  public let elements: [ShownElement]
}

/// A value of a segment, named.
public struct ShownElement: Sendable {
  /// The place, such as `CLM05-1`.
  public let place: String
  /// What the guide calls it; empty where it is not known.
  public let name: String
  /// The value as it was sent.
  public let value: String
  /// What a code means, or how a date is read; empty where nothing is to be added.
  public let meaning: String
}

/// Names everything in a file as its segments come.
struct InterchangeView {
  private let guides: GuideLibrary
  private let envelope: Guide?
  private var walker: LoopWalker
  private var levels: [ShownLevel.Kind] = []
  private var version = ""
  private var lists = ListMeanings()
  private static let mostShown = 200

  init(guides: GuideLibrary) {
    self.guides = guides
    envelope = try? guides.guide(table: "envelope")
    walker = LoopWalker(guides: guides)
  }

  /// Takes a segment, and gives the levels that end and begin with it and the segment itself.
  mutating func take(_ view: SegmentView) -> [ShownItem] {
    let step = walker.take(view)
    var items: [ShownItem] = []
    func text(_ number: Int) -> String { view[number].text.trimmed }
    switch view.id.description {
    case "ISA":
      items += close(to: 0)
      items.append(
        begin(
          .interchange, text(13), "\(text(6)) to \(text(8)), \(Self.day(text(9))) \(text(10))"))
    case "GS":
      items += close(to: 1)
      version = text(8)
      items.append(begin(.group, text(6), "\(text(1)) \(version)"))
    case "ST":
      items += close(to: levels.firstIndex { $0 == .set } ?? levels.count)
      let named = text(3).isEmpty ? version : text(3)
      let entries = guides.entries(version: named, set: text(1))
      let name = walker.isSettled ? walker.guide?.name ?? entries.first?.name : nil
      items.append(begin(.set, text(1), [text(2), named, name ?? ""].joined(separator: " ")))
    case "SE": items += close(to: (levels.firstIndex { $0 == .set } ?? levels.count - 1) + 1)
    case "GE": items += close(to: (levels.firstIndex { $0 == .group } ?? levels.count - 1) + 1)
    case "IEA": items += close(to: 1)
    default:
      items += close(to: levels.count - step.closed)
      if let loop = step.opened, let guide = walker.guide {
        let found = guide.loops[loop]
        items.append(begin(.loop, found.id, found.name, about: Self.about(view)))
      }
    }
    items.append(.segment(shown(view, step.definition)))
    return items
  }

  /// Gives the ends of all levels that are open.
  mutating func finish() -> [ShownItem] { close(to: 0) }

  private mutating func begin(
    _ kind: ShownLevel.Kind, _ id: String, _ name: String, about: String = ""
  ) -> ShownItem {
    levels.append(kind)
    return .begin(ShownLevel(kind: kind, id: id, name: name.trimmed, about: about))
  }

  /// What the first segment of a loop calls it.
  private static func about(_ view: SegmentView) -> String {
    let elements =
      switch view.id.description {
      case "CLM", "CLP", "LX": [1]
      case "N1", "TRN": [2]
      case "HD": [3]
      case "NM1": [3, 4]
      default: [Int]()
      }
    return elements.map { view[$0].text.trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private mutating func close(to count: Int) -> [ShownItem] {
    var items: [ShownItem] = []
    while levels.count > max(count, 0) {
      levels.removeLast()
      items.append(.end)
    }
    return items
  }

  private mutating func shown(_ view: SegmentView, _ definition: Int?) -> ShownSegment {
    var guide = walker.guide
    var index = definition
    if index == nil, let found = envelope?.segments.firstIndex(where: { $0.id == view.id }) {
      guide = envelope
      index = found
    }
    let id = view[0].text
    let segment = index.flatMap { guide?.segments[$0] }
    var elements: [ShownElement] = []
    let source = Segment(view)
    for (number, element) in source.elements.enumerated() where !element.isEmpty {
      let known = index.flatMap { guide?.element(number + 1, of: $0) }
      append(element, number + 1, of: source, known, guide, to: &elements)
    }
    return ShownSegment(
      id: id, name: segment?.name ?? guides.dictionary.segmentNames[id] ?? "", line: view.line,
      elements: elements)
  }

  private mutating func append(
    _ element: Element, _ number: Int, of segment: Segment, _ known: ElementDefinition?,
    _ guide: Guide?, to elements: inout [ShownElement]
  ) {
    var position = X12Position()
    position.segment = segment.id
    position.element = number
    let repetitions = element.repetitions
    for (repetition, parts) in repetitions.enumerated() {
      for (component, value) in parts.enumerated() where !value.isEmpty {
        let isComposite = known.map { !$0.components.isEmpty } ?? (parts.count > 1)
        position.component = isComposite ? component + 1 : 0
        var definition = known
        if isComposite, let known { definition = guide?.component(component + 1, of: known) }
        let place =
          position.reference + (repetitions.count > 1 ? " (\(repetition + 1))" : "")
        elements.append(
          ShownElement(
            place: place, name: definition?.name ?? "", value: Self.shortened(value, segment.id),
            meaning: meaning(of: value.trimmed, definition, guide)))
      }
    }
  }

  private mutating func meaning(
    of value: String, _ definition: ElementDefinition?, _ guide: Guide?
  ) -> String {
    guard let definition, let guide else { return "" }
    for list in guide.lists(of: definition) {
      if let meaning = lists.meaning(of: value, list: list) { return meaning }
    }
    let number = definition.element.number
    if let meaning = guides.meaning(of: value, element: number) { return meaning }
    switch number {
    case "373", "1250", "1251":
      return value.split(separator: "-").map(Self.day).joined(separator: " to ")
    default: return ""
    }
  }

  /// A day as people read it; empty where it is none.
  private static func day(_ text: some StringProtocol) -> String {
    let long = text.utf8.count == 6 ? "20\(text)" : String(text)
    return CalendarDate(long.prefix(8)).map { $0.description } ?? ""
  }

  private static func shortened(_ value: String, _ segment: String) -> String {
    guard segment == "BIN" || segment == "BDS", value.utf8.count > mostShown else { return value }
    return "\(value.prefix(mostShown))… (\(value.utf8.count) bytes)"
  }
}

extension InterchangeFile {
  /// Gives the file as a person reads it: levels, segments and elements with their names.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read has been
  ///   given.
  public func show(each: (ShownItem) -> Void) throws(WorkflowFailure) {
    var stream = try asWorkflow { try open() }
    var view = InterchangeView(guides: Assets.guides)
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: for item in view.take(stream.segment) { each(item) }
      case .bytes: continue
      case .end:
        for item in view.finish() { each(item) }
        return try Self.finish(stream)
      }
    }
  }
}
