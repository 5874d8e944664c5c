// SPDX-License-Identifier: Apache-2.0

public import Values

/// Reads a file of rules that was parsed before; everything that is wrong is found in one pass.
public struct PayerRuleReading {
  /// The rules; nothing where anything is wrong.
  public private(set) var book: PayerRuleBook?
  /// What is wrong, each at its line.
  public private(set) var findings: [Finding] = []

  private let lines: [String: Int]

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - document: `name`, `version`, `payers`, `filings`, `effective`, `termination`, `rules`.
  ///   - lines: The line of each member by its path, such as `rules[0].when`.
  ///   - sha256: That of the file.
  public init(_ document: JSON, lines: [String: Int], sha256: String) {
    self.lines = lines
    let name = text(document, "name", "")
    let version = text(document, "version", "")
    let period = self.period(document, "", isRequired: true)
    checkMembers(
      document, "", ["name", "version", "payers", "filings", "effective", "termination", "rules"])
    let payers = texts(document, "payers", "")
    let filings = texts(document, "filings", "")
    var rules: [PayerRule] = []
    let elements = document["rules"]?.elements ?? []
    if elements.isEmpty { add("payer-rule.missing", "rules", [.init("member", "rules")]) }
    for (index, element) in elements.enumerated() {
      guard let rule = rule(element, "rules[\(index)].") else { continue }
      if rules.contains(where: { $0.id == rule.id }) {
        add("payer-rule.repeated", "rules[\(index)].id", [.init("rule", rule.id)])
      }
      rules.append(rule)
    }
    guard findings.isEmpty, let name, let version, let period else { return }
    book = PayerRuleBook(
      name: name, version: version, payers: payers, filings: filings, period: period, rules: rules,
      sha256: sha256)
  }

  private mutating func rule(_ json: JSON, _ path: String) -> PayerRule? {
    checkMembers(
      json, path,
      [
        "id", "title", "severity", "effective", "termination", "when", "require", "message",
        "advice", "source", "change", "tests", "enabled", "learned",
      ])
    let isEnabled = enabled(json, path)
    if let learned = json["learned"], learned != .null {
      checkMembers(
        learned, path + "learned.",
        ["reason", "denied", "claims", "first", "last", "interval", "at-least", "payer"])
    }
    let id = text(json, "id", path)
    let severity = severity(json, path)
    let when = expression(json, "when", path)
    let require = json["require"] == nil ? nil : expression(json, "require", path)
    if json["when"] == nil { add("payer-rule.missing", path + "when", [.init("member", "when")]) }
    let message = text(json, "message", path)
    let changes = changes(json, path)
    let cases = cases(json, path)
    let period =
      json["effective"] == nil ? nil : self.period(json, path, isRequired: false)
    guard let id, let severity, let when, let message else { return nil }
    if json["require"] != nil, require == nil { return nil }
    let condition = require.map { RuleExpression.every([when, .not($0)]) } ?? when
    return PayerRule(
      id: id, isEnabled: isEnabled, learned: json["learned"], title: json["title"]?.string ?? id,
      severity: severity, period: period,
      message: message, advice: json["advice"]?.string ?? "",
      source: json["source"]?.string ?? "", changes: changes, cases: cases,
      line: lines[path + "id"], condition: condition,
      scope: condition.looksAtLines ? .line : .claim)
  }

  private mutating func enabled(_ json: JSON, _ path: String) -> Bool {
    guard let value = json["enabled"], value != .null else { return true }
    if let isEnabled = value.bool { return isEnabled }
    bad("enabled", path, found: value.line, expected: "true or false")
    return false
  }

  private mutating func severity(_ json: JSON, _ path: String) -> Finding.Severity? {
    let words: [String: Finding.Severity] = ["hold": .rejects, "warn": .warns, "inform": .informs]
    guard let word = text(json, "severity", path) else { return nil }
    if let severity = words[word] { return severity }
    bad("severity", path, found: word, expected: "hold, warn or inform")
    return nil
  }

  private mutating func expression(
    _ json: JSON, _ name: String, _ path: String
  ) -> RuleExpression? {
    guard json[name] != nil, let text = text(json, name, path) else { return nil }
    do { return try RuleParser.expression(text) } catch {
      syntax(error, path + name)
      return nil
    }
  }

  private mutating func changes(_ json: JSON, _ path: String) -> [RuleChange] {
    var changes: [RuleChange] = []
    for text in texts(json, "change", path) {
      do { changes.append(try RuleChange(text)) } catch { syntax(error, path + "change") }
    }
    return changes
  }

  private mutating func cases(_ json: JSON, _ path: String) -> [PayerRule.Case] {
    var cases: [PayerRule.Case] = []
    for (index, test) in (json["tests"]?.elements ?? []).enumerated() {
      let at = "\(path)tests[\(index)]"
      checkMembers(test, at + ".", ["fires", "silent"])
      guard test.members.count == 1, let member = test.members.first else {
        bad("tests", path, found: "\(test.members.count) members", expected: "fires or silent")
        continue
      }
      cases.append(
        PayerRule.Case(
          fires: member.name == "fires", claim: member.value, line: lines["\(at).\(member.name)"]))
    }
    for fires in [true, false] where !cases.contains(where: { $0.fires == fires }) {
      add(
        "payer-rule.no-test", path + "id",
        [
          .init("rule", json["id"]?.string ?? "?"), .init("case", fires ? "fires" : "silent"),
        ])
    }
    return cases
  }
}

extension PayerRuleReading {
  private mutating func add(_ rule: String, _ path: String, _ facts: [Finding.Fact]) {
    // A member that is missing has no line: that of the nearest one around it stands for it.
    var at = path
    while lines[at] == nil, let cut = at.lastIndex(where: { $0 == "." || $0 == "[" }) {
      at = String(at[..<cut])
    }
    findings.append(
      Finding(rule, .rejects, at: .text(line: lines[at] ?? 1, byte: nil), facts: facts))
  }

  private mutating func bad(_ name: String, _ path: String, found: String, expected: String) {
    add(
      "payer-rule.bad-value", path + name,
      [.init("member", name), .init("found", found), .init("expected", expected)])
  }

  private mutating func syntax(_ error: RuleSyntaxError, _ path: String) {
    add(
      "payer-rule.syntax", path,
      [
        .init("column", "\(error.column)"), .init("found", error.found),
        .init("expected", error.expected),
      ])
  }

  private mutating func checkMembers(_ json: JSON, _ path: String, _ known: [String]) {
    for member in json.members where !known.contains(member.name) {
      add(
        "payer-rule.unknown-member", path + member.name,
        [.init("member", member.name), .init("known", known.joined(separator: ", "))])
    }
  }

  private mutating func text(_ json: JSON, _ name: String, _ path: String) -> String? {
    guard let value = json[name], value != .null else {
      add("payer-rule.missing", path + name, [.init("member", name)])
      return nil
    }
    // A version such as 2026.1 is a number to the parser.
    if let text = value.string ?? value.digits, !text.isEmpty { return text }
    bad(name, path, found: value.line, expected: "a text")
    return nil
  }

  private mutating func texts(_ json: JSON, _ name: String, _ path: String) -> [String] {
    guard let value = json[name], value != .null else { return [] }
    if let text = value.string ?? value.digits { return [text] }
    var texts: [String] = []
    for element in value.elements {
      if let text = element.string ?? element.digits {
        texts.append(text)
      } else {
        bad(name, path, found: element.line, expected: "texts")
      }
    }
    return texts
  }

  private mutating func period(
    _ json: JSON, _ path: String, isRequired: Bool
  ) -> EffectivePeriod? {
    func day(_ name: String) -> (isGiven: Bool, day: CalendarDate?) {
      guard let value = json[name], value != .null else { return (false, nil) }
      return (true, value.string.flatMap { CalendarDate($0) })
    }
    let (first, last) = (day("effective"), day("termination"))
    guard let effective = first.day, !last.isGiven || last.day != nil,
      let period = EffectivePeriod(effective: effective, termination: last.day)
    else {
      if first.isGiven || last.isGiven || isRequired {
        bad(
          "effective", path, found: json["effective"]?.line ?? "nothing",
          expected: "days such as 2026-01-01, the last not before the first")
      }
      return nil
    }
    return period
  }
}
