// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import TransactionSets
import Values
import X12

/// A claim as it is kept: an interchange of its own, always with the same envelope.
enum ClaimText {
  /// The bytes of a claim.
  static func bytes(of claim: Claim) throws -> [UInt8] {
    let day = CalendarDate(daysSinceEpoch: 0)
    var settings = ClaimWriter.Settings(
      header: InterchangeHeader(
        sender: InterchangeHeader.Party(id: "FILE"), receiver: InterchangeHeader.Party(id: "FILE"),
        date: day, time: "0000", controlNumber: 1, usage: .test),
      submitterName: "FILE", contactName: "FILE", contactTelephone: "5555550100",
      receiverName: "FILE")
    settings.lineBreaks = false
    var writer = ClaimWriter(settings)
    return try writer.begin() + writer.append(claim) + writer.finish()
  }

  /// The claim of such bytes.
  static func claim(_ bytes: [UInt8]) throws(WorkflowFailure) -> Claim {
    var found: Claim?
    try InterchangeFile(holding: bytes).sentClaims { found = $0 }
    guard let found else {
      throw WorkflowFailure(any: DatabaseError(.damaged, reason: "submission"))
    }
    return found
  }
}
