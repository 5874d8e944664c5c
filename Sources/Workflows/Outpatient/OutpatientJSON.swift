// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// What an outpatient claim came to, as JSON with its words.
struct OutpatientJSON {
  let document: OutpatientDocument
  let answer: OutpatientAnswer
  let tables: OutpatientTables

  init(_ document: OutpatientDocument, _ answer: OutpatientAnswer, _ tables: OutpatientTables) {
    self.document = document
    self.answer = answer
    self.tables = tables
  }

  /// The whole answer.
  var json: JSON {
    .members(
      ("id", document.id), ("from", .date(document.claim.from)),
      ("through", .date(document.claim.through)),
      ("billType", .string("\(document.claim.billType)x")),
      ("comprehensive_line", answer.comprehensive.map { .int($0 + 1) }),
      ("disposition", .string(disposition)),
      ("lines", .array(answer.lines.indices.map(line))),
      ("edits", .array(answer.edits.map(edit))),
      (
        "releases",
        .array(
          [tables.published.services.release.name, tables.published.groups.release.name].map(
            JSON.string))
      ))
  }

  /// A line of the answer.
  func line(_ index: Int) -> JSON {
    let (given, line) = (document.claim.lines[index], answer.lines[index])
    let rates = self.rates(of: index)
    return .members(
      ("line", .int(index + 1)), ("code", given.code.map { .string($0.description) }),
      ("modifiers", .array(given.modifiers.map { .string($0.description) })),
      ("on", .date(given.date)), ("published_status", line.published.map { .string($0.name) }),
      ("status", line.status.map { .string($0.name) }),
      ("apc", line.group > 0 ? .string(OutpatientWords.group(line.group)) : nil),
      ("apc_title", title(line.group).map(JSON.string)),
      ("effect", .string(line.effect.rawValue)),
      ("units", line.effect == .paid ? .int(line.units) : nil),
      ("discount_formula", line.effect == .paid ? .int(Int(line.discount)) : nil),
      ("composite", line.composite > 0 ? .int(Int(line.composite)) : nil),
      ("adjusted_code", line.adjustedCode.map { .string($0.description) }),
      ("rate", rates.flatMap { Self.dollars($0.rate) }),
      ("national_copayment", rates.flatMap { Self.cents($0.nationalCopayment) }),
      ("minimum_copayment", rates.flatMap { Self.cents($0.minimumCopayment) }),
      ("adjusted_copayment", rates.flatMap { Self.cents($0.adjustedCopayment) }),
      ("why", .array(line.reasons.map { OutpatientWords.json($0, tables) })))
  }

  /// The row by which a line is paid: that of its service where its own group pays, else that of the group.
  func rates(of index: Int) -> OutpatientRate? {
    let line = answer.lines[index]
    guard line.group > 0 else { return nil }
    if line.group == line.publishedGroup, line.row > 0,
      let code = document.claim.lines[index].code,
      let row = tables.published.services[code.bits]
    {
      return row
    }
    return tables.published.groups[UInt64(line.group)]
  }

  private func title(_ group: UInt16) -> String? {
    guard group > 0, let row = tables.published.groups[UInt64(group)] else { return nil }
    return tables.published.groups.text(row.title)
  }

  /// What follows for the claim: the gravest disposition of its edits.
  private var disposition: String {
    let found = Set(answer.edits.compactMap { tables.edits[$0.edit]?.disposition })
    let order: [OutpatientEdits.Disposition] = [
      .claimReject, .claimDeny, .claimReturn, .claimSuspend, .lineReject, .lineDeny,
    ]
    return order.first(where: found.contains)?.rawValue ?? "none"
  }

  /// What the edits found, as findings.
  var findings: [Finding] {
    answer.edits.compactMap { hit in
      guard let entry = tables.edits[hit.edit] else { return nil }
      let document = tables.published.services.release
      let row = hit.line.map { answer.lines[$0].row } ?? 0
      let locator = row > 0 ? "row \(row); \(entry.source)" : entry.source
      return Finding(
        entry.rule, entry.severity, at: hit.line.map { .serviceLine($0 + 1) } ?? .claim,
        facts: hit.facts, source: document.source(locator))
    }
  }

  private func edit(_ hit: OutpatientEditHit) -> JSON {
    guard let entry = tables.edits[hit.edit],
      let finding = findings.first(where: {
        $0.rule == entry.rule && $0.facts == hit.facts
          && $0.place == (hit.line.map { .serviceLine($0 + 1) } ?? .claim)
      })
    else { return .null }
    return .object(
      [
        JSON.Member("edit", .int(hit.edit)),
        JSON.Member("disposition", .string(entry.disposition.rawValue)),
      ] + FindingWords.standard.json(finding).members)
  }

  /// Thousandths of a dollar as published: two decimals, three where the third is not 0.
  static func dollars(_ thousandths: Int64) -> JSON? {
    guard thousandths >= 0 else { return nil }
    if thousandths % 10 == 0 { return .money(Money(cents: thousandths / 10)) }
    let rest = thousandths % 1000
    let digits = String(repeating: "0", count: 3 - String(rest).utf8.count) + String(rest)
    return .number("\(thousandths / 1000).\(digits)")
  }

  static func cents(_ cents: Int64) -> JSON? { cents < 0 ? nil : .money(Money(cents: cents)) }
}
