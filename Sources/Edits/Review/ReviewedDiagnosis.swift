// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// A diagnosis with what the code sets say of it.
final class ReviewedDiagnosis {
  /// Its position in the encounter, from 1.
  let number: Int
  let diagnosis: Diagnosis
  /// The code; nothing where the text cannot be one.
  let code: PackedCode?
  /// Whether the code may stand on the claim, and if not why.
  let standing: CodeStanding
  /// What the edition and the Medicare Code Editor say of it.
  private(set) var flags: CodeFlags = []
  /// Where the tabular list describes it: the table and the place in it.
  private(set) var described: (table: Int, position: Int)?
  /// What the tabular list says there.
  private(set) var notes: CodeNotes?
  /// Its place in the order of the claim, from 0; nothing for one that is reported beside the others.
  var rank: Int?
  private let isValid: Bool

  /// Looks a diagnosis up.
  init(
    _ diagnosis: Diagnosis, number: Int, on day: CalendarDate?, _ icd10cm: DayOfCodeSet?,
    _ codes: EditCodes
  ) {
    self.number = number
    self.diagnosis = diagnosis
    code = diagnosis.packed
    standing = CodeStanding(of: diagnosis, code, on: day, icd10cm, codes)
    isValid = standing.isValid && diagnosis.codeSet == .icd10cm
    guard isValid, let code, let icd10cm else { return }
    flags = icd10cm.flags(of: code)
    described = icd10cm.description(of: code)
    notes = described.map(icd10cm.notes)
    // Where no list of the Medicare Code Editor covers the day, the title tells a manifestation.
    if icd10cm.flagging == nil, notes?.isManifestation == true { flags.insert(.manifestation) }
  }

  /// Tells whether the diagnosis is judged with the others: a valid ICD-10-CM code in their sequence.
  var isJudged: Bool { isValid && rank != nil }

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
