// SPDX-License-Identifier: Apache-2.0

import Claims
import X12

extension WrittenSegment {
  /// Keeps a segment.
  init(_ segment: Segment) {
    self.init(id: segment.id, elements: segment.elements.map(\.repetitions))
  }

  /// The segment as it was.
  var segment: Segment { Segment(id, elements.map(Element.init(repetitions:))) }
}

extension Element {
  /// Puts repetitions of components together again.
  init(repetitions: [[String]]) {
    switch repetitions.count {
    case 0: self = .empty
    case 1 where repetitions[0].count == 1: self = .text(repetitions[0][0])
    case 1: self = .composite(repetitions[0])
    default:
      let isSimple = repetitions.allSatisfy { $0.count == 1 }
      self = isSimple ? .repeated(repetitions.map { $0[0] }) : .repeatedComposite(repetitions)
    }
  }
}

extension WrittenLoop {
  /// Keeps a loop.
  init(_ loop: Loop) {
    self.init(
      id: loop.id, segments: loop.segments.map(WrittenSegment.init),
      loops: loop.loops.map(WrittenLoop.init), trailer: loop.trailer.map(WrittenSegment.init))
  }

  /// The loop as it was.
  var loop: Loop {
    Loop(
      id, segments: segments.map(\.segment), loops: loops.map(\.loop),
      trailer: trailer.map(\.segment))
  }
}

extension AsWritten {
  /// Puts back into a loop as we write it how it was read, but for what has been changed since.
  func restoring(_ loop: Loop) -> Loop {
    var loop = loop
    loop.segments = segments.restoring(loop.segments)
    loop.trailer = trailer.restoring(loop.trailer)
    guard !loops.isEmpty else { return loop }
    let written = loop.loops
    var places = Dictionary(grouping: written.indices, by: { written[$0].id })
      .mapValues { $0[...] }
    loop.loops = []
    for slot in loops {
      switch slot {
      case .kept(let kept): loop.loops.append(kept.loop)
      case .modelled(let id):
        if let index = places[id]?.popFirst() { loop.loops.append(written[index]) }
      }
    }
    // Loops that are new stand behind those that were read.
    loop.loops += places.values.joined().sorted().map { written[$0] }
    return loop
  }
}

extension AsWritten.Segments {
  /// What a segment is told by when it is looked for among others: its identifier and first element.
  private struct Key: Hashable {
    let id: String
    let first: [[String]]

    init(_ segment: WrittenSegment) {
      id = segment.id
      first = segment.elements.first ?? []
    }
  }

  /// Puts back how the segments were read, but for what has been changed since.
  ///
  /// - Parameter now: The segments as we write the values that are held now.
  func restoring(_ now: [Segment]) -> [Segment] {
    if self == Self() { return now }
    let written = now.map(WrittenSegment.init)
    if written == ours { return read.map(\.segment) }
    let then = Dictionary(grouping: ours, by: Key.init)
    let new = Dictionary(grouping: written.indices, by: { Key(written[$0]) })
    let counts = Dictionary(grouping: read, by: Key.init).mapValues(\.count)
    var seen: [Key: Int] = [:]
    /// Each segment with the place of ours that it stands for.
    var result: [(segment: WrittenSegment, index: Int?)] = []
    for segment in read {
      let key = Key(segment)
      let place = seen[key, default: 0]
      seen[key] = place + 1
      guard let before = then[key] else {
        result.append((segment, nil))  // Ours never has it: it stays.
        continue
      }
      let after = new[key] ?? []
      if before.count == counts[key], before.count == after.count {
        let index = after[place]
        result.append((segment.patched(from: before[place], to: written[index]), index))
      } else if before == after.map({ written[$0] }) {
        result.append((segment, place < after.count ? after[place] : nil))
      } else if place == 0 {
        result += after.map { (written[$0], $0) }
      }
    }
    insert(written, into: &result)
    return result.map(\.segment.segment)
  }

  /// Inserts the segments that are new, each behind the one that precedes it in our order.
  private func insert(
    _ written: [WrittenSegment], into result: inout [(segment: WrittenSegment, index: Int?)]
  ) {
    let present = Set(result.compactMap(\.index))
    for index in written.indices where !present.contains(index) {
      let before = result.lastIndex { $0.index == index - 1 }
      result.insert((written[index], index), at: before.map { $0 + 1 } ?? 0)
    }
  }
}

extension WrittenSegment {
  /// The segment with those of its elements exchanged in which two writings of ours differ.
  fileprivate func patched(from before: WrittenSegment, to after: WrittenSegment) -> WrittenSegment
  {
    guard before != after else { return self }
    func element(_ segment: WrittenSegment, _ index: Int) -> [[String]] {
      index < segment.elements.count ? segment.elements[index] : []
    }
    var patched = self
    for index in 0..<max(before.elements.count, after.elements.count)
    where element(before, index) != element(after, index) {
      while patched.elements.count <= index { patched.elements.append([]) }
      patched.elements[index] = element(after, index)
    }
    return patched
  }
}
