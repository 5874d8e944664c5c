// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Storage
import Values

/// A letter of appeal with what is enclosed: the claim as it was sent, what the remittance says of it, and the record
/// of how it was sent.
struct AppealPacket {
  private let facts: AppealFacts
  private let letter: AppealLetter
  private let level: AppealLevels.Level?
  private let day: CalendarDate

  /// Takes the facts and the letter that they were filled into.
  init(
    _ facts: AppealFacts, _ letter: AppealLetter, _ level: AppealLevels.Level?, on day: CalendarDate
  ) {
    self.facts = facts
    self.letter = letter
    self.level = level
    self.day = day
  }

  /// The parts, in order, each from a page of its own.
  var sheets: [Sheet] {
    [letterSheet, claimSheet] + (facts.answer == nil ? [] : [remittanceSheet]) + [recordSheet]
  }

  private var letterSheet: Sheet {
    let claim = facts.claim
    var sheet = Sheet("\(letter.subject)")
    sheet.lines(Self.lines(of: claim.billingProvider))
    sheet.lines([day.written])
    sheet.lines([facts.payerName, "Appeals"] + Self.lines(of: claim.coverage.payer.address))
    sheet.title(letter.subject)
    let named = facts.named([:])
    let rows: [(String, String?)] = [
      ("Patient", named["patient"]), ("Member number", named["member"]),
      ("Our claim", named["claim"]), ("Your claim", named["payer_claim"]),
      ("Service", [named["from"] ?? "", named["through"] ?? ""].joined(separator: " to ")),
      ("Charge", named["charge"]), ("Appealed", named["denied"]),
      ("Your notice", named["notice"]), ("Payment number", named["trace"]),
      ("Level", level.map { "\($0.number), \($0.name)" }),
    ]
    sheet.pairs(
      rows.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) } })
    for paragraph in letter.paragraphs { sheet.paragraph(paragraph) }
    sheet.table(
      ["Line", "Service", "Code", "Charge", "Refused", "Reasons"],
      facts.items.map { item in
        let line = facts.kept.claim.lines.first { $0.number == item.line }
        let code = line.map { ([$0.code] + $0.modifiers).joined(separator: " ") }
        return [
          item.line.map(String.init) ?? "all", line?.from?.description ?? "", code ?? "",
          (line?.charge ?? facts.kept.claim.charge).description, item.amount.description,
          ([item.group.isEmpty ? item.reason : "\(item.group)-\(item.reason)"] + item.remarks)
            .joined(separator: " "),
        ]
      })
    sheet.heading("Enclosed")
    let own = ["Copy of the claim"] + (facts.answer == nil ? [] : ["Your answer to it"])
    for (number, text) in (own + ["Record of the claim"] + letter.enclosures).enumerated() {
      sheet.paragraph("\(number + 1). \(text)")
    }
    sheet.paragraph("Sincerely,")
    sheet.lines(["", "______________________________"])
    return sheet
  }

  private var claimSheet: Sheet {
    let claim = facts.claim
    var sheet = Sheet("Copy of the claim")
    sheet.title("Copy of claim \(facts.kept.claim.controlNumber)")
    let coverage = claim.coverage
    var rows = [
      ("Patient", AppealFacts.name(of: facts.person.name)),
      ("Born", facts.person.birthDate?.description ?? ""),
      ("Payer", [coverage.payer.name, coverage.payer.id ?? ""].joined(separator: " ")),
      ("Member number", coverage.subscriberID ?? ""), ("Group", coverage.groupNumber ?? ""),
      ("Billing provider", Self.lines(of: claim.billingProvider).joined(separator: ", ")),
      ("Place of service", claim.placeOfService ?? ""),
      ("Diagnoses", claim.diagnoses.map(\.code).joined(separator: ", ")),
      ("Authorization", claim.references["G1"] ?? ""), ("Charge", claim.total.description),
    ]
    rows.removeAll { $0.1.isEmpty }
    sheet.pairs(rows)
    sheet.table(
      ["Line", "From", "Code", "Revenue", "Units", "Charge"],
      claim.lines.map { line in
        [
          "\(line.number)", line.from?.description ?? "",
          ([line.charge.code ?? ""] + line.charge.modifiers).joined(separator: " "),
          line.charge.revenueCode ?? "", line.charge.units.description,
          line.charge.amount.description,
        ]
      })
    return sheet
  }

  private var remittanceSheet: Sheet {
    var sheet = Sheet("What the remittance says")
    guard let answer = facts.answer, let remittance = facts.remittance else { return sheet }
    sheet.title("What your remittance says of the claim")
    sheet.pairs([
      ("Payment number", remittance.trace), ("Date", remittance.paidOn.description),
      ("Payer", remittance.payerName), ("Your claim", answer.payerControlNumber ?? ""),
      ("Status", answer.status), ("Charge", answer.charge.description),
      ("Paid", answer.paid.description),
    ])
    func words(_ adjustments: [Adjustment]) -> String {
      adjustments.map { "\($0.group)-\($0.reason) \($0.amount)" }.joined(separator: "; ")
    }
    if !answer.adjustments.isEmpty {
      sheet.paragraph("Taken off the claim as a whole: \(words(answer.adjustments))")
    }
    sheet.table(
      ["Code", "Service", "Charge", "Paid", "Taken off", "Remarks"],
      answer.lines.map { line in
        let service = line.billedService ?? line.service
        return [
          ([service.code] + service.modifiers).joined(separator: " "),
          line.from?.description ?? "", line.charge.description, line.paid.description,
          words(line.adjustments), line.remarks.map(\.code).joined(separator: " "),
        ]
      })
    return sheet
  }

  private var recordSheet: Sheet {
    var sheet = Sheet("Record of the claim")
    sheet.title("Record of claim \(facts.kept.claim.controlNumber)")
    sheet.paragraph("Times are in UTC, as they were recorded when each happened.")
    sheet.table(
      ["When", "What", "Then", "By which"],
      facts.events.map { event in
        [event.at.description, event.move, event.after.rawValue, event.reason]
      })
    if let limit = facts.kept.deadline {
      sheet.paragraph("The claim had to be sent by \(limit.written).")
    }
    return sheet
  }

  private static func lines(of provider: Provider) -> [String] {
    let name =
      switch provider.name {
      case .person(let name): AppealFacts.name(of: name)
      case .organization(let name): name
      }
    return [name] + lines(of: provider.address) + (provider.writtenNPI.map { ["NPI \($0)"] } ?? [])
  }

  private static func lines(of address: Address?) -> [String] {
    guard let address else { return [] }
    let place = [address.state, address.postalCode].compactMap { $0 }.joined(separator: " ")
    return address.lines + ["\(address.city), \(place)"]
  }
}
