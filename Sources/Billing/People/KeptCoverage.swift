// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A coverage of a patient in the register: in which order it pays, and from when to when.
public struct KeptCoverage: Hashable, Sendable {
  /// Its number among the patient's, from 1; 0 before it is kept.
  public var number: Int
  /// The coverage, as a claim states it.
  public var coverage: Coverage
  /// The practice's name of the payer, where it is in the register.
  public var payer: String?
  /// In which place it pays: 1 first.
  public var order: Int
  /// The first day; nothing where that is not known.
  public var effective: CalendarDate?
  /// The last day; nothing while it goes on.
  public var termination: CalendarDate?
  /// Where a picture of the card is kept, as the practice names it.
  public var card: String?

  /// Makes a coverage.
  public init(
    _ coverage: Coverage, number: Int = 0, payer: String? = nil, order: Int = 1,
    effective: CalendarDate? = nil, termination: CalendarDate? = nil, card: String? = nil
  ) {
    self.coverage = coverage
    self.number = number
    self.payer = payer
    self.order = order
    self.effective = effective
    self.termination = termination
    self.card = card
  }

  /// Whether it is in force on a day.
  public func covers(_ day: CalendarDate) -> Bool {
    (effective.map { $0 <= day } ?? true) && (termination.map { day <= $0 } ?? true)
  }

  /// Whether it and another are in force on a same day.
  func meets(_ other: KeptCoverage) -> Bool {
    let start = [effective, other.effective].compactMap { $0 }.max()
    let end = [termination, other.termination].compactMap { $0 }.min()
    guard let start, let end else { return true }
    return start <= end
  }
}

extension [KeptCoverage] {
  /// The coverages in force on a day in the order in which they pay, each with its place among them.
  public func inForce(on day: CalendarDate) -> [KeptCoverage] {
    filter { $0.covers(day) }.sorted { ($0.order, $0.number) < ($1.order, $1.number) }
  }

  /// The coverages of a claim for a day: in order, each with the letter of its place.
  public func forClaim(on day: CalendarDate) -> [Coverage] {
    let letters = PayerResponsibility.allCases
    return inForce(on: day).enumerated().map { place, kept in
      var coverage = kept.coverage
      coverage.responsibility = place < 11 ? letters[place] : .unknown
      return coverage
    }
  }
}
