// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import Values

/// What a letter of appeal can say: taken from the claim as it was sent, its answer, and what happened to it.
struct AppealFacts {
  let office: BillingOffice
  let kept: KeptClaim
  let claim: Claim
  let items: [WorkItem]
  /// The answer that refuses, with its remittance.
  let answer: RemittanceClaim?
  let remittance: KeptRemittance?
  let answered: KeptAnswer?
  let events: [ClaimEvent]
  let submissions: [Submission]
  /// What the contract lets expect, where an underpayment is appealed.
  let expectation: BillingStore.Expectation?

  /// Gathers what is known of a claim whose denials are appealed.
  init(_ office: BillingOffice, _ kept: KeptClaim, _ items: [WorkItem]) throws {
    self.office = office
    self.kept = kept
    self.items = items
    let name = kept.claim.id.description
    submissions = try office.store.submissions(of: name)
    guard let last = submissions.last else {
      throw WorkflowFailure("claims.unreadable", .unusable)
    }
    claim = try ClaimText.claim(last.content)
    events = try office.store.events(of: name)
    expectation = try items.first { $0.kind == .underpayment }.flatMap {
      try office.store.expectation(of: $0.number)
    }
    let item = items.last { $0.answer != nil }
    if let item, let key = item.answer, let number = item.remittance {
      answered = try office.store.answer(key, of: number)
      answer = answered.flatMap(office.remittanceClaim)
      remittance = try office.store.remittance(number)
    } else {
      (answered, answer, remittance) = (nil, nil, nil)
    }
  }

  /// The lines that are appealed; all where a denial is of the whole claim.
  var lines: [FiledClaim.Line] {
    let numbers = Set(items.compactMap(\.line))
    guard !numbers.isEmpty, !items.contains(where: { $0.line == nil }) else {
      return kept.claim.lines
    }
    return kept.claim.lines.filter { numbers.contains($0.number) }
  }

  /// How much is appealed.
  var amount: Money { items.reduce(.zero) { $0 + $1.amount } }

  /// When the claim was first sent, by what the program itself has written to a batch.
  private var sentOn: CalendarDate? { events.first { $0.move == "send" }?.at.date }

  /// The facts by the names that letters call them.
  func named(_ more: [String: String]) -> [String: String] {
    let filed = kept.claim
    func list(_ words: [String]) -> String {
      var seen: Set<String> = []
      return words.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: ", ")
    }
    let facts: [String: String] = [
      "claim": filed.controlNumber, "payer": payerName, "patient": Self.name(of: person.name),
      "member": claim.coverage.subscriberID ?? "", "payer_claim": answered?.payerNumber ?? "",
      "from": filed.from?.written ?? "", "through": filed.through?.written ?? "",
      "charge": filed.charge.dollars, "denied": amount.dollars,
      "codes": list(lines.map { $0.code.isEmpty ? $0.revenueCode : $0.code }),
      "modifiers": list(lines.flatMap(\.modifiers)),
      "reasons": list(items.map { "\($0.group)-\($0.reason)" }),
      "remarks": list(items.flatMap(\.remarks)),
      "diagnoses": list(claim.diagnoses.map(\.code)), "notice": remittance?.paidOn.written ?? "",
      "trace": remittance?.trace ?? "", "sent": sentOn?.written ?? "",
      "limit": kept.deadline?.written ?? "", "authorization": claim.references["G1"] ?? "",
      "contract": expectation?.contract ?? "", "expected": expectation?.expected.dollars ?? "",
      "allowed": expectation?.allowed.dollars ?? "",
    ]
    return facts.merging(more) { _, own in own }
  }

  var person: Person { claim.patient.person }

  var payerName: String {
    let name = remittance?.payerName ?? ""
    return name.isEmpty ? claim.coverage.payer.name : name
  }

  static func name(of name: PersonName) -> String {
    [name.given, name.middle, name.family, name.suffix].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension CalendarDate {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The day as letters have it: `March 5, 2026`.
  var written: String {
    let (year, month, day) = parts
    return "\(Self.months[month - 1]) \(day), \(year)"
  }
}

extension Money {
  /// The amount as letters have it: `$1,250.00`.
  var dollars: String {
    let text = description
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var whole = ""
    for (index, digit) in (parts.first ?? "0").reversed().enumerated() {
      if index > 0, index % 3 == 0 { whole.append(",") }
      whole.append(digit)
    }
    return "\(sign)$\(String(whole.reversed())).\(parts.count > 1 ? parts[1] : "00")"
  }
}
