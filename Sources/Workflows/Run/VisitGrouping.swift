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

  /// What a visit came to.
  struct Result {
    /// The lines and their groups in one object of JSON.
    var group: JSON
    /// What the outpatient edits found.
    var findings: [Finding]
  }

  /// Groups the visit of an encounter; nothing for an encounter that is none, and where no outpatient tables are
  /// installed for its day.
  func group(_ encounter: Encounter) throws(WorkflowFailure) -> Result? {
    guard let document = OutpatientDocument(encounter) else { return nil }
    if !isOpened {
      isOpened = true
      grouping = try GroupOutpatient(installation, known: known)
    }
    guard var open = grouping else { return nil }
    defer { grouping = open }
    let found: (answer: JSON, findings: [Finding])
    do {
      found = try open.findings(document)
    } catch  where error.kind == .notInstalled { return nil }
    let filing = encounter.coverages.first?.claimFiling
    let isMedicare = filing == nil || filing == .medicarePartA || filing == .medicarePartB
    // What the conventions of codes say of a code that does not exist is not said again.
    let findings = found.findings.filter { $0.rule != "oce.invalid-service" }
    return Result(
      group: Self.brief(found.answer),
      findings: isMedicare ? findings : findings.map(Self.warning))
  }

  /// What another payer need not follow is a warning.
  private static func warning(_ finding: Finding) -> Finding {
    guard finding.severity == .rejects else { return finding }
    return Finding(
      finding.rule, .warns, at: finding.place, facts: finding.facts, source: finding.source)
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
      [12, 13, 14, 76].contains(kind)
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
