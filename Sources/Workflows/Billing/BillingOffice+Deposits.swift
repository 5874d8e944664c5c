// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// A line of a bank's file.
  private struct BankLine {
    let number: Int
    let day: CalendarDate
    let amount: Money
    let reference: String
  }

  /// Enters the money that a bank shows, and ties it to the remittances that explain it.
  ///
  /// The file is comma-separated with columns `date`, `amount` and `reference`, in any order, others beside them. A
  /// line that was entered before is left as it is. Money that no remittance explains is kept apart and listed.
  ///
  /// - Returns: `entered`, `explained`, `unexplained`, `present`, and each remittance of which more or less came than
  ///   it says.
  /// - Throws: ``WorkflowFailure``: `deposits.bad-line` with every line that cannot be read; nothing is entered then.
  public func deposit(_ path: String, by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let bytes = try asWorkflow { try Files.read(path) }
    let lines = try Self.bankLines(String(decoding: bytes, as: UTF8.self))
    return try asWorkflow {
      try store.transaction { try enter(lines, Self.digest(bytes), user) }
    }
  }

  /// Enters one payment at the bank.
  public func deposit(
    _ amount: Money, on day: CalendarDate, reference: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reference = try Self.text(reference, "reference", most: 200)
    guard amount > .zero else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "amount"))
    }
    return try asWorkflow {
      try store.transaction {
        let words = "\(day)\t\(amount)\t\(reference)"
        return try enter(
          [BankLine(number: 1, day: day, amount: amount, reference: reference)],
          Self.digest(Array(words.utf8)), user)
      }
    }
  }

  /// Looks again for the remittances of money that none explained.
  public func explainDeposits(by user: String) throws(WorkflowFailure) -> JSON {
    _ = try Self.user(user)
    return try asWorkflow {
      try store.transaction {
        var announced = try self.announced()
        var explained = 0
        for deposit in try store.unexplainedDeposits() {
          guard
            let number = DepositMatching.remittance(
              of: deposit.reference, amount: deposit.amount, among: announced)
          else { continue }
          try explain(deposit, by: number)
          announced = try self.announced()
          explained += 1
        }
        return .members(
          ("explained", .int(explained)),
          ("unexplained", .int(try store.unexplainedDeposits().count)))
      }
    }
  }

  /// Says which remittance explains a deposit.
  ///
  /// - Throws: ``WorkflowFailure``: `deposits.unknown`, `remittances.unknown`.
  public func explainDeposit(
    _ number: Int, by remittance: Int, user: String
  ) throws(WorkflowFailure) -> JSON {
    _ = try Self.user(user)
    return try asWorkflow {
      try store.transaction {
        guard let deposit = try store.deposit(number), deposit.remittance == nil else {
          throw WorkflowFailure("deposits.unknown", .rejected, ("deposit", "\(number)"))
        }
        let kept = try known(remittance)
        try explain(deposit, by: kept.number)
        return .members(
          ("deposit", .int(number)), ("remittance", .int(remittance)),
          ("amount", .money(deposit.amount)))
      }
    }
  }

  /// Deposit, remittance and ledger beside each other: what differs is listed, and there is nothing that is not.
  ///
  /// - Returns: `remittances` that the bank has not shown as announced, `deposits` that none explains; what each comes
  ///   to, what the ledger has of it, and what is left, which is nothing.
  public func threeWayMatch() throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let open = try store.undeposited()
      let unexplained = try store.unexplainedDeposits()
      let expected = open.reduce(Money.zero) { $0 + $1.expected }
      let deposited = unexplained.reduce(Money.zero) { $0 + $1.amount }
      let ledger = try books.store.balances(of: .remittancesExpected, in: books.practice)
        .values.reduce(Money.zero, +)
      let bank = SubjectID<Subject.Payer>(Self.bankSubject)
      let kept =
        try Money.zero
        - (books.store.balances(of: .unappliedPayer, in: books.practice)[bank] ?? .zero)
      return .members(
        (
          "remittances",
          .array(
            open.map { kept in
              .members(
                ("remittance", .int(kept.number)), ("payer", .string(kept.payerName)),
                ("trace", .string(kept.trace)), ("paid_on", .date(kept.paidOn)),
                ("amount", .money(kept.amount)), ("deposited", .money(kept.deposited)),
                ("expected", .money(kept.expected)))
            })
        ),
        (
          "deposits",
          .array(
            unexplained.map { deposit in
              .members(
                ("deposit", .int(deposit.number)), ("day", .date(deposit.day)),
                ("amount", .money(deposit.amount)), ("reference", .string(deposit.reference)))
            })
        ), ("expected", .money(expected)), ("ledger_expected", .money(ledger)),
        ("unexplained", .money(deposited)), ("ledger_unexplained", .money(kept)),
        ("residual", .money(expected - ledger + deposited - kept)))
    }
  }

  private static let bankSubject = "bank"

  private func announced() throws -> [DepositMatching.Announced] {
    try store.undeposited().map { kept in
      DepositMatching.Announced(
        remittance: kept.number, issuer: kept.issuer, trace: kept.trace, expected: kept.expected)
    }
  }

  private func enter(_ lines: [BankLine], _ document: Digest, _ user: String) throws -> JSON {
    let moment = moment
    let head = try books.store.head(of: books.practice)
    var (entered, explained, present) = (0, 0, 0)
    var seen: [String: Int] = [:]
    for line in lines {
      let words = "\(line.day)\t\(line.amount)\t\(line.reference)"
      let occurrence = (seen[words] ?? 0) + 1
      seen[words] = occurrence
      let key = Array(Self.digest(Array("\(words)\t\(occurrence)".utf8)).bytes.prefix(16))
      if try store.deposit(key) != nil {
        present += 1
        continue
      }
      var deposit = BankDeposit(
        key: key, day: line.day, amount: line.amount, reference: line.reference, entry: 0,
        document: document, received: moment, actor: user)
      deposit = try store.put(deposit)
      deposit.remittance = DepositMatching.remittance(
        of: line.reference, amount: line.amount, among: try announced())
      deposit.entry = try post(deposit, head, moment)
      try store.put(deposit)
      entered += 1
      if let remittance = deposit.remittance {
        try store.raise(remittance, deposited: deposit.amount)
        explained += 1
      }
    }
    return .members(
      ("entered", .int(entered)), ("explained", .int(explained)),
      ("unexplained", .int(entered - explained)), ("present", .int(present)))
  }

  /// Ties a deposit that was kept apart to a remittance.
  private func explain(_ deposit: BankDeposit, by remittance: Int) throws {
    let moment = moment
    let head = try books.store.head(of: books.practice)
    guard
      let kept = try books.store.entries(of: books.practice, from: deposit.entry, limit: 1).first
    else { return }
    try books.store.append(
      [
        JournalEntry(
          reversing: kept, effective: Self.openDay(kept.entry.effective, head), posted: moment,
          source: deposit.document)
      ], to: books.practice)
    var deposit = deposit
    deposit.remittance = remittance
    deposit.attempt += 1
    deposit.entry = try post(deposit, head, moment)
    try store.put(deposit)
    try store.raise(remittance, deposited: deposit.amount)
  }

  private func post(_ deposit: BankDeposit, _ head: LedgerHead, _ moment: Instant) throws -> Int {
    let suffix = deposit.attempt > 1 ? "/\(deposit.attempt)" : ""
    guard let key = SourceKey("deposit/\(deposit.number)\(suffix)"),
      let bank = SubjectID<Subject.Payer>(Self.bankSubject)
    else { preconditionFailure("a number makes a key") }
    var draft = EntryDraft(
      .deposit, in: books.practice, key: key, effective: Self.openDay(deposit.day, head),
      posted: moment, source: deposit.document)
    if let number = deposit.remittance, let kept = try store.remittance(number) {
      draft.deposit(
        deposit.amount, from: .remittancesExpected, Subject(payer: issuer(kept.issuer)))
    } else {
      draft.deposit(deposit.amount, from: .unappliedPayer, Subject(payer: bank))
    }
    let outcomes = try books.store.append([try draft.entry()], to: books.practice)
    return outcomes[0].sequence
  }

  /// The lines of a bank's file.
  private static func bankLines(_ text: String) throws(WorkflowFailure) -> [BankLine] {
    var lines: [BankLine] = []
    var columns: [String]?
    var findings: [Finding] = []
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let cells = cells(of: row)
      if cells.allSatisfy(\.isEmpty) { continue }
      guard let names = columns else {
        columns = cells.map { $0.lowercased() }
        continue
      }
      func cell(_ name: String) -> String {
        names.firstIndex(of: name).flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
      }
      guard let day = CalendarDate(cell("date")), let amount = Money(cell("amount")),
        amount > .zero, !cell("reference").isEmpty
      else {
        findings.append(
          Finding("deposits.bad-line", .rejects, at: .text(line: index + 1, byte: nil)))
        continue
      }
      lines.append(
        BankLine(
          number: index + 1, day: day, amount: amount,
          reference: cell("reference").prefixBytes(200)))
    }
    if columns == nil {
      findings.append(Finding("deposits.bad-line", .rejects, at: .text(line: 1, byte: nil)))
    }
    if !findings.isEmpty { throw WorkflowFailure(findings, .unusable) }
    return lines
  }

  /// The cells of a line of comma-separated values; quotes hold commas, two of them a quote.
  private static func cells(of row: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var characters = row.filter { $0 != "\r" }[...]
    while let character = characters.popFirst() {
      if character == "\"" {
        if isQuoted, characters.first == "\"" {
          cells[cells.count - 1].append("\"")
          characters.removeFirst()
        } else {
          isQuoted.toggle()
        }
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells.map { String($0.drop { $0 == " " }) }
  }
}
