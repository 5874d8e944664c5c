// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads the benefits of a plan, and what is used of them, from their documents.
struct PlanReading {
  let tables: BenefitTables
  /// The year whose amounts hold where the plan is Medicare; nothing where no service has a day.
  let day: CalendarDate?
  /// What is used of the limits of benefits, in their order.
  private(set) var usedLimits: [Int64] = []
  /// Where a copay is given and not what applies beside it, and for which categories.
  private var openCopays: [(categories: [ServiceCategory], note: Finding)] = []

  init(_ tables: BenefitTables, on day: CalendarDate?) {
    self.tables = tables
    self.day = day
  }

  /// The benefits of a plan.
  mutating func benefits(_ plan: inout DocumentReader) -> PlanBenefits {
    let kind = plan.word("kind", PlanBenefits.Kind.self) ?? .commercial
    var benefits = PlanBenefits()
    if kind == .medicare {
      plan.checkMembers("kind", "name", "qualified_beneficiary")
      benefits = medicare(&plan)
      benefits.isQualifiedBeneficiary = plan.flag("qualified_beneficiary") ?? false
      benefits.name = plan.text("name") ?? benefits.name
      return benefits
    }
    plan.checkMembers(
      "kind", "name", "effective", "termination", "in_network", "out_of_network", "limits",
      "excluded_codes", "code_categories")
    benefits.kind = kind
    benefits.name = plan.text("name")
    benefits.period = period(&plan)
    if var part = plan.part("in_network") {
      benefits.inNetwork = network(&part)
      plan.take(part)
    } else if !plan.has("in_network") {
      plan.missing("in_network")
    }
    if var part = plan.part("out_of_network") {
      benefits.outOfNetwork = network(&part)
      plan.take(part)
    }
    benefits.limits = limits(&plan)
    readCodes(&plan, &benefits)
    return benefits
  }

  private func medicare(_ plan: inout DocumentReader) -> PlanBenefits {
    guard let day else { return PlanBenefits() }
    guard let year = tables.medicare.year(of: day) else {
      plan.note("estimate.no-medicare-year", "kind", ("year", "\(day.parts.year)"))
      return PlanBenefits()
    }
    return .medicare(year, tables.medicare)
  }

  private func period(_ plan: inout DocumentReader) -> EffectivePeriod? {
    let last = plan.date("termination")
    guard let first = plan.date("effective") else { return nil }
    let period = EffectivePeriod(effective: first, termination: last)
    if period == nil { plan.conflict("termination", with: "effective") }
    return period
  }

  private mutating func network(_ part: inout DocumentReader) -> NetworkBenefits {
    part.checkMembers(
      "deductible", "coinsurance", "coinsurance_maximum", "out_of_pocket", "copay_counts",
      "deductible_counts", "categories")
    var benefits = NetworkBenefits()
    benefits.deductible = limit(&part, "deductible")
    benefits.coinsurance = part.share("coinsurance") ?? .none
    benefits.coinsuranceMaximum = limit(&part, "coinsurance_maximum")
    benefits.outOfPocket = limit(&part, "out_of_pocket")
    benefits.copayCounts = part.flag("copay_counts") ?? true
    benefits.deductibleCounts = part.flag("deductible_counts") ?? true
    if var categories = part.part("categories") {
      benefits.rules = rules(&categories)
      part.take(categories)
    }
    return benefits
  }

  /// A limit: an amount for one person, or an object.
  private func limit(_ part: inout DocumentReader, _ name: String) -> CostLimit {
    guard case .object? = part.value(name) else { return CostLimit(individual: part.money(name)) }
    guard var members = part.part(name) else { return CostLimit() }
    defer { part.take(members) }
    members.checkMembers("individual", "family", "aggregate")
    let limit = CostLimit(
      individual: members.money("individual"), family: members.money("family"),
      isAggregate: members.flag("aggregate") ?? false)
    if let own = limit.individual, let family = limit.family, own > family {
      members.conflict("family", with: "individual")
    }
    return limit
  }

  private mutating func rules(
    _ categories: inout DocumentReader
  ) -> [ServiceCategory: BenefitRule] {
    var rules: [ServiceCategory: BenefitRule] = [:]
    var names: [ServiceCategory: String] = [:]
    for member in categories.members {
      guard let named = named(member.name, &categories) else { continue }
      guard var part = categories.part(member.name) else { continue }
      let rule = rule(&part, named)
      categories.take(part)
      for category in named {
        if let other = names[category] { categories.conflict(member.name, with: other) }
        names[category] = member.name
        rules[category] = rule
      }
    }
    return rules
  }

  private mutating func rule(
    _ part: inout DocumentReader, _ categories: [ServiceCategory]
  ) -> BenefitRule {
    part.checkMembers(
      "coverage", "copay", "copay_per", "copay_days", "copay_after_deductible",
      "copay_waived_if_admitted", "deductible", "coinsurance", "coinsurance_maximum_per_service")
    var rule = BenefitRule()
    rule.coverage = part.word("coverage", BenefitRule.Coverage.self) ?? .covered
    rule.copay = part.money("copay")
    rule.copayBasis = part.word("copay_per", BenefitRule.CopayBasis.self) ?? .visit
    rule.copayDays = part.count("copay_days", 1...365)
    if rule.copayDays != nil, rule.copayBasis != .day {
      part.conflict("copay_days", with: "copay_per")
    }
    rule.copayFirst = !(part.flag("copay_after_deductible") ?? false)
    rule.waivedIfAdmitted = part.flag("copay_waived_if_admitted") ?? false
    rule.coinsurance = part.share("coinsurance")
    rule.facilityCoinsuranceMaximum = part.money("coinsurance_maximum_per_service")
    let deductible = part.flag("deductible")
    rule.deductibleApplies = deductible ?? true
    if rule.copay == nil {
      for name in ["copay_per", "copay_days", "copay_after_deductible", "copay_waived_if_admitted"]
      where part.has(name) && !part.has("copay") { part.missing("copay") }
    } else if rule.coinsurance == nil || deductible == nil {
      // Summaries of benefits give a copay alone where nothing else is due.
      rule.coinsurance = rule.coinsurance ?? Share.none
      rule.deductibleApplies = deductible ?? !rule.copayFirst
      let place = Place.field(part.path(of: "copay"))
      openCopays.append((categories, Finding("estimate.assumed-copay", .informs, at: place)))
    }
    return rule
  }

  /// What the document leaves open of the categories of some services, and what is taken for it.
  func notes(for services: [EstimateRequest.Service]) -> [Finding] {
    let used = Set(services.map(\.service.category))
    return openCopays.filter { !used.isDisjoint(with: $0.categories) }.map(\.note)
  }

  private func named(_ name: String, _ reader: inout DocumentReader) -> [ServiceCategory]? {
    if let named = tables.categories(named: name) { return named }
    reader.bad(name, "a category of services, office, or a service type of the 271")
    return nil
  }

  private mutating func limits(_ plan: inout DocumentReader) -> [BenefitLimit] {
    var limits: [BenefitLimit] = []
    for var part in plan.parts("limits") {
      part.checkMembers("category", "visits", "units", "amount", "used")
      let kinds = ["visits", "units", "amount"].filter { part.has($0) }
      if kinds.isEmpty { part.missing("visits") }
      if kinds.count > 1 { part.conflict(kinds[1], with: kinds[0]) }
      let measure = kinds.first.flatMap { BenefitLimit.Measure(rawValue: $0) } ?? .visits
      let most = Self.quantity(&part, measure.rawValue, measure)
      let used = Self.quantity(&part, "used", measure)
      if !part.has("category") { part.missing("category") }
      if let name = part.text("category") {
        if let named = tables.categories(named: name), named.count == 1 {
          limits.append(BenefitLimit(named[0], measure, most: most ?? 0))
          usedLimits.append(used ?? 0)
        } else {
          part.bad("category", "one category of services")
        }
      }
      plan.take(part)
    }
    return limits
  }

  private static func quantity(
    _ part: inout DocumentReader, _ name: String, _ measure: BenefitLimit.Measure
  ) -> Int64? {
    if measure == .amount { return part.money(name)?.cents }
    return part.count(name, 0...99_999).map(Int64.init)
  }

  private func readCodes(_ plan: inout DocumentReader, _ benefits: inout PlanBenefits) {
    if let list = plan.value("excluded_codes") {
      let codes = list.elements.compactMap { $0.string.flatMap { PackedCode($0) } }
      if case .array = list, codes.count == list.elements.count {
        benefits.excludedCodes = Set(codes)
      } else {
        plan.bad("excluded_codes", "a list of codes")
      }
    }
    guard var part = plan.part("code_categories") else { return }
    for member in part.members {
      guard let code = PackedCode(member.name), let name = member.value.string,
        let category = tables.categories(named: name), category.count == 1
      else {
        part.bad(member.name, "a code and one category of services")
        continue
      }
      benefits.categories[code] = category[0]
    }
    plan.take(part)
  }
}

extension PlanReading {
  /// What is used of a plan's limits.
  func accumulators(_ used: inout DocumentReader) -> Accumulators {
    used.checkMembers("in_network", "out_of_network", "benefit_period")
    var accumulators = Accumulators()
    accumulators.limits = usedLimits
    if var part = used.part("in_network") {
      accumulators.inNetwork = Self.network(&part)
      used.take(part)
    }
    if var part = used.part("out_of_network") {
      accumulators.outOfNetwork = Self.network(&part)
      used.take(part)
    }
    if var part = used.part("benefit_period") {
      accumulators.benefitPeriod = Self.benefitPeriod(&part)
      used.take(part)
    }
    return accumulators
  }

  private static func network(_ part: inout DocumentReader) -> Accumulators.Network {
    part.checkMembers("deductible", "coinsurance", "out_of_pocket")
    var network = Accumulators.Network()
    network.deductible = amounts(&part, "deductible")
    network.coinsurance = amounts(&part, "coinsurance")
    network.outOfPocket = amounts(&part, "out_of_pocket")
    return network
  }

  /// What is used: an amount of one person, or an object; what the person paid is part of the family's.
  private static func amounts(_ part: inout DocumentReader, _ name: String) -> Used {
    guard case .object? = part.value(name) else {
      let amount = part.money(name) ?? .zero
      return Used(individual: amount, family: amount)
    }
    guard var members = part.part(name) else { return .none }
    defer { part.take(members) }
    members.checkMembers("individual", "family")
    let own = members.money("individual") ?? .zero
    let family = members.money("family") ?? own
    if own > family { members.conflict("family", with: "individual") }
    return Used(individual: own, family: family)
  }

  private static func benefitPeriod(_ part: inout DocumentReader) -> BenefitPeriod {
    part.checkMembers(
      "began", "last_discharge", "hospital_days", "skilled_nursing_days", "deductible_paid",
      "reserve_days")
    var period = BenefitPeriod()
    period.began = part.date("began")
    period.lastDischarge = part.date("last_discharge")
    period.hospitalDays = part.count("hospital_days", 0...BenefitPeriod.hospitalDays) ?? 0
    period.skilledNursingDays =
      part.count("skilled_nursing_days", 0...BenefitPeriod.skilledNursingDays) ?? 0
    period.deductiblePaid = part.money("deductible_paid") ?? .zero
    period.reserveDays = part.count("reserve_days", 0...BenefitPeriod.reserveDays) ?? 0
    if period.began == nil {
      for name in ["last_discharge", "hospital_days", "skilled_nursing_days", "deductible_paid"]
      where part.has(name) {
        part.missing("began")
        break
      }
    }
    if let began = period.began, let last = period.lastDischarge, last < began {
      part.conflict("last_discharge", with: "began")
    }
    return period
  }
}
