// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// Codes that a number decides, beside a diagnosis that they go with, by `Data/coding/values.tsv`.
///
/// Who measured is free: a dietitian's body mass index or a nurse's stroke scale counts beside the provider's diagnosis.
///
/// Source: ICD-10-CM Official Guidelines, I.B.14.
public struct ValueReader: Sendable {
  private struct Span: Sendable {
    let from: Int
    let below: Int
    let code: PackedCode
    let diagnoses: [CodePattern]
    let section: String
  }

  private var filter = HashFilter()
  private var names: [UInt64: [(words: [UInt64], name: String)]] = [:]
  private var spans: [String: [Span]] = [:]
  /// How many tokens may stand between a name and its number.
  private static let reach = 5

  /// Reads the table: name, phrases, from, below, code, diagnoses, section.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 7, let from = Self.thousandths(row.text(2)),
        let below = Self.thousandths(row.text(3)), let code = PackedCode(row.text(4)),
        let form = CodingRule.form(row.text(5))
      else { throw ConceptTableError(line: row.line) }
      let name = row.text(0)
      if spans[name] == nil {
        for words in CodingRule.phrases(row.text(1)) {
          guard let first = words.first else { throw ConceptTableError(line: row.line) }
          filter.insert(first)
          names[first, default: []].append((words, name))
        }
      }
      spans[name, default: []].append(
        Span(
          from: from, below: below, code: code, diagnoses: form.patterns, section: row.text(6)))
    }
  }

  /// Reads no values.
  public init() {}

  private static func thousandths(_ text: String) -> Int? {
    let parts = text.split(separator: ".")
    guard let whole = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return whole * 1000 }
    let digits = parts[1] + String(repeating: "0", count: max(0, 3 - parts[1].count))
    return Int(digits).map { whole * 1000 + $0 }
  }

  /// Adds the codes of the values that a note tells beside a diagnosis that they go with.
  func apply(to answer: inout CodedNote, _ note: ClinicalNote, _ codes: CodeTable) {
    guard !names.isEmpty else { return }
    let tokens = note.tokens.tokens
    for at in tokens.indices {
      guard filter.mayContain(tokens[at].hash), let found = names[tokens[at].hash] else { continue }
      for (words, name) in found where at + words.count < tokens.count {
        guard words.indices.allSatisfy({ tokens[at + $0].hash == words[$0] }),
          let number = number(after: at + words.count, note),
          let value = note.thousandths(number)
        else { continue }
        for span in spans[name] ?? [] where span.from <= value && value < span.below {
          add(span, tokens[at].bytes.lowerBound..<tokens[number].bytes.upperBound, codes, &answer)
        }
      }
    }
  }

  /// The first number after a name.
  private func number(after start: Int, _ note: ClinicalNote) -> Int? {
    let tokens = note.tokens.tokens
    for at in start..<min(tokens.count, start + Self.reach) {
      if tokens[at].kind == .number { return at }
      if tokens[at].kind == .lineEnd { return nil }
    }
    return nil
  }

  private func add(
    _ span: Span, _ bytes: Range<Int>, _ codes: CodeTable, _ answer: inout CodedNote
  ) {
    guard let position = codes.position(of: span.code),
      let disease = answer.suggestions.first(where: { suggestion in
        span.diagnoses.contains { $0.matches(suggestion.code) }
      }), !answer.suggestions.contains(where: { $0.code == span.code })
    else { return }
    // A number says more than a code of the same category for which nobody measured.
    let replaces = disease.code.prefix(3) == span.code.prefix(3)
    if replaces {
      answer.suggestions.removeAll { $0.code == disease.code }
    }
    answer.suggestions.append(
      Suggestion(
        code: span.code, position: position, confidence: disease.confidence, evidence: [bytes],
        path: (replaces ? disease.path : [])
          + [PathStep("rule", span.code, source: "value (\(span.section))")], role: .secondary,
        features: [], order: bytes.lowerBound))
  }
}
