// SPDX-License-Identifier: Apache-2.0

/// Why a codebook file cannot be used.
public struct CodebookError: Error, Hashable, Sendable {
  /// What is wrong with the file.
  public enum Code: String, Sendable {
    /// It is not a codebook file at all.
    case notACodebook
    /// It was written by another version of the format.
    case otherFormat
    /// It is shorter or longer than its header says.
    case truncated
    /// Its bytes are not those that were written.
    case altered
    /// A section that the reader needs is not there.
    case sectionMissing
  }

  /// What is wrong.
  public let code: Code
  /// The section concerned, or empty.
  public let section: String

  /// Makes an error.
  public init(_ code: Code, section: String = "") {
    self.code = code
    self.section = section
  }
}
