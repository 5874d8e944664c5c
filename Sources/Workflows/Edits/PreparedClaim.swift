// SPDX-License-Identifier: Apache-2.0

public import Claims
import Edits

/// A claim in the form that edits read: its encounter, and its services packed. Made once, judged as often as asked.
public final class PreparedClaim {
  let encounter: HeldEncounter
  let record: ServiceRecord

  /// Prepares a claim.
  ///
  /// - Parameters:
  ///   - claim: A claim that was built or read.
  ///   - encounter: The encounter that it was built from; nothing takes what the claim says of it.
  public init(_ claim: Claim, of encounter: Encounter? = nil) {
    let encounter = encounter ?? Encounter(claim)
    self.encounter = HeldEncounter(encounter)
    record = ServiceRecord(claim, on: encounter.dayOfService)
  }
}
