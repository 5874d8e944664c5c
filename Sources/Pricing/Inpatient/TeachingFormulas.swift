// SPDX-License-Identifier: Apache-2.0

extension HospitalRates.Factors {
  /// The additions for indirect medical education of a teaching hospital.
  ///
  /// Operating: 1.35 × ((1 + residents to beds)^0.405 − 1). Capital: 2.7183^(0.2822 × residents to
  /// average daily census) − 1, the ratio being cut to 1.5. Both have nine decimals. CMS's own program
  /// takes 2.7183 for the base of the natural logarithm, and so does this.
  ///
  /// - Parameters:
  ///   - beds: Interns and residents to beds, four decimals.
  ///   - census: Interns and residents to average daily census, four decimals.
  ///
  /// Source: 42 CFR 412.105(d), 412.322.
  public static func teaching(beds: FixedDecimal, census: FixedDecimal) -> Self {
    let raised = (.one + beds).raised(to: FixedDecimal(units: 405, places: 3), places: 17)
    let operating = (FixedDecimal(units: 135, places: 2) * (raised - .one)).rounded(to: 9)
    let counted = min(census, FixedDecimal(units: 15, places: 1))
    return Self(
      operating: operating,
      capital: exponential(FixedDecimal(units: 2822, places: 4) * counted, places: 9),
      operatingFrom: [PaymentTerm.Operand("residents to beds", beds)],
      capitalFrom: [PaymentTerm.Operand("residents to daily census", counted)])
  }

  /// The disproportionate share adjustment that follows from a hospital's share of low-income patients.
  ///
  /// Operating: nothing below 15 percent; 0.025 + 0.65 × (share − 0.15) below 20.2 percent; 0.0588 + 0.825 ×
  /// (share − 0.202) from there; at most 0.12 where the hospital is capped. Capital: 2.7183^(0.2025 ×
  /// share) − 1, for urban hospitals of 100 beds or more. Both have four decimals.
  ///
  /// - Parameters:
  ///   - share: The disproportionate patient percentage as a fraction, four decimals.
  ///   - isCapped: Whether the operating adjustment is limited to 12 percent: urban hospitals below 100
  ///     beds, rural ones below 500, sole community hospitals; not rural referral centers.
  ///   - hasCapital: Whether the hospital gets the capital adjustment.
  ///
  /// Source: 42 CFR 412.106(d), 412.320.
  public static func disproportionateShare(
    _ share: FixedDecimal, isCapped: Bool, hasCapital: Bool
  ) -> Self {
    let (low, high) = (FixedDecimal(units: 15, places: 2), FixedDecimal(units: 202, places: 3))
    var operating = FixedDecimal.zero
    if share >= high {
      operating =
        FixedDecimal(units: 588, places: 4) + FixedDecimal(units: 825, places: 3) * (share - high)
    } else if share >= low {
      operating =
        FixedDecimal(units: 25, places: 3) + FixedDecimal(units: 65, places: 2) * (share - low)
    }
    if isCapped { operating = min(operating, FixedDecimal(units: 12, places: 2)) }
    let operand = [PaymentTerm.Operand("disproportionate patient percentage", share)]
    return Self(
      operating: operating.rounded(to: 4),
      capital: hasCapital
        ? exponential(FixedDecimal(units: 2025, places: 4) * share, places: 4) : .zero,
      operatingFrom: operand, capitalFrom: hasCapital ? operand : [])
  }

  private static func exponential(_ exponent: FixedDecimal, places: Int) -> FixedDecimal {
    let base = FixedDecimal(units: 27183, places: 4)
    return (base.raised(to: exponent, places: 17) - .one).rounded(to: places)
  }
}
