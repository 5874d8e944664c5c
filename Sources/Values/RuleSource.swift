// SPDX-License-Identifier: Apache-2.0

/// What a decision rests on: the published document, its edition, and the row in it.
public struct RuleSource: Hashable, Sendable {
  /// The release or document by name, such as `icd10cm-tabular 2026-04-01` or
  /// `ICD-10-CM Official Guidelines FY2026`.
  public let document: String
  /// Where in it: a section, a note with its level, a line.
  public let locator: String
  /// The SHA-256 of the source file in hexadecimal, where the document is an imported file.
  public let sha256: String?

  /// Makes a reference.
  public init(document: String, locator: String, sha256: String? = nil) {
    self.document = document
    self.locator = locator
    self.sha256 = sha256
  }
}
