// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension JudgedLine {
  /// A procedure whose payment covers other care of its days.
  private struct Procedure {
    let claim: String
    let line: ServiceRecord.Line
    let service: PhysicianService
    /// How many days the judged line lies after it.
    let days: Int
  }

  /// Who assists, or takes over the care, starts no period of their own.
  private static let assistants = ["80", "81", "82", "AS", "55"].compactMap { Modifier($0) }

  /// Judges whether the line is part of what another service of the same practitioner was paid for.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, sections 40.1 to 40.4.
  mutating func judgeGlobalPeriods(in record: ServiceRecord) throws {
    guard table != nil, isVisit || service?.globalDays.covers != nil else { return }
    var procedures: [Procedure] = []
    for other in record.lines {
      if let found = try procedure(record.id, other) { procedures.append(found) }
    }
    for past in record.history {
      if let found = try procedure(past.claim, past.line) { procedures.append(found) }
    }
    if isVisit { judgeVisit(procedures) } else { judgeProcedure(procedures) }
  }

  /// A line of the same practitioner with a global period in which the judged line lies.
  private func procedure(_ claim: String, _ other: ServiceRecord.Line) throws -> Procedure? {
    // An earlier quarter that is not installed is judged by the one of the line.
    guard let code = other.code,
      let service = (try tables.table(on: other.from) ?? table)?.service(code),
      let covers = service.globalDays.covers, isSame(other)
    else { return nil }
    guard !other.modifiers.contains(where: Self.assistants.contains) else { return nil }
    let days = Int(line.from.daysSinceEpoch - other.from.daysSinceEpoch)
    guard covers.contains(days) else { return nil }
    return Procedure(claim: claim, line: other, service: service, days: days)
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
