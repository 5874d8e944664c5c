// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// A file that somebody has sent with a form: it lies in a file of its own for as long as it is read, readable by the
/// server alone, and is never run.
enum UploadedFile {
  /// Does something with a file.
  ///
  /// - Parameter field: The field of the form; a document of a program has its text there.
  /// - Throws: ``WorkflowFailure``: `web.missing-field`, and what the work throws.
  static func use(
    _ call: Call, _ field: String, _ work: (String) throws(WorkflowFailure) -> JSON
  ) throws(WorkflowFailure) -> JSON {
    let bytes: [UInt8]
    if let file = call.files[field] {
      bytes = file
    } else {
      bytes = Array(try call.need(field).utf8)
    }
    return try ReceivedFile.use(bytes, in: "\(call.folder)/received", work)
  }
}
