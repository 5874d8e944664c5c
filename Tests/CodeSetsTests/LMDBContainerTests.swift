// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values

@testable import CodeSets

@Suite struct LMDBContainerTests {
  @Test("Values are found, those in a leaf and those on pages of their own")
  func reads() throws {
    let file = Pages(["small": [1, 2, 3], "empty": []], large: ["large": Pages.pattern]).bytes
    let container = try #require(LMDBContainer(file))
    #expect(LMDBContainer.recognises(file))
    #expect(container["small"].map(Array.init) == [1, 2, 3])
    #expect(container["empty"].map(Array.init) == [])
    #expect(container["large"].map(Array.init) == Pages.pattern)
    #expect(container["other"] == nil)
  }

  @Test("The newer of the two meta pages is read")
  func newest() throws {
    var pages = Pages(["key": [1]])
    pages.put64(9, at: 144)
    pages.put64(99, at: 128)  // the root of the first meta page, now the newer one
    #expect(LMDBContainer(pages.bytes) == nil)
  }

  @Test("A file of another kind, another version or an odd length is refused")
  func header() {
    let good = Pages(["key": [1]]).bytes
    #expect(LMDBContainer(good) != nil)
    for at in [16, 19, 20, 23, 4096 + 16] {
      var file = good
      file[at] ^= 1
      #expect(LMDBContainer(file) == nil, "byte \(at)")
    }
    #expect(!LMDBContainer.recognises([]))
    #expect(!LMDBContainer.recognises(Array(repeating: 0, count: 20_000)))
    for size in [0, 1, 511, 4095, 65_535, 1 << 20, 0xFFFF_FFFF] {
      var pages = Pages(["key": [1]])
      pages.put32(size, at: 40)
      #expect(LMDBContainer(pages.bytes) == nil, "page size \(size)")
    }
  }

  @Test("A file that was cut off is refused, wherever it was cut")
  func truncated() {
    let good = Pages(["a": [1]], large: ["large": Pages.pattern]).bytes
    for length in stride(from: 0, to: good.count, by: 97) {
      #expect(LMDBContainer(Array(good[..<length])) == nil, "\(length)")
    }
    for pages in 0..<good.count / 4096 {
      #expect(LMDBContainer(Array(good[..<(4096 * pages)])) == nil)
    }
  }

  @Test("What points out of the file or in a circle is refused")
  func outside() {
    let root = 2 * 4096
    let node = root + Int(Pages(["k": [1, 2, 3, 4, 5, 6, 7, 8]]).short(root + 16))
    let changes: [(String, (inout Pages) -> Void)] = [
      ("root behind the end", { $0.put64(1 << 30, at: 4096 + 128) }),
      ("root of no page", { $0.put64(.max, at: 4096 + 128) }),
      ("more nodes than fit", { $0.put16(0xFFFE, at: root + 12) }),
      ("fewer nodes than none", { $0.put16(2, at: root + 12) }),
      ("a node behind the end", { $0.put16(0xFFFF, at: root + 16) }),
      ("a length behind the end", { $0.put16(0xFFFF, at: node + 2) }),
      ("a key behind the end", { $0.put16(0xFFFF, at: node + 6) }),
      ("a page of no kind", { $0.put16(0, at: root + 10) }),
      (
        "a branch to itself",
        {
          $0.put16(1, at: root + 10); $0.put16(2, at: node)
        }
      ),
      (
        "a value on a page behind the end",
        {
          $0.put16(1, at: node + 4)
          $0.put64(1 << 39, at: node + 9)
        }
      ),
    ]
    for (name, change) in changes {
      var pages = Pages(["k": [1, 2, 3, 4, 5, 6, 7, 8]])
      change(&pages)
      #expect(LMDBContainer(pages.bytes) == nil, "\(name)")
    }
  }

  @Test("A file with bytes changed at random is read or refused, and never stops the program")
  func mutations() {
    let good = Pages(["a": [1], "b": [2, 3]], large: ["large": Pages.pattern]).bytes
    var numbers = SeededNumbers(seed: 0xBEEF)
    // The bytes that say something: both meta pages and the ends of the leaf.
    let places = Array(0..<160) + Array(4096..<4256) + Array(8192..<8224) + Array(12_200..<12_288)
    for _ in 0..<4000 {
      var file = good
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        guard let place = places.randomElement(using: &numbers) else { continue }
        file[place] = .random(in: .min ... .max, using: &numbers)
      }
      if let container = LMDBContainer(file) {
        for range in container.ranges.values { #expect(range.upperBound <= file.count) }
      }
    }
  }
}

/// Writes the pages of a small LMDB file: two meta pages, one leaf, then the large values.
private struct Pages {
  static let pattern = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
  private(set) var bytes: [UInt8]

  init(_ small: [String: [UInt8]], large: [String: [UInt8]] = [:]) {
    let size = 4096
    bytes = [UInt8](repeating: 0, count: 3 * size)
    for meta in [0, size] {
      put32(0xBEEF_C0DE, at: meta + 16)
      put32(1, at: meta + 20)
      put32(size, at: meta + 40)
      put64(2, at: meta + 128)
      put64(UInt64(meta / size + 1), at: meta + 144)
    }
    let leaf = 2 * size
    put16(2, at: leaf + 10)
    put16(16 + 2 * (small.count + large.count), at: leaf + 12)
    var upper = size
    for (index, entry) in (small.map { ($0, $1, false) } + large.map { ($0, $1, true) })
      .sorted(by: { $0.0 < $1.0 }).enumerated()
    {
      let (key, value, isLarge) = entry
      var data = value
      if isLarge {
        let page = bytes.count / size
        bytes += [UInt8](repeating: 0, count: (value.count + 16 + size - 1) / size * size)
        bytes.replaceSubrange(page * size + 16..<page * size + 16 + value.count, with: value)
        data = (0..<8).map { UInt8(truncatingIfNeeded: page >> (8 * $0)) }
      }
      upper -= (8 + key.utf8.count + data.count + 1) & ~1
      put16(upper, at: leaf + 16 + 2 * index)
      put32(value.count, at: leaf + upper)
      put16(isLarge ? 1 : 0, at: leaf + upper + 4)
      put16(key.utf8.count, at: leaf + upper + 6)
      let start = leaf + upper + 8
      bytes.replaceSubrange(start..<start + key.utf8.count + data.count, with: key.utf8 + data)
    }
  }

  func short(_ at: Int) -> UInt16 { UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 }

  mutating func put16(_ value: Int, at: Int) { put(UInt64(value), 2, at) }
  mutating func put32(_ value: Int, at: Int) { put(UInt64(value), 4, at) }
  mutating func put64(_ value: UInt64, at: Int) { put(value, 8, at) }

  private mutating func put(_ value: UInt64, _ width: Int, _ at: Int) {
    for place in 0..<width {
      bytes[at + place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * place))
    }
  }
}
