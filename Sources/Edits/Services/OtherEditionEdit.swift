// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Says whose notes were read, where no tabular list is in force on the day: the nearest one's.
enum OtherEditionEdit {
  static func judge(_ review: Review, _ findings: inout [Finding]) {
    guard let set = review.icd10cm, let release = set.otherEdition,
      review.diagnoses.contains(where: {
        $0.diagnosis.codeSet == .icd10cm && $0.standing.isValid
      })
    else { return }
    findings.append(
      Finding(
        "icd10cm.notes-of-other-edition", .informs, at: .claim,
        facts: [
          Finding.Fact("edition", release.edition), Finding.Fact("on", set.day.description),
        ], source: release.source("the release as a whole")))
  }
}
