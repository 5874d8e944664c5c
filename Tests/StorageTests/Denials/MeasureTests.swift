import Accounting
import Storage
import TestSupport
import Testing
import Values
import Foundation

@Suite struct MeasureTests {
  @Test(arguments: TestEngine.present)
  func measure(_ engine: TestEngine) throws {
    let place = try engine.place()
    let ledger = try place.ledger()
    let practice = PracticeID("main")!
    try ledger.open(practice, from: CalendarDate("2026-01-01")!)
    let store = BillingStore(ledger, practice)
    let db = try place.open()
    func series(_ n: Int) -> String {
      "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < \(n))"
    }
    let t0 = Date()
    try db.transaction {
      try db.run(
        "\(series(1_000_000)) INSERT INTO claim SELECT 'main', 'C' || CAST(i AS TEXT), 'professional', 'C' || CAST(i AS TEXT), 'P' || CAST(i / 5 AS TEXT), 'G', '', 0, 10000, 20000, 20000, 'denied', 0, 1, 1, 20400, 0, '' FROM n"
      )
      try db.run(
        """
        \(series(1_000_000)) INSERT INTO work SELECT 'main', i, CASE WHEN i % 5 = 0 THEN 'overpayment' ELSE 'denial' END, 'C' || CAST(i AS TEXT),
        CASE WHEN i % 997 = 0 THEN 'RARE' WHEN i % 50 = 1 THEN 'MID' ELSE 'P' || CAST((i * 7919) % 20 AS TEXT) END, i / 100, NULL, 1, 'CO',
        CASE WHEN i % 499 = 0 THEN '29' ELSE CAST((i * 31) % 40 AS TEXT) END, CASE WHEN i % 3 = 0 THEN 'N130 M15' ELSE '' END,
        'cause' || CAST((i * 17) % 10 AS TEXT), 100 + (CAST(i AS BIGINT) * 7919) % 500000, 20000 + i / 5000, 20000 + (CAST(i AS BIGINT) * 104729) % 400,
        CASE WHEN i % 4 = 0 THEN 'u' || CAST(i % 24 AS TEXT) ELSE '' END,
        CASE WHEN i % 4 <> 1 THEN 'closed' WHEN i % 40 = 1 THEN 'waiting' ELSE 'open' END, NULL, '' FROM n
        """.replacingOccurrences(
          of: "CAST(i AS BIGINT)", with: engine == .sqlite ? "i" : "CAST(i AS BIGINT)"))
      try db.run(
        "INSERT INTO work_remark SELECT practice, 'N130', number FROM work WHERE remarks <> ''")
      try db.run(
        "INSERT INTO work_remark SELECT practice, 'N706', number FROM work WHERE number % 1999 = 0")
    }
    if engine == .postgreSQL {
      try db.run("ANALYZE work"); try db.run("ANALYZE work_remark"); try db.run("ANALYZE claim")
    }
    print(
      "MEASURE \(engine) filled in \(Date().timeIntervalSince(t0)) s; live \(try db.run("SELECT COUNT(*) FROM work WHERE state <> 'closed'")[0].values)"
    )
    let first = CalendarDate(daysSinceEpoch: 20000)
    let changes: [(String, (inout WorkQuery) -> Void)] = [
      ("all", { _ in }), ("payer common", { $0.payer = "P1" }), ("payer mid", { $0.payer = "MID" }),
      ("payer rare", { $0.payer = "RARE" }), ("payer none", { $0.payer = "NONE" }),
      ("reason", { $0.reason = "7" }), ("reason rare", { $0.reason = "29" }),
      ("remark common", { $0.remark = "N130" }), ("remark rare", { $0.remark = "N706" }),
      ("category", { $0.category = "cause3" }), ("unowned", { $0.owner = "" }),
      ("owner", { $0.owner = "u4" }), ("waiting", { $0.state = "waiting" }),
      ("least rare", { $0.least = Money(cents: 499_900) }),
      ("least", { $0.least = Money(cents: 100_000) }),
      ("dueBy", { $0.dueBy = first.adding(days: 30) }),
      (
        "payer+category+remark",
        {
          $0.payer = "P1"; $0.category = "cause3"; $0.remark = "N130"
        }
      ), ("opened", { $0.openedBy = first.adding(days: 3) }),
    ]
    for (name, change) in changes {
      for order in WorkQuery.Order.allCases {
        var times: [Double] = []
        var query = WorkQuery(.denial)
        change(&query); query.order = order
        var pages = 0
        while times.count < 60 {
          let t = Date()
          let page = try store.worklist(query)
          times.append(Date().timeIntervalSince(t) * 1000)
          pages += 1
          query.after = page.next
          // Jump ahead now and then: a later page.
        }
        times.sort()
        print(
          "MEASURE \(engine) \(name) \(order): p50 \(Int(times[30] * 10)) p99 \(Int(times[58] * 10)) max \(Int(times[59] * 10)) tenths of ms"
        )
      }
    }
  }
}
