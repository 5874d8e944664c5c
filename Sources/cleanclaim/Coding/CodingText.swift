// SPDX-License-Identifier: Apache-2.0

import Values

/// The answer of a coded note for a terminal.
struct CodingText {
  let text: String

  init(_ answer: JSON) {
    var lines: [String] = []
    let questions = answer["questions"]?.elements ?? []
    for code in answer["codes"]?.elements ?? [] {
      let role = code["role"]?.string ?? ""
      let present = code["presentOnAdmission"]?.string.map { ", present on admission: \($0)" } ?? ""
      lines.append(
        "\(code["code"]?.string ?? "")  \(code["title"]?.string ?? "")"
          + "  (\(role), \(code["confidence"]?.digits ?? "")\(present))")
      let words = (code["evidence"]?.elements ?? []).compactMap(\.string)
      lines.append("  from: \(words.prefix(6).map(Self.line).joined(separator: " … "))")
      for question in questions where question["code"]?.string == code["code"]?.string {
        let choices = (question["choices"]?.elements ?? []).compactMap(\.string)
        let more = choices.count > 8 ? ", … (\(choices.count))" : ""
        lines.append(
          "  ask: \(question["about"]?.string ?? "") is not documented; it would lead to "
            + choices.prefix(8).joined(separator: ", ") + more)
      }
    }
    lines += ProcedureText(answer).lines
    if lines.isEmpty { lines.append("No code is supported.") }
    text = lines.joined(separator: "\n")
  }

  /// What was recorded of a coder's decisions.
  static func decisions(_ record: JSON) -> String {
    let open = (record["undecided"]?.elements ?? []).compactMap(\.string)
    return "\(record["recorded"]?.int ?? 0) decisions recorded; "
      + (open.isEmpty
        ? "every suggestion is decided" : "undecided: \(open.joined(separator: ", "))")
  }

  /// How often coders accepted.
  static func trail(_ report: JSON) -> String {
    var lines = [
      "\(report["suggestions"]?.int ?? 0) suggestions of \(report["notes"]?.int ?? 0) notes decided: "
        + tally(report) + ", \(report["added"]?.int ?? 0) codes added"
    ]
    for (name, key) in [
      ("By confidence", "by_confidence"), ("By chapter", "by_chapter"), ("By code", "by_code"),
    ] {
      let rows = report[key]?.elements ?? []
      if rows.isEmpty { continue }
      lines.append("\(name):")
      lines += rows.map { "  \($0["name"]?.string ?? "")  \(tally($0))" }
    }
    return lines.joined(separator: "\n")
  }

  private static func tally(_ row: JSON) -> String {
    "\(row["accepted"]?.int ?? 0) accepted, \(row["changed"]?.int ?? 0) changed, "
      + "\(row["rejected"]?.int ?? 0) rejected"
      + (row["acceptance"]?.digits.map { " (acceptance \($0))" } ?? "")
  }

  /// The queries to a provider.
  static func queries(_ answer: JSON) -> String {
    var parts: [String] = []
    for (index, query) in (answer["queries"]?.elements ?? []).enumerated() {
      var lines = ["\(index + 1). \(query["title"]?.string ?? "")"]
      for indicator in query["indicators"]?.elements ?? [] {
        let (words, quote) = (indicator["words"]?.string ?? "", indicator["quote"]?.string ?? "")
        let place = "   line \(indicator["line"]?.int ?? 0): "
        let named = words == quote ? "" : "\(line(words)), in "
        lines.append("\(place)\(named)\"\(line(quote))\"")
      }
      lines.append("   \(query["question"]?.string ?? "")")
      lines += (query["choices"]?.elements ?? []).map { "   [ ] \($0.string ?? "")" }
      parts.append(lines.joined(separator: "\n"))
    }
    return parts.isEmpty ? "Nothing is to be asked." : parts.joined(separator: "\n\n")
  }

  /// Words of a note in one line, without what would steer a terminal.
  private static func line(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      out.unicodeScalars.append(
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
    }
    return out
  }
}
