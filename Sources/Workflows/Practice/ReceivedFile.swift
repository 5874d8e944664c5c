// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
import Values

/// Bytes that came from elsewhere, as a file for as long as a workflow reads them.
public enum ReceivedFile {
  /// Writes the bytes where their owner alone may read them, does something with the file, and takes it away.
  public static func use<Result>(
    _ bytes: [UInt8], in folder: String, _ work: (String) throws(WorkflowFailure) -> Result
  ) throws(WorkflowFailure) -> Result {
    let path = "\(folder)/received-\(Instant.now.microseconds)-\(UInt64.random(in: 0 ... .max))"
    let mask = umask(0o077)
    defer { umask(mask) }
    try asWorkflow {
      try Files.makeFolder(folder)
      try Files.write(bytes, to: path)
    }
    defer { unlink(path) }
    return try work(path)
  }
}
