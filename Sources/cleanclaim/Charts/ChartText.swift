// SPDX-License-Identifier: Apache-2.0

import Values

/// What the commands of charts print for people.
enum ChartText {
  private static func text(_ answer: JSON, _ member: String) -> String {
    BillingText.text(answer, member)
  }

  private static func table(
    _ answer: JSON, _ columns: [String], _ headings: [String], _ none: String
  ) -> String {
    let rows = answer.elements.map { row in columns.map { text(row, $0) } }
    return rows.isEmpty ? none : BillingText.table(headings, rows)
  }

  static func added(_ answer: JSON) -> String {
    "\(text(answer, "added")) charts put on file, \(text(answer, "present")) were there already"
  }

  static func overview(_ answer: JSON) -> String {
    let parts = [
      ("states", "state", "state"), ("not_final_coded", "days", "not final coded, days"),
      ("not_billed", "days", "not billed, days"), ("pending", "reason", "waits for"),
      ("coders", "coder", "coder"),
    ]
    let tables = parts.compactMap { member, column, heading -> String? in
      guard let rows = answer[member], !rows.elements.isEmpty else { return nil }
      return table(rows, [column, "charts", "value"], [heading, "charts", "value"], "")
    }
    return tables.isEmpty ? "no chart waits" : tables.joined(separator: "\n\n")
  }

  static func list(_ answer: JSON) -> String {
    let charts = table(
      answer["charts"] ?? .null,
      [
        "chart", "state", "kind", "patient", "payer", "through", "days", "value", "owner",
        "missing",
      ],
      [
        "chart", "state", "kind", "patient", "payer", "through", "days", "value", "owner",
        "missing",
      ],
      "no charts")
    return answer["next"].map { charts + "\nmore: --after \($0.string ?? "")" } ?? charts
  }

  static func moved(_ answer: JSON) -> String {
    var words = "\(text(answer, "chart")) \(text(answer, "state"))"
    if answer["owner"] != nil { words += ", with \(text(answer, "owner"))" }
    if answer["missing"] != nil {
      words += ", waits for \(text(answer, "missing")) (\(text(answer, "turn")))"
      words += ", looked at again on \(text(answer, "look_again"))"
    }
    return words
  }

  static func next(_ answer: JSON) -> String {
    guard let chart = answer["chart"] else { return "no chart waits" }
    return moved(chart)
  }

  static func judged(_ answer: JSON) -> String {
    let judgement = answer["judgement"] ?? .null
    let findings = (judgement["findings"]?.elements ?? []).map {
      "  \(text($0, "severity")): \(text($0, "message")) [\(text($0, "rule"))]"
    }
    return ([moved(answer) + ": \(text(judgement, "status"))"] + findings)
      .joined(separator: "\n")
  }

  static func chart(_ answer: JSON) -> String {
    let versions = table(
      .array(
        (answer["versions"]?.elements ?? []).map { version in
          .members(
            ("version", version["version"]), ("at", version["at"]), ("by", version["by"]),
            ("diagnoses", .string(list(version, "diagnoses"))),
            ("procedures", .string(list(version, "procedures"))),
            ("services", .string(list(version, "services"))))
        }),
      ["version", "at", "by", "diagnoses", "procedures", "services"],
      ["version", "at", "by", "diagnoses", "procedures", "services"], "")
    let events = table(
      answer["events"] ?? .null, ["at", "by", "move", "after", "reason", "words"],
      ["at", "by", "move", "state", "reason", "words"], "")
    let facts = [
      "\(text(answer, "patient")), born \(text(answer, "birth_date")); \(text(answer, "kind")) "
        + "until \(text(answer, "through")); payer \(text(answer, "payer")); "
        + "charges \(text(answer, "value"))"
    ]
    return ([judged(answer)] + facts + [versions, events]).joined(separator: "\n\n")
  }

  private static func list(_ answer: JSON, _ member: String) -> String {
    (answer[member]?.elements ?? []).compactMap(\.string).joined(separator: " ")
  }

  static func claims(_ answer: JSON) -> String {
    table(
      answer["claims"] ?? .null, ["chart", "claim"], ["chart", "claim"], "no claims were made")
  }

  static func report(_ answer: JSON) -> String {
    table(
      answer["coders"] ?? .null,
      ["coder", "charts", "value", "minutes", "per_hour", "days", "sent_back"],
      ["coder", "charts", "value", "minutes", "per hour", "days from care", "sent back"],
      "nothing was coded")
  }

  static func reasons(_ answer: JSON) -> String {
    table(
      answer["reasons"] ?? .null, ["reason", "turn", "days", "words"],
      ["reason", "whose turn", "days", "waits for"], "")
  }
}
