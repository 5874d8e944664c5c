// SPDX-License-Identifier: Apache-2.0

public import Values

/// A payment that a remittance takes back, and the claim by which it is replaced.
///
/// A payer corrects a claim by two: one of status 22 with the earlier amounts and their signs turned,
/// then the claim as it now stands. What the two do together is ``net``.
///
/// Source: 005010X221A1, section 1.10.2.8, reversals and corrections.
public struct RemittanceCorrection: Hashable, Sendable {
  /// The claim of status 22, counted from 1 in the remittance.
  public var reversal: Int
  /// The claim that replaces it, counted likewise; nothing where the payment is only taken back.
  public var correction: Int?
  /// The number that the provider put on the claim.
  public var patientControlNumber: String
  /// What was paid before; as a positive amount.
  public var paidBefore: Money
  /// What is paid now.
  public var paidNow: Money?

  /// By how much the two change what is paid.
  public var net: Money { (paidNow ?? .zero) - paidBefore }
}

/// Ties corrections to the reversals before them, claim by claim; only reversals that still wait for
/// their correction are held.
public struct RemittanceCorrections: Hashable, Sendable {
  private struct Waiting: Hashable {
    var index: Int
    var payerControlNumbers: Set<String>
    var charge: Money
  }

  /// The corrections found so far, in the order of their reversals.
  public private(set) var found: [RemittanceCorrection] = []
  private var waiting: [String: [Waiting]] = [:]
  private var claims = 0

  /// Makes an empty list.
  public init() {}

  /// Finds the corrections of a whole remittance.
  public static func of(_ remittance: Remittance) -> [RemittanceCorrection] {
    var corrections = RemittanceCorrections()
    for group in remittance.groups { for claim in group.claims { corrections.add(claim) } }
    return corrections.found
  }

  /// Adds the next claim.
  ///
  /// A claim corrects a reversal of the same patient control number. Of several it corrects the one that
  /// it names by REF F8 or that has its own payer's number, else the one of the same charge, else the first.
  public mutating func add(_ claim: RemittanceClaim) {
    claims += 1
    let key = claim.patientControlNumber
    let numbers = Set([claim.payerControlNumber, claim.originalControlNumber].compactMap { $0 })
    if claim.isReversal {
      let entry = Waiting(index: found.count, payerControlNumbers: numbers, charge: -claim.charge)
      waiting[key, default: []].append(entry)
      found.append(
        RemittanceCorrection(
          reversal: claims, patientControlNumber: key, paidBefore: -claim.paid))
      return
    }
    guard var open = waiting[key] else { return }
    let place =
      open.firstIndex { !$0.payerControlNumbers.isDisjoint(with: numbers) }
      ?? open.firstIndex { $0.charge == claim.charge } ?? 0
    found[open[place].index].correction = claims
    found[open[place].index].paidNow = claim.paid
    open.remove(at: place)
    waiting[key] = open.isEmpty ? nil : open
  }
}
