// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// Every decision that can be asked for as JSON and made again: a name, a request, an answer.
///
///     let answer = Deciders(installation).decide("em", request)
///
/// The same functions answer the command line, the library and a replay, so that they cannot differ.
public final class Deciders {
  /// Makes an answer from a request, and keeps what it has opened.
  protocol Decider: AnyObject {
    /// Answers, or throws with what is wrong.
    func answer(_ request: JSON) throws(WorkflowFailure) -> JSON
  }

  private typealias Making =
    @Sendable (Installation, CalendarDate?) throws(WorkflowFailure) -> any Decider

  private static let making: [(name: String, summary: String, make: Making)] = [
    (
      "codes.lookup", "what a code means on a day: code, set, on",
      { installation, known throws(WorkflowFailure) in
        try CodeDecider(CodeQueries(installation, known: known))
      }
    ),
    (
      "edit", "what holds a claim: Docs/Edits.md, without payers' rules and overrides",
      { installation, known throws(WorkflowFailure) in
        try EditDecider(
          EditClaims(asWorkflow { try installation.library(known: known) }, rules: []))
      }
    ),
    (
      "em", "the evaluation and management code of a visit: Docs/Visits.md",
      { _, _ throws(WorkflowFailure) in VisitDecider() }
    ),
    (
      "estimate", "what a patient pays: Docs/Estimates.md",
      { _, _ throws(WorkflowFailure) in EstimateDecider() }
    ),
    (
      "group.apc", "the payment groups and edits of an outpatient claim: Docs/Outpatient.md",
      { installation, known throws(WorkflowFailure) in
        try VisitGroupDecider(GroupOutpatient(installation, known: known))
      }
    ),
    (
      "group.msdrg", "the MS-DRG of a stay: Docs/Msdrg.md, the records",
      { installation, known throws(WorkflowFailure) in
        try StayDecider(GrouperLibrary(installation, known: known))
      }
    ),
    (
      "necessity", "whether policies cover the services of a claim: Docs/Necessity.md",
      { installation, known throws(WorkflowFailure) in
        try NecessityDecider(ReviewNecessity(installation, known: known))
      }
    ),
    (
      "price.contract",
      "what a contract lets expect: contract, schedule, charges, hospitals and claim, Docs/Contracts.md",
      { installation, known throws(WorkflowFailure) in ContractPriceDecider(installation, known) }
    ),
    (
      "price.ipps", "what a stay is paid: hospital and claim, Docs/InpatientPayment.md",
      { installation, known throws(WorkflowFailure) in InpatientPriceDecider(installation, known) }
    ),
    (
      "price.mpfs",
      "what services are paid: Docs/ProfessionalPayment.md",
      { installation, known throws(WorkflowFailure) in
        try ProfessionalPriceDecider(PriceProfessional(installation, known: known))
      }
    ),
    (
      "price.opps", "what an outpatient claim is paid: hospital and claim, Docs/Outpatient.md",
      { installation, known throws(WorkflowFailure) in OutpatientPriceDecider(installation, known) }
    ),
  ]

  private let installation: Installation
  private let known: CalendarDate?
  private var opened: [String: any Decider] = [:]

  /// Takes an installation, with a knowledge date where later releases are not to be looked at.
  public init(_ installation: Installation, known: CalendarDate? = nil) {
    self.installation = installation
    self.known = known
  }

  /// The decisions that can be asked for: name and a few words.
  public static var kinds: [(name: String, summary: String)] {
    making.map { ($0.name, $0.summary) }
  }

  /// Makes a decision.
  ///
  /// - Returns: The answer; where the request is refused, an object with `findings` alone.
  /// - Throws: ``WorkflowFailure``: `decision.unknown-kind`, and where the machine or an installation says no.
  public func decide(_ kind: String, _ request: JSON) throws(WorkflowFailure) -> JSON {
    let decider = try decider(kind)
    do {
      return try decider.answer(request)
    } catch  where error.kind == .rejected || error.kind == .unusable {
      return .members(
        ("findings", .array(error.findings.map(FindingWords.standard.json))))
    }
  }

  private func decider(_ kind: String) throws(WorkflowFailure) -> any Decider {
    if let decider = opened[kind] { return decider }
    guard let row = Self.making.first(where: { $0.name == kind }) else {
      throw WorkflowFailure(
        "decision.unknown-kind", .usage, ("kind", kind),
        ("known", Self.making.map(\.name).joined(separator: ", ")))
    }
    let decider = try row.make(installation, known)
    opened[kind] = decider
    return decider
  }
}

private final class CodeDecider: Deciders.Decider {
  private let queries: CodeQueries
  init(_ queries: CodeQueries) { self.queries = queries }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON {
    let day = request["on"]?.string.flatMap { CalendarDate($0) }
    return try queries.lookup(
      request["code"]?.string ?? "", in: request["set"]?.string, on: day)
  }
}

private final class EditDecider: Deciders.Decider {
  private let edits: EditClaims
  init(_ edits: EditClaims) { self.edits = edits }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try edits.judge(request) }
}

private final class EstimateDecider: Deciders.Decider {
  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON {
    let estimates = try EstimateShares()
    return try estimates.estimate(request)
  }
}

private final class NecessityDecider: Deciders.Decider {
  private let review: ReviewNecessity
  init(_ review: ReviewNecessity) { self.review = review }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try review.judge(request) }
}

private final class VisitDecider: Deciders.Decider {
  private let visits = LevelVisits()

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try visits.level(request) }
}

private final class StayDecider: Deciders.Decider {
  private let stays: GroupStays
  private let library: GrouperLibrary
  init(_ library: GrouperLibrary) {
    self.library = library
    stays = GroupStays(library)
  }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try stays.answer(request) }
}

private final class InpatientPriceDecider: Deciders.Decider {
  private let installation: Installation
  private var rates: JSON = .null
  private let known: CalendarDate?
  private var pricing: PriceInpatient?
  init(_ installation: Installation, _ known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON {
    let hospital = request["hospital"] ?? .null
    if pricing == nil || hospital != rates {
      pricing = try PriceInpatient(installation, rates: hospital, known: known)
      rates = hospital
    }
    guard var pricing else { return .null }
    defer { self.pricing = pricing }
    return try pricing.price(request["claim"] ?? .null)
  }
}

private final class VisitGroupDecider: Deciders.Decider {
  private var grouping: GroupOutpatient
  init(_ grouping: GroupOutpatient) { self.grouping = grouping }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try grouping.group(request) }
}

private final class OutpatientPriceDecider: Deciders.Decider {
  private let installation: Installation
  private let known: CalendarDate?
  private var rates: JSON = .null
  private var pricing: PriceOutpatient?
  init(_ installation: Installation, _ known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON {
    let hospital = request["hospital"] ?? .null
    if pricing == nil || hospital != rates {
      pricing = try PriceOutpatient(installation, rates: hospital, known: known)
      rates = hospital
    }
    guard var pricing else { return .null }
    defer { self.pricing = pricing }
    return try pricing.price(request["claim"] ?? .null)
  }
}

private final class ProfessionalPriceDecider: Deciders.Decider {
  private var pricing: PriceProfessional
  init(_ pricing: PriceProfessional) { self.pricing = pricing }

  func answer(_ request: JSON) throws(WorkflowFailure) -> JSON { try pricing.price(request) }
}
