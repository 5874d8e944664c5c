// SPDX-License-Identifier: Apache-2.0

public import Values

/// How a payer answered the services of one code on one claim.
public struct AnsweredService: Hashable, Sendable {
  /// Something of a service by which a denial may be told from a payment.
  public enum Facet: Hashable, Sendable, Comparable {
    /// Nothing: every service of the code.
    case none
    /// It has no modifier.
    case withoutModifier
    /// It has a modifier.
    case modifier(String)
    /// It was done in a place of service.
    case place(String)
    /// It points to a diagnosis of a category of three characters.
    case diagnosis(String)
  }

  /// The payer's identifier, or its name where it has none.
  public var payer: String
  /// The claim.
  public var claim: String
  /// The code.
  public var code: String
  /// The first day of service.
  public var day: CalendarDate
  /// The modifiers of its lines.
  public var modifiers: Set<String> = []
  /// The places of service of its lines.
  public var places: Set<String> = []
  /// The categories of the diagnoses that it points to.
  public var categories: Set<String> = []
  /// Why it was denied, each as group and reason (`CO-197`); empty where it was not.
  public var reasons: Set<String> = []

  /// Makes a service that was paid.
  public init(payer: String, claim: String, code: String, day: CalendarDate) {
    self.payer = payer
    self.claim = claim
    self.code = code
    self.day = day
  }

  /// Everything by which it may be told from others of its code.
  var facets: [Facet] {
    [.none] + (modifiers.isEmpty ? [.withoutModifier] : modifiers.map(Facet.modifier))
      + places.map(Facet.place) + categories.map(Facet.diagnosis)
  }

  /// Takes another line of the same code and claim in.
  public mutating func add(_ other: AnsweredService) {
    modifiers.formUnion(other.modifiers)
    places.formUnion(other.places)
    categories.formUnion(other.categories)
    reasons.formUnion(other.reasons)
    day = min(day, other.day)
  }
}
