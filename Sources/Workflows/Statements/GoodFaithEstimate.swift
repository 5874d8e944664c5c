// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
public import Values

/// A good-faith estimate for a patient who pays alone, as a PDF; its amounts are those of ``EstimateShares``.
///
/// The items that the rule asks for come from the document's member `good_faith`: `patient` (name, birth date), `service`
/// (in plain words), `scheduled`, `issued`, `diagnoses`, `provider` (name, NPI, tax number, state), `practice`; each line's
/// code and amount come from the estimate.
///
/// Source: 45 CFR 149.610(c)(1) and (2), 149.620.
public struct GoodFaithEstimate {
  private let facts: JSON
  private let answer: JSON
  private let texts = BillText.texts

  /// Takes a document with its estimate.
  ///
  /// - Throws: ``WorkflowFailure``: `estimate.not-self-pay`, `estimate.good-faith-member` with each member that the rule
  ///   asks for and the document lacks.
  public init(_ document: JSON, _ answer: JSON) throws(WorkflowFailure) {
    facts = document["good_faith"] ?? .null
    self.answer = answer
    guard answer["good_faith"] != nil else {
      throw WorkflowFailure("estimate.not-self-pay", .rejected)
    }
    let needed = [
      ("patient", "name"), ("patient", "birth_date"), ("provider", "name"), ("provider", "npi"),
      ("provider", "tax_id"), ("provider", "state"), ("practice", "name"),
    ]
    var missing = needed.filter { facts[$0]?[$1]?.string == nil }
      .map { "good_faith.\($0).\($1)" }
    for name in ["service", "issued"] where facts[name]?.string == nil {
      missing.append("good_faith.\(name)")
    }
    if (facts["diagnoses"]?.elements ?? []).isEmpty { missing.append("good_faith.diagnoses") }
    guard missing.isEmpty else {
      throw WorkflowFailure(
        missing.map { member in
          Finding(
            "estimate.good-faith-member", .rejects, at: .field(member),
            facts: [.init("member", member)],
            source: RuleSource(document: "45 CFR 149.610", locator: "(c)(1)"))
        }, .rejected)
    }
  }

  /// Draws the pages.
  public func pdf() throws(WorkflowFailure) -> [UInt8] {
    let title = texts("estimate-title")
    let day = facts["issued"]?.string ?? ""
    return try BillPages.draw(title: title, on: day, showing: facts) { flow in
      BillPages.head(flow, facts["practice"] ?? .null)
      flow.y += 14
      flow.paragraph(title, tag: .title, size: 20, isBold: true)
      flow.paragraph(BillText.day(facts["issued"]), size: 12, after: 8)
      people(flow)
      services(flow)
      flow.paragraph("What to know", tag: .heading, size: 14, isBold: true)
      notes(flow)
    }
  }

  private func people(_ flow: PrintedFlow) {
    let patient = facts["patient"] ?? .null
    let provider = facts["provider"] ?? .null
    let scheduled = BillText.day(facts["scheduled"])
    let lines = [
      "Patient: \(patient["name"]?.string ?? ""), born \(BillText.day(patient["birth_date"]))",
      "Main service: \(facts["service"]?.string ?? "")",
      scheduled.isEmpty ? "Not scheduled yet" : "Scheduled for \(scheduled)",
      "Diagnoses: \(BillText.lines(facts["diagnoses"]).joined(separator: ", "))",
      "Provider: \(provider["name"]?.string ?? ""), NPI \(provider["npi"]?.string ?? ""), tax number "
        + "\(provider["tax_id"]?.string ?? ""), in \(provider["state"]?.string ?? "")",
    ]
    for line in lines { flow.paragraph(line, size: 12, after: 2) }
    flow.y += 8
  }

  private func services(_ flow: PrintedFlow) {
    flow.paragraph("What we expect", tag: .heading, size: 14, isBold: true)
    let columns: [(from: Double, to: Double, isAmount: Bool)] = [
      (54, 134, false), (138, 198, false), (202, 372, false), (376, 462, true), (466, 558, true),
    ]
    flow.page.begin(.table)
    flow.columns(
      ["Date", "Code", "Service", "Price", "You pay"], columns, tag: .columnHeading, size: 11,
      isBold: true)
    for line in answer["lines"]?.elements ?? [] {
      let code = line["code"]?.string ?? ""
      flow.columns(
        [
          line["date"]?.string ?? "", code, ServiceWords.standard.text(code),
          BillText.amount(line["charge"]), BillText.amount(line["patient"]),
        ], columns, size: 11)
    }
    flow.page.end(.table)
    flow.rule()
    flow.page.begin(.table)
    flow.row(
      "Expected in all", BillText.amount(answer["good_faith"]?["expected_charges"]), size: 15,
      isBold: true)
    flow.row(
      "You can dispute a bill of this much or more",
      BillText.amount(answer["good_faith"]?["disputed_from"]), size: 12)
    flow.page.end(.table)
    flow.y += 8
  }

  private func notes(_ flow: PrintedFlow) {
    let expected = BillText.money(answer["good_faith"]?["expected_charges"])
    let margin = BillText.money(answer["good_faith"]?["disputed_from"]) - expected
    let notes = [
      texts("estimate-applies", ("issued", BillText.day(facts["issued"]))),
      texts("estimate-other"), texts("estimate-dispute", ("margin", margin.printed)),
      texts("estimate-contract"), texts("estimate-safe"),
    ]
    for note in notes { flow.paragraph(note, size: 11.5) }
    flow.paragraph(texts("estimate-source"), size: 9)
  }
}

extension EstimateShares {
  /// The good-faith estimate for the document of a file.
  ///
  /// - Throws: ``WorkflowFailure`` with what is wrong with the document, or missing for the rule.
  public func goodFaithEstimate(file path: String) throws(WorkflowFailure) -> [UInt8] {
    let bytes = try asWorkflow { try Files.read(path) }
    let document = try AnsweredLines(path, notJSON: "estimate.not-json").parsed(bytes)
    return try GoodFaithEstimate(document, try estimate(document)).pdf()
  }
}
