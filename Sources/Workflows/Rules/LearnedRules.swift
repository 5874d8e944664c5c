// SPDX-License-Identifier: Apache-2.0

import Edits
import Values

/// Patterns of denials as a file of rules, each of them off.
enum LearnedRules {
  /// The name of a rule in its file.
  static func id(_ pattern: DenialPattern, _ index: Int) -> String {
    "\(pattern.reason)-\(pattern.code)-\(index + 1)".lowercased()
  }

  /// What sets the denied services apart, in words; nothing where nothing does.
  static func words(_ facet: AnsweredService.Facet) -> String? {
    switch facet {
    case .none: nil
    case .withoutModifier: "no modifier"
    case .modifier(let modifier): "modifier \(modifier)"
    case .place(let place): "place of service \(place)"
    case .diagnosis(let category): "a diagnosis of \(category)"
    }
  }

  /// The interval of the share.
  static func interval(_ pattern: DenialPattern) -> String {
    "\(percent(pattern.interval.low)) to \(percent(pattern.interval.high))"
  }

  /// A share in percent with one decimal.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// The file.
  static func yaml(_ patterns: [DenialPattern], until last: CalendarDate) -> String {
    let first = patterns.map(\.days.lowerBound).min() ?? last
    var lines = [
      "# Learned from denials by cleanclaim rules learn. Every rule is off: nothing is judged by it.",
      "# Read each one and the counts it rests on; set enabled to true where it is right, then",
      "# cleanclaim rules install. Counted are claims, each code once; at-least is the lower bound of the",
      "# share denied after correction for all patterns looked at.",
      "name: learned", "version: \(quoted(last.description))", "effective: \(first)", "", "rules:",
    ]
    for (index, pattern) in patterns.enumerated() {
      lines += rule(pattern, id(pattern, index), on: last)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rule(
    _ pattern: DenialPattern, _ id: String, on day: CalendarDate
  ) -> [String] {
    let with = words(pattern.facet).map { " with \($0)" } ?? ""
    let service = "\(pattern.code)\(with)"
    return [
      "  - id: \(quoted(id))", "    enabled: false",
      "    title: \(quoted("\(service) was denied for \(pattern.reason)"))", "    severity: warn",
      "    learned:", "      reason: \(quoted(pattern.reason))",
      "      denied: \(pattern.denied)", "      claims: \(pattern.claims)",
      "      first: \(pattern.days.lowerBound)", "      last: \(pattern.days.upperBound)",
      "      interval: \(quoted("\(interval(pattern)) (95 percent)"))",
      "      at-least: \(quoted("\(percent(pattern.leastShare)), corrected for \(pattern.comparisons) patterns"))",
      "      payer: \(quoted("denied \(pattern.payerDenied) of \(pattern.payerClaims)"))",
      "    when: \(quoted(condition(pattern)))",
      "    message: \(quoted("this payer denied \(pattern.denied) of \(pattern.claims) claims for \(service) (\(pattern.reason))"))",
      "    advice: \(quoted("look what reason \(pattern.reason) asks for before the claim is sent"))",
      "    source: \(quoted("remittances, \(pattern.days.lowerBound) to \(pattern.days.upperBound)"))",
      "    tests:", "      - fires: \(claim(pattern, fires: true, on: day))",
      "      - silent: \(claim(pattern, fires: false, on: day))", "",
    ]
  }

  private static func condition(_ pattern: DenialPattern) -> String {
    let service = "\(payer(pattern.payer)) and line.code = '\(pattern.code)'"
    switch pattern.facet {
    case .none: return service
    case .withoutModifier: return service + " and line.modifiers is missing"
    case .modifier(let modifier): return service + " and line.modifiers has '\(modifier)'"
    case .place(let place): return service + " and line.place = '\(place)'"
    case .diagnosis(let category): return service + " and line.diagnoses has '\(category)*'"
    }
  }

  /// A payer whose name has a quotation mark is named by what stands before it.
  private static func payer(_ payer: String) -> String {
    guard let quote = payer.firstIndex(of: "'") else { return "claim.payer = '\(payer)'" }
    return "claim.payer in ('\(payer[..<quote])*')"
  }

  /// A claim on which the rule fires, or one that lacks what sets the denied ones apart.
  private static func claim(_ pattern: DenialPattern, fires: Bool, on day: CalendarDate) -> String {
    let other = pattern.code == "99999" ? "99998" : "99999"
    var code = pattern.code
    var more: [JSON.Member] = []
    var diagnoses: [JSON] = []
    switch pattern.facet {
    case .none: if !fires { code = other }
    case .withoutModifier:
      if !fires { more = [.init("modifiers", .array([.string("25")]))] }
    case .modifier(let modifier):
      if fires { more = [.init("modifiers", .array([.string(modifier)]))] }
    case .place(let place): if fires { more = [.init("place", .string(place))] }
    case .diagnosis(let category):
      if fires {
        diagnoses = [.string(category)]
        more = [.init("pointers", .array([.int(1)]))]
      }
    }
    return JSON.members(
      ("date", .date(day)), ("payer", .string(pattern.payer)),
      ("diagnoses", diagnoses.isEmpty ? nil : .array(diagnoses)),
      ("lines", .array([.object([.init("code", .string(code))] + more)]))
    ).line
  }

  /// A text in quotation marks, as JSON and YAML write it.
  private static func quoted(_ text: String) -> String { JSON.string(text).line }
}
