// SPDX-License-Identifier: Apache-2.0

import Accounting
import TestSupport
import Testing
import Values
import Workflows

@Suite struct JournalEntryTests {
  @Test(
    "An entry that is no entry cannot be made",
    arguments: [
      ([], AccountingError.Code.tooFewPostings), ([0], .tooFewPostings), ([100], .tooFewPostings),
      ([100, -99], .unbalanced), ([100, -101], .unbalanced), ([100, 100], .unbalanced),
      ([100, -100, 0], .emptyPosting), ([Int64.max, -Int64.max], .tooLarge),
      ([Int64.min, Int64.min], .tooLarge), ([10, 20, -30], nil), ([1, -1], nil),
    ])
  func made(_ cents: [Int64], _ expected: AccountingError.Code?) throws {
    let postings = cents.map { Posting(.bank, Money(cents: $0)) }
    do {
      _ = try Sample.entry(postings)
      #expect(expected == nil)
    } catch let error as AccountingError {
      #expect(error.code == expected)
    }
  }

  @Test("What it is off by is said")
  func off() throws {
    let error = #expect(throws: AccountingError.self) {
      try Sample.entry([Posting(.bank, Money(cents: 1010)), Posting(.charges, Money(cents: -1000))])
    }
    #expect(error?.facts.first?.value == "0.10")
    #expect(error?.finding.rule == "ledger.unbalanced")
  }

  @Test("The bytes that are hashed are these, for ever")
  func canonical() throws {
    var bytes: [UInt8] = []
    try Sample.charge().appendCanonicalBytes(as: 7, to: &bytes)
    let ones = String(repeating: "1", count: 64)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        entry 1\tmain\t7\t20522\t1773219600500000\tcharge\tcharge/A-1\t\(ones)\tco-45\t0\t2
        1220\t12550\tP1\tG1\tPAYER1\tA-1\t2
        4010\t-12550\t\t\t\t\t0

        """)
  }

  @Test("A reversal mirrors its entry, and nothing else passes for one")
  func mirror() throws {
    var ledger = try Sample.ledger()
    let charge = try Sample.charge()
    try ledger.append(charge)
    let kept = ledger.entries[0]
    let reversal = JournalEntry(
      reversing: kept, effective: Sample.day, posted: charge.posted, source: .sample)
    try reversal.checkMirror(of: kept)
    #expect(reversal.postings.map(\.amount.cents) == [-12_550, 12_550])
    let other = try JournalEntry(
      kept: .reversal, in: Sample.practice(), key: SourceKey(reversing: 1), effective: Sample.day,
      posted: charge.posted, source: .sample, memo: nil, reverses: 1,
      postings: Sample.charge(99).postings)
    let error = #expect(throws: AccountingError.self) { try ledger.append(other) }
    #expect(error?.code == .notAMirror)
    #expect(error?.finding.rule == "ledger.not-a-mirror")
    try ledger.append(reversal)
    #expect(ledger.totals.balance(of: .payerReceivable) == .zero)
    let again = JournalEntry(
      reversing: ledger.entries[1], effective: Sample.day, posted: charge.posted, source: .sample)
    #expect(throws: AccountingError(.alreadyReversed, ("entry", "2"))) { try ledger.append(again) }
    #expect(ledger.entries.count == 2)
  }

  @Test("JSON gives the same entry again, and says which member is wrong")
  func json() throws {
    let entry = try Sample.charge()
    #expect(try JournalEntry(json: JSON(parsing: entry.json.line), in: Sample.practice()) == entry)
    let line = entry.json.line
    for (from, to, member) in [
      (#""charge","key""#, #""gift","key""#, "kind"), ("charge/A-1", "\\u0001", "key"),
      ("2026-03-10", "2026-02-30", "effective"), ("T09:00", "T99:00", "posted"),
      (#""source":"1"#, #""source":"z"#, "source"), ("co-45", "Free text", "memo"),
      ("1220", "12", "account"), ("125.50", "125.505", "amount"), ("PAYER1", "", "payer"),
      (#""line":2"#, #""line":0"#, "line"), (#""kind""#, #""kin""#, "kind"),
    ] {
      let parts = line.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false)
      let wrong = try JSON(parsing: parts.joined(separator: to))
      let error = #expect(throws: AccountingError.self) {
        try JournalEntry(json: wrong, in: Sample.practice())
      }
      #expect(error == AccountingError(.badText, ("member", member)), "\(from)")
    }
  }
}
