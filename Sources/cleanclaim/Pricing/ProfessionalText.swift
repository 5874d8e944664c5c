// SPDX-License-Identifier: Apache-2.0

import Values

/// How priced services read on a terminal.
enum ProfessionalText {
  private static let width = 58

  static func show(_ answer: JSON) {
    let place = answer["locality"]
    Face.print(
      "locality \(place?["number"]?.string ?? "")  \(place?["name"]?.string ?? "") "
        + (place?["state"]?.string ?? ""))
    for line in answer["lines"]?.elements ?? [] { show(line: line) }
    Face.print("")
    for (title, name) in [
      ("allowed", "allowed"), ("coinsurance, before any deductible", "coinsurance"),
      ("sequestration", "sequestration"),
    ] { Face.print(row(title, answer[name]?.digits ?? "")) }
    if answer["settled"]?.bool == false {
      Face.print("not settled: lines that the contractor decides are not in the sums")
    }
  }

  private static func show(line: JSON) {
    let modifiers = (line["modifiers"]?.elements ?? []).compactMap(\.string)
    let name = ([line["code"]?.string ?? ""] + modifiers).joined(separator: "-")
    Face.print("")
    Face.print(
      "line \(line["line"]?.digits ?? "")  \(name)  \(line["schedule"]?.string ?? ""), "
        + "\(line["outcome"]?.string ?? "")")
    show(steps: line)
    if let limit = line["limiting_charge"]?.digits {
      Face.print("  " + row("limiting charge", limit))
    }
    Face.print("  " + row("allowed", line["allowed"]?.digits ?? "not settled"))
  }

  /// The reasons, steps and sources of a line or claim.
  static func show(steps line: JSON) {
    for reason in line["reasons"]?.elements ?? [] {
      Face.print("  \(reason["words"]?.string ?? "") (\(reason["source"]?.string ?? ""))")
    }
    for term in line["terms"]?.elements ?? [] {
      Face.print("  " + row(term["title"]?.string ?? "", term["result"]?.digits ?? ""))
      let operands = (term["operands"]?.members ?? []).map {
        "\($0.name) \($0.value.digits ?? "")"
      }
      Face.print("      \(term["formula"]?.string ?? "")")
      Face.print("      \(operands.joined(separator: ", ")); \(term["source"]?.string ?? "")")
    }
    for source in line["sources"]?.elements ?? [] {
      Face.print("  from \(source["document"]?.string ?? ""), \(source["locator"]?.string ?? "")")
    }
  }

  static func row(_ title: String, _ amount: String) -> String {
    title.padded(to: width) + String(repeating: " ", count: max(1, 20 - amount.count)) + amount
  }
}
