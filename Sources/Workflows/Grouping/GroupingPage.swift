// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// Explanations of groups as one HTML page that needs nothing else.
public struct GroupingPage {
  private let explanations: [JSON]

  /// Takes explanations as ``ExplainStay`` gives them.
  public init(_ explanations: [JSON]) { self.explanations = explanations }

  /// Writes the page.
  ///
  /// - Throws: ``WorkflowFailure`` where it cannot be written; what lay there before stays.
  public func write(to path: String) throws(WorkflowFailure) {
    try asWorkflow {
      let file = try StreamedFile(path)
      try file.append(html.utf8)
      try file.finish()
    }
  }

  /// The page.
  public var html: String {
    let style = String(decoding: Assets.bytes("msdrg/page.css"), as: UTF8.self)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>MS-DRG explained</title>
      <style>
      \(style)</style>
      </head>
      <body>
      <main>
      \(explanations.map(Self.section).joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  private static func section(_ json: JSON) -> String {
    let final = json["final"] ?? .null
    let id = json["id"]?.string.map { "<small>\(escaped($0))</small> " } ?? ""
    var parts = [
      "<h1>\(id)\(group(final))</h1>",
      "<p>MDC \(text(final["mdc"])) \(text(final["mdc_title"])) &middot; \(text(final["type"])) &middot; severity "
        + "\(text(final["severity"])) &middot; version \(text(json["version"])) &middot; discharged "
        + "\(text(json["discharged"])), status \(text(json["discharge_status"]))</p>",
    ]
    if let finding = json["finding"] {
      parts.append(
        "<p class=\"fails\">\(text(finding["message"])): \(text(finding["what_to_do"]))</p>")
    }
    if let weight = json["weight"] {
      parts.append(
        "<p>Relative weight \(text(weight["relative_weight"])), mean stay "
          + "\(text(weight["geometric_mean_stay"])) days (geometric), "
          + "\(text(weight["arithmetic_mean_stay"])) (arithmetic)</p>")
    }
    if let initial = json["initial"] {
      parts.append("<p class=\"why\">Before hospital-acquired conditions: \(group(initial))</p>")
    }
    parts += [whatIf(json), diagnoses(json), procedures(json), conditions(json), edits(json)]
    parts.append(alternatives(json))
    parts.append("<h2>The path</h2>")
    parts += (json["path"]?.elements ?? []).map(table)
    if let after = json["path_after_conditions"]?.elements {
      parts.append("<h2>The path without conditions acquired in the hospital</h2>")
      parts += after.map(table)
    }
    parts.append(source(json))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func group(_ json: JSON) -> String {
    let code = json["return_code"]?.string ?? ""
    return "DRG \(text(json["drg"])) "
      + (code == "OK" ? text(json["title"]) : "no group: \(escaped(code))")
  }

  private static func diagnoses(_ json: JSON) -> String {
    let rows = (json["diagnoses"]?.elements ?? []).map { diagnosis in
      let isPrincipal = diagnosis["role"]?.string == "principal"
      let severity = diagnosis["severity"]?.string ?? ""
      let role = isPrincipal ? "principal" : severity == "NON_CC" ? "" : severity
      let why = diagnosis["why_not"]?.string.map { "<span class=\"why\">\(escaped($0))</span>" }
      return row([
        "<code>\(text(diagnosis["code"]))</code>", text(diagnosis["title"]),
        text(diagnosis["poa"]), role, impact(diagnosis), why ?? "",
      ])
    }
    return table(
      "Diagnoses", ["Code", "Title", "POA", "Role", "Affects the group", "Why it does not count"],
      rows)
  }

  private static func procedures(_ json: JSON) -> String {
    let rows = (json["procedures"]?.elements ?? []).map { procedure in
      row([
        "<code>\(text(procedure["code"]))</code>", text(procedure["title"]),
        procedure["operating_room"] == .bool(true) ? "yes" : "no", impact(procedure),
      ])
    }
    return rows.isEmpty
      ? ""
      : table("Procedures", ["Code", "Title", "Operating room", "Affects the group"], rows)
  }

  private static func impact(_ json: JSON) -> String {
    switch json["impact"]?.string {
    case "BOTH": "yes"
    case "INITIAL": "only before conditions"
    case "FINAL": "only after conditions"
    default: ""
    }
  }

  private static func conditions(_ json: JSON) -> String {
    guard let found = json["hospital_acquired"] else { return "" }
    let rows = (found["met"]?.elements ?? []).map {
      row([text($0["number"]), text($0["title"]), "<code>\(text($0["code"]))</code>"])
    }
    return table("Hospital-acquired conditions", ["Number", "Condition", "Code"], rows)
  }

  private static func edits(_ json: JSON) -> String {
    let found = json["edits"]?["found"]?.elements ?? []
    guard !found.isEmpty else {
      return "<h2>Medicare Code Editor</h2>\n<p>No edits.</p>"
    }
    return table(
      "Medicare Code Editor", ["Where", "What", "What to do"],
      found.map { row([text($0["place"]), text($0["message"]), text($0["what_to_do"])]) })
  }

  private static func table(_ json: JSON) -> String {
    let formulas = json["formulas"]?.elements ?? []
    let hit = formulas.last?["holds"] == .bool(true)
    let summary =
      "\(text(json["title"])): \(formulas.count) formulas asked, \(hit ? "the last holds" : "none holds")"
    let decisive = hit ? "<ol class=\"formulas\">\(item(formulas[formulas.count - 1]))</ol>" : ""
    let others = (hit ? formulas.dropLast() : formulas[...]).map(item).joined(separator: "\n")
    return
      "<section><p>\(summary)</p>\n\(decisive)<details><summary>those that do not hold</summary>\n"
      + "<ol class=\"formulas\">\(others)</ol></details></section>"
  }

  private static func item(_ formula: JSON) -> String {
    let holds = formula["holds"] == .bool(true)
    let goal =
      formula["drg"].map { "DRG \(text($0))" }
      ?? formula["goes_to"].map { "on to table \(text($0))" } ?? "stop"
    let parts = (formula["parts"]?.elements ?? []).map { part in
      let isTrue = part["holds"] == .bool(true)
      let by = (part["by"]?.elements ?? []).compactMap(\.string).map(escaped)
      return "<span class=\"\(isTrue ? "holds" : "fails")\">\(isTrue ? "&#10003;" : "&#10007;") "
        + "<code>\(text(part["part"]))</code></span>"
        + (by.isEmpty || !isTrue ? "" : " by \(by.joined(separator: ", "))")
    }
    return "<li><b class=\"\(holds ? "holds" : "")\">\(goal)</b> \(text(formula["title"])) "
      + "\(parts.joined(separator: " &middot; ")) <small>row \(text(formula["row"]))</small></li>"
  }

  private static func whatIf(_ json: JSON) -> String {
    guard let told = json["what_if"] else { return "" }
    let changes = (told["changes"]?.elements ?? []).compactMap(\.string).map(escaped)
    let rows = ["before", "after"].map {
      row([$0, group(told[$0] ?? .null), text(told[$0]?["weight"])])
    }
    return table("What if \(changes.joined(separator: ", "))", ["", "Group", "Weight"], rows)
  }

  private static func alternatives(_ json: JSON) -> String {
    guard let found = json["alternatives"]?.elements, !found.isEmpty else { return "" }
    return table(
      "Other documented diagnoses as the principal one",
      ["Code", "Group", "Weight", "Difference", "Permitted", "Guideline", "Documentation needed"],
      found.map { other in
        row([
          "<code>\(text(other["code"]))</code> \(text(other["title"]))",
          group(other["group"] ?? .null), text(other["group"]?["weight"]),
          text(other["weight_difference"]), text(other["permitted"]),
          "\(text(other["guideline"])): \(text(other["says"]))",
          text(other["documentation_needed"]),
        ])
      })
  }

  private static func source(_ json: JSON) -> String {
    guard let release = json["release"] else { return "" }
    return
      "<h2>Source</h2>\n<p><code>\(text(release["name"]))</code>, from \(text(release["file"])), SHA-256 "
      + "<code>\(text(release["sha256"]))</code></p>"
  }

  private static func table(_ title: String, _ heads: [String], _ rows: [String]) -> String {
    let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
    return
      "<h2>\(title)</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(head)</tr></thead>\n<tbody>"
      + rows.joined(separator: "\n") + "</tbody></table></div>"
  }

  private static func row(_ cells: [String]) -> String {
    "<tr>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
  }

  private static func text(_ json: JSON?) -> String {
    guard let json, json != .null else { return "" }
    return escaped(json.string ?? json.line)
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }
}
