// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Values

/// The words of the steps of a payment, from a table such as `pricing/ipps-terms.tsv`.
enum PaymentTerms {
  /// What is said of a step.
  struct Words {
    let title: String
    let formula: String
    let rounding: String
    let source: String
  }

  /// The words by the names of the steps.
  static let words = read("pricing/ipps-terms.tsv")

  /// Reads a table of steps.
  static func read(_ table: String) -> [String: Words] {
    var words: [String: Words] = [:]
    for line in PublishedText(Assets.bytes(table)).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 5, "\(table):\(line.number) has not five columns")
      words[fields[0]] = Words(
        title: fields[1], formula: fields[2], rounding: fields[3], source: fields[4])
    }
    return words
  }

  /// A step as JSON with its words.
  static func json(_ term: PaymentTerm) -> JSON { json(term, words) }

  /// A step as JSON with the words of a table.
  static func json(_ term: PaymentTerm, _ words: [String: Words]) -> JSON {
    guard let words = words[term.name] else {
      preconditionFailure("no table has the step \(term.name)")
    }
    return .members(
      ("step", .string(term.name)), ("title", .string(words.title)),
      ("formula", .string(words.formula)),
      (
        "operands",
        .object(term.operands.map { JSON.Member($0.name, .number($0.value.description)) })
      ),
      ("result", .number(term.result.description)), ("rounding", .string(words.rounding)),
      ("source", .string(words.source)))
  }
}
