// SPDX-License-Identifier: Apache-2.0

import Values

/// Decides what a contract lets expect. Contract, schedules and factors are part of the request, so that a replay
/// does not depend on what is installed since; only published tables are asked of the installation.
final class ContractPriceDecider: Deciders.Decider {
  private let installation: Installation
  private let known: CalendarDate?
  private var terms: [JSON] = []
  private var pricing: PriceContract?

  init(_ installation: Installation, _ known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON {
    let terms = ["contract", "schedule", "charges", "hospitals"].map { request[$0] ?? .null }
    if pricing == nil || terms != self.terms {
      pricing = nil
      let agreement = try ContractFiles.agreement(in: request)
      pricing = try PriceContract(installation, [agreement], isGiven: true, known: known)
      self.terms = terms
    }
    guard var pricing else { return .null }
    self.pricing = nil
    defer { self.pricing = pricing }
    return try pricing.price(request["claim"] ?? .null)
  }
}
