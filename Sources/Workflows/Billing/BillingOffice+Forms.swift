// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
public import Values
import X12

extension BillingOffice {
  /// A claim as a person reads it: the boxes of the paper form, the lines, and its segments.
  ///
  /// - Returns: `form`, `boxes` (number, label, value), `columns`, `lines` (a list of texts each), `segments`.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.nothing-sent`.
  public func form(of name: String) throws(WorkflowFailure) -> JSON {
    let claim = try lastForm(of: name)
    let form = PaperForm(claim)
    let segments = try asWorkflow { try Self.segments(of: claim) }
    return .members(
      ("claim", .string(name)), ("kind", .string(claim.kind.rawValue)),
      ("form", form.map { .string($0.name) }),
      ("boxes", .array((form?.boxes ?? []).map(Self.json))),
      ("columns", .array((form?.columns ?? []).map(Self.json))),
      ("lines", .array((form?.lines ?? []).map { .array($0.map(JSON.string)) })),
      ("segments", .array(segments.map(JSON.string))))
  }

  /// The boxes of a claim's paper form as a PDF, to read or to file; not the printed form itself, which is sold.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.no-form` for a dental claim; as ``form(of:)`` does.
  public func formPage(of name: String) throws(WorkflowFailure) -> [UInt8] {
    let claim = try lastForm(of: name)
    guard let form = PaperForm(claim) else {
      throw WorkflowFailure("claims.no-form", .rejected, ("claim", name))
    }
    let shown = JSON.array((form.boxes.map(\.value) + form.lines.joined()).map(JSON.string))
    return try BillPages.draw(
      title: "\(form.name) \(name)", on: moment.date.description, showing: shown
    ) { flow in
      flow.paragraph(
        "\(form.name), claim \(name)", tag: .title, size: 16, isBold: true, after: 8)
      Self.draw(form.boxes.filter { !$0.value.isEmpty }, flow)
      flow.y += 8
      Self.drawLines(form, flow)
    }
  }

  /// A claim as X12, a segment a line.
  ///
  /// - Throws: as ``form(of:)`` does.
  public func x12(of name: String) throws(WorkflowFailure) -> [UInt8] {
    let claim = try lastForm(of: name)
    return try asWorkflow {
      Array((try Self.segments(of: claim).joined(separator: "\n") + "\n").utf8)
    }
  }

  private func lastForm(of name: String) throws(WorkflowFailure) -> Claim {
    try asWorkflow { try lastSent(try known(claim: name)).claim }
  }

  /// The segments between the envelope of the file.
  private static func segments(of claim: Claim) throws -> [String] {
    let text = String(decoding: try ClaimText.bytes(of: claim), as: UTF8.self)
    return text.split(separator: "~").map { $0.filter { !$0.isNewline } + "~" }
      .filter { segment in
        !["ISA*", "GS*", "GE*", "IEA*"].contains { segment.hasPrefix($0) }
      }
  }

  private static func json(_ box: PaperForm.Box) -> JSON {
    .members(
      ("number", .string(box.number)), ("label", .string(box.label)), ("value", .text(box.value)))
  }

  private static func draw(_ boxes: [PaperForm.Box], _ flow: PrintedFlow) {
    flow.page.begin(.table)
    let columns: [(from: Double, to: Double, isAmount: Bool)] = [
      (54, 100, false), (104, 250, false), (256, 558, false),
    ]
    flow.columns(
      ["Box", "What it is", "What stands in it"], columns, tag: .columnHeading, isBold: true)
    for box in boxes { flow.columns([box.number, box.label, box.value], columns) }
    flow.page.end(.table)
  }

  private static func drawLines(_ form: PaperForm, _ flow: PrintedFlow) {
    let width = 504.0 / Double(max(1, form.columns.count))
    let columns = form.columns.indices.map { index in
      let from = 54 + width * Double(index)
      return (from: from, to: from + width - 3, isAmount: false)
    }
    flow.paragraph("Lines", tag: .heading, size: 12, isBold: true)
    flow.page.begin(.table)
    flow.columns(
      form.columns.map { "\($0.number) \($0.label)" }, columns, tag: .columnHeading, size: 6.5,
      isBold: true)
    for line in form.lines { flow.columns(line, columns, size: 7) }
    flow.page.end(.table)
  }
}
