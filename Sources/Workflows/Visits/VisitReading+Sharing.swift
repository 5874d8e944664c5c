// SPDX-License-Identifier: Apache-2.0

import Coding
import Values

extension VisitReading {
  /// What each of two practitioners did.
  mutating func split() -> SplitVisit? {
    guard let value = object("split", ["physician", "nonphysician", "sameGroup"]) else {
      return nil
    }
    return SplitVisit(
      physician: share(value["physician"], "split.physician"),
      nonphysician: share(value["nonphysician"], "split.nonphysician"),
      isSameGroup: flag(value["sameGroup"], "split.sameGroup") ?? true)
  }

  private mutating func share(_ value: JSON?, _ name: String) -> SplitVisit.Share {
    guard let value, value != .null else { return SplitVisit.Share() }
    check(value, name, ["minutes", "parts"])
    var parts: Set<SplitVisit.Part> = []
    for element in value["parts"]?.elements ?? [] {
      if let part = element.string.flatMap({ SplitVisit.Part(rawValue: $0) }), part != .time {
        parts.insert(part)
      } else {
        bad("\(name).parts", element, "decision-making, history or examination")
      }
    }
    return SplitVisit.Share(minutes: number(value["minutes"], "\(name).minutes"), parts: parts)
  }

  /// How a teaching physician took part.
  mutating func teaching() -> TeachingVisit? {
    let names: Set<String> = ["present", "exception", "residents", "residentMonths"]
    guard let value = object("teaching", names) else { return nil }
    return TeachingVisit(
      isPresent: flag(value["present"], "teaching.present") ?? false,
      isUnderException: flag(value["exception"], "teaching.exception") ?? false,
      residents: number(value["residents"], "teaching.residents"),
      residentMonths: number(value["residentMonths"], "teaching.residentMonths"))
  }

  /// Other visits of the day: names of services, or objects.
  mutating func others() -> [Visit.Other] {
    guard has("sameDay"), let value = json["sameDay"] else { return [] }
    guard case .array(let elements) = value else {
      bad("sameDay", value, "a list of services")
      return []
    }
    return elements.compactMap { element in
      if let name = element.string { return Visit.Other(name) }
      check(element, "sameDay", ["service", "unrelated"])
      guard let name = element["service"]?.string else {
        bad("sameDay", element, "the name of a service")
        return nil
      }
      return Visit.Other(
        name, isUnrelated: flag(element["unrelated"], "sameDay.unrelated") ?? false)
    }
  }

  private mutating func object(_ name: String, _ names: Set<String>) -> JSON? {
    guard has(name), let value = json[name] else { return nil }
    check(value, name, names)
    return value
  }

  /// Tells of members that are not known, and of what is no object.
  private mutating func check(_ value: JSON, _ name: String, _ names: Set<String>) {
    guard case .object(let members) = value else { return bad(name, value, "an object") }
    for member in members where !names.contains(member.name) {
      add("em.unknown-member", "\(name).\(member.name)", [])
    }
  }

  private mutating func flag(_ value: JSON?, _ name: String) -> Bool? {
    guard let value, value != .null else { return nil }
    if value.bool == nil { bad(name, value, "true or false") }
    return value.bool
  }

  private mutating func number(_ value: JSON?, _ name: String) -> Int? {
    guard let value, value != .null else { return nil }
    if let number = (value.digits ?? value.string).flatMap({ Int($0) }), (0...1440).contains(number)
    {
      return number
    }
    bad(name, value, "a whole number up to 1440")
    return nil
  }
}
