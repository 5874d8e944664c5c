// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// A note in a file.
struct NoteFile {
  let path: String
  /// Its text, as UTF-8.
  let text: [UInt8]

  /// Reads a note; `-` is the standard input.
  ///
  /// - Throws: ``WorkflowFailure``: `code.not-text` where the bytes are no UTF-8, `code.empty-note` where
  ///   nothing is written.
  init(_ path: String) throws(WorkflowFailure) {
    try self.init(try asWorkflow { try Files.read(path) }, named: path)
  }

  /// Takes a note that has been read.
  ///
  /// - Throws: as ``init(_:)`` does.
  init(_ text: [UInt8], named path: String) throws(WorkflowFailure) {
    (self.path, self.text) = (path, text)
    guard String(validating: text, as: UTF8.self) != nil, !text.contains(0) else {
      throw WorkflowFailure("code.not-text", .unusable, ("path", path))
    }
    guard text.contains(where: { $0 > 0x20 }) else {
      throw WorkflowFailure("code.empty-note", .unusable, ("path", path))
    }
  }

  /// The name of the file without its folders.
  var name: String {
    path == "-" ? "standard input" : String(path.split(separator: "/").last ?? "")
  }

  var digest: String { SHA256.hexadecimal(of: text) }
}
