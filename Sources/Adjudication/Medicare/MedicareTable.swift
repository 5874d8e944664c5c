// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// Medicare's deductibles and coinsurance amounts by calendar year: the table `benefits/medicare.tsv`.
public struct MedicareTable: Hashable, Sendable {
  /// The amounts of a year.
  public struct Year: Hashable, Sendable {
    /// The calendar year.
    public let year: Int
    /// The inpatient hospital deductible of a benefit period.
    public let hospitalDeductible: Money
    /// A day of days 61 to 90.
    public let hospitalDay: Money
    /// A lifetime reserve day.
    public let reserveDay: Money
    /// A day of days 21 to 100 in a skilled nursing facility.
    public let skilledNursingDay: Money
    /// The deductible of Part B.
    public let partBDeductible: Money
    /// The patient's share under Part B.
    public let partBShare: Share
    /// Where the amounts were published.
    public let source: String
  }

  /// The years in order.
  public let years: [Year]

  /// Reads the table.
  ///
  /// - Returns: Nothing where a row has not eight columns, or one of them is not what it must be.
  public init?(_ table: [UInt8]) {
    var years: [Year] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 8, let year = Int(fields[0]) else { return nil }
      let amounts = fields[1...5].compactMap { Money($0) }
      guard amounts.count == 5, let share = Share(fields[6]), !fields[7].isEmpty else { return nil }
      years.append(
        Year(
          year: year, hospitalDeductible: amounts[0], hospitalDay: amounts[1],
          reserveDay: amounts[2], skilledNursingDay: amounts[3], partBDeductible: amounts[4],
          partBShare: share, source: fields[7]))
    }
    self.years = years
  }

  /// The amounts of the year of a day; nothing where the table has not that year.
  public func year(of day: CalendarDate) -> Year? {
    let year = day.parts.year
    return years.first { $0.year == year }
  }
}

extension PlanBenefits {
  /// The benefits of Medicare Part A and Part B in a year.
  ///
  /// Part B: a deductible a year, then a share of everything but clinical laboratory tests and preventive
  /// services; what a hospital takes for an outpatient service is at most the deductible of a hospital stay.
  ///
  /// Source: 42 CFR 410.152, 410.160, 419.41(c)(4)(i); for stays see ``BenefitPeriod``.
  public static func medicare(_ year: MedicareTable.Year, _ table: MedicareTable) -> PlanBenefits {
    var benefits = PlanBenefits()
    benefits.name = "Medicare \(year.year)"
    benefits.kind = .medicare
    benefits.medicare = table
    if let first = CalendarDate(year: year.year, month: 1, day: 1),
      let last = CalendarDate(year: year.year, month: 12, day: 31)
    {
      benefits.period = EffectivePeriod(effective: first, termination: last)
    }
    benefits.inNetwork.deductible = CostLimit(individual: year.partBDeductible)
    benefits.inNetwork.coinsurance = year.partBShare
    for category in ServiceCategory.allCases {
      var rule = BenefitRule()
      if [.laboratory, .preventive, .homeHealth].contains(category) { rule.coverage = .full }
      if category != .equipment { rule.facilityCoinsuranceMaximum = year.hospitalDeductible }
      benefits.inNetwork.rules[category] = rule
    }
    return benefits
  }
}
