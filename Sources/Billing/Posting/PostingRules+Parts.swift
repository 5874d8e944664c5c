// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension PostingRules {
  /// An amount of an answer: what was paid, or what was taken off and what becomes of it.
  struct Part {
    let line: Int?
    /// Nothing for what was paid.
    let kind: AdjustmentReasons.Kind?
    let amount: Money
    var group = ""
    var reason = ""
    var remarks: [String] = []
  }

  /// The amounts of an answer, in order; what it paid comes from the lines, and what these do not explain from the
  /// claim as a whole.
  func parts(of answer: RemittanceClaim, _ lines: [Int?]) -> [Part] {
    var parts: [Part] = []
    var paid = answer.paid
    for (line, number) in zip(answer.lines, lines) {
      parts.append(Part(line: number, kind: nil, amount: line.paid))
      paid = paid - line.paid
      let remarks = line.remarks.map(\.code)
      parts += line.adjustments.map { part($0, number, remarks) }
    }
    // Without lines all of it; with lines, what an adjustment of the whole claim changes.
    if paid != .zero { parts.append(Part(line: nil, kind: nil, amount: paid)) }
    return parts + answer.adjustments.map { part($0, nil, answer.remarks) }
  }

  private func part(_ adjustment: Adjustment, _ line: Int?, _ remarks: [String]) -> Part {
    Part(
      line: line, kind: reasons.kind(of: adjustment), amount: adjustment.amount,
      group: adjustment.group, reason: adjustment.reason, remarks: remarks)
  }

  /// What is refused, of what is open.
  ///
  /// Of a later payer only what it calls a denial counts: that it tells what others paid does not. More than is
  /// open is not refused.
  func denials(_ parts: [Part], isFirst: Bool, open: Money) -> [PostedAnswer.Denial] {
    var left = open
    var denials: [PostedAnswer.Denial] = []
    for part in parts where part.kind == .denial || part.kind == .information && isFirst {
      let amount = min(part.amount, left)
      guard amount > .zero else { continue }
      left = left - amount
      denials.append(
        PostedAnswer.Denial(
          line: part.line, group: part.group, reason: part.reason, remarks: part.remarks,
          amount: amount))
    }
    return denials
  }
}
