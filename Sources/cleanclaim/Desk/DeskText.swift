// SPDX-License-Identifier: Apache-2.0

import Values

/// What the desk says, as text.
enum DeskText {
  static func resources(_ answer: JSON) -> String {
    (["zone \(text(answer["zone"]))"]
      + (answer["resources"]?.elements ?? []).map {
        "\(text($0["id"]))  \(text($0["kind"]))  \(text($0["name"]))  \(text($0["npi"]))"
      }).joined(separator: "\n")
  }

  static func appointments(_ answer: JSON) -> String {
    var lines: [String] = []
    for one in answer["appointments"]?.elements ?? [] {
      lines.append(appointment(one))
      if let desk = one["desk"] { lines += notes(desk) }
    }
    if lines.isEmpty { lines = ["none"] }
    for one in answer["taken"]?.elements ?? [] {
      lines.append("taken: \(text(one["resource"])) at \(text(one["start"]))")
    }
    if let receipt = answer["receipt"] { lines.append(self.receipt(receipt)) }
    if let desk = answer["desk"] { lines += notes(desk) }
    lines += PeopleText.findings(answer)
    lines += waitingLines(answer)
    return lines.joined(separator: "\n")
  }

  static func reminders(_ answer: JSON) -> String {
    let all = answer["reminders"]?.elements ?? []
    return all.isEmpty
      ? "none"
      : all.map { "\(appointment($0))  \(text($0["telephone"]))  \(text($0["email"]))" }
        .joined(separator: "\n")
  }

  static func receipt(_ answer: JSON) -> String {
    let voids = answer["voids"]?.int.map { " voids receipt \($0)" } ?? ""
    return "receipt \(answer["receipt"]?.int ?? 0)\(voids): \(answer["amount"]?.digits ?? "") "
      + "by \(text(answer["method"])) for \(text(answer["purpose"])) of \(text(answer["patient"])), "
      + "entry \(answer["entry"]?.int ?? 0)"
  }

  static func drawer(_ answer: JSON) -> String {
    let counted = answer["counted"]?.digits.map {
      ", counted \($0), over \(answer["over"]?.digits ?? "")"
    }
    let ledger = answer["ledger"]?.digits.map { ", ledger \($0)" } ?? ""
    let head =
      "drawer \(text(answer["drawer"])), session \(answer["session"]?.int ?? 0): "
      + "\(answer["float"]?.digits ?? "") + \(answer["receipts"]?.digits ?? "") = "
      + "\(answer["expected"]?.digits ?? "")\(counted ?? "")\(ledger)"
    return ([head] + (answer["lines"]?.elements ?? []).map { "  " + receipt($0) })
      .joined(separator: "\n")
  }

  static func drawers(_ answer: JSON) -> String {
    let taken = answer["taken"]
    let sums = ["cash", "check", "card"].map { "\($0) \(taken?[$0]?.digits ?? "")" }
    return
      ((answer["drawers"]?.elements ?? []).map(drawer)
      + ["taken on \(text(answer["on"])): \(sums.joined(separator: ", "))"])
      .joined(separator: "\n")
  }

  static func asked(_ answer: JSON) -> String {
    var lines = [
      "\(answer["asked"]?.int ?? 0) asked about \(text(answer["on"]))"
    ]
    lines += (answer["written"]?.elements ?? []).map { "  \(text($0))" }
    for one in answer["failed"]?.elements ?? [] {
      lines.append("not asked: \(text(one["appointment"]))")
      lines += PeopleText.findings(one)
    }
    return lines.joined(separator: "\n")
  }

  static func answers(_ answer: JSON) -> String {
    let lines =
      (answer["answers"]?.elements ?? []).map(inquiry)
      + (answer["unmatched"]?.elements ?? []).map { "no question has the trace \(text($0))" }
    return lines.isEmpty ? "no answers" : lines.joined(separator: "\n")
  }

  static func inquiries(_ answer: JSON) -> String {
    let lines = (answer["inquiries"]?.elements ?? []).map(inquiry)
    return lines.isEmpty ? "nothing was asked" : lines.joined(separator: "\n")
  }

  static func waiting(_ answer: JSON) -> String {
    let lines = waitingLines(answer)
    return lines.isEmpty ? "nobody" : lines.joined(separator: "\n")
  }

  private static func waitingLines(_ answer: JSON) -> [String] {
    (answer["waiting"]?.elements ?? []).map {
      "waits: \($0["number"]?.int ?? 0)  \(text($0["patient"])) for \(text($0["resource"])), "
        + "\(text($0["from"])) to \(text($0["through"])), \($0["minutes"]?.int ?? 0) minutes"
    }
  }

  private static func appointment(_ one: JSON) -> String {
    let resources = (one["resources"]?.elements ?? []).compactMap(\.string)
    return "\(text(one["id"]))  \(text(one["local"]))  \(one["minutes"]?.int ?? 0) min  "
      + "\(text(one["patient"]))  \(resources.joined(separator: ", "))  \(text(one["state"]))"
  }

  private static func notes(_ desk: JSON) -> [String] {
    var lines = desk["name"]?.string.map { ["  \($0)"] } ?? []
    if let eligibility = desk["eligibility"] {
      lines += inquiry(eligibility).split(separator: "\n").map { "  \($0)" }
    }
    return lines + PeopleText.findings(desk)
  }

  private static func inquiry(_ one: JSON) -> String {
    let active = one["active"]?.bool.map { $0 ? ", active" : ", not active" } ?? ""
    let missing = one["missing"]?.string.map { ", \($0) is missing" } ?? ""
    var lines = ["eligibility \(text(one["trace"])): \(text(one["state"]))\(active)\(missing)"]
    lines += (one["rejections"]?.elements ?? []).map { "  turned away: \(text($0["words"]))" }
    lines += (one["benefits"]?.elements ?? []).map { "  \(text($0))" }
    return lines.joined(separator: "\n")
  }

  private static func text(_ value: JSON?) -> String { value?.string ?? "" }
}
