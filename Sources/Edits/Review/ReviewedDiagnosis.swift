// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// A diagnosis with what the code sets say of it.
struct ReviewedDiagnosis {
  /// Its position in the encounter, from 1.
  let number: Int
  let diagnosis: Diagnosis
  /// The code; nothing where the text cannot be one.
  let code: PackedCode?
  /// Whether the code may stand on the claim, and if not why.
  var standing: CodeStanding
  /// What the edition and the Medicare Code Editor say of it.
  var flags: CodeFlags = []
  /// Where the tabular list describes it: the table and the place in it.
  var described: (table: Int, position: Int)?
  /// Its place in the order of the claim, from 0; nothing for one that is reported beside the others.
  var rank: Int?

  /// Tells whether the diagnosis is judged with the others: a valid ICD-10-CM code in their sequence.
  var isJudged: Bool { rank != nil && standing.isValid && diagnosis.codeSet == .icd10cm }

  var place: Place { .diagnosis(number) }

  /// The code as printed; as it was written where it cannot be a code.
  var printed: String {
    guard let code else { return diagnosis.code }
    return diagnosis.codeSet == .icd10cm
      ? CodeSetID.icd10cm.printed(code) : CodeSetID.icd9cm.printed(code)
  }

  /// Tells whether the code describes the manifestation of another condition.
  var isManifestation: Bool { flags.contains(.manifestation) }

  /// Tells whether the code names an external cause: V00 to Y99.
  var isExternalCause: Bool {
    if flags.contains(.externalCause) { return true }
    guard diagnosis.codeSet == .icd10cm, let first = code?[0] else { return false }
    return (32...35).contains(first)
  }
}
