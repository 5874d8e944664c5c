// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// What brought an injury about, where, at what and as what: told beside the injury, in the words of the same event.
///
/// Source: ICD-10-CM Official Guidelines, I.C.20.
struct CauseReader {
  let codes: CodeTable
  /// Causes count as soon as the note names them, however unsure they would be by themselves.
  let takesAll: Bool
  /// The sentence that a byte lies in.
  let sentence: (Int) -> Int

  /// Adds the causes that a note tells beside an injury, and takes those away that its episode of care does not ask for.
  func apply(to answer: inout CodedNote) {
    let characters = Set(answer.suggestions.filter { isInjury($0.code) }.map { $0.code[6] })
    guard !characters.isEmpty else { return }
    let events = Set(
      (answer.suggestions + answer.leftOut).filter { isCause($0.code) }.flatMap(\.evidence)
        .map { sentence($0.lowerBound) })
    let isInitial = characters.contains { Self.active.contains($0) }
    for index in answer.leftOut.indices.reversed()
    where takesAll && answer.leftOut[index].reason == "confidence"
      && !answer.leftOut[index].isPossible
    {
      let found = answer.leftOut[index]
      let places = found.evidence.map { sentence($0.lowerBound) }
      let isTold =
        isCause(found.code) && places.contains(where: events.contains)
        || isInitial && isCircumstance(found.code)
          && places.contains { place in events.contains { abs($0 - place) <= 1 } }
      guard isTold else { continue }
      var taken = answer.leftOut.remove(at: index)
      taken.reason = nil
      taken.role = .secondary
      answer.suggestions.append(taken)
    }
    if !isInitial { removeCircumstances(&answer) }
    if characters.count == 1, let character = characters.first { align(&answer, character) }
  }

  /// Place, activity and status are told once, at the first encounter.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.20.b, c and k.
  private func removeCircumstances(_ answer: inout CodedNote) {
    for index in answer.suggestions.indices.reversed()
    where isCircumstance(answer.suggestions[index].code) {
      var gone = answer.suggestions.remove(at: index)
      (gone.role, gone.reason) = (.leftOut, "not-initial")
      answer.leftOut.append(gone)
    }
  }

  /// A cause is of the episode of care of its injury.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.20.a.2.
  private func align(_ answer: inout CodedNote, _ character: UInt8) {
    let episode =
      Self.active.contains(character)
      ? Self.first : Self.late.contains(character) ? character : Self.next
    for index in answer.suggestions.indices where isCause(answer.suggestions[index].code) {
      let code = answer.suggestions[index].code
      guard code.count == 7, code[6] != episode,
        let other = codes[answer.suggestions[index].position].parent?.children.first(where: {
          $0.code.count == 7 && $0.code[6] == episode
        })
      else { continue }
      answer.suggestions[index].code = other.code
      answer.suggestions[index].position = other.position
    }
  }

  private static func letter(_ text: String) -> UInt8 { PackedCode(text)?[0] ?? 0 }
  private static let first = letter("A")
  private static let next = letter("D")
  /// The 7th characters of active treatment.
  private static let active: Set<UInt8> = [letter("A"), letter("B"), letter("C")]
  private static let late: Set<UInt8> = [letter("S")]
  private static let injuries = [
    "S*", "T0*", "T1*", "T2*", "T30*", "T31*", "T32*", "T33*", "T34*", "T66*", "T67*", "T68*",
    "T69*", "T7*",
  ]
  .compactMap(CodePattern.init)
  private static let causes = [
    "V*", "W*", "X*", "Y0*", "Y2*", "Y30*", "Y31*", "Y32*", "Y33*", "Y35*", "Y36*", "Y37*", "Y38*",
  ]
  .compactMap(CodePattern.init)
  private static let circumstances = ["Y92*", "Y93*", "Y99*"].compactMap(CodePattern.init)

  private func isInjury(_ code: PackedCode) -> Bool {
    code.count == 7 && Self.injuries.contains { $0.matches(code) }
  }
  private func isCause(_ code: PackedCode) -> Bool { Self.causes.contains { $0.matches(code) } }
  private func isCircumstance(_ code: PackedCode) -> Bool {
    Self.circumstances.contains { $0.matches(code) }
  }
}
