// SPDX-License-Identifier: Apache-2.0

public import Values

/// What came of a denial, as far as counting goes.
public enum DenialFate: String, Hashable, Sendable, CaseIterable {
  /// The payer has paid after all.
  case overturned
  /// It stands: given up, borne by somebody else, or settled without a payment.
  case stands
  /// It is no denial any more: its remittance was taken out, or another one has taken its place.
  case gone

  /// The fate of a closed denial.
  ///
  /// - Parameters:
  ///   - outcome: What came of it, as it is kept.
  ///   - isPaid: Whether the payer has paid on the claim since.
  public init(outcome: String, isPaid: Bool) {
    if outcome == "unapplied" || outcome == "duplicate" || outcome == "not-a-denial"
      || outcome.hasPrefix("denied-agai")
    {
      self = .gone
    } else {
      self =
        isPaid && !outcome.hasPrefix("written-off") || outcome == "paid" ? .overturned : .stands
    }
  }
}

/// Denials counted together.
public struct DenialTotals: Hashable, Sendable {
  /// How many are not closed.
  public var openCount = 0
  /// How much was refused of these.
  public var refused = Money.zero
  /// How much of that the books still have open with the payer.
  public var open = Money.zero
  /// How many were overturned.
  public var overturned = 0
  /// How much was refused of these.
  public var overturnedAmount = Money.zero
  /// How many stand.
  public var standing = 0
  /// How much was refused of these.
  public var standingAmount = Money.zero

  /// Counts nothing.
  public init() {}

  /// How many of a thousand that were decided were overturned; nothing where none was decided.
  public var overturnRate: Int? {
    let decided = overturned + standing
    return decided == 0 ? nil : (overturned * 1000 + decided / 2) / decided
  }

  /// Adds others.
  public mutating func add(_ other: DenialTotals) {
    openCount += other.openCount
    refused += other.refused
    open += other.open
    overturned += other.overturned
    overturnedAmount += other.overturnedAmount
    standing += other.standing
    standingAmount += other.standingAmount
  }

  /// What of an open balance each denial stands for: the latest first, none more than was refused.
  ///
  /// - Parameters:
  ///   - refused: What was refused, in the order in which it was.
  ///   - balance: What the payer still owes by the books.
  /// - Returns: The parts in the same order, and what no denial stands for.
  public static func parts(
    of refused: [Money], balance: Money
  ) -> (parts: [Money], rest: Money) {
    var left = max(.zero, balance)
    var parts = refused
    for index in refused.indices.reversed() {
      parts[index] = min(refused[index], left)
      left = left - parts[index]
    }
    return (parts, left)
  }
}
