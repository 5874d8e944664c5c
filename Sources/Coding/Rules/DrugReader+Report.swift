// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension DrugReader {
  func report(
    _ code: PackedCode, _ position: Int, _ effect: Effect, _ evidence: [Range<Int>], _ order: Int,
    _ answer: inout CodedNote
  ) {
    guard !answer.suggestions.contains(where: { $0.code == code }) else { return }
    if answer.suggestions.contains(where: { isLess(code, than: $0.code) }) { return }
    remove(&answer, "drug") { isLess($0.code, than: code) }
    answer.leftOut.removeAll { $0.code == code }
    let name =
      switch effect {
      case .adverse: "drug-adverse-effect (I.C.19.e.5.a)"
      case .poisoning: "drug-poisoning (I.C.19.e.5.b)"
      case .underdosing: "drug-underdosing (I.C.19.e.5.c)"
      }
    answer.suggestions.append(
      Suggestion(
        code: code, position: position, confidence: Self.confidence, evidence: evidence,
        path: [PathStep("rule", code, source: name)], role: .secondary, features: [], order: order))
  }

  /// Tells whether a code is the unspecified one of the category of another: carbon monoxide of no known source.
  private func isLess(_ code: PackedCode, than other: PackedCode) -> Bool {
    code[0] == Self.letterOfSubstances && other[0] == code[0] && code[1] == other[1]
      && code[2] == other[2] && code[3] == Self.nine && other[3] != Self.nine
  }

  private static let letterOfSubstances = PackedCode("T")?[0] ?? 0
  private static let nine = PackedCode("9")?[0] ?? 0

  /// How often such words are right, by our own vignettes.
  private static let confidence = 850

  /// Takes away what the code of a substance says better: its other codes, unspecified drugs, an allergy.
  func clear(
    _ named: Named, _ effect: Effect, _ evidence: [Range<Int>], _ scene: Scene,
    _ answer: inout CodedNote, _ note: ClinicalNote
  ) {
    let own = bytes(named.tokens, note)
    let keep = named.substance.code(effect.digit)
    remove(&answer, "drug") { suggestion in
      if let keep, suggestion.code.hasPrefix(keep) { return false }
      let touches = suggestion.evidence.contains { span in evidence.contains { $0.overlaps(span) } }
      if named.substance.has(suggestion.code) { return touches }
      if Self.unspecified.contains(where: { $0.matches(suggestion.code) }) { return true }
      if case .poisoning = effect, Self.longTerm?.matches(suggestion.code) == true {
        return suggestion.evidence.allSatisfy(own.overlaps)
      }
      return suggestion.evidence.contains(where: own.overlaps)
        && Self.allergies.contains { $0.matches(suggestion.code) }
    }
  }

  private static let unspecified = ["T50.9~*", "T65.9*", "T14.91*"].compactMap(CodePattern.init)
  private static let longTerm = CodePattern("Z79*")
  private static let allergies = ["Z88*", "Z91.0*", "T78.4*"].compactMap(CodePattern.init)

  private func remove(
    _ answer: inout CodedNote, _ reason: String, where isGone: (Suggestion) -> Bool
  ) {
    for index in answer.suggestions.indices.reversed() where isGone(answer.suggestions[index]) {
      var suggestion = answer.suggestions.remove(at: index)
      (suggestion.role, suggestion.reason) = (.leftOut, reason)
      answer.leftOut.append(suggestion)
    }
  }

  /// Why less was taken: noncompliance with the regimen, meant or not.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.19.e.5.c.
  func addReason(
    _ scene: Scene, _ whole: [Hit], _ note: ClinicalNote, _ codes: CodeTable,
    _ answer: inout CodedNote
  ) {
    let hits = scene.hits.contains { Self.reasons.contains($0.cue.meaning) } ? scene.hits : whole
    func hit(_ meaning: DrugTable.Meaning) -> Hit? { hits.first { $0.cue.meaning == meaning } }
    let found: (String, [Hit])? =
      if let forgotten = hit(.forgotten) {
        hit(.debility).map { ("Z91130", [forgotten, $0]) } ?? ("Z91138", [forgotten])
      } else if let financial = hit(.financial) {
        ("Z91120", [financial])
      } else if let deliberate = hit(.deliberate) {
        ("Z91128", [deliberate])
      } else { nil }
    guard let (text, reasons) = found, let code = PackedCode(text),
      let position = codes.position(of: code)
    else { return }
    let evidence = RuleBook.merged(reasons.map { bytes($0.tokens, note) })
    remove(&answer, "drug") { suggestion in
      suggestion.code != code && suggestion.code.hasPrefix(Self.noncompliance)
        || suggestion.code[0] <= Self.lastOfDiseases
          && suggestion.evidence.allSatisfy { span in evidence.contains { $0.overlaps(span) } }
    }
    report(code, position, .underdosing, evidence, evidence[0].lowerBound, &answer)
  }

  private static let noncompliance = PackedCode("Z91.1") ?? PackedCode(bits: 0)
}
