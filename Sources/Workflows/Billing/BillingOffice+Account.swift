// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// A patient's account: what payers and the patient owe of each claim, and what was paid and is not applied.
  ///
  /// - Parameters:
  ///   - patient: The practice's number of the patient; of one that was merged, the other's account.
  ///   - limit: How many claims at most, the latest first; what is owed counts all.
  /// - Throws: ``WorkflowFailure``: `people.unknown-patient` and what a database throws.
  public func account(
    of patient: String, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    guard let id = PatientID(patient) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "patient"))
    }
    return try asWorkflow {
      try store.snapshot {
        let root = try store.people.root(of: id)
        let numbers = try store.people.numbers(of: root)
        let items = try numbers.flatMap { try books.store.items(ofPatient: $0, in: books.practice) }
        let claims = try store.claims(of: numbers, limit: limit)
        return .members(
          ("patient", .string(root.description)),
          ("payers_owe", .money(Self.sum(items, .payerReceivable))),
          ("patient_owes", .money(Self.sum(items, .patientReceivable))),
          ("at_agency", .money(Self.sum(items, .collections))),
          ("not_applied", .money(-Self.sum(items, .unappliedPatient))),
          ("credit", .money(-Self.sum(items, .creditPatient))),
          ("claims", .array(claims.map { row($0, items) })))
      }
    }
  }

  private func row(_ kept: KeptClaim, _ items: [OpenItem]) -> JSON {
    let own = items.filter { $0.key.subject.claim == kept.claim.id }
    return .object(
      brief(kept).members + [
        .init("payers_owe", .money(Self.sum(own, .payerReceivable))),
        .init("patient_owes", .money(Self.sum(own, .patientReceivable))),
      ])
  }

  private static func sum(_ items: [OpenItem], _ account: Account) -> Money {
    items.reduce(.zero) { $1.key.account == account ? $0 + $1.balance : $0 }
  }
}
