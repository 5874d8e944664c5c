// SPDX-License-Identifier: Apache-2.0

import Values

/// How an outpatient claim reads on a terminal: its lines, why, the edits and, where it was priced, the money.
enum OutpatientText {
  /// The text of an answer.
  static func of(_ answer: JSON) -> String {
    var lines: [String] = []
    let id = answer["id"].map { text($0) + "  " } ?? ""
    lines.append("\(id)\(text(answer["from"])), bill type \(text(answer["billType"]))")
    for line in answer["lines"]?.elements ?? [] { lines += show(line) }
    let edits = answer["edits"]?.elements ?? []
    if !edits.isEmpty { lines += ["", "Edits: \(text(answer["disposition"]))"] }
    for edit in edits {
      lines.append(
        "  \(text(edit["edit"]))  \(text(edit["place"])): \(text(edit["message"])) [\(text(edit["rule"]))]"
      )
      if let advice = edit["advice"] ?? edit["what_to_do"] { lines.append("      \(text(advice))") }
    }
    if let total = answer["total"] {
      lines += [""]
      for part in total.members {
        lines.append("  " + part.name.padded(to: 18) + right(text(part.value), 14))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func show(_ line: JSON) -> [String] {
    let modifiers = (line["modifiers"]?.elements ?? []).compactMap(\.string)
    let code = ([text(line["code"])] + modifiers).joined(separator: "-")
    let published = text(line["published_status"])
    let status = text(line["status"])
    var head = text(line["line"]).padded(to: 4) + code.padded(to: 14)
    head += (published == status ? status : "\(published) > \(status)").padded(to: 10)
    head += text(line["effect"]).padded(to: 12)
    if let apc = line["apc"] {
      head += "APC \(text(apc))  \(text(line["apc_title"]))"
      if let rate = line["rate"] { head += "  \(text(rate))" }
    }
    if let formula = line["discount_formula"]?.int, formula > 1 { head += "  formula \(formula)" }
    var lines = ["", head]
    for why in line["why"]?.elements ?? [] {
      lines.append("      \(text(why["says"])) [\(text(why["source"]))]")
      if let row = why["row"] { lines.append("        \(text(row))") }
    }
    for term in line["terms"]?.elements ?? [] {
      let operands = (term["operands"]?.members ?? []).map { "\($0.name) \(text($0.value))" }
      lines.append("      " + text(term["title"]).padded(to: 46) + right(text(term["result"]), 16))
      let detail = ([text(term["formula"])] + operands).joined(separator: "; ")
      lines.append("        \(detail); \(text(term["source"]))")
    }
    if let payment = line["payment"] {
      lines.append(
        "      payment \(text(payment)), deductible \(text(line["deductible"])), "
          + "coinsurance \(text(line["coinsurance"])), Medicare \(text(line["reimbursement"])), "
          + "outlier \(text(line["outlier"]))")
    }
    return lines
  }

  private static func text(_ json: JSON?) -> String {
    guard let json else { return "-" }
    return json.string ?? json.line
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
