// SPDX-License-Identifier: Apache-2.0

/// Why a file or a program could not be used.
public struct FileFailure: Error, Hashable, Sendable {
  /// What could not be done.
  public enum Code: String, Sendable {
    /// There is no such file.
    case notFound
    /// There is no folder to put it in.
    case noFolder
    /// It cannot be opened, read or listed.
    case unreadable
    /// It cannot be created, written or renamed.
    case unwritable
    /// The disk is full.
    case diskFull
    /// The archive or compressed file is damaged or ends early.
    case damagedArchive
    /// The XML is not well-formed.
    case badMarkup
    /// The bytes are not those that were expected.
    case wrongChecksum
    /// A program that is needed could not be started, or failed.
    case programFailed
    /// It unpacks to more than can be meant.
    case tooLarge
  }

  /// What could not be done.
  public let code: Code
  /// The file or program.
  public let path: String
  /// The line, where the code is ``Code/badMarkup``.
  public let line: Int?
  /// What the system or the library says; never text from inside the file.
  public let reason: String

  /// Makes a failure.
  public init(_ code: Code, _ path: String, line: Int? = nil, reason: String = "") {
    self.code = code
    self.path = path
    self.line = line
    self.reason = reason
  }
}
