// SPDX-License-Identifier: Apache-2.0

import Values

/// The answer of a coded note for a terminal.
struct CodingText {
  let text: String

  init(_ answer: JSON) {
    var lines: [String] = []
    for code in answer["codes"]?.elements ?? [] {
      let role = code["role"]?.string ?? ""
      lines.append(
        "\(code["code"]?.string ?? "")  \(code["title"]?.string ?? "")  (\(role), \(code["confidence"]?.digits ?? ""))"
      )
      let words = (code["evidence"]?.elements ?? []).compactMap(\.string)
      lines.append("  from: \(words.prefix(6).joined(separator: " … "))")
    }
    lines += ProcedureText(answer).lines
    if lines.isEmpty { lines.append("No code is supported.") }
    text = lines.joined(separator: "\n")
  }
}
