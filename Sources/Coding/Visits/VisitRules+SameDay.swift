// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitRules {
  /// Judges a visit beside others of its day, as Medicare pays them.
  ///
  /// Source: Pub. 100-04, chapter 12, sections 30.6.5, 30.6.7, 30.6.9 and 30.6.12.
  func judgeSameDay(_ visit: Visit, _ level: inout VisitLevel) {
    for other in visit.sameDay {
      guard tables.serviceNames.contains(other.service) else {
        level.findings.append(
          visit.finding(
            "em.unknown-item", .rejects, at: "sameDay", ("found", other.service),
            ("known", tables.serviceNames.joined(separator: ", "))))
        continue
      }
      if visit.isMedicare { judge(visit, beside: other, &level) }
    }
  }

  private func judge(_ visit: Visit, beside other: Visit.Other, _ level: inout VisitLevel) {
    let row = tables.sameDay.first {
      ($0.first, $0.second) == (visit.service, other.service)
        || ($0.second, $0.first) == (visit.service, other.service)
    }
    let source =
      row?.source ?? RuleSource(document: "Pub. 100-04, chapter 12", locator: "section 30.6.5")
    func find(_ rule: String, _ severity: Finding.Severity, _ facts: (String, String)...) {
      level.findings.append(
        Finding(
          rule, severity, at: .field("sameDay"), facts: facts.map { Finding.Fact($0.0, $0.1) },
          source: source))
    }
    switch row?.outcome ?? .unrelated {
    case .combined: find("em.same-day-combined", .rejects, ("other", other.service))
    case .stay: find("em.same-day-stay", .rejects)
    case .both: find("em.same-day-both", .informs, ("other", other.service))
    case .unrelated:
      if other.isUnrelated {
        find("em.same-day-both", .informs, ("other", other.service))
      } else {
        find("em.same-day-related", .rejects, ("other", other.service))
      }
    case .first:
      let isMain = row?.first == visit.service
      find(
        "em.same-day-part", isMain ? .warns : .rejects,
        ("part", isMain ? other.service : visit.service),
        ("whole", isMain ? visit.service : other.service))
    case .apart:
      find("em.same-day-apart", .warns, ("other", other.service))
      if !level.modifiers.contains("25") { level.modifiers.append("25") }
    }
  }
}
