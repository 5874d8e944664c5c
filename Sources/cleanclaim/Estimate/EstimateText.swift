// SPDX-License-Identifier: Apache-2.0

import Values

/// How an estimate reads on a terminal: words that can be read to a patient.
enum EstimateText {
  private static let width = 52

  /// The parts of what the patient pays, and what makes them less, by their names in the answer.
  private static let parts: [(name: String, words: String)] = [
    ("deductible", "goes to your deductible"), ("copay", "copay"),
    ("coinsurance", "your share of the rest (coinsurance)"),
    ("not_covered", "not covered by the plan"),
    ("balance", "above what the plan allows, outside of its network"),
  ]

  static func answer(_ answer: JSON, showsSteps: Bool) -> String {
    let isSelfPay = answer["self_pay"]?.bool == true
    var lines = [isSelfPay ? "Estimate without a plan" : title(answer["plan"]?.string)]
    for line in answer["lines"]?.elements ?? [] {
      lines.append("")
      lines += service(line, isSelfPay: isSelfPay, showsSteps: showsSteps)
    }
    let totals = answer["totals"] ?? .null
    lines += ["", row("You pay in all", totals["patient"])]
    if !isSelfPay { lines.append(row("The plan pays", totals["plan_pays"])) }
    if let method = answer["second"]?.string {
      lines.append(row("The second payer pays (\(method))", totals["second_pays"]))
    }
    if let left = answer["remaining"]?["in_network"] { lines += remaining(left) }
    if let faith = answer["good_faith"] {
      lines.append(
        "A bill of \(text(faith["disputed_from"])) or more can be disputed (45 CFR 149.620).")
    }
    lines += assumptions(answer["assumptions"]?.elements ?? [])
    lines += ["", "An estimate of today: what the payer decides on the claim is what counts."]
    return lines.joined(separator: "\n")
  }

  private static func title(_ plan: String?) -> String {
    plan.map { "Estimate under \($0)" } ?? "Estimate"
  }

  private static func service(_ line: JSON, isSelfPay: Bool, showsSteps: Bool) -> [String] {
    let name = [
      text(line["code"]), isSelfPay ? "" : text(line["category"]).replacing("-", with: " "),
    ]
    .filter { !$0.isEmpty }.joined(separator: "  ")
    let outside = line["network"]?.string == "out" ? ", outside of the network" : ""
    var lines = ["\(text(line["line"])). \(text(line["date"]))  \(name)\(outside)"]
    lines.append(row("   charge", line["charge"]))
    if isSelfPay {
      if isSome(line["contractual"]) { lines.append(row("   taken off", line["contractual"])) }
    } else {
      lines.append(row("   the plan allows", line["allowed"]))
      for part in parts where isSome(line[part.name]) {
        lines.append(row("     \(part.words)", line[part.name]))
      }
      if isSome(line["over_maximum"]) {
        lines.append(
          row("     less, as a maximum is reached (taken off above)", line["over_maximum"]))
      }
      lines.append(row("   the plan pays", line["plan_pays"]))
      if isSome(line["second_pays"]) {
        lines.append(row("   the second payer pays", line["second_pays"]))
      }
      if isSome(line["written_off"]) {
        lines.append(row("   may not be billed to you", line["written_off"]))
      }
    }
    lines.append(row("   you pay", line["patient"]))
    guard showsSteps else { return lines }
    return lines + (line["steps"]?.elements ?? []).flatMap(step)
  }

  private static func step(_ step: JSON) -> [String] {
    let operands = (step["operands"]?.members ?? []).map { "\($0.name) \($0.value.digits ?? "")" }
    let rounding = text(step["rounding"])
    let values = operands.isEmpty ? "" : " (\(operands.joined(separator: ", ")))"
    return [
      row("     | \(text(step["title"]))", step["result"]),
      "     |   \(text(step["formula"]))\(values)",
      "     |   \(rounding == "none" ? "not rounded" : "rounded: \(rounding)"); "
        + text(step["source"]),
    ]
  }

  private static func remaining(_ left: JSON) -> [String] {
    let names = [
      ("deductible", "deductible"), ("coinsurance_maximum", "coinsurance maximum"),
      ("out_of_pocket", "out-of-pocket maximum"),
    ]
    var lines: [String] = []
    for (name, words) in names {
      let amounts = (left[name]?.members ?? []).map { member in
        "\(text(member.value)) (\(member.name == "family" ? "family" : "you"))"
      }
      guard !amounts.isEmpty else { continue }
      lines.append("After this there is left of your \(words): \(amounts.joined(separator: ", "))")
    }
    return lines
  }

  private static func assumptions(_ findings: [JSON]) -> [String] {
    guard !findings.isEmpty else { return [] }
    return ["", "Taken for granted:"]
      + findings.map { "- \(text($0["place"])): \(text($0["message"]))" }
  }

  private static func text(_ value: JSON?) -> String { value?.string ?? value?.digits ?? "" }

  private static func isSome(_ value: JSON?) -> Bool { (value?.digits ?? "0.00") != "0.00" }

  private static func row(_ title: String, _ amount: JSON?) -> String {
    let amount = text(amount)
    let room = String(repeating: " ", count: max(1, 14 - amount.count))
    return title.padded(to: width) + room + amount
  }
}
