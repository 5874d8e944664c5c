// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What is said of each code.
extension Grouper {
  func mark(
    _ stay: InpatientRecord, met: UInt32, into answer: inout GroupingAnswer,
    _ work: GroupingWorkspace
  ) {
    let isGrouped = answer.initial.code == .ok
    let initial = isGrouped ? suppression(of: answer.initial) : 0
    // Where the final pass failed, the formula of the initial one says what is suppressed.
    let final = answer.final.code == .ok ? suppression(of: answer.final) : initial
    answer.diagnoses.removeAll(keepingCapacity: true)
    for place in 0..<work.diagnosisCount {
      let diagnosis = work.diagnoses.base[place]
      var mark = DiagnosisAnswer()
      mark.isValid = diagnosis.scheme != 0
      mark.impact = Impact(rawValue: diagnosis.impact)
      if place == 0 {
        if met &>> 11 & 1 != 0, diagnosis.marks & GrouperLayout.Scheme.obesityPrincipal != 0 {
          mark.conditions.kind = .principal
          mark.conditions.numbers = 1 << 11
          mark.conditions.count = 1
        }
      } else if isGrouped {
        mark.initial = use(of: diagnosis, suppressing: initial, isFinal: false)
        mark.final = use(of: diagnosis, suppressing: final, isFinal: true)
        if diagnosis.conditions != 0 {
          mark.indicator = indicator(of: diagnosis, stay.hospital)
          mark.conditions = conditionUse(of: diagnosis, stay.hospital)
        }
      }
      answer.diagnoses.append(mark)
    }
    answer.procedures.removeAll(keepingCapacity: true)
    for place in 0..<work.procedureCount {
      let procedure = work.procedures.base[place]
      var mark = ProcedureAnswer()
      mark.isValid = procedure.pattern != 0
      mark.impact = Impact(rawValue: procedure.impact)
      mark.isOperatingRoom = true
      if procedure.pattern != 0 {
        let pattern = patterns[Int(procedure.pattern) &- 1]
        mark.isOperatingRoom = pattern.marks & GrouperLayout.Pattern.operatingRoom != 0
        mark.conditions = pattern.conditions & met
      }
      answer.procedures.append(mark)
    }
  }

  private func suppression(of pass: GroupingPass) -> UInt32 {
    pass.formula < 0 ? 0 : suppressions[Int(formulas[pass.formula].suppression)]
  }

  @inline(__always)
  private func use(
    of diagnosis: GroupingWorkspace.Diagnosis, suppressing mask: UInt32, isFinal: Bool
  ) -> SeverityUse {
    guard diagnosis.severity != .none, !diagnosis.isDeathExcluded else { return .neither }
    let isMajor = diagnosis.severity == .mcc
    if diagnosis.isExcluded { return isMajor ? .mccExcluded : .ccExcluded }
    // Version 41.1 was the first to say so.
    if version >= 411, diagnosis.suppressible & mask != 0 {
      return isMajor ? .mccSuppressed : .ccSuppressed
    }
    if isFinal, diagnosis.met != 0 { return .neither }
    return isMajor ? .mcc : .cc
  }

  private func indicator(
    of diagnosis: GroupingWorkspace.Diagnosis, _ hospital: HospitalReporting
  ) -> IndicatorUse {
    if hospital == .exempt { return .exempt }
    if diagnosis.present.isPresent { return .present }
    return diagnosis.present.isAbsent ? .notPresent : .notRecognized
  }

  private func conditionUse(
    of diagnosis: GroupingWorkspace.Diagnosis, _ hospital: HospitalReporting
  ) -> ConditionUse {
    var use = ConditionUse()
    use.numbers = diagnosis.conditions
    use.count = UInt8(diagnosis.conditions.nonzeroBitCount)
    if hospital == .exempt {
      use.kind = .exempt
    } else if diagnosis.present.isPresent {
      use.kind = .notMet
      use.count = 1
    } else if diagnosis.isExcluded {
      use.kind = .excluded
      if diagnosis.conditions & Self.sixth != 0,
        diagnosis.marks & GrouperLayout.Scheme.shownOnly != 0
      {
        use.kind = .notMet
      }
    } else if diagnosis.met != 0 {
      use.kind = .met
      use.numbers = diagnosis.met
      use.count = UInt8(diagnosis.met.nonzeroBitCount)
    } else {
      use.kind = .notMet
      // Until version 40.1 it was said once, whatever the number of lists.
      if version < 410 { use.count = 1 }
    }
    return use
  }
}
