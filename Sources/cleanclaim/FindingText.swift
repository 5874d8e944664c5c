// SPDX-License-Identifier: Apache-2.0

import Values

/// How the commands word a finding: what is wrong and where, what to do, what settles it, by which row.
enum FindingText {
  /// The lines of a finding, indented.
  static func lines(of finding: JSON, withHash: Bool = false) -> [String] {
    func text(_ name: String) -> String { finding[name]?.string ?? "" }
    var lines = ["  \(text("severity")) \(text("place")): \(text("message")) [\(text("rule"))]"]
    if text("severity") != "informs" || withHash, !text("what_to_do").isEmpty {
      lines.append("    do: \(text("what_to_do"))")
    }
    for fix in finding["fixes"]?.elements ?? [] {
      lines.append(
        "    settles it: \(fix["change"]?.string ?? ""), if \(fix["when"]?.string ?? "")")
    }
    if let override = finding["overridden"], override != .null {
      lines.append(
        "    overridden by \(override["user"]?.string ?? "") until \(override["until"]?.string ?? ""): "
          + (override["reason"]?.string ?? ""))
    }
    if let source = finding["source"], source != .null {
      let hash = source["sha256"]?.string.map { " (SHA-256 \($0.prefix(12))...)" } ?? ""
      lines.append(
        "    source: \(source["document"]?.string ?? ""), \(source["locator"]?.string ?? "")"
          + (withHash ? hash : ""))
    }
    return lines
  }
}
