// SPDX-License-Identifier: Apache-2.0

import Claims
import Grouping
import Values

/// The groups of the inpatient stays of a run.
final class StayGrouping {
  private let installation: Installation
  private let known: CalendarDate?
  private var told: ExplainStay?
  private var isOpened = false

  init(_ installation: Installation, known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  /// What a stay came to.
  struct Result {
    /// The group in one line of JSON.
    var group: JSON
    /// The edits that the conventions do not tell in words of their own.
    var findings: [Finding]
  }

  /// Groups the stay of an encounter; nothing for an encounter that is none, and where no grouper is installed
  /// for its day.
  func group(_ encounter: Encounter, told findings: [Finding]) throws(WorkflowFailure) -> Result? {
    guard encounter.isInpatientStay else { return nil }
    if !isOpened {
      isOpened = true
      do { told = try ExplainStay(installation, known: known) } catch
        where error.kind == .notInstalled
      {
        told = nil
      }
    }
    guard var told else { return nil }
    defer { self.told = told }
    let read = ReadStay(encounter)
    let stay: (group: JSON, edits: [EditorFinding], grouper: Grouper)
    do {
      stay = try told.grouped(read)
    } catch  where error.kind == .notInstalled { return nil }
    let isMedicare = encounter.coverages.first?.claimFiling == .medicarePartA
    let places = Set(findings.map { Told(rule: $0.rule, place: $0.place) })
    var edits: [Finding] = []
    for edit in stay.edits {
      let finding = StayEdits.finding(edit, read, stay.grouper.release)
      let same = Self.sameRules[edit.edit] ?? []
      if same.contains(where: { places.contains(Told(rule: $0, place: finding.place)) }) {
        continue
      }
      edits.append(isMedicare ? finding : finding.warning)
    }
    return Result(group: stay.group, findings: edits)
  }

  private struct Told: Hashable {
    let rule: String
    let place: Place
  }

  /// The conventions that say the same as an edit: what they have told is not told again.
  private static let sameRules: [EditorEdit: [String]] = [
    .invalidCode: [
      "code.unknown", "code.terminated", "code.not-yet-effective", "code.malformed",
      "icd10cm.not-billable", "icd10cm.placeholder-missing", "icd10cm.seventh-character-missing",
      "icd10cm.seventh-character-invalid",
    ],
    .manifestation: ["icd10cm.manifestation-principal"],
    .externalCause: ["icd10cm.external-cause-principal"],
    .unacceptablePrincipal: ["icd10cm.unacceptable-principal"],
    .requiresSecondary: ["icd10cm.requires-secondary"],
    .duplicateOfPrincipal: ["icd10cm.duplicate"],
    .ageConflict: ["icd10cm.age-conflict"],
    .sexConflict: ["icd10cm.sex-conflict"],
    .unspecified: ["icd10cm.unspecified"],
  ]
}

extension Finding {
  /// The same finding as a warning: what stops Medicare's payment need not stop another payer's.
  fileprivate var warning: Finding {
    severity == .rejects
      ? Finding(rule, .warns, at: place, facts: facts, source: source) : self
  }
}
