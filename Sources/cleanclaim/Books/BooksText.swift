// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// The books as text.
enum BooksText {
  static func head(_ answer: JSON) -> String {
    let closed = answer["closed_through"]?.string.map { ", closed through \($0)" } ?? ""
    return "\(answer["practice"]?.string ?? ""): \(answer["entries"]?.int ?? 0) entries from "
      + "\(answer["opened"]?.string ?? "")\(closed)\nhead \(answer["head"]?.string ?? "")"
  }

  static func appended(_ answer: JSON) -> String {
    "\(answer["added"]?.int ?? 0) added, \(answer["present"]?.int ?? 0) there already\n"
      + head(answer)
  }

  static func reversed(_ answer: JSON) -> String {
    "reversed by entry \(answer["entry"]?.int ?? 0)\n" + head(answer)
  }

  static func verified(_ answer: JSON) -> String {
    "all \(answer["sound"]?.int ?? 0) entries and the running totals are sound\n" + head(answer)
  }

  static func fingerprint(_ answer: JSON) -> String {
    "fingerprint \(answer["fingerprint"]?.string ?? "")\n" + head(answer)
  }

  static func trialBalance(_ answer: JSON) -> String {
    var lines = [row("account", "", ["debit", "credit", "balance"])]
    lines += (answer["accounts"]?.elements ?? []).map(turnover)
    lines.append(
      row("", "together", [answer["debit"]?.digits ?? "", answer["credit"]?.digits ?? "", ""]))
    return lines.joined(separator: "\n")
  }

  static func aging(_ answer: JSON) -> String {
    let titles = (answer["buckets"]?.elements ?? []).compactMap(\.string)
    var lines = [row("account", "", titles + ["total"])]
    for line in answer["lines"]?.elements ?? [] {
      let payer = line["payer"]?.string.map { ", \($0)" } ?? ""
      lines.append(
        row(
          "\(line["account"]?.int ?? 0)", (line["title"]?.string ?? "") + payer,
          (line["amounts"]?.elements ?? []).compactMap(\.digits) + [line["total"]?.digits ?? ""]))
    }
    return lines.joined(separator: "\n")
  }

  static func daySheet(_ answer: JSON) -> String {
    var lines: [String] = []
    var kind = ""
    for line in answer["lines"]?.elements ?? [] {
      if let next = line["kind"]?.string, next != kind {
        kind = next
        lines.append(kind)
      }
      lines.append(turnover(line))
    }
    return lines.isEmpty ? "nothing was posted" : lines.joined(separator: "\n")
  }

  private static func turnover(_ line: JSON) -> String {
    row(
      "\(line["account"]?.int ?? 0)", line["title"]?.string ?? "",
      ["debit", "credit", "balance"].map { line[$0]?.digits ?? "" })
  }

  /// An account, its title, and amounts in columns.
  private static func row(_ account: String, _ title: String, _ amounts: [String]) -> String {
    let start = account + String(repeating: " ", count: max(1, 9 - account.count)) + title
    let padded = start + String(repeating: " ", count: max(1, 40 - start.count))
    return padded
      + amounts.map { String(repeating: " ", count: max(1, 14 - $0.count)) + $0 }.joined()
  }
}
