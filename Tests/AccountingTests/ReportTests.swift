// SPDX-License-Identifier: Apache-2.0

import Accounting
import TestSupport
import Testing
import Values
import Workflows

@Suite struct ReportTests {
  @Test(
    "Ages fall into buckets of thirty days",
    arguments: [
      (-5, "0-30"), (0, "0-30"), (30, "0-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"),
      (90, "61-90"), (91, "91-120"), (120, "91-120"), (121, "121+"), (9000, "121+"),
    ])
  func buckets(_ days: Int, _ title: String) {
    #expect(Aging.Bucket(days: days).title == title)
  }

  @Test("An item ages from the entry that opened it; once settled it begins anew")
  func since() throws {
    var totals = RunningTotals()
    let days = ["2026-01-10", "2026-02-01", "2026-03-01"].map(SampleEncounter.day)
    for (index, cents) in [Int64(500), -500, 300].enumerated() {
      try totals.add(
        Sample.charge(cents, key: "\(index)", effective: days[index]), .standard)
    }
    let item = try #require(totals.items.values.first)
    #expect(item.since == days[2])
    #expect(item.balance.cents == 300)
  }

  @Test("A month knows its first and last day")
  func months() {
    for (day, first, last) in [
      ("2024-02-29", "2024-02-01", "2024-02-29"), ("2026-12-31", "2026-12-01", "2026-12-31"),
      ("2026-01-01", "2026-01-01", "2026-01-31"),
    ] {
      let month = AccountingMonth(SampleEncounter.day(day))
      #expect(month.first.description == first && month.last.description == last)
      #expect(month.description == String(first.dropLast(3)))
    }
  }

  @Test("Day sheets of all days come to the trial balance, account by account")
  func daySheets() throws {
    var history = GeneratedBooks(seed: 5)
    var ledger = Ledger(
      practice: history.practice, opened: history.opened, chart: .standard, hashing: QuickHash.self)
    for _ in 0..<200 {
      if case .append(let entries) = history.next(after: 0) {
        for entry in entries { try ledger.append(entry) }
      }
    }
    var sums: [Account: Money] = [:]
    var day = history.opened
    while day <= history.today {
      let sheet = DaySheet(
        of: ledger.entries.map(\.entry), from: Instant(startOf: day),
        to: Instant(startOf: day.adding(days: 1)))
      for (key, turnover) in sheet.sorted { sums[key.account, default: .zero] += turnover.balance }
      day = day.adding(days: 1)
    }
    for row in TrialBalance(ledger.totals.months).rows {
      #expect(sums[row.account] == row.turnover.balance)
    }
  }

  @Test("The journal as a table and as plain text says all of an entry")
  func exports() throws {
    var ledger = try Sample.ledger()
    try ledger.append(Sample.charge(key: "a \"quoted\", key\\"))
    let kept = ledger.entries[0]
    let rows = JournalTable.lines(of: kept).split(separator: "\r\n")
    #expect(rows.count == 2)
    #expect(
      rows[0].hasPrefix(
        #"1,2026-03-10,2026-03-11T09:00:00.500000Z,charge,co-45,"a ""quoted"", key\",,"#))
    #expect(rows[0].hasSuffix(",1220,125.50,,P1,G1,PAYER1,A-1,2"))
    #expect(rows[1].hasSuffix(",4010,,125.50,,,,,"))
    let columns = JournalTable.heading.split(separator: ",").count
    #expect(rows[1].split(separator: ",", omittingEmptySubsequences: false).count == columns + 1)
    let plain = PlainTextAccounting(.standard)
    #expect(plain.opening(of: ledger.head).contains("\n2026-01-01 open Income:Charges USD\n"))
    let text = plain.transaction(of: kept)
    #expect(text.hasPrefix("\n2026-03-10 * \"charge\" \"co-45\"\n  entry: 1\n"))
    #expect(text.contains(#"  key: "a \"quoted\", key\\""#))
    #expect(text.contains("  Assets:Receivable:Payers  125.50 USD\n    patient: \"P1\"\n"))
    #expect(text.contains("  Income:Charges  -125.50 USD\n"))
    #expect(
      plain.balances(TrialBalance(ledger.totals.months), on: SampleEncounter.day("2026-03-11"))
        == "\n2026-03-11 balance Assets:Receivable:Payers  125.50 USD\n"
        + "2026-03-11 balance Income:Charges  -125.50 USD\n")
  }
}
