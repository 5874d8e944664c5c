// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitRules {
  /// Tells whether a visit is a preventive one.
  func isPreventive(_ visit: Visit) -> Bool {
    tables.preventive.contains { $0.service == visit.service }
  }

  /// The code of a preventive visit by age, and beside it the visit for a problem that is apart from it.
  ///
  /// The problem's own decision making or time decides its level; it is billed with modifier 25.
  ///
  /// Source: Pub. 100-04, chapter 12, sections 30.6.2 and 30.6.6.
  func preventive(_ visit: Visit) -> VisitLevel {
    var findings: [Finding] = []
    let age = visit.age
    let row = tables.preventive.first { row in
      row.service == visit.service && row.effective <= visit.date
        && age.map { row.ages.contains($0) } ?? false
    }
    if age == nil {
      findings.append(visit.finding("em.missing", .rejects, at: "age", ("member", "age")))
    }
    if let age, row == nil {
      findings.append(
        (0...150).contains(age)
          ? visit.finding(
            "em.no-rule", .rejects, ("service", visit.service), ("on", visit.date.description))
          : visit.finding(
            "em.bad-number", .rejects, at: "age", ("found", "\(age)"), ("most", "150")))
    }
    findings += remarks(on: visit, nil)
    if visit.isMedicare {
      findings.append(
        visit.finding(
          "em.preventive-not-paid", .warns, at: "service",
          source: RuleSource(
            document: "42 CFR 411.15(a)(1)", locator: "Pub. 100-04, chapter 12, section 30.6.2")))
    }
    let hasProblem =
      !(visit.problems.isEmpty && visit.data.isEmpty && visit.risks.isEmpty)
      || visit.minutes != nil
    var besides: [VisitLevel] = []
    if hasProblem, !visit.hasSeparateProblem {
      findings.append(visit.finding("em.problem-not-separate", .informs, at: "problems"))
    } else if visit.hasSeparateProblem {
      var problem = visit
      problem.service = visit.service.hasSuffix("-new") ? "office-new" : "office-established"
      problem.modifiers.append("25")
      problem.lastSeen = nil
      var level = ordinary(problem)
      level.service = problem.service
      level.modifiers = ["25"]
      findings += level.findings.filter { $0.severity == .rejects }
      besides = [level]
    }
    return VisitLevel(
      elements: [], complexity: nil, byDecisionMaking: nil, byTime: nil,
      code: row.map {
        VisitLevel.Code(code: $0.code, level: nil, minutes: nil, source: $0.source)
      }, basis: row == nil ? nil : .age, additions: [], next: nil, findings: findings,
      besides: besides)
  }
}
