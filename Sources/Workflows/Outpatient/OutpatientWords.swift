// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// The words of the rules of outpatient grouping, from the table `opps/rules.tsv`.
enum OutpatientWords {
  private static let rows: [String: (words: String, source: String)] = {
    var rows: [String: (words: String, source: String)] = [:]
    for line in PublishedText(Assets.bytes("opps/rules.tsv")).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 3, "opps/rules.tsv:\(line.number) has not three columns")
      rows[fields[0]] = (fields[1], fields[2])
    }
    return rows
  }()

  /// A reason as JSON: the rule, its words, the regulation or manual section, and the row of the table.
  static func json(_ reason: OutpatientAnswer.Reason, _ tables: OutpatientTables) -> JSON {
    guard let row = rows[reason.rule.rawValue] else {
      preconditionFailure("opps/rules.tsv has no rule \(reason.rule.rawValue)")
    }
    let words = row.words
      .replacing("{line}", with: reason.line.map { "\($0 + 1)" } ?? "-")
      .replacing("{group}", with: group(reason.group))
    return .members(
      ("rule", .string(reason.rule.rawValue)), ("says", .string(words)),
      ("source", .string(row.source)),
      (
        "row",
        reason.component.flatMap { release($0, tables) }.map {
          .string("\($0.name), row \(reason.row)")
        }
      ))
  }

  /// A payment group with its four digits.
  static func group(_ group: UInt16) -> String {
    let text = String(group)
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
  }

  private static func release(_ component: Component, _ tables: OutpatientTables) -> Release? {
    let published = tables.published
    return switch component {
    case .outpatientServices: published.services.release
    case .paymentGroups: published.groups.release
    case .comprehensiveRanks: published.ranks?.release
    case .complexityAdjustments: published.complexity?.release
    case .composites: published.composites?.release
    case .deviceIntensive: published.devices?.release
    default: nil
    }
  }
}
