// SPDX-License-Identifier: Apache-2.0

public import Values

/// The most that a patient, or a family, pays in a plan year: a deductible, a coinsurance maximum or an
/// out-of-pocket maximum.
///
/// Embedded, each person has a limit inside of the family's; aggregate, only the family's counts.
public struct CostLimit: Hashable, Sendable {
  /// For one person; nothing where there is none.
  public var individual: Money?
  /// For the family; nothing where there is none.
  public var family: Money?
  /// Whether only the family's limit counts, where there is one.
  public var isAggregate: Bool

  /// Makes a limit.
  public init(individual: Money? = nil, family: Money? = nil, isAggregate: Bool = false) {
    self.individual = individual
    self.family = family
    self.isAggregate = isAggregate
  }

  /// The limit for one person that counts; nothing where the family's alone does.
  public var countedIndividual: Money? { isAggregate && family != nil ? nil : individual }

  /// What is left after what was used; nothing where no limit is set.
  public func remaining(after used: Used) -> Money? {
    let own = countedIndividual.map { max(.zero, $0 - used.individual) }
    let shared = family.map { max(.zero, $0 - used.family) }
    guard let own, let shared else { return own ?? shared }
    return min(own, shared)
  }
}

/// What a person and the family have paid towards a ``CostLimit``.
public struct Used: Hashable, Sendable {
  /// By the person.
  public var individual: Money
  /// By all of the family.
  public var family: Money

  /// Nothing used.
  public static let none = Used(individual: .zero, family: .zero)

  /// Makes a state.
  public init(individual: Money, family: Money) {
    self.individual = individual
    self.family = family
  }

  /// Adds what the person paid.
  mutating func add(_ amount: Money) {
    individual += amount
    family += amount
  }
}
