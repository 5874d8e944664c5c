// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// The edits of the Medicare Code Editor as findings.
enum StayEdits {
  /// The rule of an edit, such as `mce.unacceptable-principal`.
  static func rule(_ edit: EditorEdit) -> String {
    var text = "mce."
    for character in "\(edit)" {
      if character.isUppercase {
        text += "-\(character.lowercased())"
      } else {
        text.append(character)
      }
    }
    return text
  }

  /// An edit as a finding about its code.
  static func finding(_ found: EditorFinding, _ read: ReadStay, _ release: Release) -> Finding {
    var place = Place.claim
    var code = ""
    switch found.carrier {
    case .diagnosis(let position):
      place = .diagnosis(position + 1)
      code = read.diagnoses[position]
    case .procedure(let position):
      place = .procedure(position + 1)
      code = read.procedures[position]
    case .cluster, .stay: break
    }
    let severity: Finding.Severity =
      switch found.edit.kind {
      case .none: .informs
      case .prepayment: .rejects
      case .postpayment: .warns
      }
    return Finding(
      rule(found.edit), severity, at: place,
      facts: [
        .init("code", code), .init("age", "\(read.stay.age)"),
        .init("status", "\(read.stay.dischargeStatus)"),
        .init("days", "\(read.stay.lengthOfStay)"),
      ], source: release.source("code \(code)"))
  }
}
