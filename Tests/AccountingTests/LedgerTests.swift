// SPDX-License-Identifier: Apache-2.0

import Accounting
import TestSupport
import Testing
import Values
import Workflows

@Suite struct LedgerTests {
  @Test("What may not be entered leaves the books as they were")
  func refused() throws {
    var ledger = try Sample.ledger()
    try ledger.append(Sample.charge())
    let before = ledger.head
    try ledger.close(through: SampleEncounter.day("2026-03-31"))
    let other = try JournalEntry(
      of: .charge, in: #require(PracticeID("other")), key: #require(SourceKey("x")),
      effective: Sample.day, posted: Instant(microseconds: 0), source: .sample,
      postings: Sample.charge().postings)
    let unknown = try Sample.entry(
      [
        Posting(#require(Account(1999)), Money(cents: 1)), Posting(.charges, Money(cents: -1)),
      ], key: "y")
    let unfounded = try JournalEntry(
      of: .charge, in: Sample.practice(), key: #require(SourceKey("x")), effective: Sample.day,
      posted: Instant(microseconds: 0), source: .zero, postings: Sample.charge().postings)
    let expected: [(JournalEntry, String)] = [
      (other, "ledger.other-practice"), (unfounded, "ledger.no-source"),
      (unknown, "ledger.unknown-account"),
      (try Sample.charge(key: "z"), "ledger.closed-period"),
      (try Sample.charge(99), "ledger.key-reused"),
    ]
    for (entry, rule) in expected {
      let error = #expect(throws: AccountingError.self) { try ledger.append(entry) }
      #expect(error?.finding.rule == rule)
    }
    #expect(ledger.head.hash == before.hash)
    #expect(try ledger.append(Sample.charge()) == .present(1))
    var young = try Sample.ledger()
    let early = try Sample.charge(effective: SampleEncounter.day("2025-12-31"))
    let error = #expect(throws: AccountingError.self) { try young.append(early) }
    #expect(error?.finding.rule == "ledger.before-opening")
  }

  @Test("Periods close in order and stay closed")
  func closing() throws {
    var ledger = try Sample.ledger()
    let march = SampleEncounter.day("2026-03-31")
    try ledger.close(through: march)
    for day in [march, march.adding(days: -1)] {
      let error = #expect(throws: AccountingError.self) { try ledger.close(through: day) }
      #expect(error?.finding.rule == "ledger.closed-before")
    }
    try ledger.close(through: march.adding(days: 1))
    #expect(ledger.closings.map(\.through) == [march, march.adding(days: 1)])
  }

  @Test("After every step of a generated history every invariant holds", arguments: 1...6)
  func invariants(_ seed: UInt64) throws {
    var history = GeneratedBooks(seed: seed)
    var ledger = Ledger(
      practice: history.practice, opened: history.opened, chart: .standard, hashing: QuickHash.self)
    var closed: [LedgerEntry] = []
    var chain = LedgerHead(practice: history.practice, opened: history.opened)
    for _ in 0..<150 {
      let before = ledger.head
      switch history.next(after: ledger.head.count) {
      case .append(let entries):
        for entry in entries { _ = try? ledger.append(entry) }
        // What was sent once is there once.
        for entry in entries where ledger.head.count > before.count {
          if case .added? = try? ledger.append(entry) { Issue.record("an entry was taken twice") }
        }
      case .reverse(let number, let day):
        let reversal = JournalEntry(
          reversing: ledger.entries[number - 1], effective: day, posted: history.now,
          source: .sample)
        _ = try? ledger.append(reversal)
      case .close(let day): if (try? ledger.close(through: day)) != nil { closed = ledger.entries }
      }
      ledger.checkInvariants()
      ledger.checkHashes(from: &chain)
      // A closed period's entries are what they were, and nobody has joined them.
      let through = ledger.head.closedThrough ?? history.opened.adding(days: -1)
      #expect(
        ledger.entries.filter { $0.entry.effective <= through }
          == closed.filter { $0.entry.effective <= through })
    }
    #expect(ledger.head.count > 100)
  }
}

extension Ledger {
  /// Checks what must hold of any books.
  func checkInvariants(_ location: SourceLocation = #_sourceLocation) {
    // Each entry comes to zero and rests on a document.
    #expect(
      entries.allSatisfy { $0.entry.postings.reduce(.zero) { $0 + $1.amount } == .zero },
      sourceLocation: location)
    // The running totals are what a scan gives.
    let scanned = RunningTotals(of: entries.map(\.entry), chart)
    #expect(totals.months == scanned.months, sourceLocation: location)
    #expect(totals.items == scanned.items, sourceLocation: location)
    #expect(TrialBalance(totals.months).isBalanced, sourceLocation: location)
    // The open items of an account come to its balance; so do the ages.
    let aging = Aging(of: totals.items.values, on: head.opened.adding(days: 200))
    for row in chart.rows where row.hasItems {
      let items = totals.items.values.filter { $0.key.account == row.account }
      let balance = totals.balance(of: row.account)
      #expect(items.reduce(.zero) { $0 + $1.balance } == balance, sourceLocation: location)
      #expect(aging.total(of: row.account) == balance, sourceLocation: location)
    }
    // Each key and each reversed entry is there once.
    #expect(Set(entries.map(\.entry.key)).count == entries.count, sourceLocation: location)
    let reversed = entries.compactMap(\.entry.reverses)
    #expect(Set(reversed).count == reversed.count, sourceLocation: location)
  }

  /// Checks that the hashes of entries that are new follow from what was before.
  func checkHashes(
    from chain: inout LedgerHead, _ location: SourceLocation = #_sourceLocation
  ) {
    for kept in entries[chain.count...] {
      #expect(chain.append(kept.entry, by: QuickHash.self) == kept, sourceLocation: location)
    }
    #expect(chain.hash == head.hash && chain.count == head.count, sourceLocation: location)
  }
}
