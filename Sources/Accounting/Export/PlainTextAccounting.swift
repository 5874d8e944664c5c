// SPDX-License-Identifier: Apache-2.0

public import Values

/// The books as beancount reads them.
///
/// The balances at the end are those of the running totals, so that `bean-check` proves them against the entries.
///
/// Source: the beancount language syntax (directives open, balance, transactions, metadata).
public struct PlainTextAccounting: Sendable {
  private let chart: ChartOfAccounts

  /// Takes the chart whose names are written.
  public init(_ chart: ChartOfAccounts) { self.chart = chart }

  /// What stands before the entries: options, and all accounts opened on the first day of the books.
  public func opening(of head: LedgerHead) -> String {
    var text = "; The books of practice \(head.practice), \(head.count) entries\n"
    text += "; head \(head.hash)\n"
    text += "option \"operating_currency\" \"USD\"\n\n"
    for row in chart.rows { text += "\(head.opened) open \(row.name) USD\n" }
    return text
  }

  /// An entry as a transaction.
  public func transaction(of kept: LedgerEntry) -> String {
    let entry = kept.entry
    var text = "\n\(entry.effective) * \"\(entry.kind.rawValue)\" "
    text += "\"\(entry.memo?.description ?? "")\"\n"
    text += "  entry: \(kept.sequence)\n  key: \(quoted(entry.key.description))\n"
    text += "  posted: \"\(entry.posted)\"\n  source: \"\(entry.source)\"\n"
    text += "  hash: \"\(kept.hash)\"\n"
    if let reversed = entry.reverses { text += "  reverses: \(reversed)\n" }
    for posting in entry.postings {
      text += "  \(chart[posting.account]?.name ?? "")  \(posting.amount) USD\n"
      let subject = posting.subject
      for (name, value) in [
        ("patient", subject.patient?.description), ("guarantor", subject.guarantor?.description),
        ("payer", subject.payer?.description), ("claim", subject.claim?.description),
      ] {
        if let value { text += "    \(name): \(quoted(value))\n" }
      }
      if let line = subject.line { text += "    line: \(line)\n" }
    }
    return text
  }

  /// What stands after the entries: the balance of each account at the beginning of a day.
  ///
  /// - Parameter day: A day after every effective date.
  public func balances(_ balance: TrialBalance, on day: CalendarDate) -> String {
    var text = "\n"
    for row in balance.rows {
      text += "\(day) balance \(chart[row.account]?.name ?? "")  \(row.turnover.balance) USD\n"
    }
    return text
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
