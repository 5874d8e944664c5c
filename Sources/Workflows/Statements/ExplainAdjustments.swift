// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
public import Values

/// Says what adjustments mean: to a patient, and to the biller.
public struct ExplainAdjustments: Sendable {
  /// Prepares.
  public init() {}

  /// Explains adjustments, each written as group and reason code: `CO-45`.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.bad-adjustment`.
  public func explain(_ adjustments: [String]) throws(WorkflowFailure) -> JSON {
    var rows: [JSON] = []
    for text in adjustments {
      let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let reason = BillingTables.reasons[String(parts[1])],
        AdjustmentReasons.groups.contains(String(parts[0]))
      else { throw WorkflowFailure("statement.bad-adjustment", .rejected, ("adjustment", text)) }
      let adjustment = Adjustment(String(parts[0]), reason.code)
      rows.append(
        .members(
          ("adjustment", .string(text.uppercased())),
          ("kind", .string(BillingTables.reasons.kind(of: adjustment).rawValue)),
          ("patient", .string(PatientReasons.standard.text(adjustment))),
          ("category", .string(reason.category)),
          ("next", .string(reason.next)), ("biller", .string(reason.advice))))
    }
    return .members(("adjustments", .array(rows)))
  }
}

/// An itemised bill as plain text.
public enum BillLines {
  /// The services with what became of each price.
  public static func itemised(_ bill: JSON) -> String {
    var lines: [String] = []
    for claim in bill["claims"]?.elements ?? [] {
      lines.append("\(claim["patient"]?.string ?? "")  \(claim["claim"]?.string ?? "")")
      for line in claim["lines"]?.elements ?? [] {
        lines.append("  \(BillText.heading(line))")
        let figures = line["figures"] ?? .null
        lines += BillText.parts(figures).map { "    \($0.words): \($0.amount.printed)" }
        lines.append("    You owe: \(BillText.amount(figures["owed"]))")
        lines += BillText.explained(line).map { "    \($0)" }
      }
    }
    return (lines + ["You owe in all: \(BillText.amount(bill["totals"]?["owed"]))"])
      .joined(separator: "\n")
  }
}
