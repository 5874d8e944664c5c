// SPDX-License-Identifier: Apache-2.0

import Workflows

/// The styles and scripts of the pages: held in memory, each at an address that changes with what it holds.
struct PageAssets: Sendable {
  /// Those of the program.
  static let shared = PageAssets()

  private let files: [String: (bytes: [UInt8], type: String)]
  /// The address of the styles.
  let styles: String
  /// The address of the script.
  let script: String

  private init() {
    var files: [String: (bytes: [UInt8], type: String)] = [:]
    var (styles, script) = ("", "")
    for (end, type) in [
      (".css", "text/css; charset=utf-8"), (".js", "text/javascript; charset=utf-8"),
      (".svg", "image/svg+xml"),
    ] {
      for file in WebFiles.files(ending: end) {
        let name = "\(file.name.dropLast(end.count))-\(file.mark)\(end)"
        files[name] = (file.bytes, type)
        if end == ".css" { styles = "/static/\(name)" }
        if end == ".js" { script = "/static/\(name)" }
      }
    }
    (self.files, self.styles, self.script) = (files, styles, script)
  }

  /// A file by its name.
  func file(_ name: String) -> (bytes: [UInt8], type: String)? { files[name] }
}
