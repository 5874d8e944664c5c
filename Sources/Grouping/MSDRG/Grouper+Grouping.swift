// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

extension Grouper {
  /// Groups a stay and applies the Medicare Code Editor.
  ///
  /// The version is this grouper's, whatever the day of discharge; whoever has several chooses by that day.
  ///
  /// - Parameters:
  ///   - stay: The stay.
  ///   - answer: Filled anew.
  ///   - work: Memory to work in.
  /// - Complexity: O(*d* + *p* + *f*) in diagnoses, procedures and formulas asked.
  public func group(
    _ stay: InpatientRecord, into answer: inout GroupingAnswer, using work: GroupingWorkspace
  ) {
    _ = resolve(stay, work)
    answer.version = version
    answer.conditionCount = 0
    answer.conditionStatus = .notApplicable
    answer.admitting = admitting(stay.admitting)
    let mdc = principalMDC(of: stay, work)
    var initial: GroupingPass
    if let stop = stop(stay, work) {
      work.pathCount = 0
      initial = .failed(stop)
    } else {
      initial = pass(mdc: mdc, isFinal: false, work)
    }
    answer.initial = initial
    answer.final = initial
    work.initialPathCount = work.pathCount
    for place in 0..<work.pathCount { work.initialPath[place] = work.path[place] }
    var met: UInt32 = 0
    if initial.code == .ok {
      met = findConditions(stay, work)
      if met != 0 { regroup(stay, mdc: mdc, met: met, into: &answer, work) }
    }
    settleImpact(answer, met: met, work)
    mark(stay, met: met, into: &answer, work)
    judge(stay, into: &answer.edits, work)
  }

  private func admitting(_ code: PackedCode?) -> AdmittingDiagnosis {
    guard let code, code.bits != 0 else { return .notGiven }
    return diagnosis(code).scheme == 0 ? .invalid : .valid
  }

  /// The MDC of the principal diagnosis; women's where the sex is not known.
  @inline(__always)
  private func principalMDC(of stay: InpatientRecord, _ work: GroupingWorkspace) -> Int {
    guard work.diagnosisCount > 0, work.diagnoses[0].scheme != 0 else { return 0 }
    let scheme = schemes[Int(work.diagnoses[0].scheme) &- 1]
    return Int(stay.sex == .male ? scheme.mdcMale : scheme.mdcFemale)
  }

  /// What stops the grouping before any table is asked.
  @inline(__always)
  private func stop(_ stay: InpatientRecord, _ work: GroupingWorkspace) -> GroupingCode? {
    guard work.diagnosisCount > 0 else { return .invalidPrincipal }
    if work.diagnoses[0].marks & GrouperLayout.Scheme.externalCause != 0 { return .notPrincipal }
    if !knowsStatus(stay.dischargeStatus) {
      for place in 1..<max(1, work.diagnosisCount)
      where work.diagnoses[place].marks & GrouperLayout.Scheme.onlyWhenAlive != 0 {
        return .invalidStatus
      }
    }
    return nil
  }

  /// Groups again without the severity of the diagnoses by which conditions are met.
  private func regroup(
    _ stay: InpatientRecord, mdc: Int, met: UInt32, into answer: inout GroupingAnswer,
    _ work: GroupingWorkspace
  ) {
    answer.conditionCount = met.nonzeroBitCount
    if let fault = conditionFault(stay, met: met, work) {
      answer.final = .failed(fault)
      answer.conditionStatus = .ungroupable
      return
    }
    work.severity = .none
    work.suppressible = 0
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses[place]
      guard diagnosis.severity != .none, counts(diagnosis, true) else { continue }
      work.suppressible |= diagnosis.suppressible
      if diagnosis.severity > work.severity { work.severity = diagnosis.severity }
    }
    answer.final = pass(mdc: mdc, isFinal: true, work)
    answer.conditionStatus =
      answer.final.code != .ok
      ? .ungroupable : answer.final.group == answer.initial.group ? .noChange : .changes
  }

  /// Settles in which passes each code affected the group: where no condition is met the second pass is the first.
  private func settleImpact(
    _ answer: GroupingAnswer, met: UInt32, _ work: GroupingWorkspace
  ) {
    let isGrouped = answer.initial.code == .ok
    let hasFinal = isGrouped && answer.final.code == .ok
    let isChanged = hasFinal && met != 0 && answer.final.group != answer.initial.group
    for place in 0..<work.diagnosisCount {
      var impact = isGrouped ? work.diagnoses.base[place].impact : 0
      if met == 0, impact & 1 != 0 { impact |= 2 }
      if isChanged, work.diagnoses.base[place].met != 0 { impact |= 2 }
      if !hasFinal { impact &= 1 }
      if place == 0 { impact = hasFinal ? 3 : isGrouped ? 1 : 0 }
      work.diagnoses.base[place].impact = impact
    }
    for place in 0..<work.procedureCount {
      let pattern = work.procedures.base[place].pattern
      var impact = isGrouped ? work.procedures.base[place].impact : 0
      if met == 0, impact & 1 != 0 { impact |= 2 }
      if isChanged, pattern != 0, patterns[Int(pattern) &- 1].conditions & met != 0 { impact |= 2 }
      if !hasFinal { impact &= 1 }
      work.procedures.base[place].impact = impact
    }
  }
}
