// SPDX-License-Identifier: Apache-2.0

/// A set of words that is emptied in one step.
struct WordSet {
  private var marks: [UInt32]
  private var epoch: UInt32 = 1

  init(count: Int) { marks = Array(repeating: 0, count: count) }

  mutating func removeAll() { epoch &+= 1 }

  mutating func insert(_ word: UInt32) { if word != 0 { marks[Int(word)] = epoch } }

  func contains(_ word: UInt32) -> Bool { word != 0 && marks[Int(word)] == epoch }
}
