// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// A document of JSON that somebody hands in.
public enum JSONFile {
  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: ``WorkflowFailure``: `file.…`, `people.bad-document` where it is no JSON.
  public static func read(_ path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try asWorkflow { try Files.read(path) }
    do { return try JSON(parsing: bytes) } catch {
      throw WorkflowFailure("people.bad-document", .unusable, ("member", "the document"))
    }
  }
}
