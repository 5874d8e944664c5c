// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitRules {
  /// Decides who bills a visit that a physician and another practitioner shared, by the substantive portion.
  ///
  /// From 2024 it is more than half of the time of both, or a substantive part of the decision making; in 2022 and 2023
  /// also all of the history or of the examination. Where time chose the code, and for services by time alone, it is time.
  ///
  /// Source: 42 CFR 415.140; Pub. 100-04, chapter 12, section 30.6.18.
  func judgeSplit(_ visit: Visit, _ level: inout VisitLevel) {
    guard let split = visit.split, let code = level.code else { return }
    guard let first = CalendarDate(year: 2022, month: 1, day: 1), visit.date >= first else {
      level.findings.append(
        visit.finding(
          "em.no-rule", .rejects, at: "split", ("service", "a split visit"),
          ("on", visit.date.description)))
      return
    }
    let source = RuleSource(
      document: "42 CFR 415.140", locator: "Pub. 100-04, chapter 12, section 30.6.18")
    if let why = Self.whyNotShared(visit) {
      level.findings.append(
        visit.finding("em.split-setting", .rejects, at: "split", ("why", why), source: source))
    }
    if !split.isSameGroup {
      level.findings.append(
        visit.finding("em.split-group", .rejects, at: "split", source: source))
    }
    let isByTime = code.level == nil || level.basis == .time
    let part = Self.parts(on: visit.date, isByTime: isByTime, isTimeAlone: code.level == nil)
      .first { split.performer(of: $0) != nil }
    guard let part, let performer = split.performer(of: part) else {
      level.findings.append(
        visit.finding("em.split-undecided", .rejects, at: "split", source: source))
      return
    }
    level.split = VisitLevel.Split(
      performer: performer, part: part, minutes: split.minutes, source: source)
    if visit.isMedicare {
      level.modifiers.append("FS")
      if performer == .nonphysician {
        level.findings.append(
          visit.finding(
            "em.split-nonphysician", .informs, at: "split",
            source: RuleSource(document: "42 CFR 414.52 and 414.56", locator: "85 percent")))
      }
    } else {
      level.findings.append(visit.finding("em.split-other-payer", .informs, at: "split"))
    }
  }

  /// The parts that count on a day, in the order in which they are looked at.
  private static func parts(
    on day: CalendarDate, isByTime: Bool, isTimeAlone: Bool
  ) -> [SplitVisit.Part] {
    if isTimeAlone { return [.time] }
    if day.parts.year >= 2024 { return isByTime ? [.time] : [.decisionMaking, .time] }
    return isByTime
      ? [.time, .decisionMaking, .history, .examination]
      : [.decisionMaking, .history, .examination, .time]
  }

  /// Hospitals, emergency rooms and skilled nursing facilities by place of service.
  private static let facilities: Set<String> = ["19", "21", "22", "23", "31", "51", "61"]

  /// Why a visit cannot be shared; nothing for one that can.
  private static func whyNotShared(_ visit: Visit) -> String? {
    if visit.service == "nursing-initial" {
      return "the first visit in a nursing facility is the physician's own"
    }
    if visit.service.hasPrefix("nursing-"), visit.place != "31" {
      return "a nursing visit is shared only in a skilled nursing facility, place 31"
    }
    let isHospital =
      visit.service.hasPrefix("hospital-") || visit.service.hasSuffix("-hospital")
      || visit.service == "emergency" || visit.service == "critical-care"
    if let place = visit.place {
      return facilities.contains(place)
        ? nil : "place \(place) is no hospital or skilled nursing facility"
    }
    return isHospital ? nil : "the place of service is not given"
  }
}
