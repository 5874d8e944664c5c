// SPDX-License-Identifier: Apache-2.0

import Values

/// Finds the code of a visit from what was documented of it.
///
///     let level = VisitRules(tables).level(of: visit)
///     level.code?.code         // 99214
///     level.elements           // problems, data, risk: each with its level and reasons
///
/// The level comes from medical decision making (two of three elements) or from the practitioner's total
/// time, whichever supports more; emergency visits have no time, discharges and critical care nothing else.
///
/// Source: CPT evaluation and management guidelines as Medicare adopted them: 85 FR 84472 (office visits from
/// 2021), 87 FR 69404 (other visits from 2023).
public struct VisitRules: Sendable {
  /// A kind of problem, data or risk.
  public struct Kind: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The level that one of it reaches; nothing for data, which count together.
    public let level: Complexity?
    /// What it means.
    public let meaning: String
  }

  let tables: VisitTables

  /// The services and kinds that the tables know.
  public var kinds: (services: [String], problems: [Kind], data: [Kind], risks: [Kind]) {
    (
      tables.serviceNames,
      tables.problems.map { Kind(name: $0.kind, level: $0.one, meaning: $0.meaning) },
      tables.data.map { Kind(name: $0.kind, level: nil, meaning: $0.meaning) },
      tables.risks.map { Kind(name: $0.kind, level: $0.level, meaning: $0.meaning) }
    )
  }

  /// Takes the tables.
  public init(_ tables: VisitTables) { self.tables = tables }

  /// Decides the code of a visit.
  ///
  /// - Returns: The working and the code; findings with everything that is wrong with the visit.
  public func level(of visit: Visit) -> VisitLevel {
    var counted = visit
    if visit.minutes == nil { counted.minutes = visit.split?.minutes }
    // Under the primary care exception time does not choose the level.
    if visit.isUnderException { counted.minutes = nil }
    var level = isPreventive(visit) ? preventive(counted) : ordinary(counted)
    level.service = visit.service
    judgeSplit(visit, &level)
    judgeTeaching(visit, &level)
    judgeSameDay(visit, &level)
    return level
  }

  /// The code of a visit by its problems, data and risk or its time.
  func ordinary(_ visit: Visit) -> VisitLevel {
    var findings = faults(of: visit)
    let codes = tables.services.filter {
      $0.service == visit.service && $0.period.contains(visit.date)
    }
    if codes.isEmpty, findings.isEmpty {
      findings.append(
        visit.finding(
          "em.no-rule", .rejects, ("service", visit.service), ("on", visit.date.description)))
    }
    let isByTimeAlone = codes.contains { $0.isByTimeAlone }
    let hasDecisionMaking = !(visit.problems.isEmpty && visit.data.isEmpty && visit.risks.isEmpty)
    let elements =
      codes.isEmpty || isByTimeAlone || !hasDecisionMaking ? [] : self.elements(of: visit)
    let complexity =
      elements.isEmpty
      ? nil : Complexity.met(by: (elements[0].level, elements[1].level, elements[2].level))
    let byDecisionMaking = complexity.flatMap { Self.code(codes, reaching: $0) }
    let byTime = visit.minutes.flatMap { Self.code(codes, minutes: $0) }
    let (code, basis) = Self.choice(
      byDecisionMaking, byTime, staff: visit.isStaffOnly ? codes.first(where: \.isStaff) : nil)
    if code == nil, findings.isEmpty {
      findings.append(visit.finding("em.nothing-supported", .rejects, ("service", visit.service)))
    }
    findings += remarks(on: visit, code)
    let additions = code.map { self.additions(to: $0, byTime: byTime, visit) } ?? []
    // Prolonged time asks for a code chosen by time.
    let isProlonged = additions.contains { $0.minutes != nil }
    return VisitLevel(
      elements: elements, complexity: complexity, byDecisionMaking: byDecisionMaking?.entry,
      byTime: byTime?.entry, code: code?.entry, basis: isProlonged ? .time : basis,
      additions: additions,
      next: code.flatMap { Self.next(after: $0, codes, elements) }, findings: findings)
  }

  /// The higher of the two; decision making where both reach the same.
  private static func choice(
    _ byDecisionMaking: VisitTables.ServiceRow?, _ byTime: VisitTables.ServiceRow?,
    staff: VisitTables.ServiceRow?
  ) -> (VisitTables.ServiceRow?, VisitLevel.Basis?) {
    if let staff { return (staff, .staff) }
    guard let time = byTime else {
      return (byDecisionMaking, byDecisionMaking == nil ? nil : .decisionMaking)
    }
    guard let made = byDecisionMaking, made.rank >= time.rank else { return (time, .time) }
    return (made, .decisionMaking)
  }

  /// The highest code whose level is reached.
  private static func code(
    _ codes: [VisitTables.ServiceRow], reaching complexity: Complexity
  ) -> VisitTables.ServiceRow? {
    let levels = codes.filter { $0.complexity != nil }
    return levels.filter { $0.rank <= complexity.rawValue }.max { $0.rank < $1.rank }
      // The lowest code of hospital and nursing visits stands for straightforward decisions too.
      ?? levels.min { $0.rank < $1.rank }
  }

  /// The highest code whose time is met.
  private static func code(
    _ codes: [VisitTables.ServiceRow], minutes: Int
  ) -> VisitTables.ServiceRow? {
    codes.filter { row in row.minutes.map { $0 <= minutes } ?? false }
      .max { ($0.minutes ?? 0) < ($1.minutes ?? 0) }
  }

  private static func next(
    after code: VisitTables.ServiceRow, _ codes: [VisitTables.ServiceRow],
    _ elements: [VisitLevel.Element]
  ) -> VisitLevel.Next? {
    guard !code.isStaff,
      let above = codes.filter({ $0.rank > code.rank }).min(by: { $0.rank < $1.rank })
    else { return nil }
    let level = above.complexity
    let met = elements.filter { element in level.map { element.level >= $0 } ?? false }
    return VisitLevel.Next(
      code: above.entry, met: met.map(\.name),
      short: elements.map(\.name).filter { name in !met.contains { $0.name == name } })
  }
}

extension VisitTables.ServiceRow {
  var complexity: Complexity? {
    if case .complexity(let complexity) = level { complexity } else { nil }
  }

  var isStaff: Bool { if case .staff = level { true } else { false } }

  var isByTimeAlone: Bool { if case .time = level { true } else { false } }

  /// The place among the codes of the service: by level, or by time where there is no level.
  var rank: Int { complexity?.rawValue ?? (isStaff ? 0 : minutes ?? 0) }

  var entry: VisitLevel.Code {
    VisitLevel.Code(code: code, level: complexity, minutes: minutes, source: source)
  }
}

extension Visit {
  func finding(
    _ rule: String, _ severity: Finding.Severity = .rejects, at member: String? = nil,
    _ facts: (String, String)..., source: RuleSource? = nil
  ) -> Finding {
    Finding(
      rule, severity, at: member.map { .field($0) } ?? .claim,
      facts: facts.map { Finding.Fact($0.0, $0.1) }, source: source)
  }
}
