// SPDX-License-Identifier: Apache-2.0

import X12

extension Guide {
  /// An element of a segment as the guide uses it, by its number from 1.
  func element(_ number: Int, of definition: Int) -> ElementDefinition? {
    let all = segments[definition].elements
    var at = all.lowerBound
    for _ in 1..<max(number, 1) {
      guard at < all.upperBound else { return nil }
      // The components of a composite stand behind it.
      at = max(at + 1, elements[at].components.upperBound)
    }
    return number >= 1 && at < all.upperBound ? elements[at] : nil
  }

  /// A component of a composite, by its number from 1.
  func component(_ number: Int, of element: ElementDefinition) -> ElementDefinition? {
    number >= 1 && number <= element.components.count
      ? elements[element.components.lowerBound + number - 1] : nil
  }

  /// What the guide calls an element of a segment, or a component of it.
  func name(of definition: Int, _ element: Int, _ component: Int) -> String? {
    guard let whole = self.element(element, of: definition) else { return nil }
    return (self.component(component, of: whole) ?? whole).name
  }
}

/// The meanings of codes that others than X12 keep, as far as the program's small lists tell them.
struct ListMeanings {
  private var lists: [String: [Substring: String]] = [:]

  /// What a code of a list means; nothing where it is not known.
  mutating func meaning(of code: String, list: String) -> String? {
    if let known = lists[list] { return known[code[...]] }
    var known: [Substring: String] = [:]
    let table = Assets.optionalBytes("x12/lists/\(list).tsv") ?? []
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      if !line.hasPrefix("#"), cells.count > 1, !cells[1].isEmpty {
        known[cells[0]] = String(cells[1])
      }
    }
    lists[list] = known
    return known[code[...]]
  }
}
