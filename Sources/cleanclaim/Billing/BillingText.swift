// SPDX-License-Identifier: Apache-2.0

import Values

/// Claims and remittances as text.
enum BillingText {
  static func added(_ answer: JSON) -> String {
    "\(number(answer, "added")) claims put on file, \(text(answer, "charged")) charged; "
      + "\(number(answer, "present")) there already"
  }

  static func overview(_ answer: JSON) -> String {
    let claims = (answer["claims"]?.elements ?? []).map {
      [text($0, "state"), text($0, "claims"), text($0, "charge")]
    }
    let work = (answer["work"]?.elements ?? []).map {
      [text($0, "kind"), text($0, "items"), text($0, "amount")]
    }
    return table(["claims", "count", "charge"], claims)
      + (work.isEmpty ? "" : "\n\n" + table(["to be worked on", "count", "amount"], work))
  }

  static func claims(_ answer: JSON) -> String {
    let rows = (answer["claims"]?.elements ?? []).map { claim in
      [
        text(claim, "claim"), text(claim, "payer"), text(claim, "charge"), text(claim, "from"),
        text(claim, "deadline"),
      ]
    }
    return rows.isEmpty
      ? "no claims" : table(["claim", "payer", "charge", "service", "file by"], rows)
  }

  static func account(_ answer: JSON) -> String {
    let owed = [
      ["payers owe", text(answer, "payers_owe")], ["the patient owes", text(answer, "patient_owes")],
      ["with an agency", text(answer, "at_agency")],
      ["paid and not applied", text(answer, "not_applied")],
      ["to be paid back", text(answer, "credit")],
    ].filter { $0[1] != "0.00" || $0[0] == "the patient owes" }
    let rows = (answer["claims"]?.elements ?? []).map { claim in
      [
        text(claim, "from"), text(claim, "claim"), text(claim, "state"), text(claim, "charge"),
        text(claim, "payers_owe"), text(claim, "patient_owes"),
      ]
    }
    let claims =
      rows.isEmpty
      ? "no claims"
      : table(["service", "claim", "state", "charge", "payers owe", "patient owes"], rows)
    return "\(text(answer, "patient"))\n\n\(table(["account", "amount"], owed))\n\n\(claims)"
  }

  static func claim(_ answer: JSON) -> String {
    var parts = [
      "\(text(answer, "claim")): \(text(answer, "state")), charge \(text(answer, "charge")), "
        + "service \(text(answer, "from")) to \(text(answer, "through")), "
        + "file by \(text(answer, "deadline"))"
    ]
    parts.append(
      table(
        ["payer", "open"],
        (answer["payers"]?.elements ?? []).map { [text($0, "payer"), text($0, "open")] }
          + [["patient", text(answer, "patient_owes")]]))
    let events = (answer["events"]?.elements ?? []).map { event in
      [
        text(event, "at"), text(event, "by"), text(event, "move"), text(event, "to"),
        text(event, "reason"),
      ]
    }
    parts.append(table(["when", "who", "what", "now", "why"], events))
    if let said = answer["acknowledgements"], !said.elements.isEmpty {
      parts.append(LifeText.acknowledgements(said))
    }
    let work = (answer["work"]?.elements ?? []).map(workRow)
    if !work.isEmpty { parts.append(table(workTitles, work)) }
    return parts.joined(separator: "\n\n")
  }

  static func posted(_ answer: JSON) -> String {
    let rows = (answer["remittances"]?.elements ?? []).map { row in
      [
        text(row, "remittance"), text(row, "payer"), text(row, "trace"), text(row, "paid"),
        text(row, "posted"), text(row, "unmatched"), text(row, "present"), text(row, "denied"),
      ]
    }
    guard !rows.isEmpty else { return "nothing was posted" }
    return table(
      ["no.", "payer", "trace", "paid", "posted", "unmatched", "there already", "denied"], rows)
  }

  static func remittances(_ answer: JSON) -> String {
    let rows = (answer["remittances"]?.elements ?? []).map { row in
      [
        text(row, "remittance"), text(row, "payer"), text(row, "trace"), text(row, "paid_on"),
        text(row, "amount"), text(row, "deposited"), text(row, "expected"),
      ]
    }
    return rows.isEmpty
      ? "no remittances"
      : table(["no.", "payer", "trace", "paid on", "amount", "at the bank", "to come"], rows)
  }

  static func remittance(_ answer: JSON) -> String {
    var parts = [
      "remittance \(text(answer, "remittance")) of \(text(answer, "payer")), trace "
        + "\(text(answer, "trace")), paid on \(text(answer, "paid_on")): \(text(answer, "amount")), "
        + "\(text(answer, "deposited")) at the bank"
    ]
    let answers = (answer["answers"]?.elements ?? []).map { row in
      [
        text(row, "place"), text(row, "claim"), text(row, "status"), text(row, "basis"),
        text(row, "charge"), text(row, "paid"), text(row, "entry"),
      ]
    }
    parts.append(table(["no.", "claim", "status", "found by", "charge", "paid", "entry"], answers))
    let beside = (answer["provider_adjustments"]?.elements ?? []).map { row in
      [text(row, "reason"), text(row, "reference"), text(row, "amount"), text(row, "status")]
    }
    if !beside.isEmpty {
      parts.append(table(["beside the claims", "reference", "taken off", "status"], beside))
    }
    let work = (answer["work"]?.elements ?? []).map(workRow)
    if !work.isEmpty { parts.append(table(workTitles, work)) }
    return parts.joined(separator: "\n\n")
  }

  static func work(_ answer: JSON) -> String {
    let rows = (answer["work"]?.elements ?? []).map(workRow)
    return rows.isEmpty ? "nothing to be worked on" : table(workTitles, rows)
  }

  static func bank(_ answer: JSON) -> String {
    let deposits = (answer["deposits"]?.elements ?? []).map { row in
      [text(row, "deposit"), text(row, "day"), text(row, "amount"), text(row, "reference")]
    }
    var parts: [String] = []
    if !(answer["remittances"]?.elements ?? []).isEmpty { parts.append(remittances(answer)) }
    if !deposits.isEmpty {
      parts.append(table(["no.", "at the bank", "amount", "reference"], deposits))
    }
    parts.append(
      "to come \(text(answer, "expected")) (ledger \(text(answer, "ledger_expected"))), not explained "
        + "\(text(answer, "unexplained")) (ledger \(text(answer, "ledger_unexplained"))), "
        + "left over \(text(answer, "residual"))")
    return parts.joined(separator: "\n\n")
  }

  static func done(_ answer: JSON) -> String {
    answer.members.map {
      "\($0.name.split(separator: "_").joined(separator: " ")) \(word($0.value))"
    }
    .joined(separator: ", ")
  }

  static let workTitles = ["work", "kind", "claim", "payer", "reason", "amount", "due"]

  private static func workRow(_ row: JSON) -> [String] {
    let reason = [text(row, "group"), text(row, "reason")].filter { !$0.isEmpty }
    return [
      text(row, "work"), text(row, "kind"), text(row, "claim"), text(row, "payer"),
      reason.joined(separator: "-"), text(row, "amount"), text(row, "deadline"),
    ]
  }

  static func text(_ row: JSON, _ name: String) -> String { row[name].map(word) ?? "" }

  private static func number(_ row: JSON, _ name: String) -> Int { row[name]?.int ?? 0 }

  private static func word(_ value: JSON) -> String {
    value.string ?? value.digits ?? value.int.map(String.init) ?? ""
  }

  /// Columns as wide as what stands in them; amounts and counts stand to the right.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let widths = titles.indices.map { column in
      ([titles] + rows).map { $0[column].count }.max() ?? 0
    }
    let isNumber = titles.indices.map { column in
      !rows.isEmpty
        && rows.allSatisfy { row in
          row[column].allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        }
    }
    return ([titles] + rows).map { row in
      var line = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return isNumber[column] ? blanks + cell : cell + blanks
      }.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
