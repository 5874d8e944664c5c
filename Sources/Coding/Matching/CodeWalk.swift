// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The walk from the code that words mean down the tabular list, as far as the documentation goes.
struct CodeWalk {
  /// A step of the walk.
  struct Step {
    /// The code reached.
    let position: UInt32
    /// The words of the note that led there; empty where nothing was said and the default was taken.
    let words: [UInt32]
    /// The code is the one for documentation that says no more.
    let isDefault: Bool
  }

  let table: ConceptTable
  /// Tells whether an ordinal numbers another word in the note; nothing for words of other kinds.
  var isNumbered: (UInt32, UInt32) -> Bool? = { _, _ in nil }
  /// What the note says of a pregnancy, in the words of the table; nothing where it says nothing.
  var pregnancy: Pregnancy?

  /// The words of the classification for the parts of a pregnancy, and those that are so in a note.
  struct Pregnancy {
    /// The word `trimester`.
    let trimester: UInt32
    /// The number of the trimester that the note is of.
    let number: UInt32
    /// The word for a delivery in this encounter, or for the time after it.
    let period: UInt32
  }

  /// Walks down from a code.
  ///
  /// - Parameters:
  ///   - position: Where to begin.
  ///   - isSaid: Tells whether a word that narrows the code down is said of this condition.
  ///   - isAxisSaid: The same for a word of an axis: side, sex, trimester.
  /// - Returns: The steps; the last one's code is billable, or the documentation does not reach a billable one.
  ///   - distance: How far from the condition a word stands: of children alike the nearest counts.
  func steps(
    from position: UInt32, isSaid: (UInt32) -> Bool, isAxisSaid: (UInt32) -> Bool,
    distance: (UInt32) -> Int = { _ in 0 }
  ) -> [Step] {
    var steps: [Step] = []
    var at = position
    while true {
      let node = table.nodes[Int(at)]
      guard node.childCount > 0 else { return steps }
      if let found = child(of: node, isSaid, isAxisSaid, distance) {
        steps.append(found)
        at = found.position
      } else if node.fallback != ConceptLayout.none {
        // An only child leaves nothing open: a placeholder.
        steps.append(Step(position: node.fallback, words: [], isDefault: node.childCount > 1))
        at = node.fallback
      } else {
        return steps
      }
    }
  }

  /// The child whose own words are all said; of several, the one with the most.
  private func child(
    of node: ConceptLayout.Node, _ isSaid: (UInt32) -> Bool, _ isAxisSaid: (UInt32) -> Bool,
    _ distance: (UInt32) -> Int = { _ in 0 }
  ) -> Step? {
    var best: (count: Int, distance: Int, position: UInt32)?
    for index in Int(node.firstChild)..<Int(node.firstChild) + Int(node.childCount) {
      let position = table.children[index]
      let child = table.nodes[Int(position)]
      let count = Int(child.wordCount) + Int(child.axisCount)
      guard count > 0,
        child.marks & ConceptLayout.NodeMark.residual == 0
          || child.marks & ConceptLayout.NodeMark.other != 0
      else { continue }
      let first = Int(child.firstWord)
      let plain = first..<first + Int(child.wordCount)
      let axes = plain.upperBound..<plain.upperBound + Int(child.axisCount)
      let isFit =
        isOfPregnancy(plain.lowerBound..<axes.upperBound, node)
        ?? (axes.allSatisfy({ isAxisSaid(table.pool[$0]) })
          && (plain.allSatisfy({ isSaid(table.pool[$0]) })
            || child.marks & ConceptLayout.NodeMark.either != 0
              && plain.contains { isSaid(table.pool[$0]) })
          && (plain.count < 2 || keepsNumbers(plain)))
      guard isFit else { continue }
      if let best, best.count > count { continue }
      let far = plain.reduce(0) { $0 + distance(table.pool[$1]) }
      if best.map({ $0.count < count || far < $0.distance }) ?? true {
        best = (count, far, position)
      }
    }
    guard let best else { return nil }
    let child = table.nodes[Int(best.position)]
    let first = Int(child.firstWord)
    return Step(
      position: best.position,
      words: (first..<first + Int(child.wordCount) + Int(child.axisCount)).map { table.pool[$0] },
      isDefault: false)
  }

  /// Tells whether the ordinals among some words number one of the others there.
  private func keepsNumbers(_ words: Range<Int>) -> Bool {
    words.allSatisfy { ordinal in
      let found = words.filter { $0 != ordinal }.compactMap {
        isNumbered(table.pool[ordinal], table.pool[$0])
      }
      return found.isEmpty || found.contains(true)
    }
  }

  /// Tells whether the words of a code below a node are so of the note's pregnancy; nothing for other words.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.15.a.3: the trimester, unless the encounter is that of the delivery and
  /// there is a code for it.
  private func isOfPregnancy(_ words: Range<Int>, _ node: ConceptLayout.Node) -> Bool? {
    guard let pregnancy else { return nil }
    if pregnancy.period != 0, words.contains(where: { table.pool[$0] == pregnancy.period }) {
      return true
    }
    guard words.contains(where: { table.pool[$0] == pregnancy.trimester }) else { return nil }
    if pregnancy.period != 0, hasChild(of: node, naming: pregnancy.period) { return false }
    return words.allSatisfy {
      let word = table.pool[$0]
      return word == pregnancy.trimester || word == pregnancy.number
    }
  }

  private func hasChild(of node: ConceptLayout.Node, naming word: UInt32) -> Bool {
    (Int(node.firstChild)..<Int(node.firstChild) + Int(node.childCount)).contains { index in
      let child = table.nodes[Int(table.children[index])]
      let first = Int(child.firstWord)
      return table.pool[first..<first + Int(child.wordCount) + Int(child.axisCount)].contains(word)
    }
  }

  /// Tells whether a code only says that nothing more was said.
  func isOpen(_ position: UInt32) -> Bool {
    guard let parent = table.codes[Int(position)].parent else { return false }
    return table.nodes[Int(position)].marks & ConceptLayout.NodeMark.unspecified != 0
      || table.nodes[parent.position].fallback == position
  }

  /// Where a walk may begin again that began with a code for documentation which says no more: as far above it as
  /// something is said that leads to one of the codes below.
  func start(
    from position: UInt32, isSaid: (UInt32) -> Bool, isAxisSaid: (UInt32) -> Bool
  ) -> UInt32? {
    var found: UInt32?
    var entry = table.codes[Int(position)]
    while isOpen(UInt32(entry.position)), let parent = entry.parent {
      if let step = child(of: table.nodes[parent.position], isSaid, isAxisSaid),
        step.position != UInt32(entry.position)
      {
        found = UInt32(parent.position)
      }
      entry = parent
    }
    return found
  }
}
