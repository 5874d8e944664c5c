// SPDX-License-Identifier: Apache-2.0

import Values

/// The report of a risk score, for a terminal.
struct HccText {
  private let answer: JSON

  init(_ answer: JSON) { self.answer = answer }

  /// The report, line by line.
  var text: String {
    var lines = [
      "\(answer["model"]?.string ?? ""), payment year \(answer["year"]?.int ?? 0)",
      "segment \(answer["segment"]?.string ?? ""), cell \(answer["category"]?.string ?? "")",
      "",
    ]
    lines += scores
    lines += section("Counted categories", "categories", category)
    lines += section("Yielding to another category", "dropped", dropped)
    lines += section("Diagnoses", "diagnoses", diagnosis)
    lines += section("Claims", "claims", claim)
    lines += suspects
    lines += byCMS
    lines += section("Releases", "releases") { release in
      "  \(release["name"]?.string ?? "")"
    }
    return lines.joined(separator: "\n")
  }

  private func section(
    _ title: String, _ name: String, _ line: (JSON) -> String
  ) -> [String] {
    let items = answer[name]?.elements ?? []
    return items.isEmpty ? [] : ["", title] + items.map(line)
  }

  private func column(_ number: String) -> String {
    String(repeating: " ", count: max(1, 12 - number.count)) + number
  }

  private func source(_ item: JSON) -> String {
    guard let source = item["source"], let document = source["document"]?.string else { return "" }
    return "  [\(document), \(source["locator"]?.string ?? "")]"
  }

  private var scores: [String] {
    var lines: [String] = []
    for term in answer["terms"]?.elements ?? [] {
      let kind = term["kind"]?.string ?? ""
      let name = kind == "category" ? "HCC \(term["term"]?.string ?? "")" : term["term"]?.string
      let label = term["label"]?.string.map { " \($0)" } ?? ""
      lines.append(
        "\(column(term["coefficient"]?.digits ?? ""))  \(name ?? "")\(label)  (\(kind))\(source(term))"
      )
    }
    let scores = answer["scores"]
    func line(_ name: String, _ words: String) {
      lines.append("\(column(scores?[name]?.digits ?? ""))  \(words)")
    }
    line("risk_score", "risk score, of which")
    line("demographics", "  demographic")
    line("hcc_score", "  diagnoses")
    line("chronic_only", "  chronic conditions alone")
    line("coding_intensity", "coding intensity: score × (1 − this)")
    line("normalisation", "normalisation: ÷ this")
    if scores?["frailty"]?.digits != "0.0" { line("frailty", "frailty: + this") }
    line("payment", "payment score")
    return lines
  }

  private func codes(_ item: JSON, _ name: String = "diagnoses") -> String {
    (item[name]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
  }

  private func category(_ item: JSON) -> String {
    let chronic = item["chronic"]?.bool == true ? ", chronic" : ""
    return
      "  HCC \(item["category"]?.int ?? 0)  \(item["label"]?.string ?? "")\(chronic)  from \(codes(item))"
  }

  private func dropped(_ item: JSON) -> String {
    let to = item["by"]?.int.map { "yields to HCC \($0)" } ?? "is not counted in this model"
    return
      "  HCC \(item["category"]?.int ?? 0)  \(item["label"]?.string ?? "")  \(to)  from \(codes(item))\(source(item))"
  }

  private func diagnosis(_ item: JSON) -> String {
    let title = item["title"]?.string.map { "  \($0)" } ?? ""
    let code = (item["code"]?.string ?? "") + title
    let to = (item["categories"]?.elements ?? []).map { category in
      "HCC \(category["category"]?.int ?? 0)\(source(category))"
    }.joined(separator: "; ")
    switch item["status"]?.string {
    case "not-in-model": return "  \(code): belongs to no category of the model"
    case "refused":
      return
        "  \(code)  refused: \(reason(item["edit"]))\(source(item["edit"] ?? .null)); else \(to)"
    case "changed":
      return "  \(code): to HCC \(item["edit"]?["category"]?.int ?? 0): \(reason(item["edit"]))"
        + "\(source(item["edit"] ?? .null)); else \(to)"
    default: return "  \(code): \(to)"
    }
  }

  private func reason(_ edit: JSON?) -> String {
    if let sex = edit?["sex"]?.string { return "the patient is \(sex)" }
    let to = edit?["to_age"]?.int.map { "up to \($0)" }
    let from = edit?["from_age"]?.int.map { "from \($0) on" }
    let whose = edit?["code_editor"]?.bool == true ? " (Medicare Code Editor)" : ""
    return "age \([to, from].compactMap { $0 }.joined(separator: " or "))\(whose)"
  }

  private func claim(_ item: JSON) -> String {
    let bill = item["bill_type"]?.string.map { "type of bill \($0)" } ?? "professional"
    let why: String =
      switch item["reason"]?.string {
      case "stay": "counts as a stay"
      case "service": "counts by \(item["service"]?.string ?? "")"
      case "bill-type": "does not count: its type of bill is none that counts"
      case "kind": "does not count: neither professional nor institutional"
      default: "does not count: none of its services is on the list"
      }
    return
      "  \(item["claim"]?.string ?? "")  \(bill), \(item["diagnoses"]?.int ?? 0) diagnoses: \(why)\(source(item))"
  }

  private var suspects: [String] {
    guard let list = answer["suspects"]?.elements else { return [] }
    if list.isEmpty { return ["", "Nothing of the year before is missing."] }
    return [
      "",
      "Suspects: there the year before, not this year; only documentation of this year makes a code",
    ]
      + list.map { item in
        let covered = item["covered_by"]?.int.map { ", covered by HCC \($0)" } ?? ""
        let codes = codes(item, "diagnoses_before")
        return
          "  HCC \(item["category"]?.int ?? 0)  \(item["label"]?.string ?? "")\(covered)  was from \(codes)"
      }
  }

  private var byCMS: [String] {
    guard let other = answer["by_cms"] else { return [] }
    var lines = [
      "", "By CMS's own reading (--reading cms) the score is \(other["risk_score"]?.digits ?? ""):",
    ]
    for (sign, name) in [("+", "added"), ("−", "left_out")] {
      for term in other[name]?.elements ?? [] {
        lines.append(
          "  \(sign) \(term["coefficient"]?.digits ?? "")  \(term["term"]?.string ?? "")")
      }
    }
    return lines
  }
}
