// SPDX-License-Identifier: Apache-2.0

import Values

/// How much of a plan's limits is used: the state between one service and the next.
public struct Accumulators: Hashable, Sendable {
  /// The limits of one network.
  public struct Network: Hashable, Sendable {
    /// Of the deductible.
    public var deductible = Used.none
    /// Of the coinsurance maximum.
    public var coinsurance = Used.none
    /// Of the out-of-pocket maximum.
    public var outOfPocket = Used.none

    /// Nothing used.
    public init() {}
  }

  /// A visit, for which a copay is due once.
  struct Visit: Hashable, Sendable {
    let category: ServiceCategory
    /// Nothing for a stay, which is one whatever its days.
    let date: CalendarDate?
  }

  /// In the network.
  public var inNetwork = Network()
  /// Outside of it.
  public var outOfNetwork = Network()
  /// How much of each limit of ``PlanBenefits/limits`` is used, in its order.
  public var limits: [Int64] = []
  /// Medicare Part A.
  public var benefitPeriod = BenefitPeriod()

  /// What is left of the copay of a visit.
  var openCopays: [Visit: Money] = [:]
  /// Which visits were counted, and whether they were within the limit.
  var countedVisits: [Visit: Bool] = [:]

  /// Nothing used.
  public init() {}
}
