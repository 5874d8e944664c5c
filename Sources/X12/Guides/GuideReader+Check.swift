// SPDX-License-Identifier: Apache-2.0

extension GuideReader {
  /// The most lines of a kind: what is compiled counts them in sixteen bits.
  private static let maximumCount = 30_000
  /// The most segment identifiers of a guide.
  private static let maximumIdentifiers = 500

  /// Whether a loop is another or lies within it.
  func isLoop(_ loop: Int, within outer: Int) -> Bool {
    var around: Set<Int> = [loop]
    var open = [loop]
    while let next = open.popLast() {
      for parent in parts.loops[next].parents where around.insert(parent).inserted {
        open.append(parent)
      }
    }
    return around.contains(outer)
  }

  /// Checks of the table as a whole what matching and judging rely on.
  ///
  /// - Throws: ``GuideError`` where it does not hold.
  func check() throws(GuideError) {
    guard let first = parts.loops[0].children.first, parts.segments[first.segment].loop >= 0 else {
      throw GuideError(.badLine, table: table, detail: "segment")
    }
    let children = parts.loops.reduce(0) { $0 + $1.children.count }
    guard parts.segments.count <= Self.maximumCount, children <= Self.maximumCount,
      parts.elements.count <= Self.maximumCount,
      Set(parts.segments.map(\.id)).count <= Self.maximumIdentifiers
    else { throw GuideError(.badLine, table: table, detail: "lines") }
    for segment in parts.segments { try checkDistances(segment) }
  }

  /// A qualifier stands in the same segment or composite as what it qualifies.
  private func checkDistances(_ segment: SegmentDefinition) throws(GuideError) {
    var tops: [ElementDefinition] = []
    var at = segment.elements.lowerBound
    while at < segment.elements.upperBound {
      let element = parts.elements[at]
      tops.append(element)
      try checkDistances(element.components.map { parts.elements[$0] }, segment)
      at = max(at + 1, element.components.upperBound)
    }
    try checkDistances(tops, segment)
  }

  private func checkDistances(
    _ elements: [ElementDefinition], _ segment: SegmentDefinition
  ) throws(GuideError) {
    for (index, element) in elements.enumerated() {
      guard elements.indices.contains(index - element.qualifierDistance) else {
        throw GuideError(.unknownName, table: table, detail: "\(segment.id): \(element.name)"[...])
      }
    }
  }
}
