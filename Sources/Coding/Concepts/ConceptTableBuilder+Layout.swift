// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets
import Values

extension ConceptTableBuilder {
  /// Lays everything out for a codebook.
  ///
  /// - Complexity: O(*n* log *n*) in the number of entries.
  public consuming func codebook(for release: Release) -> [UInt8] {
    CodebookSection.codebook(of: sections(), for: release)
  }

  private mutating func sections() -> [CodebookSection] {
    let tree = nodes()
    let slots = vocabulary.slots()
    let kept = distinct()
    var frequency = [UInt32](repeating: 0, count: vocabulary.forms.count)
    for draft in kept { for word in draft.words { frequency[Int(word)] += 1 } }
    // An entry is found by its rarest word.
    let anchored = kept.map { draft -> (anchor: UInt32, draft: Draft) in
      let anchor = draft.words.min {
        (frequency[Int($0)], $0) < (frequency[Int($1)], $1)
      }
      return (anchor ?? 0, draft)
    }.sorted {
      ($0.anchor, $0.draft.target, $0.draft.row) < ($1.anchor, $1.draft.target, $1.draft.row)
    }
    let ordered = phrases.sorted {
      ($0.words[0], $0.words.count, $0.row) < ($1.words[0], $1.words.count, $1.row)
    }
    var pool = tree.pool
    let entries = anchored.map { item -> ConceptLayout.Entry in
      let first = UInt32(pool.count)
      let others = item.draft.words.filter { $0 != item.anchor }
      pool += others
      pool += item.draft.axes
      return .init(
        target: item.draft.target, firstWord: first, wordCount: UInt8(others.count),
        axisCount: UInt8(item.draft.axes.count), origin: item.draft.origin.rawValue,
        condition: (quiet.contains(Set(item.draft.words)) ? .heading : item.draft.condition)
          .rawValue,
        row: item.draft.row)
    }
    let said = ordered.map { phrase -> ConceptLayout.Phrase in
      let first = UInt32(pool.count)
      pool += phrase.words.dropFirst()
      pool += phrase.meaning
      pool += phrase.favored
      return .init(
        firstWord: first, wordCount: UInt8(phrase.words.count - 1),
        meaningCount: UInt8(phrase.meaning.count),
        favorCount: UInt8(min(255, phrase.favored.count)),
        weight: phrase.weight, row: phrase.row)
    }
    return [
      CodebookSection("slots", records: slots),
      CodebookSection("words", records: words(anchored.map(\.anchor), ordered.map { $0.words[0] })),
      CodebookSection("entries", records: entries), CodebookSection("phrases", records: said),
      CodebookSection("pool", records: pool), CodebookSection("nodes", records: tree.nodes),
      CodebookSection("children", records: tree.children),
    ]
  }

  /// One entry for each set of words and code, the one of the best origin.
  private func distinct() -> [Draft] {
    struct Key: Hashable {
      let words: [UInt32]
      let axes: [UInt32]
      let target: UInt32
    }
    var best: [Key: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      let key = Key(words: draft.words, axes: draft.axes, target: draft.target)
      if let old = best[key], drafts[old].origin.rawValue <= draft.origin.rawValue { continue }
      best[key] = index
    }
    return best.values.sorted().map { drafts[$0] }
  }

  private func words(_ anchors: [UInt32], _ firsts: [UInt32]) -> [ConceptLayout.Word] {
    let count = vocabulary.forms.count
    func starts(_ sorted: [UInt32]) -> [UInt32] {
      var starts = [UInt32](repeating: 0, count: count + 2)
      for word in sorted { starts[Int(word) + 1] += 1 }
      for word in 1..<starts.count { starts[word] += starts[word - 1] }
      return starts
    }
    let (entryStarts, phraseStarts) = (starts(anchors), starts(firsts))
    return (0...count).map { word in
      let form = word < count ? vocabulary.forms[word] : []
      return .init(
        firstEntry: entryStarts[word], firstPhrase: phraseStarts[word],
        role: vocabulary.role(of: form[...]).rawValue, length: UInt8(min(255, form.count)),
        isNumber: form.allSatisfy({ (0x30...0x39).contains($0) }) ? 1 : 0,
        rule: vocabulary.rules[form] ?? 0)
    }
  }

  private mutating func nodes() -> (
    nodes: [ConceptLayout.Node], children: [UInt32], pool: [UInt32]
  ) {
    var below = [[UInt32]](repeating: [], count: codes.count)
    for position in 0..<codes.count where titles[position] != nil {
      if let parent = codes[position].parent { below[parent.position].append(UInt32(position)) }
    }
    let shared = sharedWords(below)
    var nodes: [ConceptLayout.Node] = []
    nodes.reserveCapacity(codes.count)
    var (children, pool): ([UInt32], [UInt32]) = ([], [])
    for position in 0..<codes.count {
      let (plain, axes, total) = ownWords(of: position, shared)
      let flags = codes.flags(at: position)
      var marks: UInt8 = flags.contains(.billable) ? ConceptLayout.NodeMark.billable : 0
      if titles[position]?.isResidual == true { marks |= ConceptLayout.NodeMark.residual }
      if titles[position]?.isUnspecified == true { marks |= ConceptLayout.NodeMark.unspecified }
      if plain.count == 2, let title = titles[position],
        title.pairs.contains(where: { pair in
          plain.allSatisfy {
            $0 == vocabulary.number(of: pair.0) || $0 == vocabulary.number(of: pair.1)
          }
        })
      {
        marks |= ConceptLayout.NodeMark.either
      }
      if isRepeatedOther(position) { marks |= ConceptLayout.NodeMark.other }
      if codes[position].children.contains(where: { $0.flags.contains(.generated) }) {
        marks |= ConceptLayout.NodeMark.seventh
      }
      nodes.append(
        .init(
          firstChild: UInt32(children.count),
          fallback: fallback(of: position, among: below[position]),
          firstWord: UInt32(pool.count), prior: priorCount(at: position),
          childCount: UInt16(below[position].count), wordCount: UInt8(plain.count),
          axisCount: UInt8(axes.count), marks: marks, titleWordCount: UInt8(total), reserved: 0))
      children += below[position]
      pool += plain + axes
    }
    return (nodes, children, pool)
  }

  /// Tells whether a title says again of all its parent's words that they are of other kinds: `Other acute osteomyelitis,
  /// left tibia` below `Other acute osteomyelitis, tibia`.
  private func isRepeatedOther(_ position: Int) -> Bool {
    guard let title = titles[position], title.isOther, let parent = codes[position].parent,
      let above = titles[parent.position], above.isOther
    else { return false }
    return above.core.allSatisfy { word in title.core.contains { $0.elementsEqual(word) } }
  }

  /// For each code the words that the titles of all codes below it have: `upper limb` tells none from the others.
  private mutating func sharedWords(_ below: [[UInt32]]) -> [Set<UInt32>] {
    below.map { children in
      let titles = children.compactMap { self.titles[Int($0)] }.filter { !$0.isResidual }
      guard titles.count > 1 else { return [] }
      var shared = Set(titles[0].core.map { vocabulary.number(of: $0) })
      for title in titles.dropFirst() where !title.isUnspecified || !title.core.isEmpty {
        shared.formIntersection(title.core.map { vocabulary.number(of: $0) })
      }
      return shared
    }
  }

  /// The words that a code's title has beyond its parent's.
  private mutating func ownWords(
    of position: Int, _ shared: [Set<UInt32>]
  ) -> ([UInt32], [UInt32], Int) {
    guard let title = titles[position] else { return ([], [], 0) }
    let core = title.core.map { vocabulary.number(of: $0) }
    let axes = title.axes.map { vocabulary.number(of: $0) }
    guard let parent = codes[position].parent, let above = titles[parent.position] else {
      return (Array(core.prefix(20)), axes, core.count)
    }
    let known = Set((above.core + above.axes).map { vocabulary.number(of: $0) })
      .union(shared[parent.position])
    return (
      Array(core.filter { !known.contains($0) }.prefix(20)), axes.filter { !known.contains($0) },
      core.count
    )
  }

  /// The child for documentation that says no more: unspecified; else without what the others have.
  private mutating func fallback(of position: Int, among children: [UInt32]) -> UInt32 {
    func first(_ test: (PhraseAnalysis) -> Bool) -> UInt32? {
      children.first { child in
        titles[Int(child)].map {
          (!$0.isResidual || isRepeatedOther(Int(child))) && test($0)
        } ?? false
      }
    }
    // `Cannabis abuse, uncomplicated` says no more than `Cannabis abuse`.
    if let above = titles[position].map({ Set($0.core.map { vocabulary.number(of: $0) }) }),
      !above.isEmpty
    {
      let plain = children.first { child in
        guard let title = titles[Int(child)], !title.isResidual, !title.isUnspecified,
          !title.isWithout, title.axes.isEmpty
        else { return false }
        return above.isSuperset(of: title.core.map { vocabulary.number(of: $0) })
      }
      if let plain { return plain }
    }
    // What the code above leaves open too is no reason to take one of several.
    let open = titles[position]?.unspecifiedCount ?? 0
    func isOpen(_ title: PhraseAnalysis) -> Bool { title.unspecifiedCount > open }
    if let found = first({ isOpen($0) && !$0.isWithout && $0.axes.isEmpty }) { return found }
    if let found = first({ isOpen($0) && !$0.isWithout }) { return found }
    if let found = first(isOpen) { return found }
    if let found = first({ $0.isWithout }) { return found }
    if let found = first({ $0.isUnspecified && $0.axes.isEmpty }) { return found }
    return children.count == 1 ? children[0] : ConceptLayout.none
  }
}
