// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import TransactionSets
import Values
import X12

/// A remittance of a simulated payer in the making.
struct SimulatedPayment {
  /// What a remittance is of: one payer pays one payee.
  struct Key: Hashable {
    let payer: SimulatedParty
    let payee: SimulatedParty

    /// What tells it from others.
    var name: String { "\(payer.id.isEmpty ? payer.name : payer.id)|\(payee.id)" }
  }

  let key: Key
  var claims: [RemittanceClaim] = []

  /// By which identifier it sends.
  static let sender = "PAYERSIMULATOR"

  /// The identifier of the payer's tax that stands in TRN03: a `1`, then nine digits that are never issued.
  static func originator(_ key: Key) -> String {
    let number = SeededChance(0).number(key.payer.id + key.payer.name, "originator") % 10_000_000
    let digits = String(number)
    return "100" + String(repeating: "0", count: 7 - digits.utf8.count) + digits
  }

  /// The remittance, which balances whatever stands beside its claims.
  ///
  /// - Parameters:
  ///   - beside: What is added (negative) or taken off (positive) beside the claims.
  ///   - forwarded: What the payee owes from earlier; afterwards what it still owes.
  func remittance(
    trace: String, on day: CalendarDate, beside: [(reason: String, amount: Money)],
    forwarded: inout Money
  ) -> Remittance {
    let paid = claims.reduce(Money.zero) { $0 + $1.paid }
    let provider = key.payee.id.isEmpty ? "UNKNOWN" : key.payee.id
    var rows = beside.map { row in
      ProviderAdjustment(
        provider: provider, fiscalPeriodEnd: CalendarDate("\(day.description.prefix(4))-12-31"),
        reason: row.reason, reference: "SIM\(trace)", amount: row.amount)
    }
    func forward(_ amount: Money) {
      rows.append(
        ProviderAdjustment(
          provider: provider, fiscalPeriodEnd: CalendarDate("\(day.description.prefix(4))-12-31"),
          reason: "FB", reference: "SIM\(trace)", amount: amount))
    }
    var total = rows.reduce(paid) { $0 - $1.amount }
    if total < .zero {
      // Less than nothing is not paid: it is withheld from a later payment.
      forward(total)
      forwarded = forwarded - total
      total = .zero
    } else if forwarded > .zero {
      let withheld = min(forwarded, total)
      if withheld > .zero {
        forward(withheld)
        forwarded = forwarded - withheld
        total = total - withheld
      }
    }
    var remittance = Remittance(
      header: SetHeader("835"),
      payment: RemittancePayment(
        handling: total == .zero ? "H" : "I", amount: total,
        method: total == .zero ? "NON" : "CHK", date: day),
      trace: TraceNumber("1", trace, originator: Self.originator(key)))
    remittance.payer = party("PR", "\(SimulatedPayer.label) \(key.payer.name)", key.payer)
    remittance.payer?.contacts = [
      ContactPoint(purpose: "BL", name: SimulatedPayer.label, numbers: [.init("TE", "5555550100")])
    ]
    if !key.payer.id.isEmpty, key.payer.id.utf8.count <= 50 {
      remittance.payer?.references = [QualifiedReference("2U", key.payer.id)]
    }
    var payee = party("PE", key.payee.name, key.payee)
    payee.party.idQualifier = "XX"
    payee.party.id = key.payee.id
    if !key.payee.taxID.isEmpty { payee.references = [QualifiedReference("TJ", key.payee.taxID)] }
    remittance.payee = payee
    var group = RemittanceGroup("1")
    group.claims = claims
    remittance.groups = [group]
    remittance.providerAdjustments = rows
    return remittance
  }

  private func party(_ role: String, _ name: String, _ own: SimulatedParty) -> RemittanceParty {
    var party = RemittanceParty(
      NamedParty(role: role, name: String(name.prefix(60))))
    party.street = PostalLines(own.lines.first ?? "1 SIMULATOR WAY", own.lines.dropFirst().first)
    let isKnown = !own.city.isEmpty && !own.state.isEmpty && !own.postalCode.isEmpty
    party.locality =
      isKnown
      ? Locality(city: own.city, state: own.state, postalCode: own.postalCode)
      : Locality(city: "NOWHERE", state: "OH", postalCode: "43000")
    return party
  }
}
