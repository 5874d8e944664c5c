// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension PatientBilling {
  /// Who would get a statement on a day, and who would not and why; nothing is kept.
  public func due(on given: CalendarDate?) throws(WorkflowFailure) -> JSON {
    let day = Self.day(given)
    return try asWorkflow {
      try store.ledger.snapshot {
        var rows: [JSON] = []
        for guarantor in try store.guarantors() {
          rows.append(row(guarantor, try decision(guarantor, on: day, number: 0)))
        }
        return .members(("on", .date(day)), ("guarantors", .array(rows)))
      }
    }
  }

  /// Makes the statements of a day: of everybody who owes something, or of one guarantor.
  ///
  /// Each is kept with its number before its files are written; nobody gets two within a cycle, however often this
  /// is asked.
  ///
  /// - Parameter folder: Where files are written; nothing for none.
  /// - Returns: `made` and `skipped`.
  public func make(
    on given: CalendarDate?, guarantor: String?, folder: String?
  ) throws(WorkflowFailure) -> JSON {
    let day = Self.day(given)
    let one = try guarantor.map { text throws(WorkflowFailure) in try Self.guarantor(text) }
    return try asWorkflow {
      if let folder { try Files.makeFolder(folder) }
      let all = try one.map { [$0] } ?? store.guarantors()
      var (made, skipped): ([JSON], [JSON]) = ([], [])
      for guarantor in all {
        guard try directory.addressee(guarantor) != nil else {
          skipped.append(skip(guarantor, "no-address"))
          continue
        }
        try discount(guarantor, on: day)
        let kept = try store.transaction { () -> Result<Made, NoStatement> in
          let number = try store.nextNumber()
          switch try decision(guarantor, on: day, number: number) {
          case .failure(let why): return .failure(why)
          case .success(let statement):
            let document = document(statement)
            // A page that cannot be drawn is no statement: nobody would get it.
            guard let page = try folder == nil ? [] : Self.page(of: document) else {
              return .failure(.characters)
            }
            try store.add(statement, content: document.line)
            return .success(Made(document: document, page: page))
          }
        }
        switch kept {
        case .success(let statement):
          let files = try folder.map { try write(statement, to: $0) } ?? []
          made.append(summary(statement.document, files))
        case .failure(let why): skipped.append(skip(guarantor, why.rawValue))
        }
      }
      return .members(
        ("on", .date(day)), ("made", .array(made)), ("skipped", .array(skipped)))
    }
  }

  /// The document of a statement that was made.
  public func statement(_ number: Int) throws(WorkflowFailure) -> JSON {
    let kept = try asWorkflow { try store.statement(number) }
    guard let kept else {
      throw WorkflowFailure("statement.unknown", .rejected, ("number", "\(number)"))
    }
    do { return try JSON(parsing: Array(kept.content.utf8)) } catch {
      throw WorkflowFailure("statement.unknown", .unusable, ("number", "\(number)"))
    }
  }

  /// The statements that were made, of a guarantor or of all.
  public func statements(of guarantor: String?) throws(WorkflowFailure) -> JSON {
    let one = try guarantor.map { text throws(WorkflowFailure) in try Self.guarantor(text) }
    return try asWorkflow {
      .members(
        (
          "statements",
          .array(
            try store.statements(of: one).map { kept in
              .members(
                ("number", .int(kept.number)), ("guarantor", .string(kept.guarantor)),
                ("issued", .date(kept.issued)), ("due", .date(kept.due)),
                ("level", .int(kept.level)), ("asked", .money(kept.asked)),
                ("balance", .money(kept.balance)), ("sha256", .string("\(kept.digest)")))
            })
        ))
    }
  }

  /// Decides on a guarantor's statement by what the books have now.
  func decision(
    _ guarantor: SubjectID<Subject.Guarantor>, on day: CalendarDate, number: Int
  ) throws -> Result<Statement, NoStatement> {
    let account = try account(of: guarantor, on: day)
    let earlier = try store.statements(of: guarantor).map {
      EarlierStatement(number: $0.number, issued: $0.issued, asked: $0.asked)
    }
    let whole = try store.holds(of: guarantor).first { $0.claim == nil && $0.holds(on: day) }
    let plan = try store.plans(of: guarantor).last { $0.ended == nil }.map { plan in
      let remaining = account.claims.reduce(Money.zero) { sum, claim in
        claim.claim.map(plan.claims.contains) == true ? sum + claim.total.due : sum
      }
      return (
        terms: PaymentPlan(
          number: plan.number, amount: plan.amount, instalment: plan.instalment,
          first: plan.first, remaining: max(.zero, remaining)), claims: plan.claims
      )
    }
    return Statement.make(
      account, on: day, number: number, earlier: earlier, plan: plan, hold: whole?.reason,
      policy: policy)
  }

  private func document(_ statement: Statement) -> JSON {
    let own = statement.json(words)
    return .object(own.members + [JSON.Member("practice", directory.practice.json)])
  }

  /// A statement that was made: its document and its page as a PDF.
  private struct Made {
    let document: JSON
    let page: [UInt8]
  }

  /// The page of a statement; nothing where the font lacks some of its characters.
  private static func page(of document: JSON) throws(WorkflowFailure) -> [UInt8]? {
    do { return try StatementPage(document).pdf() } catch {
      guard error.findings.contains(where: { $0.rule == "statement.characters" }) else {
        throw error
      }
      return nil
    }
  }

  /// Writes a statement's page, text and messages into a folder.
  private func write(_ made: Made, to folder: String) throws(WorkflowFailure) -> [String] {
    let document = made.document
    let number = "\(document["number"]?.int ?? 0)"
    let name = String(repeating: "0", count: max(0, 6 - number.count)) + number
    let base = "\(folder)/statement-\(name)"
    let text = StatementText.text(document)
    let messages = StatementText.messages(document)
    try asWorkflow {
      try Files.write(made.page, to: "\(base).pdf")
      try Files.write(Array((text + "\n").utf8), to: "\(base).txt")
      try Files.write(Array((document.pretty + "\n").utf8), to: "\(base).json")
      try Files.write(Array((messages.pretty + "\n").utf8), to: "\(base)-messages.json")
    }
    return ["pdf", "txt", "json"].map { "\(base).\($0)" } + ["\(base)-messages.json"]
  }

  private func summary(_ document: JSON, _ files: [String]) -> JSON {
    let kept = ["number", "guarantor", "issued", "due", "level", "pay_now", "balance"]
    return .object(
      document.members.filter { kept.contains($0.name) }
        + [JSON.Member("files", .array(files.map(JSON.string)))])
  }

  private func skip(_ guarantor: SubjectID<Subject.Guarantor>, _ why: String) -> JSON {
    .members(("guarantor", .string(guarantor.description)), ("reason", .string(why)))
  }

  private func row(
    _ guarantor: SubjectID<Subject.Guarantor>, _ decision: Result<Statement, NoStatement>
  ) -> JSON {
    switch decision {
    case .failure(let why): skip(guarantor, why.rawValue)
    case .success(let statement):
      .members(
        ("guarantor", .string(guarantor.description)), ("pay_now", .money(statement.payNow)),
        ("balance", .money(statement.balance)),
        ("waiting", .money(statement.account.total.waiting)),
        ("on_hold", .money(statement.onHold)), ("level", .int(statement.level)))
    }
  }
}
