// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// Statements, payments and bills as text on a terminal.
enum StatementsText {
  static func due(_ answer: JSON) -> String {
    let rows = (answer["guarantors"]?.elements ?? []).map { row in
      if let why = row["reason"]?.string { return "\(text(row["guarantor"])): none (\(why))" }
      return "\(text(row["guarantor"])): \(text(row["pay_now"])) of \(text(row["balance"])) owed, "
        + "\(text(row["waiting"])) waiting for insurance, level \(text(row["level"]))"
    }
    return rows.isEmpty ? "nobody owes anything" : rows.joined(separator: "\n")
  }

  static func made(_ answer: JSON) -> String {
    var lines = (answer["made"]?.elements ?? []).map { row in
      let file = row["files"]?[0]?.string.map { "  \($0)" } ?? ""
      return "\(text(row["number"])): \(text(row["guarantor"])) pays \(text(row["pay_now"])) by "
        + "\(text(row["due"]))\(file)"
    }
    lines += (answer["skipped"]?.elements ?? []).map {
      "none for \(text($0["guarantor"])): \(text($0["reason"]))"
    }
    return lines.isEmpty ? "nobody owes anything" : lines.joined(separator: "\n")
  }

  static func list(_ answer: JSON) -> String {
    rows(answer["statements"]) { row in
      "\(text(row["number"])): \(text(row["guarantor"])), \(text(row["issued"])), level "
        + "\(text(row["level"])), \(text(row["asked"])) of \(text(row["balance"]))"
    }
  }

  static func held(_ answer: JSON) -> String {
    let claim = answer["claim"]?.string.map { " claim \($0)" } ?? ""
    let until = answer["until"]?.string.map { " until \($0)" } ?? ""
    return "hold \(text(answer["hold"])): \(text(answer["guarantor"]))\(claim), "
      + "\(text(answer["reason"]))\(until)"
  }

  static func released(_ answer: JSON) -> String {
    "hold \(text(answer["hold"])) released on \(text(answer["released"]))"
  }

  static func holds(_ answer: JSON) -> String {
    rows(answer["holds"]) { row in
      let end = row["released"]?.string.map { ", released \($0): \(text(row["outcome"]))" } ?? ""
      let note = text(row["note"])
      return "\(held(row)), since \(text(row["on"])) by \(text(row["by"]))"
        + (note.isEmpty ? "" : ": \(note)") + end
    }
  }

  static func plan(_ answer: JSON) -> String {
    if let ended = answer["ended"]?.string { return "plan ended on \(ended)" }
    let instalments = rows(answer["instalments"]) { "  \(text($0["due"]))  \(text($0["amount"]))" }
    return "plan \(text(answer["plan"])): \(text(answer["amount"]))\n\(instalments)"
  }

  static func granted(_ answer: JSON) -> String {
    "grant \(text(answer["grant"])): \(text(answer["percent"])) % until \(text(answer["until"])), "
      + "\(text(answer["written_off"])) written off"
  }

  static func receipt(_ answer: JSON) -> String {
    let used = (answer["applied"]?.elements ?? []).map { row in
      "\n  \(text(row["amount"])) for \(row["claim"]?.string ?? "an earlier balance")"
    }
    return "payment \(text(answer["payment"])): \(text(answer["amount"])) by "
      + "\(text(answer["method"])) on \(text(answer["on"]))\(used.joined())"
  }

  static func payments(_ answer: JSON) -> String {
    let payments = (answer["payments"]?.elements ?? []).map { row in
      "\(receipt(row))\(row["state"]?.string == "posted" ? "" : "\n  \(text(row["state"]))")"
    }
    let open = (answer["unapplied"]?.elements ?? []).map {
      "not used yet of \(text($0["guarantor"])): \(text($0["unapplied"]))"
    }
    let lines = payments + open
    return lines.isEmpty ? "nothing was paid" : lines.joined(separator: "\n")
  }

  static func card(_ card: JSON) -> String {
    "card \(text(card["card"])): \(text(card["label"])), until \(text(card["through"]))"
  }

  static func cards(_ answer: JSON) -> String {
    let cards = (answer["cards"]?.elements ?? []).map(card)
    return cards.isEmpty ? "no card is on file" : cards.joined(separator: "\n")
  }

  static func applied(_ answer: JSON) -> String {
    let used = answer["applied"]?.elements ?? []
    return used.isEmpty
      ? "nothing to use, or nothing owed"
      : rows(answer["applied"]) { "\(text($0["amount"])) for \(text($0["claim"]))" }
  }

  static func itemised(_ answer: JSON) -> String { BillLines.itemised(answer) }

  static func superbill(_ answer: JSON) -> String {
    var lines = ["\(text(answer["patient"])), claim \(text(answer["claim"]))"]
    lines += (answer["diagnoses"]?.elements ?? []).map { "  \(text($0))" }
    lines += (answer["lines"]?.elements ?? []).map { line in
      "  \(text(line["date"]))  \(text(line["code"]))  \(text(line["text"]))  \(text(line["charge"]))"
    }
    return (lines + ["price \(text(answer["charge"])), paid \(text(answer["patient_paid"]))"])
      .joined(separator: "\n")
  }

  static func explained(_ answer: JSON) -> String {
    rows(answer["adjustments"]) { row in
      "\(text(row["adjustment"])), \(text(row["kind"])): \(text(row["patient"]))\n"
        + "  \(text(row["category"])), \(text(row["next"])): \(text(row["biller"]))"
    }
  }

  private static func rows(_ json: JSON?, _ words: (JSON) -> String) -> String {
    (json?.elements ?? []).map(words).joined(separator: "\n")
  }

  private static func text(_ json: JSON?) -> String {
    json?.string ?? json?.digits ?? ""
  }
}
