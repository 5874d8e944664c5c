// SPDX-License-Identifier: Apache-2.0

import Claims
import X12

/// Segments with control characters for delimiters, which no value holds: what was read and what we would
/// write can then be compared byte by byte whatever delimiters a file has.
enum NeutralForm {
  static let element: UInt8 = 0x1D
  static let repetition: UInt8 = 0x1E
  static let component: UInt8 = 0x1F
  static let terminator: UInt8 = 0x1C

  static let delimiters: Delimiters = {
    let delimiters = Delimiters(
      element: element, component: component, repetition: repetition, segment: terminator)
    guard let delimiters else { preconditionFailure("four control characters that differ") }
    return delimiters
  }()

  /// Adds the bytes of a segment and its terminator.
  static func append(_ segment: Segment, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: segment.id.utf8)
    for value in segment.elements {
      bytes.append(element)
      switch value {
      case .empty: break
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .binary(let data): bytes += data
      case .composite(let parts): append(parts, between: component, to: &bytes)
      case .repeated(let parts): append(parts, between: repetition, to: &bytes)
      case .repeatedComposite(let repetitions):
        for (index, parts) in repetitions.enumerated() {
          if index > 0 { bytes.append(repetition) }
          append(parts, between: component, to: &bytes)
        }
      }
    }
    bytes.append(terminator)
  }

  private static func append(
    _ parts: [String], between delimiter: UInt8, to bytes: inout [UInt8]
  ) {
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      bytes.append(contentsOf: part.utf8)
    }
  }

  /// The segment whose bytes these are.
  static func segment(_ bytes: some Collection<UInt8>) -> WrittenSegment {
    let parts = bytes.split(separator: element, omittingEmptySubsequences: false)
    let elements = parts.dropFirst().map { part in
      part.isEmpty
        ? []
        : part.split(separator: repetition, omittingEmptySubsequences: false).map {
          $0.split(separator: component, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
          }
        }
    }
    return WrittenSegment(id: String(decoding: parts[0], as: UTF8.self), elements: elements)
  }
}

extension WrittenSegment {
  /// What tells a segment from others of its name: its first element.
  fileprivate var key: [String] { [id, elements.first?.first?.first ?? ""] }
}

extension AsWritten.Segments {
  /// A segment to be written, and which of the new ones it is, if it is one.
  struct Merged {
    var segment: WrittenSegment
    var new: Int?
  }

  /// What is to be written where the values are now those of `new`: what was read where nothing has
  /// changed, else what is new, and what the model has no place for where it was.
  func merged(with new: [WrittenSegment]) -> [Merged] {
    if new == ours { return read.map { Merged(segment: $0, new: nil) } }
    let fromRead = Self.pairs(read, ours)
    let fromNew = Self.pairs(ours, new)
    // Values that are packed into segments of one name are written anew together.
    let repacked = Set(
      ["HI", "CAS"].filter { id in
        ours.filter { $0.id == id } != new.filter { $0.id == id }
      })
    var oldOfNew: [Int: Int] = [:]
    for (old, index) in fromNew { oldOfNew[index] = old }
    let readOlds = Set(fromRead.values)
    var result: [Merged] = []
    var next = 0
    func write(upTo end: Int) {
      while next < end {
        let old = oldOfNew[next]
        // What we would write and the file did not have stays out while it is the same.
        let isOmitted = old.map { !readOlds.contains($0) && ours[$0] == new[next] } ?? false
        if !isOmitted { result.append(Merged(segment: new[next], new: next)) }
        next += 1
      }
    }
    for (index, segment) in read.enumerated() {
      guard let old = fromRead[index] else {
        if !repacked.contains(segment.id) { result.append(Merged(segment: segment, new: nil)) }
        continue
      }
      guard let at = fromNew[old], at >= next else { continue }
      write(upTo: at)
      let merged = Self.merge(read: segment, ours: ours[old], new: new[at])
      result.append(Merged(segment: merged, new: new[at] == ours[old] ? nil : at))
      next += 1
    }
    write(upTo: new.count)
    return result
  }

  /// The segment with the elements that have changed.
  private static func merge(
    read: WrittenSegment, ours: WrittenSegment, new: WrittenSegment
  ) -> WrittenSegment {
    if ours == new { return read }
    var merged = read
    for index in 0..<max(read.elements.count, new.elements.count) {
      let (old, now) = (ours.element(index), new.element(index))
      if index >= merged.elements.count { merged.elements.append([]) }
      if old != now { merged.elements[index] = now }
    }
    while merged.elements.count > read.elements.count, merged.elements.last == [] {
      merged.elements.removeLast()
    }
    return merged
  }

  /// Which segment of one list stands for which of another: those that are the same, in order; then those
  /// with the same first element; then those of one name that there is once in each.
  static func pairs(_ a: [WrittenSegment], _ b: [WrittenSegment]) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var taken = Set<Int>()
    func pair(_ same: (WrittenSegment, WrittenSegment) -> Bool) {
      for (index, segment) in a.enumerated() where pairs[index] == nil {
        guard let found = b.indices.first(where: { !taken.contains($0) && same(segment, b[$0]) })
        else { continue }
        pairs[index] = found
        taken.insert(found)
      }
    }
    pair { $0 == $1 }
    pair { $0.key == $1.key }
    let single = Set(a.map(\.id)).filter { id in
      a.count(where: { $0.id == id }) == 1 && b.count(where: { $0.id == id }) == 1
    }
    pair { $0.id == $1.id && single.contains($0.id) }
    return pairs
  }
}

extension WrittenSegment {
  fileprivate func element(_ index: Int) -> [[String]] {
    index < elements.count ? elements[index] : []
  }
}
