// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// How the formulas are asked.
extension Grouper {
  /// The limit of tables that one pass goes through; published tables need three.
  private static let longestPath = 8

  /// Puts the facts of procedures, as they count in a table, to those of the stay.
  @inline(__always)
  func enter(table: Int, _ work: GroupingWorkspace) {
    var facts = work.facts
    let bit: UInt32 = table < 32 ? 1 << UInt32(table) : 0
    for place in 0..<work.procedureCount {
      let procedure = work.procedures.base[place]
      if procedure.pattern != 0, procedure.suppressed & bit == 0 {
        facts.formUnion(self.facts(at: Int(procedure.pattern) &- 1, in: patternFacts))
      }
    }
    for place in 0..<work.clusterCount {
      let pattern = clusters[Int(work.clusters[place])].pattern
      if pattern != 0 { facts.formUnion(self.facts(at: Int(pattern) &- 1, in: patternFacts)) }
    }
    UnsafeMutableRawPointer(work.current.base).storeBytes(of: facts, as: FactSet.self)
  }

  /// Follows the steps from one of them: the place of the formula that holds, or -1.
  @inline(__always)
  func follow(_ entry: UInt16, isFinal: Bool, _ work: GroupingWorkspace) -> Int {
    let facts = work.current.base
    var at = entry
    while at < GrouperLayout.Step.result {
      let step = steps[Int(at)]
      let holds: Bool
      if step.kind == GrouperLayout.Step.fact {
        holds = facts[Int(step.operand &>> 6)] &>> UInt64(step.operand & 63) & 1 != 0
      } else {
        let severity = severity(suppressing: suppressions[Int(step.operand)], isFinal, work)
        holds = severity.rawValue == step.kind
      }
      at = holds ? step.yes : step.no
    }
    return at == GrouperLayout.Step.end ? -1 : Int(at & 0x7FFF)
  }

  /// The severity that counts where a formula suppresses some attributes.
  @inline(__always)
  func severity(
    suppressing mask: UInt32, _ isFinal: Bool, _ work: GroupingWorkspace
  ) -> Severity {
    if mask & work.suppressible == 0 { return work.severity }
    var severity = Severity.none
    for place in 1..<work.diagnosisCount {
      let diagnosis = work.diagnoses.base[place]
      if diagnosis.severity > severity, counts(diagnosis, isFinal),
        diagnosis.suppressible & mask == 0
      {
        severity = diagnosis.severity
      }
    }
    return severity
  }

  /// Tells whether a secondary diagnosis counts as CC or MCC before suppressions.
  @inline(__always)
  func counts(_ diagnosis: GroupingWorkspace.Diagnosis, _ isFinal: Bool) -> Bool {
    !diagnosis.isExcluded && !diagnosis.isDeathExcluded && !(isFinal && diagnosis.met != 0)
  }

  /// Runs one pass: the table of what comes before all MDCs, the table of the MDC, where formulas send on.
  func pass(mdc principal: Int, isFinal: Bool, _ work: GroupingWorkspace) -> GroupingPass {
    work.pathCount = 0
    var mdc = principal
    enter(table: 0, work)
    var hit = follow(entries[0], isFinal: isFinal, work)
    var table = hit < 0 ? principal : 0
    if hit < 0 {
      hit = run(table: principal, from: 0, isFinal, work)
    } else {
      let formula = formulas[hit]
      if formula.outcome == GrouperLayout.Outcome.reroute.rawValue {
        note(hit, work)
        mark(hit, table: 0, mdc: principal, isFinal: isFinal, isFinal ? 2 : 1, work)
        mdc = Int(formula.reroute)
        table = mdc
        hit = run(table: mdc, from: 0, isFinal, work)
      }
    }
    while hit >= 0, work.pathCount < Self.longestPath {
      note(hit, work)
      let formula = formulas[hit]
      switch GrouperLayout.Outcome(rawValue: formula.outcome) {
      case .group:
        mark(hit, table: table, mdc: principal, isFinal: isFinal, isFinal ? 2 : 1, work)
        return result(hit, mdc: mdc, isFinal, work)
      case .reroute:
        let next = Int(formula.reroute)
        hit = run(table: next, from: table, isFinal, work)
        table = next
      case .invalidPrincipal: return .failed(.invalidPrincipal)
      case .invalidStatus: return .failed(.invalidStatus)
      case .invalidSex: return .failed(.invalidSex)
      case .notPrincipal: return .failed(.notPrincipal)
      case .ignored, nil: return .failed(.ungroupable)
      }
    }
    return .failed(.ungroupable)
  }

  @inline(__always)
  private func note(_ formula: Int, _ work: GroupingWorkspace) {
    work.path.base[work.pathCount] = UInt16(truncatingIfNeeded: formula)
    work.pathCount &+= 1
  }

  @inline(__always)
  private func run(
    table: Int, from previous: Int, _ isFinal: Bool, _ work: GroupingWorkspace
  ) -> Int {
    // Only where clusters suppress their members do the facts differ between tables.
    if work.suppressed != 0 { enter(table: table, work) }
    return follow(entries[table], isFinal: isFinal, work)
  }

  private func result(
    _ hit: Int, mdc: Int, _ isFinal: Bool, _ work: GroupingWorkspace
  ) -> GroupingPass {
    let formula = formulas[hit]
    var pass = GroupingPass()
    pass.group = Int(formula.group)
    pass.mdc = mdc
    pass.baseGroup = Int(formula.baseGroup)
    pass.type = GroupType(rawValue: formula.type) ?? .none
    pass.formula = hit
    // A group that is neither medical nor surgical has no severity: MS-DRG 998.
    pass.severity =
      pass.type == .none
      ? nil
      : severity(suppressing: suppressions[Int(formula.suppression)], isFinal, work)
    return pass
  }
}
