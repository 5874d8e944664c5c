// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why a database could not do what was asked.
///
/// It holds no value of any row: the database's own message is kept only where that cannot quote one.
public struct DatabaseError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// The address is none of a database.
    case badAddress = "database.bad-address"
    /// The client library of PostgreSQL is not on this machine.
    case noClient = "database.no-client"
    /// The database cannot be reached or opened.
    case unreachable = "database.unreachable"
    /// The connection was lost.
    case lost = "database.lost"
    /// Others kept it busy for too long, or got in each other's way too often.
    case busy = "database.busy"
    /// Its disk is full.
    case full = "database.full"
    /// It may be read only.
    case readOnly = "database.read-only"
    /// Its file is damaged, or is no database.
    case damaged = "database.damaged"
    /// It was changed by a later version of this program.
    case newerSchema = "database.newer-schema"
    /// Its tables are not those that this program made.
    case changedSchema = "database.changed-schema"
    /// A row would break a rule of the tables.
    case constraint = "database.constraint"
    /// A value has another type than it should.
    case wrongType = "database.wrong-type"
    /// It said no for another reason.
    case failed = "database.failed"
  }

  /// What is wrong.
  public let code: Code
  /// The number of SQLite, or the five letters of PostgreSQL; empty where the error is our own.
  public let state: String
  /// What more is known; never a value of a row.
  public let reason: String
  /// Whether the same transaction, done again, may succeed.
  public let isTransient: Bool

  /// Makes an error.
  public init(_ code: Code, state: String = "", reason: String = "", isTransient: Bool = false) {
    self.code = code
    self.state = state
    self.reason = reason
    self.isTransient = isTransient
  }

  /// The error as a finding.
  public var finding: Finding {
    Finding(
      code.rawValue, .rejects, at: .claim,
      facts: [
        .init("reason", state.isEmpty || reason.isEmpty ? state + reason : "\(reason) (\(state))")
      ])
  }
}
