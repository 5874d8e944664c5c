// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitRules {
  private static let complexVisit = PackedCode("G2211")

  /// What is added to a code: prolonged time, complexity inherent to continuing care.
  ///
  /// Prolonged time is added only where time chose the code, and only to the highest level of a service.
  func additions(
    to code: VisitTables.ServiceRow, byTime: VisitTables.ServiceRow?, _ visit: Visit
  ) -> [VisitLevel.Addition] {
    var additions: [VisitLevel.Addition] = []
    if let minutes = visit.minutes, byTime?.code == code.code,
      let row = tables.prolonged.first(where: {
        $0.visit == code.code && $0.isMedicare == visit.isMedicare
          && $0.period.contains(visit.date)
      }), minutes >= row.first
    {
      additions.append(
        VisitLevel.Addition(
          code: row.code, units: (minutes - row.first) / row.each + 1, minutes: row.first,
          source: row.source))
    }
    if let complex = complexity(visit), Self.isOffice(visit) { additions.append(complex) }
    return additions
  }

  /// The addition for a practitioner who is the continuing focal point of the patient's care.
  ///
  /// It is not paid beside modifier 25, except from 2025 where the other service is a preventive one of Part B.
  ///
  /// Source: 88 FR 78818, section II.F.2 (from 2024); 89 FR 97710, section II.F (from 2025).
  private func complexity(_ visit: Visit) -> VisitLevel.Addition? {
    guard visit.isMedicare, visit.isLongitudinal, !visit.isStaffOnly, let code = Self.complexVisit,
      let first = CalendarDate(year: 2024, month: 1, day: 1), visit.date >= first
    else { return nil }
    if visit.modifiers.contains("25") {
      guard visit.hasPreventiveService,
        let since = CalendarDate(year: 2025, month: 1, day: 1), visit.date >= since
      else { return nil }
    }
    return VisitLevel.Addition(
      code: code, units: 1, minutes: nil,
      source: RuleSource(document: "88 FR 78818", locator: "section II.F.2"))
  }

  static func isOffice(_ visit: Visit) -> Bool { visit.service.hasPrefix("office-") }

  /// Everything that is wrong with a visit, in the order of its members.
  func faults(of visit: Visit) -> [Finding] {
    var faults: [Finding] = []
    func unknown(_ name: String, _ found: String, _ known: [String]) {
      faults.append(
        visit.finding(
          "em.unknown-item", .rejects, at: name, ("found", found),
          ("known", known.joined(separator: ", "))))
    }
    if !tables.serviceNames.contains(visit.service) {
      unknown("service", visit.service, tables.serviceNames)
    }
    let kinds = tables.kinds
    for (name, items, known) in [
      ("problems", visit.problems, kinds.problems), ("data", visit.data, kinds.data),
      ("risks", visit.risks, kinds.risks),
    ] {
      for item in items {
        if !known.contains(item.kind) { unknown(name, item.kind, known) }
        if item.count < 1 || item.count > 99 {
          faults.append(
            visit.finding(
              "em.bad-number", .rejects, at: name, ("found", "\(item.count)"), ("most", "99")))
        }
      }
    }
    for item in visit.problems {
      guard let row = tables.problems.first(where: { $0.kind == item.kind }) else { continue }
      if !row.services.isEmpty, !row.services.contains(visit.service) || row.effective > visit.date
      {
        faults.append(
          visit.finding(
            "em.not-for-service", .rejects, at: "problems", ("kind", item.kind),
            ("service", visit.service)))
      }
    }
    if let minutes = visit.minutes, minutes < 0 || minutes > 1440 {
      faults.append(
        visit.finding(
          "em.bad-number", .rejects, at: "minutes", ("found", "\(minutes)"), ("most", "1440")))
    }
    return faults
  }

  /// What is worth knowing of a visit beside its code.
  func remarks(on visit: Visit, _ code: VisitTables.ServiceRow?) -> [Finding] {
    var remarks: [Finding] = []
    if visit.isMedicare, visit.service.hasPrefix("consultation-") {
      let instead =
        visit.service == "consultation-office"
        ? "office-new or office-established" : "hospital-initial"
      remarks.append(
        visit.finding(
          "em.consultation-not-paid", .warns, ("instead", instead),
          source: RuleSource(document: "Pub. 100-04, chapter 12", locator: "section 30.6.10")))
    }
    if let seen = visit.lastSeen, visit.service.hasSuffix("-new"),
      seen < visit.date, !Self.isThreeYears(from: seen, to: visit.date)
    {
      remarks.append(
        visit.finding(
          "em.not-new", .rejects, at: "service", ("seen", seen.description),
          source: RuleSource(document: "Pub. 100-04, chapter 12", locator: "section 30.6.7")))
    }
    if visit.isMedicare, visit.service == "hospital-same-day", let hours = visit.hours, hours < 8 {
      remarks.append(
        visit.finding(
          "em.same-day-under-eight-hours", .rejects, at: "hours", ("hours", "\(hours)"),
          source: RuleSource(document: "Pub. 100-04, chapter 12", locator: "section 30.6.9.2")))
    }
    if visit.isMedicare, visit.isLongitudinal, Self.isOffice(visit), code != nil,
      complexity(visit) == nil, visit.modifiers.contains("25")
    {
      remarks.append(
        visit.finding(
          "em.complexity-with-25", .informs,
          source: RuleSource(document: "89 FR 97710", locator: "section II.F")))
    }
    return remarks
  }

  /// Tells whether three years have passed between two days.
  private static func isThreeYears(from seen: CalendarDate, to date: CalendarDate) -> Bool {
    let (seen, date) = (seen.parts, date.parts)
    return (date.year - seen.year, date.month, date.day) >= (3, seen.month, seen.day)
  }
}
