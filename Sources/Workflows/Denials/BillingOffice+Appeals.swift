// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Drafts an appeal of denials of one claim and payer, at the next level that it has not been to.
  ///
  /// - Parameters:
  ///   - numbers: The denials.
  ///   - letter: The letter's name; nothing for that of the first denial's root cause.
  ///   - words: Why.
  /// - Throws: ``WorkflowFailure``: `denials.unknown`, `denials.closed`, `appeals.several-claims`,
  ///   `appeals.under-way`, `appeals.no-level`, `billing.bad-text`.
  public func draftAppeal(
    of numbers: [Int], letter: String? = nil, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let words = try Self.text(words, "reason")
    return try asWorkflow {
      try store.transaction {
        let items = try Set(numbers).sorted().map { try knownDenial($0) }
        guard let first = items.first else {
          throw WorkflowFailure("billing.bad-text", .usage, ("member", "denial"))
        }
        guard items.allSatisfy({ $0.claim == first.claim && $0.payer == first.payer }),
          let kept = try store.claims([first.claim]).first
        else { throw WorkflowFailure("appeals.several-claims", .rejected) }
        if let closed = items.first(where: { $0.state == "closed" }) {
          throw WorkflowFailure(
            "denials.closed", .rejected, ("work", "\(closed.number)"), ("state", closed.state))
        }
        let template = try Self.template(letter, for: first.category)
        let before = try store.appeals(of: first.claim).filter {
          $0.payer == first.payer && $0.state != "withdrawn"
        }
        if let running = before.first(where: { $0.state != "decided" }) {
          throw WorkflowFailure("appeals.under-way", .rejected, ("appeal", "\(running.number)"))
        }
        let (level, notice) = try next(after: before.last, of: kept, items)
        let appeal = try store.add(
          KeptAppeal(
            claim: first.claim, payer: first.payer, level: level.number, rule: level.rule,
            letter: template.name, amount: items.reduce(.zero) { $0 + $1.amount },
            notice: notice, due: level.due(after: notice), made: moment.date),
          of: items.map(\.number))
        try store.add(
          OfficeEvent(
            .appeal, appeal.number, at: moment, by: user, "draft", value: level.name,
            words: words))
        for item in items {
          try store.add(
            OfficeEvent(
              .work, item.number, at: moment, by: user, "appeal", value: "\(appeal.number)",
              words: words))
        }
        return try json(appeal)
      }
    }
  }

  private static func template(
    _ name: String?, for category: String
  ) throws(WorkflowFailure) -> AppealLetters.Template {
    guard let name else { return BillingTables.letters.template(for: category) }
    guard let template = BillingTables.letters.template(named: name) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "letter"))
    }
    return template
  }

  /// The level to go to, and the day of the decision that it is against.
  private func next(
    after last: KeptAppeal?, of kept: KeptClaim, _ items: [WorkItem]
  ) throws -> (AppealLevels.Level, CalendarDate) {
    let payer = items[0].payer
    let number = (last?.level ?? 0) + 1
    guard
      let level = levels.level(
        number, payer: payer, coverage: try coverage(of: kept, payer: payer))
    else { throw WorkflowFailure("appeals.no-level", .rejected, ("level", "\(number)")) }
    if let decided = last?.decided { return (level, decided) }
    let notices = try items.compactMap(\.remittance).compactMap {
      try store.remittance($0)?.paidOn
    }
    return (level, notices.min() ?? items.map(\.opened).min() ?? moment.date)
  }

  /// The letter of an appeal, with the claim, the remittance and the record, as text or as a PDF.
  ///
  /// - Parameters:
  ///   - facts: What the user knows more, by the names that stand in braces in the letters.
  ///   - edits: An installation by whose edits the claim is judged: what supports it stands in the letter.
  ///   - path: Where the PDF goes; nothing for none.
  /// - Returns: `text`; `missing`: the facts for want of which a paragraph was left out; `against`: edits of ours
  ///   that speak against the claim.
  /// - Throws: ``WorkflowFailure``: `appeals.unknown`, `appeals.characters`.
  public func appealPacket(
    _ number: Int, facts: [String: String] = [:], to path: String? = nil,
    edits: Installation? = nil
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let appeal = try knownAppeal(number)
      let (packet, missing, against) = try packet(of: appeal, facts, edits)
      let sheets = packet.sheets
      if let path {
        try Files.write(
          SheetDrawing.bytes(of: sheets, title: sheets[0].name, on: moment.date), to: path)
      }
      return .members(
        ("appeal", .int(number)), ("letter", .string(appeal.letter)),
        ("missing", .array(missing.map(JSON.string))),
        ("against", against.isEmpty ? nil : .array(against)), ("path", path.map(JSON.string)),
        ("text", .string(Self.text(of: sheets))))
    }
  }

  private static func text(of sheets: [Sheet]) -> String {
    sheets.map { $0.text() }.joined(separator: "\n\n" + String(repeating: "-", count: 78) + "\n\n")
  }

  private func packet(
    of appeal: KeptAppeal, _ more: [String: String], _ edits: Installation?
  ) throws -> (AppealPacket, missing: [String], against: [JSON]) {
    guard let kept = try store.claims([appeal.claim]).first,
      let template = BillingTables.letters.template(named: appeal.letter)
    else { throw WorkflowFailure("claims.unknown", .rejected, ("claim", appeal.claim)) }
    let facts = try AppealFacts(self, kept, store.work(ofAppeal: appeal.number))
    let support = try edits.map { try EditSupport(facts, $0) }
    var named = facts.named(more)
    if let edit = support?.sentence, named["edit"] == nil { named["edit"] = edit }
    let letter = AppealLetter(template, facts: named)
    let level = levels.level(
      appeal.level, payer: appeal.payer, coverage: try coverage(of: kept, payer: appeal.payer))
    return (
      AppealPacket(facts, letter, level, on: moment.date), letter.missing, support?.against ?? []
    )
  }

  /// Records that an appeal was sent: its packet is kept, the claim waits for the answer.
  ///
  /// - Parameters:
  ///   - day: The day on which it was sent.
  ///   - reference: How, or under which number.
  ///   - facts: As for ``appealPacket(_:facts:to:edits:)``.
  /// - Throws: ``WorkflowFailure``: `appeals.unknown`, `appeals.stands`, `appeals.claim-stands`.
  public func sendAppeal(
    _ number: Int, on day: CalendarDate, reference: String, facts: [String: String] = [:],
    edits: Installation? = nil, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reference = try Self.text(reference, "reference", most: 80)
    return try asWorkflow {
      try store.transaction {
        var appeal = try knownAppeal(number, in: ["drafted"])
        let (packet, _, _) = try packet(of: appeal, facts, edits)
        let bytes = Array(Self.text(of: packet.sheets).utf8)
        let digest = Self.digest(bytes)
        try store.keep(digest, kind: "appeal", received: moment, parts: [bytes])
        appeal.state = "sent"
        appeal.sent = day
        appeal.reference = reference
        appeal.document = digest
        if let kept = try store.claims([appeal.claim]).first {
          let coverage = try coverage(of: kept, payer: appeal.payer)
          let level = levels.level(appeal.level, payer: appeal.payer, coverage: coverage)
          appeal.decideBy = level.flatMap {
            $0.decision == 0 ? nil : day.adding(days: $0.receipt + $0.decision)
          }
          if kept.claim.state != .appealed {
            try move(kept, .appeal, reason: "appeal \(number)", document: digest, by: user)
          }
        }
        try store.update(appeal)
        try store.add(
          OfficeEvent(
            .appeal, number, at: moment, by: user, "send", value: day.description,
            words: reference))
        for var item in try store.work(ofAppeal: number) where item.state != "closed" {
          item.state = "waiting"
          try store.update(item)
        }
        return try json(appeal)
      }
    }
  }

  /// Moves a claim as a person wants it.
  ///
  /// - Throws: ``WorkflowFailure``: `appeals.claim-stands` where it may not be moved so.
  @discardableResult
  func move(
    _ kept: KeptClaim, _ move: ClaimMove, reason: String, document: Digest? = nil, by user: String
  ) throws -> KeptClaim {
    var kept = kept
    let before = kept.claim.state
    guard case .to(let next) = life.next(before, move) else {
      throw WorkflowFailure(
        "appeals.claim-stands", .rejected, ("claim", kept.claim.id.description),
        ("state", before.rawValue), ("move", move.rawValue))
    }
    kept.claim.state = next
    let event = ClaimEvent(
      kept.claim.id, at: moment, by: user, move.rawValue, from: before, to: next, reason: reason,
      document: document)
    return try store.write([BillingStore.Change(kept, events: [event])])[0]
  }

  func knownAppeal(_ number: Int, in states: [String] = []) throws -> KeptAppeal {
    guard let appeal = try store.appeal(number) else {
      throw WorkflowFailure("appeals.unknown", .rejected, ("appeal", "\(number)"))
    }
    guard states.isEmpty || states.contains(appeal.state) else {
      throw WorkflowFailure(
        "appeals.stands", .rejected, ("appeal", "\(number)"), ("state", appeal.state))
    }
    return appeal
  }
}
