// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension Desk {
  func drawers() throws -> DrawerStore { try DrawerStore(own, .standard) }

  private func today() throws -> CalendarDate {
    try TimeZones.zone(appointments.zone()).local(.now).day
  }

  /// Opens a drawer with what lies in it.
  public func openDrawer(_ drawer: String, float: Money) throws(WorkflowFailure) -> JSON {
    try asWorkflow { json(try drawers().open(drawer, float: float, by: author())) }
  }

  /// Counts a drawer and closes it.
  public func closeDrawer(_ drawer: String, counted: Money) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let store = try drawers()
      let session = try store.close(drawer, counted: counted, on: today(), by: author())
      return json(session, try store.receipts(ofSession: session.number))
    }
  }

  /// The drawers of a day, each with its receipts and what the ledger has of them.
  public func drawers(on day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let store = try drawers()
      let zone = try TimeZones.zone(appointments.zone())
      let day = try day ?? today()
      let sessions = try store.sessions(
        from: zone.moment(day, minute: 0), to: zone.moment(day.adding(days: 1), minute: 0))
      let receipts = try store.receipts(on: day)
      return .members(
        ("on", .date(day)),
        (
          "drawers",
          .array(
            try sessions.map { session in
              .object(
                json(session, try store.receipts(ofSession: session.number)).members
                  + JSON.members(
                    ("ledger", .money(try store.ledgerSum(of: session.number)))
                  ).members)
            })
        ),
        (
          "taken",
          .members(
            ("cash", sum(receipts, .cash)), ("check", sum(receipts, .check)),
            ("card", sum(receipts, .card)))
        ))
    }
  }

  private func sum(_ receipts: [Receipt], _ method: Receipt.Method) -> JSON {
    .money(receipts.filter { $0.method == method }.reduce(.zero) { $0 + $1.amount })
  }

  /// Takes money of a patient.
  public func take(
    _ amount: Money, _ method: String, for purpose: String, of patient: String,
    appointment: String?, drawer: String
  ) throws(WorkflowFailure) -> JSON {
    guard let method = Receipt.Method(rawValue: method),
      let purpose = Receipt.Purpose(rawValue: purpose)
    else { throw WorkflowFailure("people.bad-document", .usage, ("member", "method or purpose")) }
    return try asWorkflow {
      json(
        try drawers().take(
          amount, method, for: purpose, of: People.patient(patient), appointment: appointment,
          drawer: drawer, on: today(), by: author()))
    }
  }

  /// Takes a receipt back.
  public func void(_ number: Int, drawer: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      json(try drawers().void(number, drawer: drawer, on: today(), by: author()))
    }
  }

  /// A receipt with the patient's name, for a printer.
  ///
  /// - Parameter path: Where a PDF of it is written; nothing for none.
  public func receipt(
    _ number: Int, practiceName: String, pdf path: String?
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let receipt = try drawers().receipt(number)
      let record = try people.record(of: people.root(of: receipt.patient))
      let page = ReceiptPage(receipt, practiceName, Self.name(record))
      if let path { try Files.write(page.pdf(), to: path) }
      return .object(
        json(receipt).members
          + JSON.members(
            ("name", .string(Self.name(record))), ("text", .string(page.text)),
            ("file", path.map(JSON.string))
          ).members)
    }
  }

  func json(_ receipt: Receipt) -> JSON {
    .members(
      ("receipt", .int(receipt.number)), ("patient", .string(receipt.patient.description)),
      ("guarantor", .string(receipt.guarantor.description)),
      ("appointment", receipt.appointment.map(JSON.string)),
      ("method", .string(receipt.method.rawValue)), ("purpose", .string(receipt.purpose.rawValue)),
      ("amount", .money(receipt.amount)), ("voids", receipt.voids.map { .int($0) }),
      ("on", .date(receipt.day)), ("by", .string(receipt.author.user)),
      ("entry", .int(receipt.entry)), ("drawer_session", receipt.session.map { .int($0) }))
  }

  private func json(_ session: DrawerSession, _ receipts: [Receipt]? = nil) -> JSON {
    .members(
      ("session", .int(session.number)), ("drawer", .string(session.drawer)),
      ("opened_by", .string(session.opened.user)), ("float", .money(session.float)),
      ("receipts", .money(session.receipts)), ("expected", .money(session.expected)),
      ("closed_by", session.closed.map { .string($0.user) }),
      ("counted", session.counted.map { .money($0) }), ("over", session.over.map { .money($0) }),
      ("lines", receipts.map { .array($0.map(json)) }))
  }
}
