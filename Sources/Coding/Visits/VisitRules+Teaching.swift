// SPDX-License-Identifier: Apache-2.0

import Values

extension Visit {
  /// A resident furnished it without the teaching physician, under the primary care exception.
  var isUnderException: Bool {
    teaching.map { $0.isUnderException && !$0.isPresent } ?? false
  }
}

extension VisitRules {
  /// Judges the part of a teaching physician, and adds the modifier.
  ///
  /// With the teaching physician there for the key portion the visit is billed with GC. Under the primary care exception
  /// the lower levels are billed with GE, chosen by decision making alone.
  ///
  /// Source: 42 CFR 415.172 and 415.174; Pub. 100-04, chapter 12, section 100.
  func judgeTeaching(_ visit: Visit, _ level: inout VisitLevel) {
    guard let teaching = visit.teaching, let code = level.code else { return }
    if teaching.isPresent {
      level.modifiers.append("GC")
      return
    }
    guard teaching.isUnderException else {
      level.findings.append(
        visit.finding(
          "em.teaching-absent", .rejects, at: "teaching",
          source: RuleSource(
            document: "42 CFR 415.172", locator: "Pub. 100-04, chapter 12, section 100.1.1")))
      return
    }
    let source = RuleSource(
      document: "42 CFR 415.174", locator: "Pub. 100-04, chapter 12, section 100.1.1")
    let allowed = tables.exceptions.filter { $0.period.contains(visit.date) }.map(\.code)
    if !allowed.contains(code.code) {
      level.findings.append(
        visit.finding(
          "em.exception-level", .rejects, at: "teaching", ("code", code.code.description),
          ("codes", allowed.map(\.description).joined(separator: ", ")), source: source))
    }
    if let residents = teaching.residents, residents > 4 {
      level.findings.append(
        visit.finding(
          "em.exception-residents", .rejects, at: "teaching",
          ("why", "\(residents) residents are directed at a time, and four are the most"),
          source: source))
    }
    if let months = teaching.residentMonths, months <= 6 {
      level.findings.append(
        visit.finding(
          "em.exception-residents", .rejects, at: "teaching",
          (
            "why",
            "the resident has been in the program for \(months) months, and more than six are asked"
          ),
          source: source))
    }
    if visit.minutes != nil {
      level.findings.append(
        visit.finding("em.exception-time", .informs, at: "minutes", source: source))
    }
    level.modifiers.append("GE")
  }
}
