// SPDX-License-Identifier: Apache-2.0

import Claims
public import Values

/// Looks at a patient's coverages together: who pays first, and what each needs for it.
public enum CoverageChecks {
  /// What is to be looked at; the place of a finding is the coverage's number.
  ///
  /// - Parameter birthDate: The patient's.
  public static func findings(
    _ coverages: [KeptCoverage], on day: CalendarDate, birthDate: CalendarDate? = nil
  ) -> [Finding] {
    let active = coverages.inForce(on: day)
    var findings: [Finding] = []
    func find(_ rule: String, _ kept: KeptCoverage, _ source: String? = nil) {
      findings.append(
        Finding(
          rule, .warns, at: .coverage(kept.number),
          facts: [.init("coverage", "\(kept.number)"), .init("order", "\(kept.order)")]))
    }
    for (place, kept) in active.enumerated() {
      let coverage = kept.coverage
      if place > 0, active[place - 1].order == kept.order { find("coverage.same-order", kept) }
      if coverage.relationship != .`self`, coverage.subscriber == nil {
        find("coverage.no-subscriber", kept)
      }
      if coverage.subscriberID == nil { find("coverage.no-member-number", kept) }
      if coverage.claimFiling?.isMedicare ?? false {
        if place > 0, coverage.medicareSecondaryReason == nil {
          find("coverage.no-secondary-reason", kept)
        } else if place == 0, coverage.medicareSecondaryReason != nil {
          find("coverage.needless-secondary-reason", kept)
        }
      }
      // Medicaid pays after all others.
      if coverage.claimFiling == .medicaid, place < active.count - 1 {
        find("coverage.medicaid-not-last", kept)
      }
      if coverage.claimFiling == nil { find("coverage.no-kind", kept) }
    }
    if let birthDate, birthDate.years(until: day) < 18, let late = laterBirthday(active) {
      find("coverage.birthday-rule", late)
    }
    return findings
  }

  /// Of a child's coverages by two parents, the one that stands first though that parent's birthday comes later in
  /// the year; nothing where the order is right or the birthdays are not known.
  private static func laterBirthday(_ active: [KeptCoverage]) -> KeptCoverage? {
    let parents = active.filter { $0.coverage.relationship == .child }
    guard parents.count == 2,
      let first = parents[0].coverage.subscriber?.birthDate?.parts,
      let second = parents[1].coverage.subscriber?.birthDate?.parts
    else { return nil }
    return (second.month, second.day) < (first.month, first.day) ? parents[0] : nil
  }
}
