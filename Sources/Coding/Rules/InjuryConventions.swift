// SPDX-License-Identifier: Apache-2.0

import Values

/// What goes without saying beside an injury that says more.
struct InjuryConventions {
  /// The sentence that a byte lies in.
  let sentence: (Int) -> Int

  /// Takes out what another injury of the same part of the body, named in the same sentence, makes needless.
  func apply(to answer: inout CodedNote) {
    for index in answer.suggestions.indices.reversed() {
      let injury = answer.suggestions[index]
      guard injury.code[0] == Self.letter else { continue }
      let others = answer.suggestions.filter { other in
        other.code != injury.code && other.code[0] == Self.letter && other.code[1] == injury.code[1]
          && !places(of: other).isDisjoint(with: places(of: injury))
      }
      let isGone =
        isUnspecified(injury.code) && others.contains { !isUnspecified($0.code) }
        || isSuperficial(injury.code) && others.contains { isBroken($0.code) }
      guard isGone else { continue }
      var gone = answer.suggestions.remove(at: index)
      (gone.role, gone.reason) = (.leftOut, "same-injury")
      answer.leftOut.append(gone)
    }
  }

  private func places(of suggestion: Suggestion) -> Set<Int> {
    Set(suggestion.evidence.map { sentence($0.lowerBound) })
  }

  private static func character(_ text: String) -> UInt8 { PackedCode(text)?[0] ?? 0 }
  private static let letter = character("S")
  private static let zero = character("0")
  private static let nine = character("9")
  /// Shoulder and arm to foot: a part of a limb is one site.
  private static let limbs: Set<UInt8> = Set("456789".map { character(String($0)) })
  /// Fracture, dislocation, crushing and amputation.
  private static let severe: Set<UInt8> = Set("2378".map { character(String($0)) })

  /// An injury of a part of the body of which nothing else is said.
  private func isUnspecified(_ code: PackedCode) -> Bool {
    code[2] == Self.nine && code[3] == Self.nine
  }

  /// A superficial injury is not coded beside a more severe one of the same site.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.19.b.1.
  private func isSuperficial(_ code: PackedCode) -> Bool {
    code[2] == Self.zero && Self.limbs.contains(code[1])
  }

  private func isBroken(_ code: PackedCode) -> Bool {
    Self.severe.contains(code[2])
  }
}
