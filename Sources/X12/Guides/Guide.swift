// SPDX-License-Identifier: Apache-2.0

/// An implementation guide, compiled from its table for matching and judging.
///
/// A guide is a tree of loops; a loop has segments and loops in an order, a segment has elements, an
/// element may have components. The arrays are flat and refer to each other by index, so that the tree
/// can be walked a million times a second.
///
/// Source: the tables of `Data/x12/guides`, which name the published guide in their heads.
public final class Guide: Sendable {
  /// The version of the table, such as `005010X222A1`.
  public let version: String
  /// The transaction set, such as `837`.
  public let set: String
  /// The functional identifier of its groups, such as `HC`.
  public let group: String
  /// The name.
  public let name: String
  /// The table that it was made of, such as `005010X212-276`.
  public let table: String
  /// The loops; the first is the transaction set itself, `ST`.
  public let loops: [LoopDefinition]
  /// The segments, in the order of the guide.
  public let segments: [SegmentDefinition]
  /// The elements and components.
  public let elements: [ElementDefinition]
  /// The lists that others keep which the guide names.
  public let lists: [String]
  /// The codes that the guide names, as keys; each element's are a range in rising order.
  let codeKeys: [UInt64]
  /// The same codes as text.
  let codeTexts: [String]
  /// The same definitions as plain words, for matching and judging.
  let plan: GuidePlan
  private let memory = PlainMemory()

  init(
    table: String, head: (version: String, set: String, group: String, name: String),
    parts: GuideParts
  ) {
    self.table = table
    (version, set, group, name) = head
    segments = parts.segments
    elements = parts.elements
    lists = parts.lists
    codeKeys = parts.codeKeys
    codeTexts = parts.codeTexts
    var numbers: [UInt32: Int] = [:]
    for segment in parts.segments where numbers[segment.id.packed] == nil {
      numbers[segment.id.packed] = numbers.count
    }
    plan = GuidePlan(parts, numbers: numbers, in: memory)
    loops = parts.loops
  }

  /// The number of a segment identifier among those the guide uses.
  @inline(__always)
  func number(of id: SegmentID) -> Int? { plan.number(of: id) }

  /// The codes that the guide names for an element.
  public func codes(of element: ElementDefinition) -> ArraySlice<String> {
    codeTexts[element.codes.keys]
  }

  /// The lists of others that an element's values may be from.
  public func lists(of element: ElementDefinition) -> ArraySlice<String> {
    lists[element.codes.lists]
  }

  /// The loops below a loop, in the order of the guide.
  public func loops(below loop: Int) -> [Int] {
    loops[loop].children.filter { $0.loop >= 0 }.map(\.loop)
  }

  /// The segments of a loop itself, in the order of the guide.
  public func segments(of loop: Int) -> [Int] {
    loops[loop].children.filter { $0.loop < 0 }.map(\.segment)
  }

  /// The index of a loop by its id.
  public func loop(_ id: String) -> Int? { loops.firstIndex { $0.id == id } }

}

extension ElementView {
  /// A word that stands for the value: its bytes up to eight, else a hash of them with the high bit set.
  @inline(__always)
  var key: UInt64 {
    if count <= 8 {
      var word: UInt64 = 0
      for index in 0..<count { word = word &<< 8 | UInt64(start[index]) }
      return word
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<count { hash = (hash ^ UInt64(start[index])) &* 0x100_0000_01B3 }
    return hash | 1 << 63
  }
}

/// What a table's lines add up to before the guide is made of it.
struct GuideParts {
  var loops: [LoopDefinition] = []
  var segments: [SegmentDefinition] = []
  var elements: [ElementDefinition] = []
  var lists: [String] = []
  var codeKeys: [UInt64] = []
  var codeTexts: [String] = []
}
