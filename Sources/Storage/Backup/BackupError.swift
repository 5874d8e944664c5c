// SPDX-License-Identifier: Apache-2.0

public import Values

/// Why a backup could not be made, read or restored.
public struct BackupError: Error, Hashable, Sendable {
  /// What is wrong; the raw values are the ids of the findings.
  public enum Code: String, Sendable, CaseIterable {
    /// The file is no backup of this program.
    case notABackup = "backup.not-a-backup"
    /// The backup is not what it was when it was made.
    case damaged = "backup.damaged"
    /// The backup rests on an earlier one of its folder, which is not there.
    case missingFile = "backup.missing-file"
    /// The database holds something already.
    case notEmpty = "backup.not-empty"
    /// The folder has no backup of so early a moment.
    case noneSoEarly = "backup.none-so-early"
    /// The database has no tables of this program.
    case noTables = "backup.no-tables"
    /// The books restored do not stand where the backup says.
    case otherHead = "backup.other-head"
  }

  /// What is wrong.
  public let code: Code
  /// The file, the folder or the practice.
  public let path: String
  /// What more is known.
  public let reason: String

  /// Makes an error.
  public init(_ code: Code, _ path: String, reason: String = "") {
    self.code = code
    self.path = path
    self.reason = reason
  }

  /// The error as a finding.
  public var finding: Finding {
    Finding(
      code.rawValue, .rejects, at: .claim,
      facts: [.init("path", path), .init("reason", reason)])
  }
}
