// SPDX-License-Identifier: Apache-2.0

import Storage

/// The files of the web pages, which are part of the program: templates, styles, scripts.
public enum WebFiles {
  /// One of them.
  public struct File: Sendable {
    /// Its name below `Data/web/`.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]
    /// The first letters of its SHA-256: a file that changes has another address.
    public let mark: String
  }

  /// The files whose names end in a text, sorted.
  public static func files(ending end: String) -> [File] {
    Assets.files(under: "web/").filter { $0.hasSuffix(end) }.map { path in
      let bytes = Assets.bytes(path)
      return File(
        name: String(path.dropFirst(4)), bytes: bytes,
        mark: String(SHA256.hexadecimal(of: bytes).prefix(12)))
    }
  }
}
