// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// Approves what somebody else has asked for; it is posted at once.
  ///
  /// - Throws: ``WorkflowFailure``: `requests.unknown`, `requests.decided`, `requests.same-person`,
  ///   `requests.too-much`.
  public func approve(_ number: Int, by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asRequest {
      try store.transaction { json(try approved(number, by: user)) }
    }
  }

  /// Approves and posts, and lets the claim follow.
  func approved(_ number: Int, by user: String) throws -> KeptRequest {
    let moment = moment
    let head = try books.store.head(of: books.practice)
    let request = try store.approve(number, at: moment, by: user) { request in
      try entry(request, .posted, on: moment.date, at: moment, head, by: user)
    }
    try follow(request, by: user)
    return request
  }

  /// Refuses what somebody has asked for: nothing is posted.
  public func reject(
    _ number: Int, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let (user, words) = (try Self.user(user), try Self.text(words, "reason"))
    return try asRequest {
      json(try store.refuse(number, isOwn: false, at: moment, by: user, words: words))
    }
  }

  /// Takes back what one has asked for oneself: nothing is posted.
  public func withdraw(
    _ number: Int, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let (user, words) = (try Self.user(user), try Self.text(words, "reason"))
    return try asRequest {
      json(try store.refuse(number, isOwn: true, at: moment, by: user, words: words))
    }
  }

  /// Takes what was posted for a request out of the books, by entries that mirror it.
  public func undo(_ number: Int, words: String, by user: String) throws(WorkflowFailure) -> JSON {
    let (user, words) = (try Self.user(user), try Self.text(words, "reason", most: 200))
    return try asRequest {
      try store.transaction {
        let moment = moment
        let head = try books.store.head(of: books.practice)
        let request = try store.undo(number, at: moment, by: user, words: words) { kept in
          JournalEntry(
            reversing: kept, effective: Self.openDay(moment.date, head), posted: moment,
            source: kept.entry.source, memo: MemoCode("request-undone"))
        }
        try reopen(request, reason: words, by: user)
        return json(request)
      }
    }
  }

  /// The requests of kinds in a state.
  func requests(
    _ kinds: [KeptRequest.Kind], in state: String, before: Int?, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    guard let state = KeptRequest.State(rawValue: state) else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "state"))
    }
    return try asWorkflow {
      let found = try store.requests(kinds, in: state, before: before, limit: limit)
      return .members(
        ("state", .string(state.rawValue)), ("requests", .array(found.map(json))),
        ("next", found.count == limit ? found.last.map { .string("\($0.number)") } : nil))
    }
  }

  /// A request with everything that was done about it.
  public func request(_ number: Int) throws(WorkflowFailure) -> JSON {
    try asRequest {
      .object(
        json(try store.known(number)).members + [
          .init("log", .array(try store.events(of: .request, number).map(json)))
        ])
    }
  }

  /// The entry of a request, or of a refund's payment; its document says what was asked, by whom, and who approved.
  func entry(
    _ request: KeptRequest, _ step: KeptRequest.State, on day: CalendarDate, at moment: Instant,
    _ head: LedgerHead, by user: String
  ) throws -> JournalEntry {
    let text = [
      request.kind.rawValue, "\(request.number)", step.rawValue, request.reason,
      request.source.description, request.account.description, request.amount.description,
      request.subject.claim?.description ?? "", request.subject.patient?.description ?? "",
      request.subject.payer?.description ?? "", request.askedBy, request.askedAt.description, user,
      moment.description, request.words, request.method, request.reference,
    ].joined(separator: "\t")
    let document = Self.digest(Array(text.utf8))
    try store.keep(
      document, kind: "request", received: moment, parts: [Array(text.utf8)])
    guard let key = SourceKey("request/\(request.number)/\(step.rawValue)") else {
      preconditionFailure("a key of a number is a key")
    }
    let kind: EntryKind =
      switch request.kind {
      case .writeOff: .writeOff
      case .collections: .transfer
      case .refund: .refund
      }
    var draft = EntryDraft(
      kind, in: books.practice, key: key, effective: Self.openDay(day, head), posted: moment,
      source: document, memo: MemoCode(request.reason))
    switch (request.kind, step) {
    case (.refund, .paid): draft.payRefund(request.amount, request.subject)
    case (.refund, _):
      RequestPosting.owe(request.amount, from: request.source, request.subject, &draft)
    default:
      RequestPosting.giveUp(
        request.amount, of: request.source, by: request.account, request.subject, &draft)
    }
    return try draft.entry()
  }

  /// Closes the denials of a claim with nothing open any more at the payer that a request was about, and the claim
  /// once nothing at all is open.
  private func follow(_ request: KeptRequest, by user: String) throws {
    if request.kind == .refund {
      try closeOverpayments(of: request.subject, "refund/\(request.number)", by: user)
    }
    guard request.kind != .refund, let claim = request.subject.claim,
      let kept = try store.claims([claim.description]).first
    else { return }
    let items = try books.store.items(ofClaim: claim, in: books.practice)
    if let payer = request.subject.payer,
      !items.contains(where: {
        $0.key.account == .payerReceivable && $0.key.subject.payer == payer && $0.balance > .zero
      })
    {
      for var item in try store.work(on: claim.description)
      where item.payer == payer.description && item.state != "closed"
        && [.denial, .underpayment].contains(item.kind)
      {
        item.state = "closed"
        item.closed = moment.date
        item.outcome = "written-off/\(request.number)"
        try store.update(item)
        try store.add(
          OfficeEvent(
            .work, item.number, at: moment, by: user, "written-off", value: "\(request.number)",
            words: request.words))
      }
    }
    let owing: [Account] = [.patientReceivable, .payerReceivable, .collections]
    if items.allSatisfy({ !owing.contains($0.key.account) || $0.balance == .zero }),
      case .to = life.next(kept.claim.state, .settle)
    {
      try move(kept, .settle, reason: "request \(request.number)", by: user)
    }
  }

  /// Closes the work on a payer's overpayment of a claim once nothing is overpaid any more.
  func closeOverpayments(of subject: Subject, _ outcome: String, by user: String) throws {
    guard let claim = subject.claim, let payer = subject.payer else { return }
    let isOverpaid = try books.store.items(ofClaim: claim, in: books.practice).contains {
      $0.key.account == .payerReceivable && $0.key.subject.payer == payer && $0.balance < .zero
    }
    guard !isOverpaid else { return }
    for var item in try store.work(on: claim.description)
    where item.kind == .overpayment && item.payer == payer.description && item.state != "closed" {
      item.state = "closed"
      item.closed = moment.date
      item.outcome = outcome
      try store.update(item)
      try store.add(OfficeEvent(.work, item.number, at: moment, by: user, "close", value: outcome))
    }
  }

  /// Lets a claim and its denials be worked on again.
  private func reopen(_ request: KeptRequest, reason: String, by user: String) throws {
    guard let claim = request.subject.claim, request.kind != .refund,
      let kept = try store.claims([claim.description]).first
    else { return }
    for var item in try store.work(on: claim.description)
    where item.outcome == "written-off/\(request.number)" {
      item.state = "open"
      item.closed = nil
      item.outcome = ""
      try store.update(item)
      try store.add(
        OfficeEvent(
          .work, item.number, at: moment, by: user, "reopen", value: "\(request.number)",
          words: reason))
    }
    if case .to = life.next(kept.claim.state, .reopen) {
      try move(kept, .reopen, reason: reason, by: user)
    }
  }

  func json(_ request: KeptRequest) -> JSON {
    let subject = request.subject
    return .members(
      ("request", .int(request.number)), ("kind", .string(request.kind.rawValue)),
      ("state", .string(request.state.rawValue)), ("reason", .string(request.reason)),
      ("account", .int(request.account.number)), ("source", .int(request.source.number)),
      ("claim", subject.claim.map { .string($0.description) }),
      ("patient", subject.patient.map { .string($0.description) }),
      ("payer", subject.payer.map { .string($0.description) }),
      ("amount", .money(request.amount)),
      ("rule", request.rule.isEmpty ? nil : .string(request.rule)),
      ("why", .string(request.words)), ("needs_second_person", .bool(request.needsSecond)),
      ("asked_by", .string(request.askedBy)), ("asked_at", .string(request.askedAt.description)),
      ("decided_by", request.decidedBy.isEmpty ? nil : .string(request.decidedBy)),
      ("decided_at", request.decidedAt.map { .string($0.description) }),
      ("entry", request.entry.map(JSON.int)), ("undone", request.undone.map(JSON.int)),
      ("paid_on", request.paidOn.map { .date($0) }),
      ("paid_by", request.paidBy.isEmpty ? nil : .string(request.paidBy)),
      ("method", request.method.isEmpty ? nil : .string(request.method)),
      ("reference", request.reference.isEmpty ? nil : .string(request.reference)))
  }
}

/// Runs something about requests, and words why one was refused.
func asRequest<Value>(_ body: () throws -> Value) throws(WorkflowFailure) -> Value {
  do { return try body() } catch let refusal as RequestRefusal {
    throw WorkflowFailure(
      refusal.code.rawValue, .rejected, ("request", "\(refusal.number)"),
      ("value", refusal.value))
  } catch {
    throw WorkflowFailure(any: error)
  }
}
