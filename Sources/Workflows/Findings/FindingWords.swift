// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
public import Values

/// The words that every face puts to a finding, from the tables `findings/words.tsv` and `x12/words.tsv`.
///
/// A sentence says what is wrong, with the finding's facts in braces; a second one what to do.
public struct FindingWords: Sendable {
  private struct Words: Sendable {
    let message: String
    let advice: String
  }

  /// The words of this program.
  public static let standard = FindingWords(
    Assets.bytes("findings/words.tsv") + Assets.bytes("x12/words.tsv")
  ).adding(.standard)

  private var words: [String: Words]
  /// The words of the rules of the Official Guidelines by their names: a finding of theirs names its rule.
  private var guidelines: [String: Words] = [:]

  /// Reads a table of three columns: rule, what is wrong, what to do.
  ///
  /// - Precondition: Every row has three columns.
  init(_ table: [UInt8]) {
    var words: [String: Words] = [:]
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 3, "findings/words.tsv:\(line.number) has not three columns")
      words[fields[0]] = Words(message: fields[1], advice: fields[2])
    }
    self.words = words
  }

  /// These words and those of a partner's rules, which stand in the last two columns of their table.
  func adding(rules table: [UInt8]) -> FindingWords {
    var all = self
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count > 11 else { continue }
      all.words[fields[0]] = Words(
        message: fields[11], advice: fields.count > 12 ? fields[12] : "")
    }
    return all
  }

  /// These words and those of the rules of the Official Guidelines, a rule each.
  private func adding(_ table: GuidelineTable) -> FindingWords {
    var all = self
    for row in table.rows {
      all.guidelines[row.name] = Words(message: row.message, advice: row.advice)
    }
    return all
  }

  private func words(of finding: Finding) -> Words? {
    finding.fact("guideline").flatMap { guidelines[$0] } ?? words[finding.rule]
  }

  /// The rules that have words.
  public var rules: [String] { words.keys.sorted() }

  /// What is wrong, in a sentence.
  public func message(_ finding: Finding) -> String {
    guard let text = words(of: finding)?.message else {
      return finding.facts.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }
    let filled = Self.filled(text, finding)
    guard finding.rule.hasPrefix("import.") else { return filled }
    // What an importer knows of a row goes behind the sentence: what it found, what it expected.
    let rest = finding.facts.filter { !text.contains("{\($0.name)}") && !$0.value.isEmpty }
    guard !rest.isEmpty else { return filled }
    return "\(filled) (\(rest.map { "\($0.name): \($0.value)" }.joined(separator: "; ")))"
  }

  /// What to do about it, in a sentence; empty where nothing is to be done.
  public func advice(_ finding: Finding) -> String {
    Self.filled(words(of: finding)?.advice ?? "", finding)
  }

  /// A finding as JSON with its words.
  public func json(_ finding: Finding) -> JSON {
    let advice = advice(finding)
    return .members(
      ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
      ("place", .string(finding.place.description)), ("message", .string(message(finding))),
      ("what_to_do", advice.isEmpty ? nil : .string(advice)),
      ("facts", .object(finding.facts.map { JSON.Member($0.name, .string($0.value)) })),
      (
        "source",
        finding.source.map {
          .members(
            ("document", .string($0.document)), ("locator", .string($0.locator)),
            ("sha256", $0.sha256.map(JSON.string)))
        }
      ))
  }

  private static func filled(_ text: String, _ finding: Finding) -> String {
    var out = ""
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: 0x7B), let close = rest[open...].firstIndex(of: 0x7D) {
      out += Substring(rest[..<open])
      out += finding.fact(String(rest[rest.index(after: open)..<close]) ?? "") ?? "?"
      rest = rest[rest.index(after: close)...]
    }
    return out + Substring(rest)
  }
}
