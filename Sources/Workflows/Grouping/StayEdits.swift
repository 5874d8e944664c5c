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

  /// Why a stay has no group, as a finding; nothing for one that has.
  static func finding(_ code: GroupingCode) -> Finding? {
    let rule: String
    switch code {
    case .ok: return nil
    case .ungroupable: rule = "group.ungroupable"
    case .invalidPrincipal: rule = "group.invalid-principal"
    case .notPrincipal: rule = "group.not-principal"
    case .invalidStatus: rule = "group.invalid-status"
    case .invalidSex: rule = "group.invalid-sex"
    case .conditionWithoutIndicator: rule = "group.condition-without-indicator"
    case .conditionNotPresent: rule = "group.condition-not-present"
    case .conditionInvalidIndicator: rule = "group.condition-invalid-indicator"
    case .conditionSeveral: rule = "group.condition-several"
    }
    return Finding(rule, .rejects, at: .claim)
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
