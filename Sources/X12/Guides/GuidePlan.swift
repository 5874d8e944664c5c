// SPDX-License-Identifier: Apache-2.0

/// A guide's definitions as plain words in fixed memory: what is looked at once per segment and element.
///
/// ``Guide`` is for people and programs that ask for names; the plan is for reading a hundred thousand
/// claims. It is made once, never changed, and good as long as its guide.
struct GuidePlan: BitwiseCopyable, @unchecked Sendable {
  /// An element or component.
  struct Element {
    enum Kind: UInt8 {
      case code, text, number, decimal, amount, date, time, binary, composite, period
    }
    var kind: Kind
    var usage: Usage
    /// The distance to the qualifier of a period or an identifier; 0 where there is none.
    var qualifierDistance: Int8
    /// 1250's dependent, 67, 127: what the qualifier decides.
    var role: Role
    var minimum: Int32
    var maximum: Int32
    var repeats: Int32
    var keysFrom: Int32
    var keysTo: Int32
    var listsFrom: Int32
    var listsTo: Int32
    /// The components, as indexes of elements.
    var componentsFrom: Int32
    var componentsTo: Int32
  }

  /// What a qualifier before an element decides.
  enum Role: UInt8 {
    case none, period, qualified
  }

  /// A segment.
  struct Segment {
    var id: UInt32
    var loop: Int32
    var usage: Usage
    var qualifierElement: UInt8
    var qualifierComponent: UInt8
    var qualifierFrom: Int32
    var qualifierTo: Int32
    /// How many elements the guide knows of such segments anywhere.
    var knownCount: Int32
    /// The elements, as a range of ``GuidePlan/topElements``.
    var topFrom: Int32
    var topCount: Int32
    var hasConditions: Bool
  }

  /// What may stand in a loop.
  struct Child {
    var segment: Int32
    var loop: Int32
    var rank: Int32
    var maximum: Int
    var isRequired: Bool
    /// The next one of the loop that must be there; past all where there is none.
    var nextRequired: Int32 = .max
    /// The first one that must be there and has this one's rank or a higher.
    var requiredFromRank: Int32 = .max
  }

  private struct NumberSlot: BitwiseCopyable {
    var packed: UInt32
    var number: Int32
  }

  let elements: UnsafeMutablePointer<Element>
  let segments: UnsafeMutablePointer<Segment>
  let topElements: UnsafeMutablePointer<Int32>
  let children: UnsafeMutablePointer<Child>
  /// Where the children of a loop begin; one more at the end.
  let childStarts: UnsafeMutablePointer<Int32>
  /// By loop and segment number where the candidates begin.
  let starts: UnsafeMutablePointer<UInt16>
  let candidates: UnsafeMutablePointer<UInt16>
  let keys: UnsafeMutablePointer<UInt64>
  let segmentNumbers: Int
  let loopCount: Int
  /// Segment identifiers by a hash of them, each beside its number; 0 where there is none.
  private let numberSlots: UnsafeMutablePointer<NumberSlot>
  private static let numberBits = 10

  init(_ parts: GuideParts, numbers: [UInt32: Int], in memory: PlainMemory) {
    segmentNumbers = numbers.count
    numberSlots = memory.copy(
      Array(repeating: NumberSlot(packed: 0, number: 0), count: 1 << Self.numberBits))
    for (packed, number) in numbers {
      var slot = Self.slot(packed)
      while numberSlots[slot].packed != 0 { slot = (slot + 1) & ((1 << Self.numberBits) - 1) }
      numberSlots[slot] = NumberSlot(packed: packed, number: Int32(number))
    }
    loopCount = parts.loops.count
    elements = memory.copy(parts.elements.map(Self.plan))
    keys = memory.copy(parts.codeKeys)
    var tops: [Int32] = []
    segments = memory.copy(
      parts.segments.map { segment in
        let from = Int32(tops.count)
        tops += Self.topElements(of: segment, parts.elements)
        return Self.plan(segment, from: from, count: Int32(tops.count) - from)
      })
    var most: [UInt32: Int32] = [:]
    for index in parts.segments.indices {
      most[segments[index].id] = max(most[segments[index].id] ?? 0, segments[index].topCount)
    }
    for index in parts.segments.indices {
      segments[index].knownCount = most[segments[index].id] ?? 0
    }
    topElements = memory.copy(tops)
    var all: [Child] = []
    var childStarts: [Int32] = []
    var starts: [UInt16] = []
    var candidates: [UInt16] = []
    for loop in parts.loops {
      childStarts.append(Int32(all.count))
      all += Self.linked(loop.children.map(Self.plan))
      var lists = [[UInt16]](repeating: [], count: numbers.count)
      for (index, child) in loop.children.enumerated() {
        lists[numbers[parts.segments[child.segment].id.packed, default: 0]].append(UInt16(index))
      }
      for list in lists {
        starts.append(UInt16(candidates.count))
        candidates += list
      }
    }
    starts.append(UInt16(candidates.count))
    childStarts.append(Int32(all.count))
    children = memory.copy(all)
    self.childStarts = memory.copy(childStarts)
    self.starts = memory.copy(starts)
    self.candidates = memory.copy(candidates)
  }

  @inline(__always)
  private static func slot(_ packed: UInt32) -> Int {
    Int((packed &* 0x9E37_79B1) &>> UInt32(32 - numberBits))
  }

  /// The number of a segment identifier among those the guide uses.
  @inline(__always)
  func number(of id: SegmentID) -> Int? {
    var slot = Self.slot(id.packed)
    while numberSlots[slot].packed != 0 {
      if numberSlots[slot].packed == id.packed { return Int(numberSlots[slot].number) }
      slot = (slot &+ 1) & ((1 &<< Self.numberBits) &- 1)
    }
    return nil
  }

  /// Whether a segment has the qualifier by which a definition is told from others.
  @inline(__always)
  func qualifies(_ definition: Int, _ segment: SegmentView) -> Bool {
    let known = segments + definition
    guard known.pointee.qualifierElement > 0 else { return true }
    let value =
      known.pointee.qualifierComponent == 0
      ? segment[Int(known.pointee.qualifierElement)]
      : segment.component(
        Int(known.pointee.qualifierElement), Int(known.pointee.qualifierComponent))
    return contains(value.key, known.pointee.qualifierFrom, known.pointee.qualifierTo)
  }

  private static func linked(_ children: [Child]) -> [Child] {
    var children = children
    for index in children.indices {
      let next = children[(index + 1)...].firstIndex(where: \.isRequired)
      if let next { children[index].nextRequired = Int32(next) }
      let fromRank = children.firstIndex { $0.isRequired && $0.rank >= children[index].rank }
      if let fromRank { children[index].requiredFromRank = Int32(fromRank) }
    }
    return children
  }

  private static func plan(_ child: LoopChild) -> Child {
    Child(
      segment: Int32(child.segment), loop: Int32(child.loop), rank: Int32(child.rank),
      maximum: child.maximum, isRequired: child.usage == .required)
  }

  private static func plan(_ segment: SegmentDefinition, from: Int32, count: Int32) -> Segment {
    Segment(
      id: segment.id.packed, loop: Int32(segment.loop), usage: segment.usage,
      qualifierElement: UInt8(segment.qualifierElement),
      qualifierComponent: UInt8(segment.qualifierComponent),
      qualifierFrom: Int32(segment.qualifierKeys.lowerBound),
      qualifierTo: Int32(segment.qualifierKeys.upperBound), knownCount: count, topFrom: from,
      topCount: count,
      hasConditions: !segment.conditions.isEmpty)
  }

  private static func plan(_ element: ElementDefinition) -> Element {
    let isPeriod = element.element.number == "1251"
    let kind: Element.Kind =
      switch element.element.type {
      case .code: .code
      case .text: isPeriod ? .period : .text
      case .number: .number
      case .decimal: element.element.isMoney ? .amount : .decimal
      case .date: .date
      case .time: .time
      case .binary: .binary
      case .composite: .composite
      }
    return Element(
      kind: kind, usage: element.usage, qualifierDistance: Int8(element.qualifierDistance),
      role: isPeriod ? .period : element.qualifierDistance != 0 ? .qualified : .none,
      minimum: Int32(clamping: element.element.minimum),
      maximum: Int32(clamping: element.element.maximum), repeats: Int32(element.maximum),
      keysFrom: Int32(element.codes.keys.lowerBound), keysTo: Int32(element.codes.keys.upperBound),
      listsFrom: Int32(element.codes.lists.lowerBound),
      listsTo: Int32(element.codes.lists.upperBound),
      componentsFrom: Int32(element.components.lowerBound),
      componentsTo: Int32(element.components.upperBound))
  }

  private static func topElements(
    of segment: SegmentDefinition, _ elements: [ElementDefinition]
  ) -> [Int32] {
    var tops: [Int32] = []
    var at = segment.elements.lowerBound
    while at < segment.elements.upperBound {
      tops.append(Int32(at))
      at = max(at + 1, elements[at].components.upperBound)
    }
    return tops
  }

  /// Whether a key is among the codes from one index to another.
  @inline(__always)
  func contains(_ key: UInt64, _ from: Int32, _ to: Int32) -> Bool {
    var low = Int(from)
    var high = Int(to)
    while high &- low > 8 {
      let middle = (low &+ high) / 2
      if keys[middle] <= key { low = middle } else { high = middle }
    }
    while low < high {
      if keys[low] == key { return true }
      low &+= 1
    }
    return false
  }
}
