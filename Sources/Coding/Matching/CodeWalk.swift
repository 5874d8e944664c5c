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
      guard count > 0, child.marks & ConceptLayout.NodeMark.residual == 0 else { continue }
      let first = Int(child.firstWord)
      let plain = first..<first + Int(child.wordCount)
      let axes = plain.upperBound..<plain.upperBound + Int(child.axisCount)
      guard axes.allSatisfy({ isAxisSaid(table.pool[$0]) }),
        plain.allSatisfy({ isSaid(table.pool[$0]) })
      else { continue }
      if let best, best.count > count { continue }
      let far = plain.reduce(0) { $0 + distance(table.pool[$1]) }
      if best.map({ $0.count < count || far < $0.distance }) ?? true { best = (count, far, position) }
    }
    guard let best else { return nil }
    let child = table.nodes[Int(best.position)]
    let first = Int(child.firstWord)
    return Step(
      position: best.position,
      words: (first..<first + Int(child.wordCount) + Int(child.axisCount)).map { table.pool[$0] },
      isDefault: false)
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
