// SPDX-License-Identifier: Apache-2.0

import Claims
import Grouping
import Values

/// The payment groups of the outpatient institutional claims of a run.
final class VisitGrouping {
  private let installation: Installation
  private let known: CalendarDate?
  private var grouping: GroupOutpatient?
  private var isOpened = false

  init(_ installation: Installation, known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  /// The groups of the lines of a visit; nothing for an encounter that is none, and where no outpatient tables are
  /// installed for its day. What the outpatient edits find is told with the other edits.
  func group(_ encounter: Encounter) throws(WorkflowFailure) -> JSON? {
    guard let document = OutpatientDocument(encounter) else { return nil }
    if !isOpened {
      isOpened = true
      grouping = try GroupOutpatient(installation, known: known)
    }
    guard grouping?.has(document.claim.from) == true else { return nil }
    return try grouping.map { open throws(WorkflowFailure) in
      var open = open
      defer { grouping = open }
      return Self.brief(try open.answer(document))
    }
  }

  private static func brief(_ answer: JSON) -> JSON {
    let lines = (answer["lines"]?.elements ?? []).map { line in
      JSON.object(
        line.members.filter {
          ["line", "code", "status", "apc", "effect", "units", "discount_formula"].contains($0.name)
        })
    }
    return .members(("lines", .array(lines)), ("disposition", answer["disposition"]))
  }
}

extension OutpatientDocument {
  /// The outpatient claim of an encounter; nothing for an encounter whose type of bill is another.
  init?(_ encounter: Encounter) {
    guard let bill = encounter.billType, let kind = Int(bill.facility),
      OutpatientClaim.billTypes.contains(kind)
    else { return nil }
    let days = encounter.charges.compactMap(\.date)
    guard let from = encounter.statementPeriod?.from ?? days.min() else { return nil }
    let through = encounter.statementPeriod?.through ?? days.max() ?? from
    var claim = OutpatientClaim(from: from, through: max(from, through), billType: kind)
    claim.conditionCodes = encounter.conditionCodes.compactMap { PackedCode($0) }
    claim.age = encounter.patient.person.birthDate?.years(until: from)
    claim.diagnoses = encounter.diagnoses.compactMap { PackedCode($0.code) }
    claim.dischargeStatus = encounter.discharge?.status.flatMap { Int($0) } ?? 1
    claim.lines = encounter.charges.map { charge in
      var line = OutpatientClaim.Line(nil, date: charge.date ?? from, charge: charge.amount)
      if let text = charge.code {
        line.code = PackedCode(text)
        if line.code?.count != 5 { (line.code, line.unreadable) = (nil, text) }
      }
      line.modifiers = charge.modifiers.compactMap { PackedCode($0) }
      line.units = max(1, Int(charge.units.description) ?? 1)
      line.revenue = charge.revenueCode.flatMap { UInt16($0) } ?? 0
      return line
    }
    self.init(id: encounter.id.description, claim)
    if let credit = encounter.valueCodes.first(where: { $0.code == "FD" }) {
      deviceCredit = credit.amount
    }
  }
}
