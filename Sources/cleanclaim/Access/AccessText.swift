// SPDX-License-Identifier: Apache-2.0

import Values

/// What the commands of users and of the audit log print for people.
enum AccessText {
  private static func text(_ answer: JSON, _ member: String) -> String {
    BillingText.text(answer, member)
  }

  private static func list(_ answer: JSON, _ member: String) -> String {
    (answer[member]?.elements ?? []).compactMap(\.string).joined(separator: " ")
  }

  static func user(_ answer: JSON) -> String {
    let state = answer["disabled"] == nil ? "" : " (disabled)"
    return
      "\(text(answer, "user"))\(state)  \(text(answer, "name"))\nroles: \(list(answer, "roles"))"
      + "\nmay: \(list(answer, "may"))"
  }

  static func users(_ answer: JSON) -> String {
    let rows = (answer["users"]?.elements ?? []).map { user in
      [
        text(user, "user"), text(user, "name"), list(user, "roles"),
        user["codes"]?.bool == true ? "yes" : "no", text(user, "last_seen"), text(user, "reviewed"),
        user["disabled"] == nil ? "" : "disabled",
      ]
    }
    return rows.isEmpty
      ? "nobody may come in"
      : BillingText.table(
        ["user", "name", "roles", "codes", "last seen", "reviewed", ""], rows)
  }

  static func records(_ answer: JSON) -> String {
    let members = [
      "record", "at", "user", "action", "kind", "subject", "patient", "outcome", "reason",
    ]
    let rows = (answer["records"]?.elements ?? []).map { row in members.map { text(row, $0) } }
    let table = rows.isEmpty ? "no records" : BillingText.table(members, rows)
    return answer["next"].map { table + "\nmore: --before \($0.int ?? 0)" } ?? table
  }
}
