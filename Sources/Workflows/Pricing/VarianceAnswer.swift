// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Values

/// How the answers to a claim compare with what its contract lets expect.
struct VarianceAnswer {
  let remitted: RemittedClaim
  let sent: ContractVariance.Sent
  let expected: PriceContract.Expected
  let tolerance: ContractVariance.Tolerance

  /// The claim: amounts, how they differ, and its lines where the payer answered by line.
  var json: JSON {
    let contract = expected.answer.agreement.contract
    let sums = remitted.sums
    let allowed = expected.payment.allowed
    let members: [JSON.Member] = JSON.members(
      ("claim", .string(remitted.patientControlNumber)),
      ("payer_claim", .array(remitted.payerControlNumbers.map(JSON.string))),
      ("remittances", .array(remitted.remittances.map(JSON.string))),
      (
        "contract",
        .members(("name", .string(contract.name)), ("version", .string(contract.version)))
      ),
      ("date", .date(sent.claim.record.lines.map(\.from).min())),
      ("status", .string(status(sums, allowed)))
    ).members
    return .object(
      members + amounts(sums, allowed)
        + [JSON.Member("lines", .array(rows.map(json))), reasons].compactMap { $0 })
  }

  /// Lines that are compared together: one, or all that an amount is paid for once.
  private struct Row {
    var positions: [Int]
    var expected: Money?
    var sums: RemittedClaim.Sums?
  }

  private func status(_ sums: RemittedClaim.Sums?, _ expected: Money?) -> String {
    guard let expected, let sums else { return "not-known" }
    let most = tolerance.most(of: expected)
    let variance = sums.recognized - expected
    if variance > most { return "overpaid" }
    guard variance < .zero - most else { return "agrees" }
    return sums.paid == .zero && sums.recognized == .zero ? "denied" : "underpaid"
  }

  private func amounts(_ sums: RemittedClaim.Sums, _ expected: Money?) -> [JSON.Member] {
    JSON.members(
      ("charge", .money(sums.charge)), ("expected", expected.map(JSON.money) ?? .null),
      ("allowed", .money(sums.recognized)), ("stated_allowed", sums.stated.map(JSON.money)),
      ("paid", .money(sums.paid)), ("patient", .money(sums.patient)),
      ("withheld", sums.withheld == .zero ? nil : .money(sums.withheld)),
      ("variance", expected.map { .money(sums.recognized - $0) }),
      ("adjustments", .array(sums.adjustments.map(JSON.string)))
    ).members
  }

  private var reasons: JSON.Member? {
    let reasons = expected.payment.reasons.map(ProfessionalAnswer.json)
    return reasons.isEmpty ? nil : JSON.Member("reasons", .array(reasons))
  }

  private func json(_ row: Row) -> JSON {
    let first = row.positions[0]
    let line = sent.claim.record.lines[first]
    let payment = expected.payment.lines[first]
    var members = JSON.members(
      ("line", .int(line.number)),
      (
        "with",
        row.positions.count == 1
          ? nil
          : .array(row.positions.dropFirst().map { .int(sent.claim.record.lines[$0].number) })
      ), ("code", .text(line.code?.description)),
      ("revenue", line.revenueCode.map { .string(ContractAnswer.revenue($0)) }),
      (
        "modifiers",
        line.modifiers.isEmpty ? nil : .array(line.modifiers.map { .string($0.description) })
      ), ("date", .date(line.from)), ("term", .text(payment.term)),
      ("status", .string(status(row.sums, row.expected)))
    ).members
    if let sums = row.sums {
      members += amounts(sums, row.expected)
    } else {
      members.append(JSON.Member("expected", row.expected.map(JSON.money) ?? .null))
    }
    let reasons = row.expected == nil ? payment.reasons.map(ProfessionalAnswer.json) : []
    if !reasons.isEmpty { members.append(JSON.Member("reasons", .array(reasons))) }
    return .object(members)
  }

  /// The lines, where the payer answered by line and took nothing off the claim as a whole.
  private var rows: [Row] {
    guard !remitted.lines.isEmpty, !remitted.hasClaimAdjustments else { return [] }
    let found = matched
    let lines = expected.payment.lines
    var rows: [Row] = []
    for position in lines.indices {
      let included = lines[position].reasons.first { $0.name == "contract-included" }
      let name = included?.facts.first { $0.name == "term" }?.value
      if included != nil, let row = rows.firstIndex(where: { lines[$0.positions[0]].term == name })
      {
        rows[row].positions.append(position)
        rows[row].sums = rows[row].sums.flatMap { own in found[position].map { own.adding($0) } }
      } else {
        rows.append(
          Row(
            positions: [position], expected: lines[position].allowed, sums: found[position]))
      }
    }
    return rows
  }

  /// The answers by the positions of the lines that they answer: by the line's number, else by code, modifiers and
  /// charge, else by code.
  private var matched: [Int: RemittedClaim.Sums] {
    var sums: [Int: RemittedClaim.Sums] = [:]
    var open = Array(remitted.lines)
    let fits: [(RemittedClaim.Line, Int) -> Bool] = [
      { $0.number != nil && $0.number == sent.numbers[$1] },
      { isSame($0, $1) && $0.charge == sent.claim.record.lines[$1].charge },
      { isSame($0, $1) },
    ]
    for fits in fits {
      for position in sent.claim.record.lines.indices where sums[position] == nil {
        guard let index = open.firstIndex(where: { fits($0, position) }) else { continue }
        sums[position] = open.remove(at: index).sums
      }
    }
    return sums
  }

  private func isSame(_ answered: RemittedClaim.Line, _ position: Int) -> Bool {
    let line = sent.claim.record.lines[position]
    guard let code = line.code else {
      return answered.code == nil
        && answered.revenue.flatMap { UInt16($0) } == line.revenueCode
    }
    return answered.code == code.description
      && answered.modifiers == line.modifiers.map(\.description)
  }
}
