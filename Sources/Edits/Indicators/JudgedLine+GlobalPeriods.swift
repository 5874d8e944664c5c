// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension JudgedLine {
  /// A procedure in whose period the line lies.
  private struct Procedure {
    let claim: String
    let line: ServiceRecord.Line
    let service: PhysicianService
    /// How many days the judged line lies after it.
    let days: Int
  }

  /// Judges whether the line is part of what another service of the same practitioner was paid for.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, sections 40.1 to 40.4.
  mutating func judgeGlobalPeriods(_ covering: [CoveringProcedure]) {
    guard table != nil, isVisit || service?.globalDays.covers != nil else { return }
    let procedures = covering.compactMap { procedure -> Procedure? in
      let days = Int(line.from.daysSinceEpoch - procedure.line.from.daysSinceEpoch)
      guard procedure.covers.contains(days), isSame(procedure.line) else { return nil }
      return Procedure(
        claim: procedure.claim, line: procedure.line, service: procedure.service, days: days)
    }
    if procedures.isEmpty { return }
    if isVisit { judgeVisit(procedures) } else { judgeProcedure(procedures) }
  }

  /// Who rendered it, else who billed it; where neither is known it is taken to be the same.
  private func isSame(_ other: ServiceRecord.Line) -> Bool {
    let first = line.rendering == 0 ? line.billing : line.rendering
    let second = other.rendering == 0 ? other.billing : other.rendering
    return first == second || first == 0 || second == 0
  }

  private mutating func judgeVisit(_ procedures: [Procedure]) {
    if let covering = procedures.first, first(of: "24", "25", "57", "GY", "GZ") == nil {
      return find("mpfs.global-visit", .rejects, covering)
    }
    let major = procedures.first { $0.service.globalDays == .ninety && (-1...0).contains($0.days) }
    if let major, has("25"), !has("57") {
      find(
        "modifier.decision-for-surgery", .warns,
        ("procedure", major.service.code.description))
    }
    let minor = procedures.first { $0.service.globalDays != .ninety && $0.days == 0 }
    if major == nil, let minor, has("57"), !has("25") {
      find("modifier.minor-surgery-57", .warns, ("procedure", minor.service.code.description))
    }
  }

  private mutating func judgeProcedure(_ procedures: [Procedure]) {
    guard
      first(of: "58", "78", "79", "76", "77", "55", "80", "81", "82", "AS", "GY", "GZ") == nil
    else { return }
    // Procedures of one day are the matter of other edits.
    guard let covering = procedures.first(where: { $0.days > 0 }) else { return }
    find("mpfs.global-procedure", .rejects, covering)
  }

  private mutating func find(
    _ rule: String, _ severity: Finding.Severity, _ covering: Procedure
  ) {
    find(
      rule, severity, ("procedure", covering.service.code.description),
      ("on", covering.line.from.description), ("days", covering.service.globalDays.text),
      ("claim", covering.claim))
  }
}
