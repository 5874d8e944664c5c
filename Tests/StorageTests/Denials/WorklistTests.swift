// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import TestSupport
import Testing
import Values

@Suite struct WorklistTests {
  @Test(
    "Every filter and order gives each item once over its pages, few or many",
    arguments: TestEngine.present)
  func pages(_ engine: TestEngine) throws {
    let place = try engine.place()
    let ledger = try place.ledger()
    let practice = try #require(PracticeID("main"))
    let first = try #require(CalendarDate("2026-01-01"))
    try ledger.open(practice, from: first)
    let store = try BillingStore(ledger, practice, FieldCipher(KeyRing()))
    var numbers = SeededNumbers(seed: 5)
    func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &numbers) }
    var items: [WorkItem] = []
    for index in 0..<6000 {
      var item = WorkItem(
        .denial, payer: pick(20) == 0 ? "rare" : "P\(pick(2))",
        amount: Money(cents: Int64(1 + pick(500) * 100)), opened: first.adding(days: index / 60))
      item.claim = "C\(index)"
      item.reason = pick(30) == 0 ? "29" : "97"
      item.remarks = pick(2) == 0 ? ["N130", "M15"] : pick(40) == 0 ? ["N706"] : []
      item.category = pick(3) == 0 ? "bundling" : "documentation"
      item.deadline = pick(8) == 0 ? nil : first.adding(days: 90 + pick(60))
      item.owner = pick(10) == 0 ? "eve" : ""
      item.state = ["open", "open", "waiting", "closed"][pick(4)]
      items.append(item)
    }
    items = try store.transaction { try store.open(items) }
    for query in queries(first) {
      for order in WorkQuery.Order.allCases {
        var query = query
        query.order = order
        query.limit = 400
        var found: [WorkItem] = []
        while true {
          let page = try store.worklist(query)
          found += page.items
          guard let next = page.next else { break }
          query.after = next
        }
        let expected = items.filter { fits($0, query) }.sorted { comes($0, before: $1, order) }
        #expect(found == expected, "\(query)")
      }
    }
  }

  private func queries(_ first: CalendarDate) -> [WorkQuery] {
    let changes: [(inout WorkQuery) -> Void] = [
      { _ in }, { $0.payer = "P1" }, { $0.payer = "rare" }, { $0.payer = "nobody" },
      { $0.reason = "29" }, { $0.remark = "N130" }, { $0.remark = "N706" },
      { $0.category = "bundling" }, { $0.owner = "" }, { $0.owner = "eve" },
      { $0.state = "waiting" }, { $0.least = Money(cents: 49_000) },
      { $0.least = Money(cents: 1000) }, { $0.dueBy = first.adding(days: 92) },
      { $0.dueBy = first.adding(days: 140) }, { $0.openedBy = first.adding(days: 10) },
      {
        $0.payer = "P0"
        $0.category = "documentation"
        $0.remark = "M15"
        $0.state = "open"
      },
    ]
    return changes.map { change in
      var query = WorkQuery(.denial)
      change(&query)
      return query
    }
  }

  private func fits(_ item: WorkItem, _ query: WorkQuery) -> Bool {
    if item.state == "closed" { return false }
    if let payer = query.payer, item.payer != payer { return false }
    if let reason = query.reason, item.reason != reason { return false }
    if let remark = query.remark, !item.remarks.contains(remark) { return false }
    if let category = query.category, item.category != category { return false }
    if let owner = query.owner, item.owner != owner { return false }
    if let state = query.state, item.state != state { return false }
    if let least = query.least, item.amount < least { return false }
    if let day = query.dueBy, item.deadline.map({ $0 > day }) ?? true { return false }
    return query.openedBy.map { item.opened <= $0 } ?? true
  }

  private func comes(_ a: WorkItem, before b: WorkItem, _ order: WorkQuery.Order) -> Bool {
    let never = CalendarDate(daysSinceEpoch: 2_932_896)
    return switch order {
    case .deadline: (a.deadline ?? never, a.number) < (b.deadline ?? never, b.number)
    case .value: (a.amount, a.number) > (b.amount, b.number)
    case .age: (a.opened, a.number) < (b.opened, b.number)
    }
  }
}
