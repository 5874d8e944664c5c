// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// The working out of the amounts of a claim, line by line, and between lines where they bear on each other.
///
/// The amount of a schedule is rounded to cents, as it is published; shares of it are exact, and the line
/// is rounded to cents once, at its end.
struct ProfessionalCalculation {
  /// A line that is being priced.
  struct Work {
    let line: ServiceRecord.Line
    let modifiers: Modifiers
    var schedule = ServicePayment.Schedule.none
    var outcome = ServicePayment.Outcome.paid
    var reasons: [ServicePayment.Reason] = []
    var terms: [PaymentTerm] = []
    var sources: [RuleSource] = []
    /// The row of the relative value file.
    var service: PhysicianService?
    /// Whether the facility amount is paid.
    var isFacility = false
    /// The amount for one unit, in cents.
    var fee: FixedDecimal?
    /// The amount for the line, exact.
    var value = FixedDecimal.zero
    /// How many times the procedure was done, as far as it is ranked: sides of one are one.
    var procedures: Int? = 1
    /// The beneficiary's part, in thousandths of a percent.
    var coinsurance: Int64 = 20_000

    /// The number of units.
    var units: FixedDecimal { FixedDecimal(units: Int128(line.units.thousandths), places: 3) }
    /// The number of units where it is whole and above nothing.
    var count: Int? { line.units.whole.flatMap { $0 > 0 && $0 < 10_000 ? $0 : nil } }
    /// Whether the amount is still being worked out under the physician fee schedule.
    var isPhysicians: Bool { schedule == .physician && fee != nil && outcome != .unpaid }

    /// Keeps a step and gives its result.
    @discardableResult
    mutating func step(
      _ name: String, _ operands: [(String, FixedDecimal)], _ result: FixedDecimal
    ) -> FixedDecimal {
      terms.append(PaymentTerm(name, operands.map { PaymentTerm.Operand($0.0, $0.1) }, result))
      return result
    }

    /// Takes a share of the line's value, as a step.
    mutating func take(_ name: String, share: FixedDecimal) {
      value = step(name, [("amount", value), ("share", share)], value * share)
    }

    /// Settles that nothing is paid.
    mutating func refuse(_ reason: String, _ facts: (String, String)...) {
      outcome = .unpaid
      value = .zero
      reasons.append(ServicePayment.Reason(reason, facts))
    }

    /// Settles that the contractor decides by documentation.
    mutating func review(_ reason: String, _ facts: (String, String)...) {
      if outcome == .paid { outcome = .review }
      reasons.append(ServicePayment.Reason(reason, facts))
    }

    /// Adds what should be known.
    mutating func note(_ reason: String, _ facts: (String, String)...) {
      reasons.append(ServicePayment.Reason(reason, facts))
    }
  }

  let claim: ServiceRecord
  let setting: ProfessionalSetting
  let tables: ProfessionalTables
  let indices: GeographicIndices?
  var works: [Work]

  init(_ claim: ServiceRecord, _ setting: ProfessionalSetting, _ tables: ProfessionalTables) {
    self.claim = claim
    self.setting = setting
    self.tables = tables
    indices = tables.indices?.indices(of: setting.locality)
    works = claim.lines.map { Work(line: $0, modifiers: $0.modifiers) }
  }

  mutating func run() {
    for index in works.indices { open(index) }
    bundleInjections()
    applyGlobalPeriods()
    rankProcedures()
    reduceComponents()
    reduceTherapy()
    for index in works.indices where works[index].isPhysicians { takeShares(index) }
  }

  /// The payments as they stand, rounded.
  var payments: [ServicePayment] { works.map(payment) }

  private func payment(_ work: Work) -> ServicePayment {
    var work = work
    let isKnown = work.fee != nil || work.outcome == .unpaid
    var amount = isKnown ? work.value : nil
    if let value = amount, work.outcome != .unpaid {
      amount = work.step("line-amount", [("amount", value)], value.rounded(to: 2))
    }
    var allowed: Money?
    if let amount, work.outcome == .paid || work.outcome == .unpaid {
      allowed = amount.money
      let charge = FixedDecimal(work.line.charge)
      if work.line.charge > .zero, charge < amount, work.outcome == .paid {
        allowed =
          work.step("lower-of-charge", [("amount", amount), ("charge", charge)], charge).money
      }
    }
    let shares = allowed.map { self.shares($0, work) }
    return ServicePayment(
      number: work.line.number, schedule: work.schedule, outcome: work.outcome,
      reasons: work.reasons, fee: work.fee?.money, amount: amount?.money, allowed: allowed,
      limitingCharge: limitingCharge(work, amount), coinsurance: shares?.coinsurance,
      sequestration: shares?.sequestration, terms: work.terms, sources: work.sources)
  }

  /// The patient's part, and what is withheld of the rest: two percent.
  ///
  /// Source: 42 CFR 410.152(b); Balanced Budget and Emergency Deficit Control Act, section 251A(6).
  private func shares(
    _ allowed: Money, _ work: Work
  ) -> (coinsurance: Money, sequestration: Money) {
    let part = FixedDecimal(units: Int128(work.coinsurance), places: 5)
    let coinsurance = (FixedDecimal(allowed) * part).rounded(to: 2).money
    let rest = FixedDecimal(allowed - coinsurance)
    return (coinsurance, (rest * FixedDecimal(units: 2, places: 2)).rounded(to: 2).money)
  }

  /// What a practitioner who does not participate may ask at most: 115 percent of what Medicare allows.
  ///
  /// Source: Social Security Act, section 1848(g)(2)(C); RVU25D: 109.25 percent of the fee schedule amount.
  private func limitingCharge(_ work: Work, _ amount: FixedDecimal?) -> Money? {
    guard !setting.isParticipating, !setting.isAssigned, amount != nil, work.outcome == .paid,
      work.schedule == .physician || work.schedule == .anesthesia
    else { return nil }
    // The value of the line is exact, and 95 percent already: 115 percent of that may be asked.
    return (work.value * FixedDecimal(units: 115, places: 2)).rounded(to: 2).money
  }
}
