// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// The plan and what is used of it, as the benefits of a 271 tell them, in the form of a document of estimates.
///
/// Deductibles (`C`), out-of-pocket maxima (`G`), coinsurance (`A`), copays (`B`), limits (`F`) and what is not
/// covered (`I`) are taken; amounts that remain (EB06 `29`) or were used so far (`24`) become what is used.
///
/// Source: 005010X279A1, loops 2110C and 2110D.
public struct EligibilityPlan: Sendable {
  /// `plan` and `used`.
  public private(set) var document: JSON = .object([])
  /// What is wrong, and what was not taken.
  public private(set) var findings: [Finding] = []

  private var networks = [Network(), Network()]
  private var limits: [ServiceCategory: (most: Int64?, left: Int64?)] = [:]
  private let tables: BenefitTables

  /// What is told of one network.
  fileprivate struct Network {
    var coinsurance: String?
    /// Amounts by `deductible` or `out_of_pocket`, then by person.
    var amounts: [String: Told] = [:]
    var rules: [ServiceCategory: [JSON.Member]] = [:]
  }

  /// Totals, what remains and what was used, for one person and for the family.
  fileprivate struct Told {
    var total: [String: Money] = [:]
    var left: [String: Money] = [:]
    var used: [String: Money] = [:]
  }

  /// Takes the benefits of one person.
  public init(_ benefits: [Benefit], _ tables: BenefitTables) {
    self.tables = tables
    for (index, benefit) in benefits.enumerated() { take(benefit, number: index + 1) }
    let name = benefits.lazy.compactMap(\.planDescription).first
    document = .members(("plan", plan(name)), ("used", used()))
  }

  private mutating func take(_ benefit: Benefit, number: Int) {
    let types = benefit.serviceTypes
    let isWhole = types.isEmpty || types.contains(BenefitTables.wholePlan)
    let named = types.filter { $0 != BenefitTables.wholePlan }
    let categories = named.flatMap { tables.serviceTypes[$0] ?? [] }
    switch benefit.information {
    case "1", "2", "3", "4", "5": return
    case "6", "7", "8":
      if isWhole { note("estimate.inactive-coverage", .rejects, benefit, number) }
    case "C", "G":
      takeLimit(benefit, number, isWhole: isWhole, categories)
    case "A":
      guard let share = benefit.fraction, Share(share) != nil else {
        return note("estimate.not-used", .informs, benefit, number)
      }
      let value = JSON.number(share.hasPrefix(".") ? "0\(share)" : share)
      for network in reached(benefit) {
        if isWhole, Self.keep(&networks[network].coinsurance, value.digits ?? "") {
          note("estimate.several-values", .informs, benefit, number)
        }
        for category in categories { set("coinsurance", value, category, network, benefit, number) }
      }
      if !isWhole, categories.isEmpty { note("estimate.not-used", .informs, benefit, number) }
    case "B":
      guard let amount = benefit.amount, !categories.isEmpty else {
        return note("estimate.not-used", .informs, benefit, number)
      }
      for network in reached(benefit) {
        for category in categories {
          set("copay", .money(amount), category, network, benefit, number)
        }
      }
    case "F": takeVisits(benefit, number, categories)
    case "I":
      if isWhole || categories.isEmpty {
        return note("estimate.not-used", .informs, benefit, number)
      }
      for network in reached(benefit) {
        for category in categories {
          set("coverage", .string("excluded"), category, network, benefit, number)
        }
      }
    case "R": note("estimate.other-payer", .warns, benefit, number)
    default: return
    }
  }

  /// In the network, outside of it, or both; in the network where it is not told.
  private func reached(_ benefit: Benefit) -> [Int] {
    switch benefit.inNetwork {
    case "N": [1]
    case "W": [0, 1]
    default: [0]
    }
  }

  private mutating func takeLimit(
    _ benefit: Benefit, _ number: Int, isWhole: Bool, _ categories: [ServiceCategory]
  ) {
    guard let amount = benefit.amount else {
      return note("estimate.not-used", .informs, benefit, number)
    }
    if !isWhole {
      // A kind of care is free of the deductible where its own is nothing.
      guard benefit.information == "C", amount == .zero,
        !["24", "29"].contains(benefit.period ?? ""),
        !categories.isEmpty
      else { return note("estimate.not-used", .informs, benefit, number) }
      for network in reached(benefit) {
        for category in categories {
          set("deductible", .bool(false), category, network, benefit, number)
        }
      }
      return
    }
    let name = benefit.information == "C" ? "deductible" : "out_of_pocket"
    let person = benefit.coverageLevel == "FAM" ? "family" : "individual"
    for network in reached(benefit) {
      var told = networks[network].amounts[name] ?? Told()
      let differs =
        switch benefit.period {
        case "29": Self.keep(&told.left[person], amount)
        case "24": Self.keep(&told.used[person], amount)
        default: Self.keep(&told.total[person], amount)
        }
      if differs { note("estimate.several-values", .informs, benefit, number) }
      networks[network].amounts[name] = told
    }
  }

  private mutating func takeVisits(
    _ benefit: Benefit, _ number: Int, _ categories: [ServiceCategory]
  ) {
    let delivery = benefit.deliveries.first { $0.qualifier == "VS" }
    let quantity = benefit.quantityQualifier == "VS" ? benefit.quantity : delivery?.quantity
    guard let visits = quantity?.whole, visits >= 0, categories.count == 1 else {
      return note("estimate.not-used", .informs, benefit, number)
    }
    var limit = limits[categories[0]] ?? (nil, nil)
    let differs =
      benefit.period == "29"
      ? Self.keep(&limit.left, Int64(visits)) : Self.keep(&limit.most, Int64(visits))
    if differs { note("estimate.several-values", .informs, benefit, number) }
    limits[categories[0]] = limit
  }

  /// Keeps the greater of two values that are told for one thing, so that the patient is not told too little.
  ///
  /// - Returns: Whether they differ.
  private static func keep<Value: Comparable>(_ slot: inout Value?, _ value: Value) -> Bool {
    defer { slot = max(slot ?? value, value) }
    return slot.map { $0 != value } ?? false
  }

  private mutating func set(
    _ name: String, _ value: JSON, _ category: ServiceCategory, _ network: Int,
    _ benefit: Benefit, _ number: Int
  ) {
    var members = networks[network].rules[category] ?? []
    guard let index = members.firstIndex(where: { $0.name == name }) else {
      members.append(JSON.Member(name, value))
      networks[network].rules[category] = members
      return
    }
    let old = members[index].value
    guard old != value else { return }
    note("estimate.several-values", .informs, benefit, number)
    let amounts = [old, value].compactMap { $0.digits.flatMap { Money($0) } }
    let shares = [old, value].compactMap { $0.digits.flatMap { Share($0) } }
    let isGreater =
      name == "copay" && amounts.count == 2 && amounts[0] < amounts[1]
      || name == "coinsurance" && shares.count == 2 && shares[0] < shares[1]
    if isGreater { members[index] = JSON.Member(name, value) }
    networks[network].rules[category] = members
  }

  private mutating func note(
    _ rule: String, _ severity: Finding.Severity, _ benefit: Benefit, _ number: Int
  ) {
    findings.append(
      Finding(
        rule, severity, at: .field("EB[\(number)]"),
        facts: [
          .init("information", benefit.information),
          .init("types", benefit.serviceTypes.joined(separator: " ")),
          .init("period", benefit.period ?? ""),
        ]))
  }
}

extension EligibilityPlan {
  private func plan(_ name: String?) -> JSON {
    let outside = networks[1].isEmpty ? nil : network(networks[1])
    return .members(
      ("name", name.map(JSON.string)), ("in_network", network(networks[0])),
      ("out_of_network", outside), ("limits", limits.isEmpty ? nil : visits()))
  }

  private func network(_ network: Network) -> JSON {
    let categories = ServiceCategory.allCases.compactMap { category in
      network.rules[category].map { JSON.Member(category.rawValue, .object($0)) }
    }
    return .members(
      ("deductible", total(network.amounts["deductible"])),
      ("coinsurance", network.coinsurance.map(JSON.number)),
      ("out_of_pocket", total(network.amounts["out_of_pocket"])),
      ("categories", categories.isEmpty ? nil : .object(categories)))
  }

  /// The whole amounts; where only what remains is told, that is all there is.
  private func total(_ told: Told?) -> JSON? {
    guard let told else { return nil }
    return .object(
      ["individual", "family"].compactMap { person in
        (told.total[person] ?? told.left[person]).map { JSON.Member(person, .money($0)) }
      })
  }

  private func used() -> JSON? {
    let members = zip(["in_network", "out_of_network"], networks).compactMap { name, network in
      let parts = ["deductible", "out_of_pocket"].compactMap { limit in
        network.amounts[limit].flatMap { used($0) }.map { JSON.Member(limit, $0) }
      }
      return parts.isEmpty ? nil : JSON.Member(name, .object(parts))
    }
    return members.isEmpty ? nil : .object(members)
  }

  private func used(_ told: Told) -> JSON? {
    func amount(_ person: String) -> Money? {
      if let total = told.total[person], let left = told.left[person] {
        return max(.zero, total - left)
      }
      return told.used[person] ?? told.left[person].map { _ in .zero }
    }
    guard let own = amount("individual") else {
      return amount("family").map {
        .members(("individual", .money(.zero)), ("family", .money($0)))
      }
    }
    // What the person paid is part of what the family paid.
    let family = amount("family").map { max($0, own) }
    return .members(("individual", .money(own)), ("family", family.map(JSON.money)))
  }

  private func visits() -> JSON {
    .array(
      ServiceCategory.allCases.compactMap { category in
        guard let limit = limits[category] else { return nil }
        let most = limit.most ?? limit.left ?? 0
        let used = limit.left.map { max(0, most - $0) } ?? 0
        return .members(
          ("category", .string(category.rawValue)), ("visits", .int(Int(most))),
          ("used", .int(Int(used))))
      })
  }
}

extension EligibilityPlan.Network {
  fileprivate var isEmpty: Bool { coinsurance == nil && amounts.isEmpty && rules.isEmpty }
}
