// SPDX-License-Identifier: Apache-2.0

import Values

/// The explanation of a group as text for a terminal.
enum GroupingText {
  /// The text of an explanation.
  ///
  /// - Parameter whole: Every formula that was asked; else only the one that decided.
  static func of(_ json: JSON, whole: Bool) -> String {
    var lines: [String] = []
    let final = json["final"] ?? .null
    let change = json["what_if"] == nil ? "" : ", after the change"
    let head = [json["id"]?.string, "MS-DRG version \(text(json["version"]))\(change)"]
    lines.append(head.compactMap { $0 }.joined(separator: "  "))
    lines.append(group(final))
    if let mdc = final["mdc"]?.int, mdc > 0 {
      lines.append("  MDC \(mdc)  \(text(final["mdc_title"]))")
    }
    lines.append(
      "  \(text(final["type"])), severity \(text(final["severity"])), "
        + "discharged \(text(json["discharged"])) with status \(text(json["discharge_status"]))")
    if let finding = json["finding"] {
      lines.append("  \(text(finding["message"])) [\(text(finding["rule"]))]")
      lines.append("    \(text(finding["what_to_do"]))")
    }
    if let weight = json["weight"] {
      lines.append(
        "  weight \(text(weight["relative_weight"])), mean stay \(text(weight["geometric_mean_stay"])) days "
          + "geometric, \(text(weight["arithmetic_mean_stay"])) arithmetic [\(text(weight["release"]))]"
      )
    } else {
      lines.append("  no weights are installed for the day of discharge")
    }
    if let initial = json["initial"] {
      lines.append("  before hospital-acquired conditions: \(group(initial))")
    }
    lines += codes(json)
    lines += conditions(json)
    lines += edits(json)
    lines += path(json, whole: whole)
    lines += whatIf(json)
    lines += alternatives(json)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ json: JSON?) -> String {
    guard let json else { return "-" }
    return json.string ?? json.line
  }

  private static func group(_ json: JSON) -> String {
    let code = text(json["return_code"])
    let words = code == "OK" ? text(json["title"]) : "no group: \(code)"
    return "DRG \(text(json["drg"]))  \(words)"
  }

  private static func codes(_ json: JSON) -> [String] {
    var lines = ["", "Diagnoses"]
    for diagnosis in json["diagnoses"]?.elements ?? [] {
      let poa = diagnosis["poa"]?.string.map { " (\($0))" } ?? ""
      var line = "  \(text(diagnosis["code"]))\(poa)  \(diagnosis["title"]?.string ?? "")"
      if diagnosis["valid"] == .bool(false) { line += "  not valid in this version" }
      let isPrincipal = diagnosis["role"]?.string == "principal"
      if isPrincipal {
        line += "  principal"
      } else if let severity = diagnosis["severity"]?.string, severity != "NON_CC" {
        line += "  \(severity)"
        if let why = diagnosis["why_not"]?.string { line += ", does not count: \(why)" }
      }
      if !isPrincipal, let impact = diagnosis["impact"]?.string, impact != "NONE" {
        line += "  * affects the group"
      }
      lines.append(line)
    }
    let procedures = json["procedures"]?.elements ?? []
    if !procedures.isEmpty { lines.append("Procedures") }
    for procedure in procedures {
      var line = "  \(text(procedure["code"]))  \(procedure["title"]?.string ?? "")"
      if procedure["valid"] == .bool(false) { line += "  not valid in this version" }
      if procedure["operating_room"] == .bool(true) { line += "  operating room" }
      if let tables = procedure["not_alone_in"]?.elements {
        line +=
          "  part of a cluster; does not count alone in "
          + (tables.count > 20 ? "any MDC" : "MDC \(tables.map(\.line).joined(separator: ", "))")
      }
      if let impact = procedure["impact"]?.string, impact != "NONE" {
        line += "  * affects the group"
      }
      lines.append(line)
    }
    for cluster in json["clusters"]?.elements ?? [] {
      let members = (cluster["procedures"]?.elements ?? []).compactMap(\.string)
      lines.append("  together one procedure: \(members.joined(separator: " + "))")
    }
    return lines
  }

  private static func conditions(_ json: JSON) -> [String] {
    guard let conditions = json["hospital_acquired"] else { return [] }
    let words = [
      "FINAL_DRG_NO_CHANGE": "the group stays the same", "FINAL_DRG_CHANGES": "the group changes",
      "FINAL_DRG_UNGROUPABLE": "there is no final group",
    ]
    let status = text(conditions["status"])
    return ["", "Hospital-acquired conditions: \(words[status] ?? status)"]
      + (conditions["met"]?.elements ?? []).map {
        "  \(text($0["number"]))  \(text($0["title"])): \(text($0["code"]))"
      }
  }

  private static func edits(_ json: JSON) -> [String] {
    let found = json["edits"]?["found"]?.elements ?? []
    let type = text(json["edits"]?["type"])
    guard !found.isEmpty else { return ["", "Medicare Code Editor: \(type)"] }
    return ["", "Medicare Code Editor: \(type)"]
      + found.flatMap { finding in
        [
          "  \(text(finding["place"])): \(text(finding["message"])) [\(text(finding["rule"]))]",
          "    \(text(finding["what_to_do"]))",
        ]
      }
  }

  private static func path(_ json: JSON, whole: Bool) -> [String] {
    var lines = ["", "Path"]
    lines += tables(json["path"], whole)
    if let after = json["path_after_conditions"] {
      lines += ["Path without the conditions acquired in the hospital"] + tables(after, whole)
    }
    return lines
  }

  private static func tables(_ json: JSON?, _ whole: Bool) -> [String] {
    var lines: [String] = []
    for table in json?.elements ?? [] {
      let formulas = table["formulas"]?.elements ?? []
      let hit = formulas.contains { $0["holds"] == .bool(true) }
      lines.append(
        "  \(text(table["title"])): \(formulas.count) formulas asked, "
          + (hit ? "the last holds" : "none holds"))
      for formula in formulas where whole || formula["holds"] == .bool(true) {
        lines.append(attempt(formula))
      }
    }
    return lines
  }

  private static func attempt(_ formula: JSON) -> String {
    let holds = formula["holds"] == .bool(true)
    let goal =
      formula["drg"].map { "DRG \(text($0))" }
      ?? formula["goes_to"].map { "on to table \(text($0))" } ?? "stop"
    let parts = formula["parts"]?.elements ?? []
    let shown = parts.map { part in
      let by = (part["by"]?.elements ?? []).compactMap(\.string)
      let holds = part["holds"] == .bool(true)
      let codes = by.isEmpty || !holds ? "" : " [\(by.joined(separator: ", "))]"
      return "\(holds ? "+" : "-") \(text(part["part"]))\(codes)"
    }
    return "    \(holds ? "=>" : "  ") \(goal): \(shown.joined(separator: "  "))"
      + "  (row \(text(formula["row"])))"
  }

  private static func whatIf(_ json: JSON) -> [String] {
    guard let told = json["what_if"] else { return [] }
    let changes = (told["changes"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
    var lines = ["", "What if \(changes)"]
    for (name, key) in [("before", "before"), ("after", "after")] {
      lines.append(
        "  \(name): \(group(told[key] ?? .null)), weight \(text(told[key]?["weight"]))")
    }
    if let difference = told["weight_difference"] {
      lines.append("  difference in weight: \(text(difference))")
    }
    return lines
  }

  private static func alternatives(_ json: JSON) -> [String] {
    guard let rows = json["alternatives"]?.elements else { return [] }
    var lines = ["", "Other documented diagnoses as the principal one"]
    for row in rows {
      lines.append("  \(text(row["code"]))  \(row["title"]?.string ?? "")")
      lines.append(
        "    \(group(row["group"] ?? .null)), weight \(text(row["group"]?["weight"]))"
          + (row["weight_difference"].map { " (\(text($0)))" } ?? ""))
      lines.append("    permitted: \(text(row["permitted"])); guideline \(text(row["guideline"]))")
      lines.append("      \(text(row["says"]))")
      lines.append("      needed: \(text(row["documentation_needed"]))")
    }
    if rows.isEmpty { lines.append("  there is no other diagnosis") }
    return lines
  }
}
