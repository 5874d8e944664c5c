// SPDX-License-Identifier: Apache-2.0

import Values

/// Write-offs, refunds and credits as text.
enum RequestText {
  private static let titles = [
    "no.", "kind", "state", "reason", "claim", "patient", "payer", "amount", "asked by",
    "decided by", "entry",
  ]

  private static func row(_ request: JSON) -> [String] {
    [
      "request", "kind", "state", "reason", "claim", "patient", "payer", "amount", "asked_by",
      "decided_by", "entry",
    ].map { BillingText.text(request, $0) }
  }

  static func request(_ answer: JSON) -> String {
    let table = BillingText.table(titles, [row(answer)])
    guard answer["state"]?.string == "requested" else { return table }
    return table + "\n\nanother person has to approve it"
  }

  static func requests(_ answer: JSON) -> String {
    let rows = (answer["requests"]?.elements ?? []).map(row)
    guard !rows.isEmpty else { return "no requests" }
    let table = BillingText.table(titles, rows)
    return answer["next"]?.string.map { "\(table)\n\nmore: --before \($0)" } ?? table
  }

  static func shown(_ answer: JSON) -> String {
    ([BillingText.table(titles, [row(answer)])] + DenialText.log(answer))
      .joined(separator: "\n\n")
  }

  static func proposals(_ answer: JSON) -> String {
    let rows = (answer["proposals"]?.elements ?? []).map { row in
      ["rule", "reason", "claim", "patient", "payer", "since", "balance"].map {
        BillingText.text(row, $0)
      }
    }
    guard !rows.isEmpty else { return "nothing to propose" }
    let table = BillingText.table(
      ["rule", "reason", "claim", "patient", "payer", "since", "balance"], rows)
    let asked = answer["requests"]?.elements ?? []
    return "\(table)\n\ntogether \(BillingText.text(answer, "total"))"
      + (asked.isEmpty ? "" : "\n\n\(requests(answer))")
  }

  static func reasons(_ answer: JSON) -> String {
    BillingText.table(
      ["reason", "account", "whose", "one person up to", "meaning"],
      (answer["reasons"]?.elements ?? []).map { row in
        ["reason", "account", "side", "alone", "meaning"].map { BillingText.text(row, $0) }
      })
  }

  static func credits(_ answer: JSON) -> String {
    let rows = (answer["credits"]?.elements ?? []).map { row in
      ["kind", "account", "claim", "patient", "payer", "since", "age", "amount", "return_by"].map {
        BillingText.text(row, $0)
      }
    }
    guard !rows.isEmpty else { return "nothing is owed back" }
    let accounts = (answer["accounts"]?.elements ?? []).map { row in
      ["account", "listed", "ledger"].map { BillingText.text(row, $0) }
    }
    return BillingText.table(
      [
        "kind", "account", "claim", "patient", "payer", "since", "days", "amount", "return by",
      ], rows)
      + "\n\n\(BillingText.text(answer, "count")) credits, together "
      + "\(BillingText.text(answer, "total"))\n\n"
      + BillingText.table(["account", "all listed", "by the ledger"], accounts)
  }
}
