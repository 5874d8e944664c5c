// SPDX-License-Identifier: Apache-2.0

import Values

/// Patients, payers and providers as text.
enum PeopleText {
  static func added(_ answer: JSON) -> String {
    var lines = [
      "\(text(answer["patient"])) \(answer["new"]?.bool == true ? "entered" : "known already"), "
        + "guarantor \(text(answer["guarantor"]))"
    ]
    lines += findings(answer)
    lines += (answer["possible_duplicates"]?.elements ?? []).map {
      "possible duplicate: \(pair($0))"
    }
    return lines.joined(separator: "\n")
  }

  static func imported(_ answer: JSON) -> String {
    "\(answer["lines"]?.int ?? 0) lines: \(answer["added"]?.int ?? 0) entered, "
      + "\(answer["present"]?.int ?? 0) known already"
  }

  static func changed(_ answer: JSON) -> String {
    let coverage = answer["coverage"]?.int.map { ", coverage \($0)" } ?? ""
    let end = answer["through"]?.string.map { " ends on \($0)" } ?? ""
    return (["\(text(answer["patient"]))\(coverage)\(end)"] + findings(answer))
      .joined(separator: "\n")
  }

  static func discovered(_ answer: JSON) -> String {
    let found = (answer["found"]?.elements ?? []).map { one in
      let coverage = one["document"]?["coverage"] ?? .null
      return
        "\(one["known"]?.bool == true ? "known" : "new  ")  \(text(coverage["payer"]?["name"])) "
        + text(coverage["subscriberId"])
    }
    return found.isEmpty ? "nothing was found" : found.joined(separator: "\n")
  }

  static func shown(_ answer: JSON) -> String {
    var lines = [text(answer["id"]) + "  " + person(answer["patient"])]
    for number in answer["merged"]?.elements ?? [] { lines.append("  also \(text(number))") }
    if let address = answer["patient"]?["address"] { lines.append("  " + self.address(address)) }
    for member in ["telephone", "email"] {
      if let value = answer[member]?.string { lines.append("  \(member) \(value)") }
    }
    for kept in answer["coverages"]?.elements ?? [] { lines.append("  " + coverage(kept)) }
    if let guarantor = answer["guarantor"] {
      lines.append("  guarantor \(text(guarantor["id"]))  \(person(guarantor["person"]))")
    }
    return (lines + findings(answer)).joined(separator: "\n")
  }

  static func found(_ answer: JSON) -> String {
    let found = answer["found"]?.elements ?? []
    if found.isEmpty { return "nobody" }
    return found.map { one in
      let into = one["into"]?.string.map { " (merged into \($0))" } ?? ""
      let former = one["former"]?.bool == true ? " (known by that before)" : ""
      return "\(text(one["id"]))  \(person(one["patient"]))\(into)\(former)"
    }.joined(separator: "\n")
  }

  static func pairs(_ answer: JSON) -> String {
    let pairs = answer["pairs"]?.elements ?? []
    return pairs.isEmpty ? "none" : pairs.map(pair).joined(separator: "\n")
  }

  static func merged(_ answer: JSON) -> String {
    let out = answer["out_of"]?.string.map { ", no longer \($0)" } ?? ""
    let numbers = (answer["numbers"]?.elements ?? []).compactMap(\.string)
    return "\(text(answer["patient"]))\(out): \(numbers.joined(separator: ", "))"
  }

  static func guarantors(_ answer: JSON) -> String {
    (answer["guarantors"]?.elements ?? []).map {
      "\($0["since"]?.string ?? "at first  ")  \(text($0["guarantor"]))"
    }.joined(separator: "\n")
  }

  static func history(_ answer: JSON) -> String {
    (answer["changes"]?.elements ?? []).map {
      "\($0["number"]?.int ?? 0)  \(text($0["at"]))  \(text($0["by"]))  \(text($0["action"]))"
    }.joined(separator: "\n")
  }

  static func findings(_ answer: JSON) -> [String] {
    (answer["findings"]?.elements ?? []).map {
      "  \(text($0["severity"])): \(text($0["message"]))"
    }
  }

  static func text(_ value: JSON?) -> String { value?.string ?? "" }

  private static func pair(_ pair: JSON) -> String {
    let reasons = (pair["reasons"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
    return
      "\(text(pair["one"])) and \(text(pair["other"])): \(pair["points"]?.int ?? 0) (\(reasons))"
  }

  private static func person(_ person: JSON?) -> String {
    let names = ["family", "given", "middle", "suffix"].compactMap { person?[$0]?.string }
    let birth = person?["birthDate"]?.string.map { ", \($0)" } ?? ""
    return (names.first ?? "") + (names.count > 1 ? ", " : "")
      + names.dropFirst().joined(separator: " ") + birth
  }

  private static func address(_ address: JSON) -> String {
    let lines = (address["lines"]?.elements ?? []).compactMap(\.string)
    let rest = ["city", "state", "postalCode"].compactMap { address[$0]?.string }
    return (lines + [rest.joined(separator: " ")]).joined(separator: ", ")
  }

  private static func coverage(_ kept: JSON) -> String {
    let coverage = kept["coverage"]
    let days = [kept["from"]?.string, kept["through"]?.string].map { $0 ?? "" }
    let period = days == ["", ""] ? "" : ", \(days[0]) to \(days[1])"
    let force = kept["in_force"]?.bool == false ? ", not in force" : ""
    return "coverage \(kept["number"]?.int ?? 0), place \(kept["order"]?.int ?? 0): "
      + "\(text(coverage?["payer"]?["name"])) \(text(coverage?["subscriberId"]))\(period)\(force)"
  }
}
