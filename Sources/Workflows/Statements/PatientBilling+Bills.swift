// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension PatientBilling {
  /// The itemised bill of claims: every service with what became of its price and why.
  ///
  /// - Parameters:
  ///   - claims: The claims, by the practice's own names.
  ///   - given: The day of the bill.
  public func itemised(_ claims: [String], on given: CalendarDate?) throws(WorkflowFailure) -> JSON
  {
    let day = Self.day(given)
    var bills: [JSON] = []
    var total = AccountFigures()
    var guarantor: SubjectID<Subject.Guarantor>?
    for text in claims {
      let (claim, owner) = try billed(text, on: day)
      guard guarantor == nil || guarantor == owner else {
        throw WorkflowFailure("statement.other-guarantor", .rejected, ("claim", text))
      }
      guarantor = owner
      total += claim.total
      let own = claim.json(words)
      bills.append(.object([JSON.Member("patient", .string(claim.patientName))] + own.members))
    }
    let addressee = try guarantor.flatMap { id throws(WorkflowFailure) in
      try directory.addressee(id)
    }
    return .members(
      ("bill", .string("itemised")), ("issued", .date(day)),
      ("guarantor", guarantor.map { .string($0.description) }),
      ("name", .string(addressee?.name ?? guarantor?.description ?? "")),
      ("address", .array((addressee?.lines ?? []).map(JSON.string))),
      ("claims", .array(bills)), ("totals", Statement.figures(total)),
      ("practice", directory.practice.json))
  }

  /// The superbill of a claim: what a patient sends to a plan that has to pay back.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.claim-unknown` where the directory has no diagnoses and lines of it.
  public func superbill(_ text: String, on given: CalendarDate?) throws(WorkflowFailure) -> JSON {
    let day = Self.day(given)
    let (claim, _) = try billed(text, on: day)
    guard let id = claim.claim, let known = try directory.claim(id), !known.lines.isEmpty else {
      throw WorkflowFailure("statement.claim-unknown", .rejected, ("claim", text))
    }
    let person =
      try claim.patient.map { id throws(WorkflowFailure) in try directory.details(id) }
      ?? .null
    let lines = known.lines.map { line in
      JSON.members(
        ("line", .int(line.number)), ("date", .date(line.date)), ("code", .string(line.code)),
        ("modifiers", .array(line.modifiers.map(JSON.string))), ("units", .int(line.units)),
        ("text", .string(line.text)), ("charge", .money(line.charge)),
        ("diagnoses", .array(line.pointers.map(JSON.int))))
    }
    let paid = claim.total.patientPaid
    return .members(
      ("bill", .string("superbill")), ("claim", .string(text)), ("issued", .date(day)),
      ("patient", .string(claim.patientName)),
      ("birth_date", person["birth_date"].map { $0 }),
      ("member", person["member"].map { $0 }), ("provider", .string(known.provider)),
      ("provider_npi", .string(known.providerNPI)), ("place", .string(known.placeOfService)),
      ("diagnoses", .array(known.diagnoses.map(JSON.string))), ("lines", .array(lines)),
      (
        "charge",
        .money(known.lines.reduce(.zero) { $0 + $1.charge })
      ), ("patient_paid", .money(paid)), ("practice", directory.practice.json))
  }

  /// A claim as a bill shows it, and its guarantor.
  private func billed(
    _ text: String, on day: CalendarDate
  ) throws(WorkflowFailure) -> (AccountClaim, SubjectID<Subject.Guarantor>?) {
    let id: SubjectID<Subject.Claim> = try Self.id(text, "claim")
    let (posted, items) = try asWorkflow {
      (
        try store.ledger.lines(ofClaim: id, in: store.practice),
        try store.ledger.items(ofClaim: id, in: store.practice)
      )
    }
    guard let first = posted.first(where: { $0.posting.subject.patient != nil }) else {
      throw WorkflowFailure("statement.claim-unknown", .rejected, ("claim", text))
    }
    let guarantor =
      items.last { $0.key.account == .patientReceivable }?.key.subject.guarantor
      ?? first.posting.subject.guarantor
    let patient = first.posting.subject.patient
    let known = try directory.claim(id)
    let payers: [String] = items.filter { $0.key.account == .payerReceivable && $0.balance > .zero }
      .compactMap { $0.key.subject.payer }.map { directory.name($0) ?? $0.description }
    return (
      AccountClaim(
        id, patient: patient,
        patientName: try name(patient),
        provider: known?.provider ?? "", payers: payers,
        lines: lines(posted, known, guarantor, nil)), guarantor
    )
  }

}
