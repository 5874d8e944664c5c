// SPDX-License-Identifier: Apache-2.0

/// What happened that a journal entry keeps.
public enum EntryKind: String, Hashable, Sendable, CaseIterable {
  /// Services were charged.
  case charge
  /// A payer or a patient paid.
  case payment
  /// A payment that was kept unapplied was applied to a claim.
  case application
  /// A payer reduced a charge.
  case adjustment
  /// What one owed passed to another: from payer to patient, to the next payer, to an agency.
  case transfer
  /// The practice gave something up.
  case writeOff = "write-off"
  /// Money came to the bank.
  case deposit
  /// Money was given back.
  case refund
  /// A payer took money back, or will.
  case takeback
  /// Interest was paid or received.
  case interest
  /// A balance was brought over.
  case opening
  /// An entry was undone.
  case reversal
}
