// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A file that a simulated payer delivers.
struct SimulatedFile: Hashable {
  var name: String
  let kind: String
  /// The file that it answers.
  let path: String
  var claims = 0
  var paid = Money.zero

  init(name: String, kind: String, of path: String) {
    self.name = name
    self.kind = kind
    self.path = path
  }
}

/// What a run of a simulated payer came to.
struct SimulatedCounts {
  var claims = 0
  var charged = Money.zero
  var paid = Money.zero
  var left = Money.zero
  var byContract = 0
  var byScript = 0
  var outcomes: [String: Int] = [:]
  var reasons: [String: Int] = [:]
  var edits: [String: Int] = [:]
  var beside: [String: Int] = [:]

  mutating func take(_ answer: RemittanceClaim) {
    left += answer.patientResponsibility ?? .zero
    let outcome =
      answer.status == "4"
      ? "denied"
      : answer.lines.contains { $0.isDenied && $0.adjustments.count == 1 }
        ? "paid in part" : answer.isForwarded ? "paid and sent on" : "paid"
    outcomes[outcome, default: 0] += 1
    for adjustment in answer.allAdjustments {
      reasons["\(adjustment.group)-\(adjustment.reason)", default: 0] += 1
    }
  }

  func json(_ files: [SimulatedFile]) -> JSON {
    func table(_ counts: [String: Int]) -> JSON {
      .object(counts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .int($0.value)) })
    }
    return .members(
      ("simulator", .bool(true)), ("claims", .int(claims)), ("outcomes", table(outcomes)),
      ("charged", .money(charged)), ("paid", .money(paid)), ("left_to_patients", .money(left)),
      ("by_contract", .int(byContract)), ("by_script", .int(byScript)),
      ("reasons", table(reasons)), ("edits", table(edits)), ("beside", table(beside)),
      (
        "files",
        .array(
          files.map { file in
            .members(
              ("name", .string(file.name)), ("kind", .string(file.kind)),
              ("claims", file.kind == "835" ? .int(file.claims) : nil),
              ("paid", file.kind == "835" ? .money(file.paid) : nil))
          })
      ))
  }
}
