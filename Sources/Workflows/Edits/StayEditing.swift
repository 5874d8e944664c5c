// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Grouping
import Values

/// The Medicare Code Editor over inpatient stays, where a grouper is installed.
///
/// The grouper of the day of discharge carries the edits of its days; the editor itself answers for all others since
/// October 1985, those of ICD-9-CM among them.
final class StayEditing {
  private let codes: CodeLibrary
  private let work = GroupingWorkspace()
  private var groupers: GrouperLibrary?
  private var isOpened = false

  init(_ codes: CodeLibrary) { self.codes = codes }

  /// Judges the stay of an encounter; says nothing of one that is none, or of a day without tables.
  ///
  /// - Parameter told: What the conventions have found: it is not told again in the editor's words.
  func findings(
    for encounter: Encounter, told: [Finding]
  ) throws(WorkflowFailure) -> [Finding] {
    guard encounter.isInpatientStay, let groupers = try opened() else { return [] }
    let read = ReadStay(encounter)
    let (edits, release): ([EditorFinding], Release)
    if let grouper = try groupers.grouper(on: read.stay.discharged) {
      (edits, release) = (grouper.groupWithEdits(read.stay, using: work).edits, grouper.release)
    } else if let editor = groupers.editor,
      let found = editor.findings(of: read.stay, using: work)
    {
      (edits, release) = (found, editor.release)
    } else {
      return []
    }
    let isMedicare = encounter.coverages.first?.claimFiling == .medicarePartA
    return edits.compactMap { edit in
      let finding = StayEdits.finding(edit, read, release)
      let same = Self.sameRules[edit.edit] ?? []
      // What holds the claim at Medicare is told, even where a convention has informed of it.
      let isTold = told.contains {
        same.contains($0.rule) && $0.place == finding.place
          && (!isMedicare || $0.severity >= finding.severity)
      }
      return isTold ? nil : isMedicare ? finding : finding.asWarning
    }
  }

  /// The groupers, opened with the first stay; nothing where none are installed.
  private func opened() throws(WorkflowFailure) -> GrouperLibrary? {
    if isOpened { return groupers }
    isOpened = true
    if !codes.releases(of: .msdrg, .grouper).isEmpty { groupers = try GrouperLibrary(codes) }
    return groupers
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
