// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The conventions of the classification, applied to the codes that a note supports.
struct Conventions {
  let table: ConceptTable
  /// Tells whether one sentence holds two stretches of bytes.
  let isTogether: (Range<Int>, Range<Int>) -> Bool
  /// Tells whether the note says that what stands at some bytes has nothing to do with another condition.
  let isUnrelated: ([Range<Int>]) -> Bool

  /// Takes out what the conventions do not let stand beside another code.
  func apply(to answer: inout CodedNote) {
    removeCausesWithoutInjury(&answer)
    removeOrganismsAlone(&answer)
    removeUnspecified(&answer)
    removeExcluded(&answer)
  }

  /// Causes, places and activities are told with what they led to: an injury or another effect.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.20.a.1.
  private func removeCausesWithoutInjury(_ answer: inout CodedNote) {
    let hasInjury = answer.suggestions.contains { $0.code[0] == 29 || $0.code[0] == 30 }  // S, T
    if hasInjury { return }
    // How much alcohol was in the blood is told with what alcohol did (Y90).
    let level = PackedCode("Y90")
    removeAll(&answer, reason: "no-injury") { suggestion, _ in
      (32...35).contains(suggestion.code[0])  // V, W, X, Y
        && !(level.map(suggestion.code.hasPrefix) ?? false)
    }
  }

  /// An organism as the cause of a disease elsewhere is told with that disease.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.1.b.
  private func removeOrganismsAlone(_ answer: inout CodedNote) {
    guard let first = PackedCode("B95"), let last = PackedCode("B97") else { return }
    func isOrganism(_ code: PackedCode) -> Bool { code >= first && code <= last.lastDescendant }
    if answer.suggestions.contains(where: { !isOrganism($0.code) && $0.code[0] < 32 }) { return }
    removeAll(&answer, reason: "organism-alone") { suggestion, _ in isOrganism(suggestion.code) }
  }

  /// An unspecified code gives way to one of the same subcategory that says more.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.A.9.b and I.B.2.
  private func removeUnspecified(_ answer: inout CodedNote) {
    removeAll(&answer, reason: "more-specific") { suggestion, others in
      if let above = subcategory(ofUnspecified: suggestion.position),
        others.contains(where: { $0.code != suggestion.code && $0.code.hasPrefix(above) })
      {
        return true
      }
      // An unspecified site gives way to a site that is named, whatever else the code says.
      guard let (open, above) = openSubcategory(over: suggestion.position) else { return false }
      return others.contains { $0.code.hasPrefix(above) && !$0.code.hasPrefix(open) }
    }
  }

  /// The nearest subcategory over a code that is unspecified itself, and the code above it.
  private func openSubcategory(over position: Int) -> (PackedCode, PackedCode)? {
    var entry = table.codes[position]
    while let parent = entry.parent {
      if table.nodes[parent.position].marks & ConceptLayout.NodeMark.unspecified != 0,
        let above = parent.parent
      {
        return (parent.code, above.code)
      }
      entry = parent
    }
    return nil
  }

  /// The code above an unspecified code; nothing for a code that says something.
  private func subcategory(ofUnspecified position: Int) -> PackedCode? {
    var entry = table.codes[position]
    if entry.flags.contains(.generated), let base = entry.parent { entry = base }
    guard let parent = entry.parent else { return nil }
    let node = table.nodes[entry.position]
    // One that has words of its own says something: `transient ischemic attack without residual deficits`.
    let isFallback =
      table.nodes[parent.position].fallback == UInt32(entry.position) && node.wordCount == 0
    guard isFallback || node.marks & ConceptLayout.NodeMark.unspecified != 0 else { return nil }
    return parent.code
  }

  /// Of two codes that are never coded together the one that says less goes: a symptom, an unspecified
  /// code, else the less sure; both stay where the note says that they
  /// are unrelated.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.A.12.a.
  private func removeExcluded(_ answer: inout CodedNote) {
    removeAll(&answer, reason: "excludes1") { suggestion, others in
      others.contains { other in
        guard other.code != suggestion.code, !areApart(suggestion, other),
          excludes(suggestion, other) || excludes(other, suggestion),
          !isUnrelated(suggestion.evidence), !isUnrelated(other.evidence)
        else { return false }
        return rank(suggestion) < rank(other)
      }
    }
  }

  /// Tells whether two causes are of two events: told far from each other.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.20.f.
  private func areApart(_ one: Suggestion, _ other: Suggestion) -> Bool {
    // Letters V to Y.
    guard (32...35).contains(one.code[0]), (32...35).contains(other.code[0]) else { return false }
    return !one.evidence.contains { span in
      other.evidence.contains { isTogether(span, $0) }
    }
  }

  private func excludes(_ holder: Suggestion, _ other: Suggestion) -> Bool {
    var found = false
    table.codes.forEachNoteLevel(of: holder.position) { _, notes in
      guard !found else { return }
      for index in notes where table.codes.noteKind(at: index) == .excludes1 {
        if table.codes.noteRefers(at: index, to: other.code, apartFrom: holder.code) {
          found = true
          return
        }
      }
    }
    return found
  }

  /// How much a code says, then how sure it is.
  private func rank(_ suggestion: Suggestion) -> (Int, Int, UInt64) {
    let isSymptom = suggestion.code[0] == 28  // R
    let isUnspecified = subcategory(ofUnspecified: suggestion.position) != nil
    return (
      isSymptom ? 0 : isUnspecified ? 1 : 2, suggestion.confidence, ~suggestion.code.bits
    )
  }

  private func removeAll(
    _ answer: inout CodedNote, reason: String, where isGone: (Suggestion, [Suggestion]) -> Bool
  ) {
    var index = 0
    while index < answer.suggestions.count {
      if isGone(answer.suggestions[index], answer.suggestions) {
        var suggestion = answer.suggestions.remove(at: index)
        suggestion.role = .leftOut
        suggestion.reason = reason
        answer.leftOut.append(suggestion)
      } else {
        index += 1
      }
    }
  }
}
