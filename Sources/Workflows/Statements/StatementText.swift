// SPDX-License-Identifier: Apache-2.0

import Billing
public import Values

/// A statement as plain text, and as messages that say nothing of anybody's health.
public enum StatementText {
  private static let width = 76

  /// The statement in lines of at most 76 characters, but for long words.
  public static func text(_ statement: JSON) -> String {
    let texts = BillText.texts
    let practice = statement["practice"] ?? .null
    var lines = [practice["name"]?.string ?? ""] + BillText.lines(practice["address"])
    lines += ["", "\(texts("statement-title")) \(statement["number"]?.int ?? 0)"]
    lines += [BillText.day(statement["issued"]), "", statement["name"]?.string ?? ""]
    lines += BillText.lines(statement["address"]) + [""]
    lines.append(row(texts("pay-now"), BillText.amount(statement["pay_now"])))
    lines.append(row(texts("due"), BillText.day(statement["due"])))
    lines.append("")
    for message in BillText.lines(statement["messages"]) { lines += wrapped(message) }
    lines += ["", texts("how-to-pay")]
    for way in BillText.ways(practice) { lines += wrapped(way, indent: 2) }
    for patient in statement["patients"]?.elements ?? [] {
      lines += ["", patient["name"]?.string ?? ""]
      for claim in patient["claims"]?.elements ?? [] { lines += Self.claim(claim) }
    }
    lines.append("")
    for part in BillText.parts(statement["totals"] ?? .null) {
      lines.append(row(part.words, part.amount.printed))
    }
    if BillText.money(statement["unapplied"]) > .zero {
      lines.append(row("Paid, not used yet", (-BillText.money(statement["unapplied"])).printed))
    }
    lines.append(row(texts("balance"), BillText.amount(statement["balance"])))
    return lines.joined(separator: "\n")
  }

  /// The bodies of an e-mail and of a text message; neither names a patient, a provider or a service.
  public static func messages(_ statement: JSON) -> JSON {
    let texts = BillText.texts
    let practice = statement["practice"] ?? .null
    let facts = [
      ("practice", practice["name"]?.string ?? ""), ("ways", BillText.wayOfMessage(practice)),
    ]
    return .members(
      (
        "email",
        .members(
          ("subject", .string(texts("email-subject", facts[0]))),
          (
            "body",
            .string(
              texts(
                "email-body", facts[0], facts[1],
                ("amount", BillText.amount(statement["pay_now"])),
                ("due", BillText.day(statement["due"]))))
          ))
      ), ("sms", .string(texts("sms", facts[0], facts[1]))))
  }

  private static func claim(_ claim: JSON) -> [String] {
    var lines: [String] = []
    let provider = claim["provider"]?.string ?? ""
    if !provider.isEmpty { lines.append("  \(provider)") }
    for line in claim["lines"]?.elements ?? [] {
      lines += wrapped(BillText.heading(line), indent: 2)
      let figures = line["figures"] ?? .null
      for part in BillText.parts(figures) {
        lines.append(row("    \(part.words)", part.amount.printed))
      }
      lines.append(row("    \(BillText.texts("column-due"))", BillText.amount(figures["owed"])))
      for reason in BillText.explained(line) { lines += wrapped(reason, indent: 4) }
    }
    for note in ["waiting_for", "hold"] {
      if let text = claim[note]?.string { lines += wrapped(text, indent: 2) }
    }
    return lines
  }

  private static func row(_ words: String, _ amount: String) -> String {
    let gap = max(1, width - words.count - amount.count)
    return words + String(repeating: " ", count: gap) + amount
  }

  private static func wrapped(_ text: String, indent: Int = 0) -> [String] {
    let start = String(repeating: " ", count: indent)
    var lines = [start]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.count + word.count + 1 > width, last != start {
        lines.append(start + word)
      } else {
        lines[lines.count - 1] = last == start ? start + word : last + " " + word
      }
    }
    return lines
  }
}
