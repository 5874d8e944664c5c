// SPDX-License-Identifier: Apache-2.0

public import TransactionSets
import Values
import X12

extension ClaimWriter.Settings {
  /// Settings that give the same bytes every time.
  public static var sample: ClaimWriter.Settings {
    ClaimWriter.Settings(
      header: InterchangeHeader(
        sender: .init(id: "CLEANCLAIM"), receiver: .init(id: "99999"),
        date: SampleEncounter.day("2026-11-22"), time: "0900", controlNumber: 1),
      submitterName: "Milbrook Billing Office", contactName: "EDI Desk",
      contactTelephone: "6145550199", receiverName: "Sample Clearinghouse")
  }
}
