// SPDX-License-Identifier: Apache-2.0

import Values

/// Denials and appeals as text.
enum DenialText {
  static func list(_ answer: JSON) -> String {
    let rows = (answer["denials"]?.elements ?? []).map { row in
      [
        text(row, "work"), text(row, "claim"), text(row, "payer"), code(row),
        text(row, "category"), text(row, "amount"), text(row, "deadline"), text(row, "age"),
        text(row, "owner"), text(row, "next"), text(row, "waiting_until"),
      ]
    }
    guard !rows.isEmpty else { return "nothing to be worked on" }
    let table = BillingText.table(
      [
        "no.", "claim", "payer", "reason", "cause", "amount", "due", "days", "owner", "next",
        "waits until",
      ], rows)
    return answer["next"]?.string.map { "\(table)\n\nmore: --after \($0)" } ?? table
  }

  static func denial(_ answer: JSON) -> String {
    var parts = [
      item(answer) + "\n" + "next: \(text(answer, "next")): \(text(answer, "advice"))"
    ]
    if let expectation = answer["expectation"] {
      parts.append(
        "contract \(text(expectation, "contract")): expected \(text(expectation, "expected")), "
          + "allowed \(text(expectation, "allowed")), off by \(text(expectation, "variance"))")
    }
    if let claim = answer["claim"], claim["claim"] != nil { parts.append(BillingText.claim(claim)) }
    parts += log(answer)
    let appeals = answer["appeals"]?.elements ?? []
    if !appeals.isEmpty { parts.append(table(appeals)) }
    let similar = (answer["similar"]?.elements ?? []).map { row in
      [text(row, "work"), text(row, "claim"), text(row, "amount"), text(row, "owner")]
    }
    if !similar.isEmpty {
      parts.append(BillingText.table(["like it", "claim", "amount", "owner"], similar))
    }
    return parts.joined(separator: "\n\n")
  }

  static func item(_ row: JSON) -> String {
    var words = ["\(text(row, "kind")) \(text(row, "work")), \(text(row, "state"))"]
    if row["claim"]?.string != nil { words.append("claim \(text(row, "claim"))") }
    words.append("payer \(text(row, "payer"))")
    for (name, title) in [
      ("line", "line"), ("category", "cause"), ("amount", "amount"), ("deadline", "due"),
      ("owner", "owner"), ("waiting_until", "until"), ("outcome", "outcome"),
    ] where row[name] != nil {
      words.append("\(title) \(text(row, name))")
    }
    if !code(row).isEmpty { words.append("reason \(code(row))") }
    return words.joined(separator: ", ")
  }

  static func report(_ answer: JSON) -> String {
    let name = answer["by"]?.string ?? ""
    func cells(_ row: JSON, _ title: String) -> [String] {
      [title]
        + [
          "count", "refused", "open", "overturned", "overturned_amount", "stands", "stands_amount",
          "overturn_rate",
        ].map { text(row, $0) }
    }
    var rows = (answer["groups"]?.elements ?? []).map { cells($0, text($0, name)) }
    if let total = answer["total"] { rows.append(cells(total, "together")) }
    return BillingText.table(
      [name, "open", "refused", "in the books", "overturned", "amount", "stands", "amount", "%"],
      rows)
      + "\n\nopen in the books on these claims: \(text(answer, "ledger")), of it not by a denial: "
      + text(answer, "other")
  }

  static func appeals(_ answer: JSON) -> String {
    let rows = answer["appeals"]?.elements ?? []
    return rows.isEmpty ? "no appeals" : table(rows)
  }

  static func appeal(_ answer: JSON) -> String { table([answer]) }

  static func appealShown(_ answer: JSON) -> String {
    let denials = (answer["denials"]?.elements ?? []).map(item)
    return ([table([answer]), denials.joined(separator: "\n")] + log(answer))
      .joined(separator: "\n\n")
  }

  static func packet(_ answer: JSON) -> String {
    var text = text(answer, "text")
    let missing = (answer["missing"]?.elements ?? []).compactMap(\.string)
    if !missing.isEmpty {
      text += "\n\nleft out, not known: \(missing.joined(separator: ", "))"
    }
    for finding in answer["against"]?.elements ?? [] {
      text += "\nour own edits say: \(finding["message"]?.string ?? finding["title"]?.string ?? "")"
    }
    if let path = answer["path"]?.string { text += "\n\nwritten to \(path)" }
    return text
  }

  static func levels(_ answer: JSON) -> String {
    let rows = (answer["levels"]?.elements ?? []).map { row in
      [
        text(row, "level"), text(row, "name"), text(row, "to"), text(row, "days"),
        text(row, "last"), text(row, "due"), text(row, "source"),
      ]
    }
    return BillingText.table(["level", "name", "to", "days", "last day", "due", "source"], rows)
  }

  static func log(_ answer: JSON) -> [String] {
    let rows = (answer["log"]?.elements ?? []).map { row in
      [
        text(row, "at"), text(row, "by"), text(row, "action"), text(row, "value"),
        text(row, "why"),
      ]
    }
    return rows.isEmpty ? [] : [BillingText.table(["when", "who", "what", "", "why"], rows)]
  }

  private static func table(_ appeals: [JSON]) -> String {
    BillingText.table(
      [
        "appeal", "state", "claim", "payer", "level", "letter", "amount", "due", "sent",
        "decide by", "outcome",
      ],
      appeals.map { row in
        [
          "appeal", "state", "claim", "payer", "level", "letter", "amount", "due", "sent",
          "decide_by", "outcome",
        ].map { text(row, $0) }
      })
  }

  private static func code(_ row: JSON) -> String {
    let reason = [text(row, "group"), text(row, "reason")].filter { !$0.isEmpty }
    let remarks = (row["remarks"]?.elements ?? []).compactMap(\.string)
    return ([reason.joined(separator: "-")] + remarks).filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func text(_ row: JSON, _ name: String) -> String { BillingText.text(row, name) }
}
