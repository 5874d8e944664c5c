// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
public import Values

/// An itemised bill, a superbill or a receipt as a PDF.
public struct BillPage {
  private let bill: JSON
  private let practice: JSON
  private let texts = BillText.texts

  /// Takes the document of a bill, a superbill or a payment.
  public init(_ bill: JSON) {
    self.bill = bill
    practice = bill["practice"] ?? .null
  }

  /// Draws the pages.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.characters` where the font lacks some.
  public func pdf() throws(WorkflowFailure) -> [UInt8] {
    let (title, day): (String, JSON?) =
      switch bill["bill"]?.string {
      case "itemised": (texts("bill-title"), bill["issued"])
      case "superbill": (texts("superbill-title"), bill["issued"])
      default: (texts("receipt-title"), bill["on"])
      }
    return try BillPages.draw(title: title, on: day?.string ?? "", showing: bill) { flow in
      BillPages.head(flow, practice)
      flow.y += 14
      flow.paragraph(title, tag: .title, size: 20, isBold: true)
      flow.paragraph(BillText.day(day), size: 12, after: 10)
      switch bill["bill"]?.string {
      case "itemised": itemised(flow)
      case "superbill": superbill(flow)
      default: receipt(flow)
      }
      let phone = practice["phone"]?.string ?? ""
      flow.y += 8
      if !phone.isEmpty { flow.paragraph(texts("questions", ("phone", phone)), size: 12) }
    }
  }

  private func itemised(_ flow: PrintedFlow) {
    for line in [bill["name"]?.string ?? ""] + BillText.lines(bill["address"]) {
      flow.paragraph(line, size: 12, after: 0)
    }
    flow.y += 12
    for claim in bill["claims"]?.elements ?? [] {
      flow.need(80)
      flow.paragraph(
        "\(claim["patient"]?.string ?? "")  \(claim["claim"]?.string ?? "")", tag: .heading,
        size: 14, isBold: true)
      BillPages.claim(flow, claim)
    }
    flow.page.begin(.table)
    let totals = bill["totals"] ?? .null
    for part in BillText.parts(totals) { flow.row(part.words, part.amount.printed, size: 12) }
    flow.row(texts("balance"), BillText.amount(totals["owed"]), size: 12, isBold: true)
    flow.page.end(.table)
  }

  private func superbill(_ flow: PrintedFlow) {
    let facts: [(String, String?)] = [
      ("Patient", bill["patient"]?.string), ("Born", BillText.day(bill["birth_date"])),
      ("Member number", bill["member"]?.string), ("Claim", bill["claim"]?.string),
      ("Seen by", bill["provider"]?.string), ("NPI", bill["provider_npi"]?.string),
      ("Practice NPI", practice["npi"]?.string), ("Tax number", practice["tax_id"]?.string),
      ("Place of service", bill["place"]?.string),
    ]
    for (words, value) in facts {
      if let value, !value.isEmpty { flow.paragraph("\(words): \(value)", size: 11.5, after: 2) }
    }
    flow.y += 8
    flow.paragraph("Diagnoses", tag: .heading, size: 14, isBold: true)
    for (index, code) in BillText.lines(bill["diagnoses"]).enumerated() {
      flow.paragraph("\(index + 1). \(code)", size: 11.5, after: 2)
    }
    flow.y += 8
    flow.paragraph("Services", tag: .heading, size: 14, isBold: true)
    let columns: [(from: Double, to: Double, isAmount: Bool)] = [
      (54, 124, false), (128, 196, false), (200, 356, false), (360, 434, false),
      (438, 468, true), (472, 558, true),
    ]
    flow.page.begin(.table)
    flow.columns(
      ["Date", "Code", "Service", "Diagnoses", "Units", "Price"], columns, tag: .columnHeading,
      isBold: true)
    for line in bill["lines"]?.elements ?? [] {
      let modifiers = BillText.lines(line["modifiers"])
      flow.columns(
        [
          line["date"]?.string ?? "",
          ([line["code"]?.string ?? ""] + modifiers).joined(separator: "-"),
          line["text"]?.string ?? "",
          (line["diagnoses"]?.elements ?? []).compactMap { $0.int.map(String.init) }
            .joined(separator: ", "),
          "\(line["units"]?.int ?? 1)", BillText.amount(line["charge"]),
        ], columns)
    }
    flow.page.end(.table)
    flow.rule()
    flow.page.begin(.table)
    flow.row("Price in all", BillText.amount(bill["charge"]), size: 12, isBold: true)
    flow.row("The patient has paid", BillText.amount(bill["patient_paid"]), size: 12)
    flow.page.end(.table)
    flow.y += 8
    flow.paragraph(texts("superbill-note"), size: 12)
  }

  private func receipt(_ flow: PrintedFlow) {
    flow.paragraph(
      "Payment \(bill["payment"]?.int ?? 0) from \(bill["name"]?.string ?? "")", size: 13)
    let reference = bill["reference"]?.string ?? ""
    let how = bill["method"]?.string ?? ""
    flow.page.begin(.table)
    flow.row(
      "Paid by \(how)\(reference.isEmpty ? "" : " (\(reference))")",
      BillText.amount(bill["amount"]), size: 14, isBold: true)
    var rest = BillText.money(bill["amount"])
    for used in bill["applied"]?.elements ?? [] {
      rest = rest - BillText.money(used["amount"])
      flow.row(
        "\(texts("receipt-applied")) \(used["claim"]?.string ?? "an earlier balance")",
        BillText.amount(used["amount"]), size: 12, indent: 12)
    }
    if rest > .zero { flow.row(texts("receipt-unapplied"), rest.printed, size: 12, indent: 12) }
    flow.page.end(.table)
  }
}

/// Where the page of a bill goes.
public enum BillFile {
  /// Writes a page to a file, whole or not at all.
  public static func write(_ bytes: [UInt8], to path: String) throws(WorkflowFailure) {
    try asWorkflow { try Files.write(bytes, to: path) }
  }
}
