// SPDX-License-Identifier: Apache-2.0

/// What a user is in a practice.
public enum Role: String, Hashable, Sendable, CaseIterable {
  /// Users, practices, keys, backups; no patients.
  case administrator
  /// Reads, draws samples, scores; changes nothing.
  case auditor
  /// Claims, remittances, denials, patients' bills.
  case biller
  /// The same, and approves what others ask for.
  case billingLead = "billing-lead"
  /// Charts.
  case coder
  /// The same, and gives them out and reviews them.
  case codingLead = "coding-lead"
  /// Watches who does what.
  case compliance
  /// Appointments, check-in, payments at the desk.
  case frontDesk = "front-desk"
  /// Practises; sees invented patients only.
  case learner
  /// Figures.
  case manager
  /// Gives care: reads charts and answers queries.
  case provider
}

/// Something that a user may be allowed to do: a name of the table `access/permissions.tsv`.
public struct Action: Hashable, Sendable, CustomStringConvertible {
  /// The name, such as `claims.send`.
  public let name: String

  init(_ name: String) { self.name = name }

  /// The name.
  public var description: String { name }
}
