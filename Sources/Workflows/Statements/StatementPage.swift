// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
public import Values

/// A statement as a PDF: the first page says what is owed, by when and how to pay, with a slip to send; the others say
/// of every service what became of its price, and why.
public struct StatementPage {
  private let statement: JSON
  private let practice: JSON
  private let texts = BillText.texts

  /// Takes the document of a statement.
  public init(_ statement: JSON) {
    self.statement = statement
    practice = statement["practice"] ?? .null
  }

  /// Draws the pages; the same document always gives the same bytes on a machine.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.characters` where the font lacks some.
  public func pdf() throws(WorkflowFailure) -> [UInt8] {
    try BillPages.draw(
      title: "\(texts("statement-title")) \(statement["number"]?.int ?? 0)",
      on: statement["issued"]?.string ?? "", showing: statement
    ) { flow in
      glance(flow)
      flow.startPage()
      details(flow)
    }
  }

  private func glance(_ flow: PrintedFlow) {
    BillPages.head(flow, practice)
    let page = flow.page
    page.tagged(.title) {
      page.text(
        "\(texts("statement-title")) \(statement["number"]?.int ?? 0)", x: 330, y: 68, size: 18,
        isBold: true)
    }
    page.tagged(.paragraph) {
      page.text(BillText.day(statement["issued"]), x: 330, y: 86, size: 12)
    }
    // The window of an envelope shows this place.
    flow.y = max(flow.y + 12, 142)
    for line in [statement["name"]?.string ?? ""] + BillText.lines(statement["address"]) {
      flow.paragraph(line, size: 12, after: 0)
    }
    flow.y = max(flow.y + 16, 226)
    asked(flow)
    flow.paragraph(texts("messages"), tag: .heading, size: 14, isBold: true)
    for message in BillText.lines(statement["messages"]) { flow.paragraph(message, size: 12) }
    flow.y += 4
    flow.paragraph(texts("how-to-pay"), tag: .heading, size: 14, isBold: true)
    for way in BillText.ways(practice) { flow.paragraph(way, size: 12, after: 2) }
    slip(flow)
  }

  /// The box with what is owed and by when.
  private func asked(_ flow: PrintedFlow) {
    let page = flow.page
    page.shade(x: flow.left, y: flow.y, width: flow.right - flow.left, height: 62)
    for (words, value, x) in [
      (texts("pay-now"), BillText.amount(statement["pay_now"]), flow.left + 14),
      (texts("due"), BillText.day(statement["due"]), flow.left + 270),
    ] {
      page.tagged(.paragraph) { page.text(words, x: x, y: flow.y + 21, size: 12) }
      page.tagged(.paragraph) {
        page.text(value, x: x, y: flow.y + 47, size: 22, isBold: true)
      }
    }
    flow.y += 78
  }

  /// The slip at the foot of the first page.
  private func slip(_ flow: PrintedFlow) {
    let page = flow.page
    let name = practice["name"]?.string ?? ""
    let address = BillText.lines(practice["address"])
    let check = texts("coupon-check", ("practice", name))
    func height(_ text: String, _ size: Double) -> Double {
      Double(page.wrapped([(text, false)], width: 240, size: size).count) * size * 1.3
    }
    let left = ([name] + address).reduce(height(check, 9.5) + 6) { $0 + height($1, 11) }
    let top = min(596, 738 - 24 - left)
    flow.need(738 - top)
    flow.y = max(flow.y, top)
    page.dashes(from: (flow.left, flow.y), to: (flow.right, flow.y))
    flow.y += 6
    flow.paragraph(texts("coupon"), size: 11, isBold: true, after: 2)
    let start = flow.y
    for line in [name] + address { flow.paragraph(line, size: 11, width: 240, after: 0) }
    flow.y += 4
    flow.paragraph(check, size: 9.5, width: 240, after: 2)
    let facts = [
      (texts("statement-title"), "\(statement["number"]?.int ?? 0)"),
      (texts("pay-now"), BillText.amount(statement["pay_now"])),
      (texts("due"), BillText.day(statement["due"])), (texts("coupon-amount"), "$____________"),
    ]
    for (index, fact) in facts.enumerated() {
      let y = start + 12 + Double(index) * 19
      page.tagged(.paragraph) { page.text(fact.0, x: 320, y: y, size: 11) }
      page.tagged(.paragraph) {
        let width = page.width(of: fact.1, size: 11, isBold: true)
        page.text(fact.1, x: flow.right - width, y: y, size: 11, isBold: true)
      }
    }
    page.tagged(.paragraph) {
      page.machineText(BillText.machineLine(statement), x: 320, y: start + 102, size: 12)
    }
    flow.y = max(flow.y, start + 106)
  }

  private func details(_ flow: PrintedFlow) {
    for patient in statement["patients"]?.elements ?? [] {
      flow.need(60)
      let name = patient["name"]?.string ?? ""
      if !name.isEmpty { flow.paragraph(name, tag: .heading, size: 15, isBold: true) }
      for claim in patient["claims"]?.elements ?? [] { BillPages.claim(flow, claim) }
      flow.y += 6
    }
    flow.need(110)
    flow.paragraph("All together", tag: .heading, size: 14, isBold: true)
    flow.page.begin(.table)
    for part in BillText.parts(statement["totals"] ?? .null) {
      flow.row(part.words, part.amount.printed, size: 12)
    }
    let unapplied = BillText.money(statement["unapplied"])
    if unapplied > .zero { flow.row("Paid, not used yet", (-unapplied).printed, size: 12) }
    flow.row(texts("balance"), BillText.amount(statement["balance"]), size: 12, isBold: true)
    flow.row(texts("pay-now"), BillText.amount(statement["pay_now"]), size: 12, isBold: true)
    flow.page.end(.table)
    let phone = practice["phone"]?.string ?? ""
    flow.y += 6
    if !phone.isEmpty { flow.paragraph(texts("questions", ("phone", phone)), size: 12) }
  }
}

/// What the pages of all bills share.
enum BillPages {
  /// Draws a document; characters that the font lacks are told instead.
  static func draw(
    title: String, on day: String, showing document: JSON, _ body: (PrintedFlow) -> Void
  ) throws(WorkflowFailure) -> [UInt8] {
    let missing = try asWorkflow { try PrintedPage(title: title).missing(in: printed(document)) }
    guard missing.isEmpty else {
      var names: [String] = []
      for scalar in missing.flatMap(\.unicodeScalars) {
        let name = "U+\(String(scalar.value, radix: 16, uppercase: true))"
        if !names.contains(name) { names.append(name) }
      }
      throw WorkflowFailure(
        "statement.characters", .rejected, ("characters", names.joined(separator: ", ")))
    }
    return try asWorkflow {
      try PrintedFlow.document(
        title: title, created: day,
        foot: { BillText.texts("page", ("page", "\($0)"), ("pages", "\($1)")) }, body)
    }
  }

  /// All texts of a document, together.
  private static func printed(_ json: JSON) -> String {
    switch json {
    case .string(let text): text
    case .array(let elements): elements.map(printed).joined()
    case .object(let members): members.map { printed($0.value) }.joined()
    default: ""
    }
  }

  /// Name, address and telephone of the practice at the upper left.
  static func head(_ flow: PrintedFlow, _ practice: JSON) {
    flow.paragraph(
      practice["name"]?.string ?? "", size: 13, isBold: true, width: 260, after: 0)
    for line in BillText.lines(practice["address"]) + [practice["phone"]?.string ?? ""]
    where !line.isEmpty {
      flow.paragraph(line, size: 11, width: 260, after: 0)
    }
  }

  /// A claim: who treated, each service with what became of its price and why.
  static func claim(_ flow: PrintedFlow, _ claim: JSON) {
    let provider = claim["provider"]?.string ?? ""
    if !provider.isEmpty { flow.paragraph("Seen by \(provider)", size: 11, after: 3) }
    for line in claim["lines"]?.elements ?? [] {
      flow.need(64)
      flow.paragraph(
        BillText.heading(line), tag: .subheading, size: 12, isBold: true, after: 1)
      let figures = line["figures"] ?? .null
      flow.page.begin(.table)
      for part in BillText.parts(figures) {
        flow.row(part.words, part.amount.printed, indent: 12)
      }
      flow.row(
        BillText.texts("column-due"), BillText.amount(figures["owed"]), isBold: true, indent: 12)
      flow.page.end(.table)
      for reason in BillText.explained(line) {
        flow.paragraph(reason, size: 10.5, indent: 12, after: 2)
      }
      flow.y += 4
    }
    for note in ["waiting_for", "hold"] {
      if let text = claim[note]?.string { flow.paragraph(text, size: 11, isBold: true) }
    }
    flow.rule()
  }
}
