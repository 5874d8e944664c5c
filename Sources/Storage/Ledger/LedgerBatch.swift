// SPDX-License-Identifier: Apache-2.0

import Accounting
import Values

/// Entries on their way into the books, within one transaction.
struct LedgerBatch {
  private var head: LedgerHead
  private let store: LedgerStore
  private let practice: DatabaseValue
  private var added: [LedgerEntry] = []

  init(head: LedgerHead, _ store: LedgerStore) {
    self.head = head
    self.store = store
    practice = .text(head.practice.description)
  }

  mutating func append(_ entries: [JournalEntry]) throws -> [Ledger.Outcome] {
    var numbers = try known(entries.map(\.key))
    let before = head.count
    added.reserveCapacity(entries.count)
    var outcomes: [Ledger.Outcome] = []
    outcomes.reserveCapacity(entries.count)
    for (position, entry) in entries.enumerated() {
      do {
        if let number = numbers[entry.key] {
          guard try kept(number, before).entry.saysTheSame(as: entry) else {
            throw AccountingError(.keyReused, ("entry", "\(number)"))
          }
          outcomes.append(.present(number))
          continue
        }
        try head.check(entry, store.chart)
        if let reversed = entry.reverses {
          guard (1...max(1, head.count)).contains(reversed), head.count > 0 else {
            throw AccountingError(.nothingToReverse, ("entry", "\(reversed)"))
          }
          try entry.checkMirror(of: try kept(reversed, before))
        }
      } catch let error as AccountingError {
        throw RefusedEntry(position: position, error: error)
      }
      let kept = head.append(entry, by: SHA256.self)
      added.append(kept)
      numbers[entry.key] = kept.sequence
      outcomes.append(.added(kept.sequence))
    }
    if !added.isEmpty { try write() }
    return outcomes
  }

  /// The numbers of the keys that have entries already.
  private func known(_ keys: [SourceKey]) throws -> [SourceKey: Int] {
    var numbers: [SourceKey: Int] = [:]
    guard head.count > 0 else { return numbers }
    try store.forEachGroup(of: keys.map(\.description)) { marks, values in
      for row in try store.database.run(
        """
        SELECT source_key, sequence FROM entry WHERE practice = ? AND source_key IN (\(marks))
        """, [practice] + values)
      {
        if let key = SourceKey(try row.text(0)) { numbers[key] = try row.int(1) }
      }
    }
    return numbers
  }

  /// An entry of this batch or of the books.
  private func kept(_ number: Int, _ before: Int) throws -> LedgerEntry {
    if number > before { return added[number - before - 1] }
    guard
      let entry = try store.entries(of: head.practice, from: number, limit: 1).first,
      entry.sequence == number
    else { throw DatabaseError(.damaged, reason: "entry \(number)") }
    return entry
  }

  private func write() throws {
    try store.database.insert(
      into: """
        entry (practice, sequence, source_key, kind, effective, posted, source, memo, reverses, hash)
        """,
      rows: added.map { kept in
        let entry = kept.entry
        return [
          practice, .int(kept.sequence), .text(entry.key.description),
          .text(entry.kind.rawValue), entry.effective.value, .int(entry.posted.microseconds),
          .bytes(entry.source.bytes), .text(entry.memo?.description ?? ""),
          DatabaseValue(entry.reverses), .bytes(kept.hash.bytes),
        ]
      })
    try store.database.insert(
      into: """
        posting (practice, sequence, position, account, cents, claim, patient, guarantor, payer, line)
        """,
      rows: added.flatMap { kept in
        kept.entry.postings.enumerated().map { position, posting in
          [
            practice, .int(kept.sequence), .int(position + 1), .int(posting.account.number),
            .int(posting.amount.cents), posting.subject.claim.value, posting.subject.patient.value,
            posting.subject.guarantor.value, posting.subject.payer.value,
            .int(posting.subject.line ?? 0),
          ]
        }
      })
    try writeTotals()
    try store.database.run(
      "UPDATE ledger SET entries = ?, hash = ? WHERE practice = ?",
      [.int(head.count), .bytes(head.hash.bytes), practice])
  }

  /// Brings turnovers, open items and their ages up to date.
  private func writeTotals() throws {
    let before = try store.items(touchedBy: added, of: practice)
    var totals = RunningTotals(goingOnFrom: before)
    for kept in added { totals.add(kept.entry, store.chart) }
    try store.database.insert(
      into: "turnover (practice, account, month, debit, credit)",
      rows: totals.months.sorted { $0.key < $1.key }.map { key, turnover in
        [
          practice, .int(key.account.number), .int(key.month.number), .int(turnover.debit.cents),
          .int(turnover.credit.cents),
        ]
      },
      """
      ON CONFLICT (practice, account, month) DO UPDATE
      SET debit = turnover.debit + excluded.debit, credit = turnover.credit + excluded.credit
      """)
    let old = Dictionary(before.map { ($0.key, $0) }) { _, last in last }
    let changed = totals.items.values.filter { old[$0.key] != $0 }
    try store.database.insert(
      into: "open_item (practice, claim, patient, account, payer, guarantor, since, balance)",
      rows: changed.map { item in
        let subject = item.key.subject
        return [
          practice, subject.claim.value, subject.patient.value, .int(item.key.account.number),
          subject.payer.value, subject.guarantor.value, item.since.value,
          .int(item.balance.cents),
        ]
      },
      """
      ON CONFLICT (practice, claim, patient, account, payer, guarantor) DO UPDATE
      SET since = excluded.since, balance = excluded.balance
      """)
    try writeAging(changed, old)
  }

  private func writeAging(_ changed: [OpenItem], _ old: [OpenItem.Key: OpenItem]) throws {
    struct Age: Hashable {
      let key: Aging.Key
      let since: CalendarDate
    }
    var changes: [Age: Money] = [:]
    for item in changed {
      let key = Aging.Key(item.key.account, item.key.subject.payer)
      changes[Age(key: key, since: item.since), default: .zero] += item.balance
      if let before = old[item.key] {
        changes[Age(key: key, since: before.since), default: .zero] += -before.balance
      }
    }
    try store.database.insert(
      into: "aging (practice, account, payer, since, balance)",
      rows: changes.filter { $0.value != .zero }.map { age, amount in
        [
          practice, .int(age.key.account.number), age.key.payer.value, age.since.value,
          .int(amount.cents),
        ]
      },
      """
      ON CONFLICT (practice, account, payer, since) DO UPDATE
      SET balance = aging.balance + excluded.balance
      """)
  }
}

extension Optional where Wrapped: CustomStringConvertible {
  /// An identifier as a database keeps it: empty where there is none.
  var value: DatabaseValue { .text(self?.description ?? "") }
}
