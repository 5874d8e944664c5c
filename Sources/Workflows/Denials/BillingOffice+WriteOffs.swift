// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

/// A balance that somebody wants to give up or hand over.
public struct WriteOffWanted: Sendable {
  /// The claim; nothing for a balance of a patient that belongs to none.
  public var claim: String?
  /// The patient, where there is no claim.
  public var patient: String?
  /// The payer that owes it; nothing for the patient.
  public var payer: String?
  /// Whether an agency has it.
  public var isAtAgency = false
  /// How much; nothing for all of it.
  public var amount: Money?
  /// Why, by the table: `small-balance`, `charity`, `denied` and so on.
  public var reason: String
  /// Why, in words.
  public var words: String

  /// Wants something given up.
  public init(reason: String, words: String) {
    self.reason = reason
    self.words = words
  }
}

extension BillingOffice {
  /// Reasons for which a refused amount may be given up, and only by a person.
  private static let refusedReasons: Set<String> = [
    "administrative", "bankruptcy", "denied", "no-authorization", "timely-filing",
  ]

  /// Asks that a balance be given up. Up to the reason's limit it is posted at once; above it somebody else has to
  /// approve.
  ///
  /// - Throws: ``WorkflowFailure``: `write-offs.reason`, `write-offs.no-balance`, `write-offs.refused-amount`,
  ///   `requests.too-much`.
  public func requestWriteOff(
    _ wanted: WriteOffWanted, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asRequest {
      try store.transaction { json(try asked(wanted, rule: "", by: user)) }
    }
  }

  private func asked(_ wanted: WriteOffWanted, rule: String, by user: String) throws -> KeptRequest
  {
    let words = try Self.text(wanted.words, "reason", most: 200)
    guard let row = BillingTables.writeOffs[wanted.reason],
      row.side.holds(forPayer: wanted.payer != nil)
    else { throw WorkflowFailure("write-offs.reason", .usage, ("reason", wanted.reason)) }
    let source: Account =
      wanted.payer != nil
      ? .payerReceivable : wanted.isAtAgency ? .collections : .patientReceivable
    let isReturn = wanted.isAtAgency && row.account == .collections
    let item = try balance(wanted, source)
    if wanted.payer != nil, !Self.refusedReasons.contains(wanted.reason),
      let work = try openRefusal(of: item.key.subject)
    {
      throw WorkflowFailure(
        "write-offs.refused-amount", .rejected, ("work", "\(work.number)"),
        ("reason", wanted.reason))
    }
    var request = KeptRequest(
      row.account == .collections ? .collections : .writeOff,
      reason: isReturn ? "collections-return" : wanted.reason,
      account: isReturn ? .patientReceivable : row.account, source: source,
      subject: item.key.subject, amount: wanted.amount ?? item.balance, words: words, at: moment,
      by: user)
    request.rule = rule
    // What comes back from an agency is owed as it was before: nobody loses anything by it.
    let kept = try store.ask(request, alone: isReturn ? request.amount : row.alone)
    return kept.needsSecond ? kept : try approved(kept.number, by: user)
  }

  /// The open item that is meant.
  private func balance(_ wanted: WriteOffWanted, _ source: Account) throws -> OpenItem {
    var items: [OpenItem] = []
    if let name = wanted.claim, let claim = SubjectID<Subject.Claim>(name) {
      items = try books.store.items(ofClaim: claim, in: books.practice)
    } else if let name = wanted.patient, let patient = SubjectID<Subject.Patient>(name) {
      items = try books.store.items(ofPatient: patient, in: books.practice)
        .filter { $0.key.subject.claim == nil }
    }
    let own = items.filter {
      $0.key.account == source && $0.balance > .zero
        && (wanted.payer == nil || $0.key.subject.payer?.description == wanted.payer)
    }
    guard own.count == 1, let item = own.first else {
      throw WorkflowFailure(
        "write-offs.no-balance", .rejected, ("account", source.description),
        ("claim", wanted.claim ?? wanted.patient ?? ""))
    }
    return item
  }

  /// Work on something that the payer of a balance has refused or underpaid.
  private func openRefusal(of subject: Subject) throws -> WorkItem? {
    guard let claim = subject.claim?.description else { return nil }
    return try store.work(on: claim).first {
      $0.state != "closed" && [.denial, .underpayment].contains($0.kind)
        && $0.payer == subject.payer?.description
    }
  }

  /// What the rules propose to give up; with `isAsked` it is asked for, rule by rule.
  ///
  /// Nothing of a claim with a denial, an underpayment or an appeal that is open is proposed.
  ///
  /// - Parameters:
  ///   - rule: Only this rule.
  ///   - isAsked: Whether the proposals are requested by the user.
  /// - Returns: `proposals` and their total; with `isAsked` the `requests`.
  public func proposeWriteOffs(
    rule: String? = nil, isAsked: Bool = false, limit: Int, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = isAsked ? try Self.user(user) : user
    let rules = writeOffRules.rules.filter { rule == nil || $0.name == rule }
    guard !rules.isEmpty else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "rule"))
    }
    return try asRequest {
      try store.transaction {
        let found = try proposals(rules, limit: limit)
        var members = JSON.members(
          ("proposals", .array(found.map { json($0.item, $0.rule) })),
          ("total", .money(found.reduce(.zero) { $0 + $1.item.balance }))
        ).members
        if isAsked {
          let requests = try found.map { item, rule in
            var wanted = WriteOffWanted(reason: rule.reason, words: "rule \(rule.name)")
            wanted.claim = item.key.subject.claim?.description
            wanted.patient = item.key.subject.patient?.description
            wanted.payer = item.key.subject.payer?.description
            return try asked(wanted, rule: rule.name, by: user)
          }
          members.append(.init("requests", .array(requests.map(json))))
        }
        return .object(members)
      }
    }
  }

  private func proposals(
    _ rules: [WriteOffRules.Rule], limit: Int
  ) throws -> [(item: OpenItem, rule: WriteOffRules.Rule)] {
    var found: [(OpenItem, WriteOffRules.Rule)] = []
    var seen: Set<OpenItem.Key> = []
    for rule in rules {
      let items = try books.store.smallItems(
        rule.isPayer ? .payerReceivable : .patientReceivable, most: rule.most,
        since: moment.date.adding(days: -rule.days), limit: limit, in: books.practice)
      for item in items where found.count < limit && seen.insert(item.key).inserted {
        guard let claim = item.key.subject.claim?.description else {
          if !rule.isPayer { found.append((item, rule)) }
          continue
        }
        let isWorkedOn = try store.work(on: claim).contains {
          $0.state != "closed" && [.denial, .underpayment].contains($0.kind)
        }
        let isAppealed = try store.appeals(of: claim).contains {
          $0.state == "drafted" || $0.state == "sent"
        }
        let isAsked = try store.requests(on: claim).contains {
          $0.state == .requested && $0.source == item.key.account
        }
        if !isWorkedOn, !isAppealed, !isAsked { found.append((item, rule)) }
      }
    }
    return found
  }

  private func json(_ item: OpenItem, _ rule: WriteOffRules.Rule) -> JSON {
    let subject = item.key.subject
    return .members(
      ("rule", .string(rule.name)), ("reason", .string(rule.reason)),
      ("claim", subject.claim.map { .string($0.description) }),
      ("patient", subject.patient.map { .string($0.description) }),
      ("payer", subject.payer.map { .string($0.description) }), ("since", .date(item.since)),
      ("balance", .money(item.balance)))
  }

  /// Write-offs and balances at an agency, by where they stand.
  public func writeOffs(
    in state: String, before: Int? = nil, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try requests([.writeOff, .collections], in: state, before: before, limit: limit)
  }

  /// The reasons for which something may be given up.
  public func writeOffReasons() -> JSON {
    .members(
      (
        "reasons",
        .array(
          BillingTables.writeOffs.rows.map { row in
            .members(
              ("reason", .string(row.reason)), ("account", .int(row.account.number)),
              ("side", .string(row.side.rawValue)), ("alone", .money(row.alone)),
              ("meaning", .string(row.meaning)))
          })
      ))
  }
}
