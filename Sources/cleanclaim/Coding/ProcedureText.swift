// SPDX-License-Identifier: Apache-2.0

import Values

/// The procedures of a coded note for a terminal.
struct ProcedureText {
  let lines: [String]

  init(_ answer: JSON) {
    var lines: [String] = []
    for procedure in answer["procedures"]?.elements ?? [] {
      let code = procedure["code"]?.string ?? ""
      let title = procedure["title"]?.string ?? ""
      let units = procedure["units"]?.int.map { $0 > 1 ? " × \($0)" : "" } ?? ""
      lines.append(
        "\(code)\(units)  \(title)  (\(procedure["set"]?.string ?? ""), \(procedure["confidence"]?.digits ?? ""))"
      )
      let words = (procedure["evidence"]?.elements ?? []).compactMap(\.string)
      lines.append("  from: \(words.prefix(6).joined(separator: " … "))")
      for axis in procedure["open"]?.elements ?? [] {
        let choices = (axis["choices"]?.elements ?? []).compactMap { choice in
          choice["character"]?.string.map { "\($0) \(choice["label"]?.string ?? "")" }
        }
        let more = choices.count > 6 ? ", …" : ""
        lines.append(
          "  not documented: \(axis["axis"]?.string ?? "") (\(choices.prefix(6).joined(separator: ", "))\(more))"
        )
      }
    }
    self.lines = lines
  }
}
