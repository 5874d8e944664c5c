// SPDX-License-Identifier: Apache-2.0

/// Makes a ``Guide`` of its table.
struct GuideReader {
  let table: String
  let dictionary: ElementDictionary
  private(set) var parts = GuideParts()
  private var loopNumbers: [String: Int] = ["-": 0]
  private var head: (version: String, set: String, group: String, name: String)?
  private var listNumbers: [String: Int] = [:]
  private var lastComposite = -1
  /// The loop that waits for its first segment, with its parents.
  private var waiting: [(loop: Int, parent: Int, usage: Usage, maximum: Int)] = []

  init(table: String, dictionary: ElementDictionary) {
    self.table = table
    self.dictionary = dictionary
    parts.loops.append(
      LoopDefinition(
        id: "ST", parents: [], name: "transaction set", usage: .required, maximum: .max))
  }

  /// Reads the lines.
  ///
  /// - Throws: ``GuideError`` at the first line that is not as the head of the table says.
  mutating func read(_ bytes: [UInt8]) throws(GuideError) -> Guide {
    for row in TableRow.rows(in: bytes) {
      switch row[0] {
      case "guide": head = (String(row[1]), String(row[2]), String(row[3]), String(row[4]))
      case "loop": try readLoop(row)
      case "again": try readAgain(row)
      case "segment": try readSegment(row)
      case "element": try readElement(row, isComponent: false)
      case "component": try readElement(row, isComponent: true)
      default: throw GuideError(.badLine, table: table, line: row.line, detail: row[0])
      }
    }
    guard let head else { throw GuideError(.badLine, table: table, detail: "guide") }
    if let open = waiting.first {
      throw GuideError(.badLine, table: table, detail: parts.loops[open.loop].id[...])
    }
    findQualifiers()
    findQualifierDistances()
    try check()
    return Guide(table: table, head: head, parts: parts)
  }

  private mutating func readLoop(_ row: TableRow) throws(GuideError) {
    let (usage, maximum) = try usage(row, 3)
    guard let parent = loopNumbers[String(row[2])], loopNumbers[String(row[1])] == nil else {
      throw GuideError(.unknownName, table: table, line: row.line, detail: row[2])
    }
    let number = parts.loops.count
    loopNumbers[String(row[1])] = number
    parts.loops.append(
      LoopDefinition(
        id: String(row[1]), parents: [parent], name: String(row[5]), usage: usage, maximum: maximum)
    )
    waiting.append((number, parent, usage, maximum))
  }

  private mutating func readAgain(_ row: TableRow) throws(GuideError) {
    let (usage, maximum) = try usage(row, 3)
    guard let loop = loopNumbers[String(row[1])], let parent = loopNumbers[String(row[2])],
      let first = parts.segments.firstIndex(where: { $0.loop == loop })
    else { throw GuideError(.unknownName, table: table, line: row.line, detail: row[1]) }
    guard !isLoop(parent, within: loop) else {
      throw GuideError(.badLine, table: table, line: row.line, detail: row[2])
    }
    parts.loops[loop].parents.append(parent)
    add(segment: first, loop: loop, to: parent, usage, maximum)
  }

  private mutating func readSegment(_ row: TableRow) throws(GuideError) {
    let (usage, maximum) = try usage(row, 3)
    guard let loop = loopNumbers[String(row[1])], let id = SegmentID(text: row[2]) else {
      throw GuideError(.unknownName, table: table, line: row.line, detail: row[1])
    }
    let number = parts.segments.count
    let start = parts.elements.count
    parts.segments.append(
      SegmentDefinition(
        id: id, loop: loop, usage: usage, maximum: maximum, name: String(row[5]),
        elements: start..<start, conditions: dictionary.conditions[String(row[2])] ?? []))
    lastComposite = -1
    if let at = waiting.firstIndex(where: { $0.loop == loop }) {
      let open = waiting.remove(at: at)
      add(segment: number, loop: loop, to: open.parent, open.usage, open.maximum)
    }
    add(segment: number, loop: -1, to: loop, usage, maximum)
  }

  private mutating func add(
    segment: Int, loop: Int, to parent: Int, _ usage: Usage, _ maximum: Int
  ) {
    let last = parts.loops[parent].children.last
    let isSameKind =
      last.map {
        parts.segments[$0.segment].id == parts.segments[segment].id && ($0.loop < 0) == (loop < 0)
      } ?? false
    let rank = last.map { isSameKind ? $0.rank : $0.rank + 1 } ?? 0
    parts.loops[parent].children.append(
      LoopChild(segment: segment, loop: loop, usage: usage, maximum: maximum, rank: rank))
  }

  private mutating func readElement(_ row: TableRow, isComponent: Bool) throws(GuideError) {
    guard let usage = Usage(letter: row[2]), let element = dictionary.elements[String(row[3])],
      !parts.segments.isEmpty, let maximum = Int(row[5] == "*" ? "999999" : row[5]),
      (1...999_999).contains(maximum)
    else { throw GuideError(.unknownName, table: table, line: row.line, detail: row[3]) }
    var distance = 0
    let codes = try codes(row, &distance)
    parts.elements.append(
      ElementDefinition(
        element: element, usage: usage, codes: codes, maximum: maximum, name: String(row[6]),
        components: 0..<0, qualifierDistance: distance))
    let number = parts.elements.count - 1
    if isComponent {
      guard lastComposite >= 0 else {
        throw GuideError(.badLine, table: table, line: row.line, detail: row[1])
      }
      let from = parts.elements[lastComposite].components
      parts.elements[lastComposite].components =
        (from.isEmpty ? number : from.lowerBound)..<number + 1
    } else {
      lastComposite = element.type == .composite ? number : -1
    }
    let segment = parts.segments.count - 1
    parts.segments[segment].elements =
      parts.segments[segment].elements.lowerBound..<parts.elements.count
  }

  private mutating func codes(
    _ row: TableRow, _ distance: inout Int
  ) throws(GuideError) -> AllowedCodes {
    var named: [(UInt64, String)] = []
    let listStart = parts.lists.count
    for cell in row[4].split(separator: ",") {
      if cell.hasPrefix("@by:") {
        distance = Self.distance(from: cell.dropFirst(4), to: row[1])
        guard distance != 0 else {
          throw GuideError(.badLine, table: table, line: row.line, detail: cell)
        }
      } else if cell.hasPrefix("@") {
        parts.lists.append(String(cell.dropFirst()))
      } else {
        let text = String(cell)
        named.append((Self.key(text), text))
      }
    }
    named.sort { $0.0 < $1.0 }
    let start = parts.codeKeys.count
    parts.codeKeys += named.map(\.0)
    parts.codeTexts += named.map(\.1)
    return AllowedCodes(keys: start..<parts.codeKeys.count, lists: listStart..<parts.lists.count)
  }

  /// How many positions lie between a qualifier, `HI01-1`, and what it qualifies, `01-2`.
  private static func distance(from qualifier: Substring, to place: Substring) -> Int {
    func parts(_ text: Substring) -> (Int, Int) {
      let cut = text.split(separator: "-")
      return (cut.first.flatMap { Int($0.suffix(2)) } ?? 0, cut.count > 1 ? Int(cut[1]) ?? 0 : 0)
    }
    let (from, to) = (parts(qualifier), parts(place))
    return to.1 > 0 && from.1 > 0 ? to.1 - from.1 : to.0 - from.0
  }

  static func key(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      bytes.baseAddress.map { ElementView(start: $0, count: bytes.count).key } ?? 0
    }
  }

  private func usage(_ row: TableRow, _ at: Int) throws(GuideError) -> (Usage, Int) {
    guard let usage = Usage(letter: row[at]) else {
      throw GuideError(.badLine, table: table, line: row.line, detail: row[at])
    }
    if row[at + 1] == "*" { return (usage, .max) }
    guard let maximum = Int(row[at + 1]), maximum > 0 else {
      throw GuideError(.badLine, table: table, line: row.line, detail: row[at + 1])
    }
    return (usage, maximum)
  }
}

extension GuideReader {
  /// Finds for each segment that is defined more than once the element whose codes tell it apart.
  private mutating func findQualifiers() {
    let groups = Dictionary(grouping: parts.segments.indices) { parts.segments[$0].id }
    for indices in groups.values where indices.count > 1 {
      for index in indices {
        for place in places(of: index) where isTelling(place, of: index, among: indices) {
          parts.segments[index].qualifierElement = place.element
          parts.segments[index].qualifierComponent = place.component
          parts.segments[index].qualifierKeys = place.keys
          break
        }
      }
    }
  }

  private typealias Place = (element: Int, component: Int, keys: Range<Int>)

  /// The first places of a segment whose values are codes that the guide names.
  private func places(of index: Int) -> [Place] {
    var places: [Place] = []
    var number = 0
    var at = parts.segments[index].elements.lowerBound
    while at < parts.segments[index].elements.upperBound, number < 4 {
      number += 1
      let element = parts.elements[at]
      if let first = element.components.first {
        let keys = parts.elements[first].codes.keys
        if !keys.isEmpty { places.append((number, 1, keys)) }
        at = element.components.upperBound
      } else {
        if !element.codes.keys.isEmpty, element.usage == .required {
          places.append((number, 0, element.codes.keys))
        }
        at += 1
      }
    }
    return places
  }

  private func isTelling(_ place: Place, of index: Int, among indices: [Int]) -> Bool {
    let own = Set(parts.codeKeys[place.keys])
    return indices.contains { other in
      guard other != index else { return false }
      return places(of: other).contains {
        $0.element == place.element && $0.component == place.component
          && own.isDisjoint(with: parts.codeKeys[$0.keys])
      }
    }
  }

  /// The data elements that qualify another which follows them.
  private static let qualifiers = [
    "67": "66", "234": "235", "1271": "1270", "127": "128", "1251": "1250", "364": "365",
    "782": "522", "380": "673", "1339": "235",
  ]

  private mutating func findQualifierDistances() {
    for segment in parts.segments {
      var before: [String: Int] = [:]
      var number = 0
      var at = segment.elements.lowerBound
      while at < segment.elements.upperBound {
        number += 1
        let components = parts.elements[at].components
        if components.isEmpty {
          setDistance(at, number, &before)
          at += 1
        } else {
          var inner: [String: Int] = [:]
          for (offset, component) in components.enumerated() {
            setDistance(component, offset + 1, &inner)
          }
          at = components.upperBound
        }
      }
    }
  }

  private mutating func setDistance(_ at: Int, _ number: Int, _ before: inout [String: Int]) {
    let name = parts.elements[at].element.number
    if parts.elements[at].qualifierDistance == 0, let wanted = Self.qualifiers[name],
      let place = before[wanted]
    {
      parts.elements[at].qualifierDistance = number - place
    }
    before[name] = number
  }
}
