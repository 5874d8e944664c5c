// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// How the command words the code of a visit.
enum VisitText {
  static func answer(_ answer: JSON) -> String {
    func text(_ value: JSON?) -> String { value?.string ?? value?.digits ?? "" }
    let code = [text(answer["code"])] + (answer["modifiers"]?.elements ?? []).map(text)
    var lines = ["\(code.joined(separator: "-"))  by \(basis(text(answer["basis"])))"]
    if let split = answer["split"] {
      lines.append(
        "split: the \(text(split["bills"])) bills, by \(words(text(split["by"])))"
          + (split["minutes"]?.digits.map { ", \($0) minutes of both" } ?? ""))
    }
    for beside in answer["besides"]?.elements ?? [] {
      lines.append("beside it, for the separate problem:")
      lines += Self.answer(beside).split(separator: "\n").map { "  \($0)" }
    }
    for addition in answer["additions"]?.elements ?? [] {
      let from = addition["from_minutes"]?.digits.map { ", from \($0) minutes" } ?? ""
      lines.append("  + \(text(addition["code"])) x \(text(addition["units"]))\(from)")
    }
    if let making = answer["decision_making"] {
      let code = making["code"].map { ": \(text($0))" } ?? ""
      lines.append("decision making: \(text(making["level"])), two of three\(code)")
      for element in making["elements"]?.elements ?? [] {
        let mark = element["counts"]?.bool == true ? "*" : " "
        lines.append(" \(mark) \(text(element["element"])): \(text(element["level"]))")
        for reason in element["reasons"]?.elements ?? [] {
          lines.append(
            "     \(text(reason["count"])) x \(text(reason["kind"])): \(text(reason["meaning"]))")
        }
      }
    }
    if let time = answer["time"] {
      let code = time["code"].map { ": \(text($0)), which asks for \(text(time["asked"]))" } ?? ""
      lines.append("time: \(text(time["minutes"])) minutes\(code)")
    }
    if let next = answer["next"] {
      let short = (next["short"]?.elements ?? []).map(text).joined(separator: ", ")
      let minutes = next["minutes"]?.digits.map { "\($0) minutes" }
      let level =
        short.isEmpty
        ? nil : next["level"]?.string.map { "\($0) in two of three (short: \(short))" }
      lines.append(
        "above it: \(text(next["code"])), where the record shows "
          + [level, minutes].compactMap(\.self).joined(separator: ", or "))
    }
    if let source = answer["source"] {
      lines.append("rule: \(text(source["document"])); \(text(source["locator"]))")
    }
    for finding in answer["findings"]?.elements ?? [] {
      lines.append("\(text(finding["severity"])): \(text(finding["message"]))")
      if let advice = finding["what_to_do"]?.string { lines.append("  \(advice)") }
    }
    return lines.joined(separator: "\n")
  }

  static func kinds(_ kinds: JSON) -> String {
    var lines = ["services"]
    lines += (kinds["services"]?.elements ?? []).map { "  \($0.string ?? "")" }
    for name in ["problems", "data", "risks"] {
      lines.append(name)
      for kind in kinds[name]?.elements ?? [] {
        let level = kind["level"]?.string.map { " (\($0))" } ?? ""
        lines.append("  \(kind["kind"]?.string ?? "")\(level): \(kind["meaning"]?.string ?? "")")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ part: String) -> String {
    part == "time" ? "more than half of the time" : part == "decision-making" ? basis(part) : part
  }

  private static func basis(_ name: String) -> String {
    switch name {
    case "decision-making": "medical decision making"
    case "time": "time"
    case "age": "age"
    default: "clinical staff alone"
    }
  }
}
