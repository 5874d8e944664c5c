// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

extension BillingOffice {
  /// Takes a remittance, or what it says of one claim, out of the books again, by entries that mirror what was
  /// posted; claims go back to where they waited for it.
  ///
  /// - Parameters:
  ///   - number: The number of the remittance.
  ///   - claim: The claim; nothing for the whole remittance, with what stands beside the claims.
  ///   - reason: Why, in words.
  /// - Throws: ``WorkflowFailure``: `remittances.unknown`; `remittances.taken-back` where a later remittance takes
  ///   back what is to be unapplied: that one first; `remittances.nothing-posted`.
  public func unapply(
    _ number: Int, claim: String? = nil, reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        let kept = try known(number)
        var answers = try store.answers(of: number).filter {
          $0.status == .posted || $0.status == .unmatched
        }
        if let claim { answers = answers.filter { $0.claim == claim } }
        let beside =
          claim == nil
          ? try store.providerAdjustments(of: number).filter { $0.status == .posted } : []
        guard !answers.isEmpty || !beside.isEmpty else {
          throw WorkflowFailure(
            "remittances.nothing-posted", .rejected, ("remittance", "\(number)"))
        }
        let count = answers.count + beside.count
        let money = try undo(answers, beside, of: kept, reason: reason, by: user)
        try store.raise(number, amount: -money)
        return .members(
          ("remittance", .int(number)), ("trace", .string(kept.trace)), ("unapplied", .int(count)),
          ("amount", .money(money)))
      }
    }
  }

  /// Posts again what was unapplied of a remittance.
  ///
  /// - Throws: ``WorkflowFailure``: `remittances.unknown`, `remittances.nothing-unapplied`.
  public func repost(_ number: Int, by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asWorkflow {
      try store.transaction {
        let kept = try known(number)
        let answers = try store.answers(of: number).filter { $0.status == .unapplied }
        let beside = try store.providerAdjustments(of: number).filter { $0.status == .unapplied }
        guard let document = answers.first?.document ?? beside.first?.document else {
          throw WorkflowFailure(
            "remittances.nothing-unapplied", .rejected, ("remittance", "\(number)"))
        }
        let head = try books.store.head(of: books.practice)
        let moment = moment
        var batch = AnswerBatch(
          self, kept, document: document, moment: moment, actor: user, head: head)
        let counts = try batch.post(try answers.map { try item($0) })
        try again(beside, of: kept, at: moment, head)
        return .members(
          ("remittance", .int(number)), ("trace", .string(kept.trace)),
          ("posted", .int(counts.posted)), ("unmatched", .int(counts.unmatched)),
          ("provider_adjustments", .int(beside.count)), ("paid", .money(counts.paid)))
      }
    }
  }

  /// Looks once more for the claims of answers that were kept without one.
  ///
  /// - Returns: `matched` and `unmatched`.
  public func matchAgain(by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var (matched, left) = (0, 0)
    try asWorkflow {
      let waiting =
        try store.openWork(.unmatched, limit: 100_000)
        + store.openWork(.reversal, limit: 100_000)
      for (number, items) in Dictionary(grouping: waiting, by: { $0.remittance ?? 0 })
        .sorted(by: { $0.key < $1.key })
      {
        let counts = try match(items.compactMap(\.answer), of: number, to: nil, by: user)
        matched += counts.posted
        left += counts.unmatched
      }
    }
    return .members(("matched", .int(matched)), ("unmatched", .int(left)))
  }

  /// Gives an answer that was kept without one its claim.
  ///
  /// - Parameters:
  ///   - number: The number of the work.
  ///   - claim: The claim.
  /// - Throws: ``WorkflowFailure``: `work.unknown`, `claims.unknown`.
  public func resolve(
    _ number: Int, to claim: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asWorkflow {
      guard let item = try store.work(number), item.state != "closed",
        [.unmatched, .reversal, .changed].contains(item.kind), let answer = item.answer,
        let remittance = item.remittance
      else { throw WorkflowFailure("work.unknown", .rejected, ("work", "\(number)")) }
      guard try !store.claims([claim]).isEmpty else {
        throw WorkflowFailure("claims.unknown", .rejected, ("claim", claim))
      }
      let counts = try match([answer], of: remittance, to: claim, by: user)
      return .members(
        ("work", .int(number)), ("claim", .string(claim)), ("posted", .int(counts.posted)),
        ("paid", .money(item.amount)))
    }
  }

  private func match(
    _ keys: [[UInt8]], of number: Int, to claim: String?, by user: String
  ) throws -> AnswerBatch.Counts {
    try store.transaction {
      let kept = try known(number)
      var items: [AnswerBatch.Item] = []
      var document = Digest.zero
      for key in keys {
        guard let answer = try store.answer(key, of: number), answer.status == .unmatched else {
          continue
        }
        var own = try item(answer)
        // What was only held has no money in the books yet.
        own.isKept = answer.basis != "changed"
        own.keptEntry = answer.entry
        own.attempt = answer.attempt + 1
        own.chosen = claim
        document = answer.document
        items.append(own)
      }
      var batch = AnswerBatch(
        self, kept, document: document, moment: moment, actor: user,
        head: try books.store.head(of: books.practice))
      let counts = try batch.post(items)
      try store.closeWork(
        of: number, answers: claim == nil ? [] : keys, on: moment.date, outcome: "resolved")
      return counts
    }
  }

  /// A remittance on file.
  func known(_ number: Int) throws -> KeptRemittance {
    guard let kept = try store.remittance(number) else {
      throw WorkflowFailure("remittances.unknown", .rejected, ("remittance", "\(number)"))
    }
    return kept
  }

  /// An answer as it is posted once more.
  private func item(_ answer: KeptAnswer) throws -> AnswerBatch.Item {
    let content = try store.content(of: answer)
    guard let json = try? JSON(parsing: content),
      let claim = try? RemittanceClaim(json: json)
    else { throw DatabaseError(.damaged, reason: "answer") }
    return AnswerBatch.Item(
      answered: keys.answered(claim), key: answer.key, place: answer.place,
      content: content, attempt: answer.attempt)
  }

  /// Undoes what was posted, the last first.
  ///
  /// - Returns: The money that is no longer expected.
  private func undo(
    _ answers: [KeptAnswer], _ beside: [KeptProviderAdjustment], of kept: KeptRemittance,
    reason: String, by user: String
  ) throws -> Money {
    let moment = moment
    let head = try books.store.head(of: books.practice)
    var money = Money.zero
    var changed: [KeptAnswer] = []
    var numbers: [Int] = []
    let keys = Set(answers.map(\.key))
    let all = try store.answers(to: Set(answers.map(\.claim).filter { !$0.isEmpty }))
    for var answer in answers.sorted(by: { $0.place > $1.place }) {
      if answer.isTakenBack {
        let takers = all.filter {
          $0.claim == answer.claim && $0.status == .posted && $0.charge == -answer.charge
            && $0.paid == -answer.paid && $0.charge < .zero
        }
        guard
          takers.isEmpty
            || takers.contains(where: { $0.remittance == kept.number && keys.contains($0.key) })
        else {
          throw WorkflowFailure(
            "remittances.taken-back", .rejected, ("claim", answer.claim),
            ("remittance", "\(takers.last?.remittance ?? 0)"))
        }
        answer.isTakenBack = false
      }
      if answer.charge < .zero, !answer.claim.isEmpty,
        var original = all.last(where: {
          $0.claim == answer.claim && $0.isTakenBack && $0.charge == -answer.charge
            && $0.paid == -answer.paid && !keys.contains($0.key)
        })
      {
        original.isTakenBack = false
        changed.append(original)
      }
      if let entry = answer.entry { numbers.append(entry) }
      if answer.entry != nil || answer.basis != "changed" { money += answer.paid }
      answer.status = .unapplied
      answer.attempt += 1
      answer.entry = nil
      changed.append(answer)
    }
    var adjusted: [KeptProviderAdjustment] = []
    for var adjustment in beside {
      if let entry = adjustment.entry { numbers.append(entry) }
      money = money - adjustment.amount
      adjustment.status = .unapplied
      adjustment.attempt += 1
      adjustment.entry = nil
      adjusted.append(adjustment)
    }
    try reverse(numbers.sorted(by: >), at: moment, head, kept)
    try store.put(changed)
    try store.put(adjusted)
    try moveBack(answers, of: kept, reason: reason, by: user, at: moment)
    try store.closeWork(
      of: kept.number, answers: answers.map(\.key) + beside.map(\.key), on: moment.date,
      outcome: "unapplied")
    return money
  }

  private func reverse(
    _ numbers: [Int], at moment: Instant, _ head: LedgerHead, _ kept: KeptRemittance
  ) throws {
    var entries: [JournalEntry] = []
    for number in numbers {
      guard
        let entry = try books.store.entries(of: books.practice, from: number, limit: 1).first
      else { continue }
      entries.append(
        JournalEntry(
          reversing: entry, effective: Self.openDay(entry.entry.effective, head), posted: moment,
          source: entry.entry.source, memo: MemoCode("unapplied")))
    }
    try books.store.append(entries, to: books.practice)
  }

  /// Lets claims wait again for what is taken out.
  private func moveBack(
    _ answers: [KeptAnswer], of kept: KeptRemittance, reason: String, by user: String,
    at moment: Instant
  ) throws {
    let ranks = Dictionary(
      answers.filter { !$0.claim.isEmpty && $0.status == .posted }.map { ($0.claim, $0.rank) }
    ) { min($0, $1) }
    var changes: [BillingStore.Change] = []
    for var claim in try store.claims(ranks.keys) {
      let before = claim.claim.state
      if case .to(let next) = life.next(before, .takeBack) { claim.claim.state = next }
      if let rank = ranks[claim.claim.id.description] { claim.claim.rank = rank }
      changes.append(
        BillingStore.Change(
          claim,
          events: [
            ClaimEvent(
              claim.claim.id, at: moment, by: user, "unapply", from: before,
              to: claim.claim.state, reason: "\(kept.trace): \(reason)")
          ]))
    }
    try store.write(changes)
  }

  /// Posts again what stood beside the claims.
  private func again(
    _ beside: [KeptProviderAdjustment], of kept: KeptRemittance, at moment: Instant,
    _ head: LedgerHead
  ) throws {
    var rows: [KeptProviderAdjustment] = []
    var entries: [(JournalEntry, Int)] = []
    for var row in beside {
      let source = PostingRules.Source(
        practice: books.practice, issuer: issuer(kept.issuer),
        key: key(kept, row.key, row.attempt), effective: Self.openDay(kept.paidOn, head),
        posted: moment, document: row.document)
      let adjustment = ProviderAdjustment(
        reason: row.reason, reference: row.reference, amount: row.amount)
      if let entry = try BillingTables.providerAdjustments.post(adjustment, source) {
        entries.append((entry, rows.count))
      }
      row.status = .posted
      rows.append(row)
    }
    let outcomes = try books.store.append(entries.map(\.0), to: books.practice)
    for (outcome, entry) in zip(outcomes, entries) { rows[entry.1].entry = outcome.sequence }
    try store.put(rows)
    try store.raise(kept.number, amount: rows.reduce(Money.zero) { $0 - $1.amount })
  }
}
