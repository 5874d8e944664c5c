// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
public import Values

extension Books {
  /// Looks at every entry and works the hashes and totals out again.
  ///
  /// - Parameter anchors: Heads that were written down elsewhere, as `entries:hash`.
  /// - Returns: `sound`: how many entries are, from the first on; where the books stand.
  /// - Throws: ``WorkflowFailure`` with the first bad entry.
  public func verify(anchors: [String] = []) throws(WorkflowFailure) -> JSON {
    var ends: [Int: Digest] = [:]
    for anchor in anchors {
      let parts = anchor.split(separator: ":")
      guard parts.count == 2, let number = Int(parts[0]), number > 0,
        let hash = Digest(hexadecimal: parts[1])
      else { throw WorkflowFailure("ledger.bad-text", .usage, ("member", "head")) }
      ends[number] = hash
    }
    let found = try asWorkflow { try store.verify(practice, anchors: ends) }
    if let fault = found.fault {
      throw WorkflowFailure(fault.rawValue, .rejected, ("entry", "\(found.entry)"))
    }
    return .object([.init("sound", .int(found.sound))] + json(found.head).members)
  }

  /// A hash of what every account and open item comes to, whatever entries have led there.
  public func fingerprint() throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let head = try store.head(of: practice)
      return .object(
        [.init("fingerprint", .string(try store.fingerprint(of: practice).description))]
          + json(head).members)
    }
  }

  /// Every account with its turnovers.
  ///
  /// - Parameter day: A day of the last month that counts; nothing for all.
  public func trialBalance(through day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      _ = try store.head(of: practice)
      let balance = try store.trialBalance(
        of: practice, through: day.map { AccountingMonth($0) })
      return .members(
        ("practice", .string(practice.description)),
        ("through", day.map { .date(AccountingMonth($0).last) }),
        ("accounts", .array(balance.rows.map { row in turnover(row.account, row.turnover) })),
        ("debit", .money(balance.sum.debit)), ("credit", .money(balance.sum.credit)),
        ("balanced", .bool(balance.isBalanced)))
    }
  }

  /// How old what is open is, by account and payer.
  public func aging(on day: CalendarDate) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      _ = try store.head(of: practice)
      let aging = try store.aging(of: practice, on: day)
      let titles = Aging.Bucket.allCases.map(\.title)
      return .members(
        ("practice", .string(practice.description)), ("on", .date(day)),
        ("buckets", .array(titles.map(JSON.string))),
        (
          "lines",
          .array(
            aging.sorted.filter { $0.amounts.contains { $0 != .zero } }.map { key, amounts in
              .members(
                ("account", .int(key.account.number)), ("title", title(key.account)),
                ("payer", key.payer.map { .string($0.description) }),
                ("amounts", .array(amounts.map(JSON.money))),
                ("total", .money(amounts.reduce(.zero) { $0 + $1 })))
            })
        ))
    }
  }

  /// What was posted on a day, in UTC.
  public func daySheet(on day: CalendarDate) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      _ = try store.head(of: practice)
      let sheet = try store.daySheet(
        of: practice, from: Instant(startOf: day), to: Instant(startOf: day.adding(days: 1)))
      return .members(
        ("practice", .string(practice.description)), ("on", .date(day)),
        (
          "lines",
          .array(
            sheet.sorted.map { key, amounts in
              .object(
                [.init("kind", .string(key.kind.rawValue))]
                  + turnover(key.account, amounts).members)
            })
        ))
    }
  }

  /// Hands the journal over as comma-separated text, piece by piece.
  public func exportTable(_ write: (String) -> Void) throws(WorkflowFailure) {
    try asWorkflow {
      try store.snapshot {
        _ = try store.head(of: practice)
        write(JournalTable.heading)
        try store.forEachEntry(of: practice) { write(JournalTable.lines(of: $0)) }
      }
    }
  }

  /// Hands every entry over as a line of JSON, as ``append(_:batch:acknowledge:)`` reads it: given to empty books
  /// that begin on the same day they come to the same head.
  public func exportEntries(_ write: (String) -> Void) throws(WorkflowFailure) {
    try asWorkflow {
      try store.snapshot {
        _ = try store.head(of: practice)
        try store.forEachEntry(of: practice) { write($0.entry.json.line + "\n") }
      }
    }
  }

  /// Hands the books over as plain-text accounting, piece by piece: `bean-check` can prove them.
  public func exportPlainText(_ write: (String) -> Void) throws(WorkflowFailure) {
    try asWorkflow {
      try store.snapshot {
        let plain = PlainTextAccounting(.standard)
        let head = try store.head(of: practice)
        write(plain.opening(of: head))
        var last = head.opened
        try store.forEachEntry(of: practice) { kept in
          last = max(last, kept.entry.effective)
          write(plain.transaction(of: kept))
        }
        write(plain.balances(try store.trialBalance(of: practice), on: last.adding(days: 1)))
      }
    }
  }

  private func turnover(_ account: Account, _ turnover: RunningTotals.Turnover) -> JSON {
    .members(
      ("account", .int(account.number)), ("title", title(account)),
      ("debit", .money(turnover.debit)), ("credit", .money(turnover.credit)),
      ("balance", .money(turnover.balance)))
  }

  private func title(_ account: Account) -> JSON? {
    ChartOfAccounts.standard[account].map { .string($0.title) }
  }
}
