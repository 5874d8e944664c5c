// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension ConceptMatcher {
  /// Tells whether the words of a mention belong together.
  func isClose(_ mention: inout Mention, _ low: Int, _ high: Int) -> Bool {
    guard low < high else { return mention.wordCount > 0 }
    guard walls[high] == walls[low] else { return false }
    var gap = Int(content[high + 1] - content[low])
    for at in low...high
    where mention.mask[at >> 6] >> UInt64(at & 63) & 1 == 1 && content[at + 1] > content[at] {
      gap -= 1
    }
    guard gap <= min(3, mention.wordCount) else { return false }
    let crossings = Int(commas[high] - commas[low] + joins[high] - joins[low])
    if crossings > 0, !crossesWell(mention, low, high, crossings) { return false }
    if !keepsNumbers(mention, low, high) { return false }
    mention.gap = gap
    mention.crossings = crossings
    return true
  }

  /// Tells whether words on both sides of `and` or a comma may belong together: modifiers before one head
  /// (`left knee and ankle pain`), or a head with its objects (`pain in the knee and ankle`).
  private func crossesWell(_ mention: Mention, _ low: Int, _ high: Int, _ crossings: Int) -> Bool {
    guard crossings <= 3 else { return false }
    let commaCount = commas[high] - commas[low]
    // An enumeration names several things: its parts do not make one.
    if commaCount > 1 || commaCount == 1 && (mention.rewritten > 0 || joins[high] > joins[low]) {
      return false
    }
    func isCovered(_ at: Int) -> Bool { mention.mask[at >> 6] >> UInt64(at & 63) & 1 == 1 }
    func isCrossing(_ at: Int) -> Bool {
      commas[at + 1] > commas[at] || joins[at + 1] > joins[at]
    }
    func isContent(_ at: Int) -> Bool { content[at + 1] > content[at] }
    guard let firstCross = (low...high).first(where: isCrossing),
      let lastCross = (low...high).last(where: isCrossing)
    else { return true }
    let hasPreposition = prepositions[firstCross] > prepositions[low]
    let strangersAfter = (lastCross...high).filter { isContent($0) && !isCovered($0) }.count
    let coveredBetween = (firstCross...lastCross).contains(where: isCovered)
    if coveredBetween { return true }
    if hasPreposition {
      // The object after the conjunction must not have a head of its own.
      let next = high + 1
      let ends = next >= content.count - 1 || !isContent(next)
      return strangersAfter <= 1 && ends
    }
    // Modifiers before one head: nothing foreign between the last modifier and the conjunction.
    var at = firstCross - 1
    while at > low, !isContent(at) { at -= 1 }
    return isCovered(at) && strangersAfter <= 1
      && prepositions[high] == prepositions[firstCross]
  }

  /// Numbers and single letters stand beside what they belong to: `type 2 diabetes`, `second degree`, `hepatitis A`.
  private func keepsNumbers(_ mention: Mention, _ low: Int, _ high: Int) -> Bool {
    func isCovered(_ at: Int) -> Bool {
      at >= low && at <= high && mention.mask[at >> 6] >> UInt64(at & 63) & 1 == 1
    }
    for at in low...high where isCovered(at) {
      let word = words[base + at]
      guard word != 0 else { continue }
      let known = table.words[Int(word)]
      if known.isNumber == 1 || known.length == 1 || ordinals.contains(word) {
        let isBeside =
          isCovered(at - 1) || isCovered(at - 2) || isCovered(at + 1) || isCovered(at + 2)
        if !isBeside { return false }
      }
    }
    return true
  }
}
