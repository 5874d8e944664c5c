// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
public import Values

extension PatientBilling {
  /// Keeps a card that a guarantor lets the practice charge again: what the processor gave for it, sealed.
  ///
  /// - Parameters:
  ///   - label: What it is called on receipts and lists, such as `Visa ending in 4242`.
  ///   - expires: Year and month in which it ends, such as `2028-05`.
  /// - Throws: ``WorkflowFailure``: `payment.card-number`, `payment.bad-card`, `payment.card-expired`.
  public func keepCard(
    of guarantor: String, token: String, label: String, expires: String, on given: CalendarDate?,
    by user: String
  ) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    try Self.check(user)
    for text in [token, label] where Self.isCardNumber(text) {
      throw WorkflowFailure("payment.card-number", .usage)
    }
    let label = try BillingOffice.text(label, "label", most: 60)
    let token = try BillingOffice.text(token, "token", most: 200)
    let day = Self.day(given)
    guard let first = CalendarDate("\(expires)-01"), expires.utf8.count == 7 else {
      throw WorkflowFailure("payment.bad-card", .usage, ("expires", expires))
    }
    let next = first.adding(days: 31)
    let last = next.adding(days: -next.parts.day)
    guard last >= day else {
      throw WorkflowFailure("payment.card-expired", .rejected, ("card", label), ("last", "\(last)"))
    }
    try check(who)
    let content = JSON.members(("token", .string(token)), ("label", .string(label)))
    return try asWorkflow {
      let number = try store.addCard(
        Array(content.line.utf8), of: who, through: last, on: day, by: user)
      return try store.cards(of: nil, number: number).map(json).first ?? .null
    }
  }

  /// The cards that a guarantor has on file; what stands for them is not told.
  public func cards(of guarantor: String) throws(WorkflowFailure) -> JSON {
    let who = try Self.guarantor(guarantor)
    return try asWorkflow {
      .members(("cards", .array(try store.cards(of: who).filter { $0.removed == nil }.map(json))))
    }
  }

  /// Takes a card out; what stands for it is forgotten.
  ///
  /// - Throws: ``WorkflowFailure``: `payment.no-card`.
  public func forgetCard(
    _ number: Int, on given: CalendarDate?, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try Self.check(user)
    let day = Self.day(given)
    let wasThere = try asWorkflow { try store.removeCard(number, on: day, by: user) }
    guard wasThere else {
      throw WorkflowFailure("payment.no-card", .rejected, ("card", "\(number)"))
    }
    return .members(("card", .int(number)), ("forgotten", .date(day)))
  }

  /// What stands for a card on file.
  ///
  /// - Throws: ``WorkflowFailure``: `payment.no-card`, `payment.card-expired`.
  func token(
    ofCard number: Int, _ guarantor: String, on day: CalendarDate
  ) throws(WorkflowFailure) -> String {
    let card = try asWorkflow { try store.cards(of: nil, number: number).first }
    guard let card, card.removed == nil, card.guarantor.description == guarantor,
      let token = (try? JSON(parsing: card.content))?["token"]?.string
    else { throw WorkflowFailure("payment.no-card", .rejected, ("card", "\(number)")) }
    guard day <= card.lastDay else {
      throw WorkflowFailure(
        "payment.card-expired", .rejected, ("card", "\(number)"), ("last", "\(card.lastDay)"))
    }
    return token
  }

  private func json(_ card: StatementStore.CardOnFile) -> JSON {
    let label = (try? JSON(parsing: card.content))?["label"]?.string
    return .members(
      ("card", .int(card.number)), ("guarantor", .string(card.guarantor.description)),
      ("label", label.map(JSON.string)), ("through", .date(card.lastDay)),
      ("kept", .date(card.kept)), ("kept_by", .string(card.keptBy)))
  }
}
