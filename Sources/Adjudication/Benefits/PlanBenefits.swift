// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a plan pays in its network, or outside of it.
public struct NetworkBenefits: Hashable, Sendable {
  /// The deductible.
  public var deductible = CostLimit()
  /// The patient's share after the deductible.
  public var coinsurance: Share = .none
  /// The most that coinsurance alone comes to.
  public var coinsuranceMaximum = CostLimit()
  /// The most that the patient pays of what is covered.
  public var outOfPocket = CostLimit()
  /// Whether copays count towards the out-of-pocket maximum.
  public var copayCounts = true
  /// Whether the deductible counts towards the out-of-pocket maximum.
  public var deductibleCounts = true
  /// The rules of categories that have one.
  public var rules: [ServiceCategory: BenefitRule] = [:]

  /// Benefits that cover everything in full.
  public init() {}

  /// The rule of a category: its own, or the plan's deductible and coinsurance.
  public func rule(_ category: ServiceCategory) -> BenefitRule {
    if let rule = rules[category] { return rule }
    var rule = BenefitRule()
    if category == .preventive { rule.coverage = .full }
    return rule
  }
}

/// A limit of a benefit: so many visits or units, or so much paid, in a plan year.
public struct BenefitLimit: Hashable, Sendable {
  /// What is counted.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Days on which a service of the category was given.
    case visits
    /// Units.
    case units
    /// What the plan pays, in cents.
    case amount
  }

  /// The category.
  public var category: ServiceCategory
  /// What is counted.
  public var measure: Measure
  /// How many visits, units or cents.
  public var most: Int64

  /// Makes a limit.
  public init(_ category: ServiceCategory, _ measure: Measure, most: Int64) {
    self.category = category
    self.measure = measure
    self.most = most
  }
}

/// What a plan gives, limits and costs: what the shares of plan and patient are worked out from.
public struct PlanBenefits: Hashable, Sendable {
  /// The kind of a plan, where its rules are those of a programme.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An employer's, a marketplace or a Medicare Advantage plan: as its document says.
    case commercial
    /// Medicare Part A and Part B.
    case medicare
    /// Medicaid: nothing to pay but what the document says.
    case medicaid
  }

  /// The name of the plan.
  public var name: String?
  /// The kind.
  public var kind: Kind = .commercial
  /// The plan year.
  public var period: EffectivePeriod?
  /// In the network.
  public var inNetwork = NetworkBenefits()
  /// Outside of it; nothing where only emergencies are covered there.
  public var outOfNetwork: NetworkBenefits?
  /// Limits of benefits.
  public var limits: [BenefitLimit] = []
  /// Codes that are not covered.
  public var excludedCodes: Set<PackedCode> = []
  /// Codes that belong to another category than the table says.
  public var categories: [PackedCode: ServiceCategory] = [:]
  /// Medicare Part A: the amounts of the years.
  public var medicare: MedicareTable?
  /// Whether Medicaid pays the cost sharing of Medicare, so that the patient may not be billed for it.
  public var isQualifiedBeneficiary = false

  /// A plan that covers everything in full.
  public init() {}
}
