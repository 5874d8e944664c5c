// SPDX-License-Identifier: Apache-2.0

public import Values
import X12

/// Compares two files by what they mean.
///
/// Claims are matched by their numbers, levels by who they are about. Delimiters, line ends, control and
/// level numbers, counts, the order of claims, empty elements at the end and the form of numbers make no
/// difference. The first file is held in memory, in a short form.
public struct CompareInterchanges {
  private struct Old {
    let unit: ComparableUnit
    let order: Int
  }

  private var old: [String: [Old]] = [:]
  private let each: (JSON) -> Void
  private var found = 0

  /// Makes ready to compare; `each` is called for each difference.
  public init(each: @escaping (JSON) -> Void) { self.each = each }

  /// Compares two files.
  ///
  /// - Returns: How many differences there are.
  /// - Throws: ``WorkflowFailure`` where one cannot be read to its end.
  public mutating func run(
    _ first: InterchangeFile, _ second: InterchangeFile
  ) throws(WorkflowFailure) -> Int {
    var order = 0
    try units(of: first) { compare, unit, key in
      compare.old[key, default: []].append(Old(unit: unit, order: order))
      order += 1
    }
    var unmatched: [ComparableUnit] = []
    try units(of: second) { compare, unit, key in
      // Taken out, so that it is changed in place.
      guard var olds = compare.old.removeValue(forKey: key), !olds.isEmpty else {
        if unit.kind != .claim { return unmatched.append(unit) }
        return compare.report(unit, "added")
      }
      let match = olds.remove(at: olds.firstIndex { $0.unit.text == unit.text } ?? 0)
      if !olds.isEmpty { compare.old[key] = olds }
      if match.unit.text != unit.text { compare.report(match.unit, unit) }
    }
    for rest in old.values.flatMap(\.self).sorted(by: { $0.order < $1.order }) {
      // A level whose party changed is still the same level, where nothing else takes its place.
      if let mate = unmatched.firstIndex(where: { $0.isLike(rest.unit) }) {
        report(rest.unit, unmatched.remove(at: mate))
      } else {
        report(rest.unit, "removed")
      }
    }
    for unit in unmatched { report(unit, "added") }
    return found
  }

  /// Reads the units of a file; what is repeated for each part of a file counts once.
  private mutating func units(
    of file: InterchangeFile,
    _ body: (inout CompareInterchanges, ComparableUnit, String) -> Void
  ) throws(WorkflowFailure) {
    var reader = UnitReader(guides: Assets.guides)
    var seen: Set<[UInt8]> = []
    var stream = try asWorkflow { try file.open() }
    func take(_ unit: ComparableUnit?, _ compare: inout CompareInterchanges) {
      guard let unit, !unit.text.isEmpty else { return }
      if unit.kind != .claim, !seen.insert(unit.text).inserted { return }
      body(&compare, unit, "\(unit.kind) \(unit.set) \(unit.name)")
    }
    reading: while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: take(reader.take(stream.segment), &self)
      case .bytes: continue
      case .end: break reading
      }
    }
    take(reader.finish(), &self)
    try InterchangeFile.finish(stream)
  }

  private mutating func report(_ unit: ComparableUnit, _ change: String) {
    found += 1
    each(.object(place(unit, change) + [.init("segments", .int(unit.lines.count))]))
  }

  private func place(_ unit: ComparableUnit, _ change: String) -> [JSON.Member] {
    [
      .init("change", .string(change)), .init("set", .string(unit.set)),
      .init(unit.kind.rawValue, .string(unit.name)),
    ]
  }

  /// Reports what differs between two units that belong together.
  private mutating func report(_ old: ComparableUnit, _ new: ComparableUnit) {
    for pair in LineMatching.pairs(old.lines, new.lines) {
      switch pair {
      case (let line?, nil): report(line, old, "removed")
      case (nil, let line?): report(line, new, "added")
      case (let a?, let b?): reportElements(a.0, b.0, b.1, new)
      default: continue
      }
    }
  }

  private mutating func report(
    _ line: (ComparableUnit.Line, Int?), _ unit: ComparableUnit, _ change: String
  ) {
    found += 1
    let text = line.0.elements.joined(separator: "*").replacing("\u{1F}", with: ":")
      .replacing("\u{1E}", with: "^")
    each(
      .object(
        place(unit, change) + segment(line.0, line.1, unit) + [.init("text", .string(text))]))
  }

  private func segment(
    _ line: ComparableUnit.Line, _ serviceLine: Int?, _ unit: ComparableUnit
  ) -> [JSON.Member] {
    let loop = line.path.split(separator: "/").last.flatMap { id in
      unit.guide?.loops.first { $0.id == id }
    }
    let definition = unit.guide.flatMap { guide in line.definition.map { guide.segments[$0] } }
    let members: [(String, JSON?)] = [
      ("loop", line.path.isEmpty ? nil : .string(String(line.path))),
      ("loop_name", (loop?.name).map(JSON.string)),
      ("service_line", serviceLine.map(JSON.int)),
      ("segment", .string(String(line.elements[0]))),
      ("segment_name", (definition?.name).map(JSON.string)),
    ]
    return members.compactMap { member in member.1.map { JSON.Member(member.0, $0) } }
  }

  private mutating func reportElements(
    _ a: ComparableUnit.Line, _ b: ComparableUnit.Line, _ serviceLine: Int?,
    _ unit: ComparableUnit
  ) {
    for number in 1..<max(a.elements.count, b.elements.count, 2) {
      let old = number < a.elements.count ? a.elements[number] : ""
      let new = number < b.elements.count ? b.elements[number] : ""
      guard old != new else { continue }
      let olds = old.split(separator: "\u{1F}", omittingEmptySubsequences: false)
      let news = new.split(separator: "\u{1F}", omittingEmptySubsequences: false)
      let isWhole = (old + new).contains("\u{1E}") || max(olds.count, news.count) < 2
      for component in 0..<(isWhole ? 1 : max(olds.count, news.count)) {
        let before = isWhole ? old : component < olds.count ? olds[component] : ""
        let after = isWhole ? new : component < news.count ? news[component] : ""
        guard before != after else { continue }
        reportElement(
          (number, isWhole ? 0 : component + 1), from: before, to: after, b, serviceLine, unit)
      }
    }
  }

  private mutating func reportElement(
    _ place: (element: Int, component: Int), from old: Substring, to new: Substring,
    _ line: ComparableUnit.Line, _ serviceLine: Int?, _ unit: ComparableUnit
  ) {
    found += 1
    var position = X12Position()
    position.segment = String(line.elements[0])
    position.element = place.element
    position.component = place.component
    let name = unit.guide.flatMap { guide in
      line.definition.flatMap { guide.name(of: $0, place.element, place.component) }
    }
    func shown(_ text: Substring) -> JSON {
      .string(String(text).replacing("\u{1F}", with: ":").replacing("\u{1E}", with: "^"))
    }
    each(
      .object(
        self.place(unit, "changed") + segment(line, serviceLine, unit)
          + [.init("element", .string(position.reference))]
          + (name.map { [.init("name", .string($0))] } ?? [])
          + [.init("from", shown(old)), .init("to", shown(new))]))
  }
}

/// Finds which segments of two lists belong together.
enum LineMatching {
  typealias Line = ComparableUnit.Line
  typealias Pair = ((Line, Int?)?, (Line, Int?)?)

  /// The lines that differ: removed, added, or changed into each other; equal ones are left out.
  static func pairs(_ old: [Line], _ new: [Line]) -> [Pair] {
    let (olds, news) = (numbered(old), numbered(new))
    var (i, j) = (0, 0)
    var (endOld, endNew) = (old.count, new.count)
    while i < endOld, j < endNew, old[i] == new[j] {
      i += 1
      j += 1
    }
    while endOld > i, endNew > j, old[endOld - 1] == new[endNew - 1] {
      endOld -= 1
      endNew -= 1
    }
    var found: [Pair] = []
    var removed: [(Line, Int?)] = []
    var added: [(Line, Int?)] = []
    func settle() {
      for line in removed {
        // The same segment of the same loop with the same qualifier first, then any of its kind.
        let mate =
          added.firstIndex { same($0.0, line.0, qualifier: true) }
          ?? added.firstIndex { same($0.0, line.0, qualifier: false) }
        found.append((line, mate.map { added.remove(at: $0) }))
      }
      found += added.map { (nil, $0) }
      removed = []
      added = []
    }
    let lengths = commonLengths(old[i..<endOld], new[j..<endNew])
    let (startOld, startNew) = (i, j)
    while i < endOld || j < endNew {
      if i < endOld, j < endNew, old[i] == new[j] {
        settle()
        i += 1
        j += 1
      } else if j >= endNew
        || i < endOld
          && lengths[i - startOld + 1][j - startNew] >= lengths[i - startOld][j - startNew + 1]
      {
        removed.append(olds[i])
        i += 1
      } else {
        added.append(news[j])
        j += 1
      }
    }
    settle()
    return found
  }

  private static func same(_ a: Line, _ b: Line, qualifier: Bool) -> Bool {
    a.path == b.path && a.elements[0] == b.elements[0]
      && (!qualifier || a.elements.dropFirst().first == b.elements.dropFirst().first)
  }

  /// The lines with the number of the service line that each belongs to.
  private static func numbered(_ lines: [Line]) -> [(Line, Int?)] {
    var count = 0
    return lines.map { line in
      if line.elements[0] == "LX" || line.elements[0] == "SVC" { count += 1 }
      return (line, count > 0 ? count : nil)
    }
  }

  /// The lengths of the longest common subsequences of all ends of two lists.
  private static func commonLengths(_ a: ArraySlice<Line>, _ b: ArraySlice<Line>) -> [[Int32]] {
    var lengths = [[Int32]](
      repeating: [Int32](repeating: 0, count: b.count + 1), count: a.count + 1)
    // Of very long lists only the order decides.
    guard a.count * b.count <= 16_000_000 else { return lengths }
    for (row, i) in a.indices.enumerated().reversed() {
      for (column, j) in b.indices.enumerated().reversed() {
        lengths[row][column] =
          a[i] == b[j]
          ? lengths[row + 1][column + 1] + 1
          : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    return lengths
  }
}
