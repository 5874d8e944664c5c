// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// A finding as a page tells it: in a list, and at its segment where it is about one.
struct MarkedFinding {
  /// Its number among those about a segment, from 1; nothing where it is about none.
  let number: Int?
  /// Whether no other about a segment follows.
  let isLast: Bool
  /// The byte where it was found.
  let offset: Int
  /// The finding with its words and its place.
  let json: JSON

  /// The place in words; empty where it is none in particular.
  var place: String { json["place"]?.string ?? "" }
  /// The gravity: `rejects`, `warns` or `informs`.
  var severity: String { json["severity"]?.string ?? "informs" }
}

/// The findings of a judgement, handed out in the order of the file.
struct MarkedFindings {
  /// All of them.
  let all: [MarkedFinding]
  /// Why the file could not be read to its end.
  var obstacle: Finding?
  private var left: ArraySlice<MarkedFinding>

  init(_ judgement: Judgement?) {
    guard let judgement else {
      all = []
      left = []
      return
    }
    let found = judgement.inOrder
    let last = found.count(where: { !$0.position.segment.isEmpty })
    var count = 0
    all = found.map { finding in
      let isPlaced = !finding.position.segment.isEmpty
      if isPlaced { count += 1 }
      return MarkedFinding(
        number: isPlaced ? count : nil, isLast: count == last, offset: finding.position.offset,
        json: judgement.json(finding))
    }
    left = all.filter { $0.number != nil }[...]
  }

  /// The findings up to a byte that were not given yet.
  mutating func take(until end: Int) -> [MarkedFinding] {
    let found = left.prefix { $0.offset < end }
    left = left.dropFirst(found.count)
    return Array(found)
  }
}
