// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Hospital-acquired conditions.
///
/// Source: 42 CFR 412.172 as the MS-DRG Definitions Manual, Appendix I, has it.
extension Grouper {
  /// Finds which conditions are met, and by which diagnoses; bit n for condition n.
  func findConditions(_ stay: InpatientRecord, _ work: GroupingWorkspace) -> UInt32 {
    guard stay.hospital != .exempt, work.diagnosisCount > 1 else { return 0 }
    var listed: UInt32 = 0
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses.base[place]
      if diagnosis.conditions != 0, !diagnosis.isExcluded, !diagnosis.present.isPresent {
        listed |= diagnosis.conditions
      }
    }
    guard listed != 0 else { return 0 }
    // The conditions are asked as table 0 is.
    enter(table: 0, work)
    var holding: UInt32 = 0
    for condition in conditions where listed &>> UInt32(condition.number) & 1 != 0 {
      if follow(condition.entry, isFinal: false, work) >= 0 {
        holding |= 1 << UInt32(condition.number)
      }
    }
    if holding & Self.sixth != 0, onlyShown(work) { holding &= ~Self.sixth }
    guard holding != 0 else { return 0 }
    var met: UInt32 = 0
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses[place]
      guard diagnosis.conditions & holding != 0, !diagnosis.isExcluded,
        !diagnosis.present.isPresent
      else { continue }
      work.diagnoses[place].met = diagnosis.conditions & holding
      met |= diagnosis.conditions & holding
    }
    return met
  }

  static let sixth: UInt32 = 1 << 6

  /// Condition 6 is not met where all of its codes are only shown with it.
  private func onlyShown(_ work: GroupingWorkspace) -> Bool {
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses[place]
      if diagnosis.conditions & Self.sixth != 0, !diagnosis.isExcluded,
        !diagnosis.present.isPresent, diagnosis.marks & GrouperLayout.Scheme.shownOnly == 0
      {
        return false
      }
    }
    return true
  }

  /// Why there is no final group though conditions are met.
  func conditionFault(
    _ stay: InpatientRecord, met: UInt32, _ work: GroupingWorkspace
  ) -> GroupingCode? {
    if stay.hospital == .unknown {
      if work.diagnosisCount > 2 { return .conditionSeveral }
      return work.diagnoses[1].present.isAbsent
        ? .conditionNotPresent : .conditionInvalidIndicator
    }
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses[place]
      let isBad = !diagnosis.present.isPresent && !diagnosis.present.isAbsent
      guard isBad else { continue }
      if diagnosis.met != 0 { return .conditionWithoutIndicator }
      if met & ~Self.sixth != 0, diagnosis.conditions != 0, !diagnosis.isExcluded {
        return .conditionWithoutIndicator
      }
    }
    return nil
  }
}
