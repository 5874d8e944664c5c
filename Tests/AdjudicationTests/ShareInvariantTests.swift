// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import TestSupport
import Testing
import Values

/// What holds for every plan and every service, and a second, simpler working out of plain plans.
@Suite struct ShareInvariantTests {
  private static func amount(_ most: Int64, _ numbers: inout SeededNumbers) -> Money {
    Money(cents: .random(in: 0...most, using: &numbers))
  }

  private static func limit(_ most: Int64, _ numbers: inout SeededNumbers) -> CostLimit {
    let own = amount(most, &numbers)
    return CostLimit(
      individual: own, family: own + amount(most, &numbers),
      isAggregate: Bool.random(using: &numbers))
  }

  private static func terms(_ numbers: inout SeededNumbers) -> NetworkBenefits {
    var terms = NetworkBenefits()
    terms.deductible = limit(200_000, &numbers)
    terms.outOfPocket = limit(300_000, &numbers)
    terms.coinsurance = Share(units: .random(in: 0...10_000, using: &numbers)) ?? .none
    for category in ServiceCategory.allCases where Bool.random(using: &numbers) {
      var rule = BenefitRule()
      rule.copay = Bool.random(using: &numbers) ? amount(20_000, &numbers) : nil
      rule.copayBasis = BenefitRule.CopayBasis.allCases.randomElement(using: &numbers) ?? .visit
      rule.copayFirst = Bool.random(using: &numbers)
      rule.deductibleApplies = Bool.random(using: &numbers)
      rule.coverage = Bool.random(using: &numbers) ? .covered : .full
      terms.rules[category] = rule
    }
    return terms
  }

  private static func service(_ number: Int, _ numbers: inout SeededNumbers) -> PricedService {
    let charge = amount(500_000, &numbers)
    let day = CalendarDate(daysSinceEpoch: 20_500 + .random(in: 0...3, using: &numbers))
    var service = PricedService(
      number: number, category: ServiceCategory.allCases.randomElement(using: &numbers) ?? .other,
      on: day, charge: charge, allowed: amount(charge.cents, &numbers))
    service.days = .random(in: 0...4, using: &numbers)
    service.network = Bool.random(using: &numbers) ? .inside : .outside
    service.units = Quantity(thousandths: .random(in: 1...9_000, using: &numbers))
    return service
  }

  @Test("Charges are shared without rest, and no more is paid than the maximum", arguments: 0..<40)
  func conservation(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<50 {
      var benefits = PlanBenefits()
      benefits.inNetwork = Self.terms(&numbers)
      benefits.outOfNetwork = Bool.random(using: &numbers) ? Self.terms(&numbers) : nil
      benefits.limits = [
        BenefitLimit(.therapy, .visits, most: 1), BenefitLimit(.laboratory, .units, most: 5),
        BenefitLimit(.imaging, .amount, most: 50_000),
      ]
      var calculation = BenefitCalculation(benefits)
      var counted = Money.zero
      for number in 1...12 {
        let service = Self.service(number, &numbers)
        let share = calculation.share(of: service)
        #expect(service.charge == share.contractual + share.plan + share.patient)
        #expect(
          share.plan >= .zero && share.deductible >= .zero && share.copay >= .zero
            && share.coinsurance >= .zero && share.relief >= .zero)
        let isRefused = share.adjustments.contains { ["96", "242"].contains($0.reason) }
        if !isRefused { #expect(share.allowed + share.balance == share.plan + share.patient) }
        #expect(
          share.adjustments.reduce(.zero) { $0 + $1.amount } == service.charge - share.plan)
        let isInside = service.network == .inside || service.category == .emergency
        if isInside { counted += share.costSharing }
      }
      let maximum = benefits.inNetwork.outOfPocket
      #expect(counted <= (maximum.countedIndividual ?? maximum.family ?? counted))
      #expect(counted == calculation.accumulators.inNetwork.outOfPocket.individual)
    }
  }

  @Test("Plain plans come out as a simple working out has them", arguments: 0..<40)
  func simple(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed) + 77)
    for _ in 0..<100 {
      let deductible = Int64.random(in: 0...150_000, using: &numbers)
      let maximum = Int64.random(in: 0...250_000, using: &numbers)
      let percent = Int64.random(in: 0...100, using: &numbers)
      var benefits = PlanBenefits()
      benefits.inNetwork.deductible = CostLimit(individual: Money(cents: deductible))
      benefits.inNetwork.outOfPocket = CostLimit(individual: Money(cents: maximum))
      benefits.inNetwork.coinsurance = Share(units: Int(percent) * 100) ?? .none
      var calculation = BenefitCalculation(benefits)
      var (openDeductible, openMaximum) = (deductible, maximum)
      for number in 1...8 {
        var service = Self.service(number, &numbers)
        (service.category, service.network) = (.other, .inside)
        let share = calculation.share(of: service)
        let first = min(service.allowed.cents, openDeductible)
        let second = ((service.allowed.cents - first) * percent * 2 + 100) / 200
        let patient = min(first + second, openMaximum)
        #expect(share.patient.cents == patient)
        openDeductible -= min(first, patient)
        openMaximum -= patient
      }
    }
  }

  @Test("A share has at most four digits and lies from 0 to 1")
  func shares() {
    #expect(Share("0.2")?.units == 2000 && Share("1")?.units == 10_000 && Share(".3333") != nil)
    #expect(Share("0.33333") == nil && Share("1.0001") == nil && Share("-0.1") == nil)
    #expect(Share("0.125")?.of(Money(cents: 4)) == Money(cents: 1))
  }
}
