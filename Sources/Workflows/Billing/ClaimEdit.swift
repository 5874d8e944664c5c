// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A change of a claim that is written in a line: `2.modifiers=25,59`.
///
/// Of a service line: `code`, `modifiers`, `units`, `charge`, `place`, `from`, `through`, `diagnoses`. Of the claim:
/// `member`, `place`, `authorization`, `referral`, `delay`.
struct ClaimEdit {
  private let line: Int?
  private let member: String
  private let value: String
  private let text: String

  /// Reads a change.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.bad-edit`.
  init(_ text: String) throws(WorkflowFailure) {
    self.text = text
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw Self.failure(text) }
    value = String(parts[1])
    let path = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
    if path.count == 2, let number = Int(path[0]) {
      (line, member) = (number, path[1])
    } else {
      guard path.count == 1 else { throw Self.failure(text) }
      (line, member) = (nil, path[0])
    }
  }

  private static func failure(_ text: String) -> WorkflowFailure {
    WorkflowFailure("claims.bad-edit", .usage, ("edit", text))
  }

  /// Makes the change.
  func apply(to claim: inout Claim) throws(WorkflowFailure) {
    if let line {
      guard let index = claim.lines.firstIndex(where: { $0.number == line }) else {
        throw Self.failure(text)
      }
      try apply(to: &claim.lines[index])
      if claim.statedTotal != nil { claim.statedTotal = claim.linesTotal }
      return
    }
    let given = value.isEmpty ? nil : value
    switch member {
    case "member":
      guard let given else { throw Self.failure(text) }
      claim.coverage.subscriberID = given
    case "place": claim.placeOfService = given
    case "authorization": claim.references.set("G1", given)
    case "referral": claim.references.set("9F", given)
    case "delay": claim.delayReason = given
    default: throw Self.failure(text)
    }
  }

  private func apply(to line: inout ServiceLine) throws(WorkflowFailure) {
    switch member {
    case "code":
      guard !value.isEmpty else { throw Self.failure(text) }
      line.charge.code = value
    case "modifiers":
      line.charge.modifiers = value.split(separator: ",").map(String.init)
    case "units":
      guard let units = Quantity(value) else { throw Self.failure(text) }
      line.charge.units = units
    case "charge":
      guard let amount = Money(value), amount >= .zero else { throw Self.failure(text) }
      line.charge.amount = amount
    case "place": line.charge.placeOfService = value.isEmpty ? nil : value
    case "from":
      guard let day = CalendarDate(value) else { throw Self.failure(text) }
      line.from = day
    case "through":
      guard let day = CalendarDate(value) else { throw Self.failure(text) }
      line.through = day
    case "diagnoses":
      let pointers = value.split(separator: ",").map { Int($0) }
      guard !pointers.isEmpty, !pointers.contains(nil) else { throw Self.failure(text) }
      line.charge.diagnosisPointers = pointers.compactMap { $0 }
    default: throw Self.failure(text)
    }
  }
}
