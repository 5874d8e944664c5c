// SPDX-License-Identifier: Apache-2.0

import Coding
import Values

/// Reads a visit from JSON; everything that is wrong becomes a finding at its member.
struct VisitReading {
  private(set) var findings: [Finding] = []
  let json: JSON

  private static let members: Set<String> = [
    "id", "service", "date", "payer", "problems", "data", "risks", "minutes", "hours", "staffOnly",
    "longitudinal", "preventive", "modifiers", "lastSeen", "place", "age", "separateProblem",
    "split",
    "teaching", "sameDay",
  ]

  init(_ json: JSON) { self.json = json }

  /// The visit; nothing where it has no service or no day.
  mutating func visit() -> Visit? {
    guard case .object(let members) = json else {
      bad("visit", json, "an object")
      return nil
    }
    for member in members where !Self.members.contains(member.name) {
      add("em.unknown-member", member.name, [])
    }
    let service = text("service")
    let date = day("date")
    if !has("service") { add("em.missing", "service", []) }
    if !has("date") { add("em.missing", "date", []) }
    var visit = Visit(
      service: service ?? "", date: date ?? CalendarDate(daysSinceEpoch: 0))
    visit.problems = items("problems")
    visit.data = items("data")
    visit.risks = items("risks")
    visit.minutes = number("minutes")
    visit.hours = number("hours")
    visit.isStaffOnly = flag("staffOnly")
    visit.isLongitudinal = flag("longitudinal")
    visit.hasPreventiveService = flag("preventive")
    visit.lastSeen = day("lastSeen")
    visit.place = text("place")
    visit.age = number("age")
    visit.hasSeparateProblem = flag("separateProblem")
    visit.split = split()
    visit.teaching = teaching()
    visit.sameDay = others()
    visit.modifiers = (json["modifiers"]?.elements ?? []).compactMap(\.string)
    if let payer = text("payer") {
      if payer != "medicare", payer != "other" {
        bad("payer", .string(payer), "medicare or other")
      }
      visit.isMedicare = payer == "medicare"
    }
    return service == nil || date == nil ? nil : visit
  }

  func has(_ name: String) -> Bool { json[name].map { $0 != .null } ?? false }

  mutating func add(_ rule: String, _ name: String, _ facts: [Finding.Fact]) {
    findings.append(
      Finding(rule, .rejects, at: .field(name), facts: [.init("member", name)] + facts))
  }

  mutating func bad(_ name: String, _ value: JSON, _ expected: String) {
    add(
      "em.bad-value", name, [.init("found", value.line), .init("expected", expected)])
  }

  private mutating func text(_ name: String) -> String? {
    guard has(name), let value = json[name] else { return nil }
    if let text = value.string { return text }
    bad(name, value, "a text")
    return nil
  }

  private mutating func day(_ name: String) -> CalendarDate? {
    guard has(name), let value = json[name] else { return nil }
    if let day = value.string.flatMap({ CalendarDate($0) }) { return day }
    bad(name, value, "a day such as 2026-03-01")
    return nil
  }

  private mutating func number(_ name: String) -> Int? {
    guard has(name), let value = json[name] else { return nil }
    if let number = (value.digits ?? value.string).flatMap({ Int($0) }) { return number }
    bad(name, value, "a whole number")
    return nil
  }

  private mutating func flag(_ name: String) -> Bool {
    guard has(name), let value = json[name] else { return false }
    if let flag = value.bool { return flag }
    bad(name, value, "true or false")
    return false
  }

  /// Kinds with counts: `{"stable-chronic": 2}` or `["stable-chronic", "stable-chronic"]`.
  private mutating func items(_ name: String) -> [Visit.Item] {
    guard has(name), let value = json[name] else { return [] }
    var items: [Visit.Item] = []
    switch value {
    case .object(let members):
      for member in members {
        if let count = member.value.digits.flatMap({ Int($0) }) {
          items.append(Visit.Item(member.name, count: count))
        } else if let flag = member.value.bool {
          if flag { items.append(Visit.Item(member.name)) }
        } else {
          bad("\(name).\(member.name)", member.value, "how many, or true")
        }
      }
    case .array(let elements):
      for element in elements {
        if let kind = element.string {
          items.append(Visit.Item(kind))
        } else {
          bad(name, element, "the name of a kind")
        }
      }
    default: bad(name, value, "kinds with counts")
    }
    return items
  }
}
