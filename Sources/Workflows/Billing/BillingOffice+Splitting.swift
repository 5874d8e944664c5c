// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// Makes several claims of one that no payer has adjudicated: each takes lines and what is open of them.
  ///
  /// - Parameters:
  ///   - groups: The lines of each; lines that none names go to a further one.
  ///   - reason: Why, in words.
  /// - Returns: `claims`, the new ones.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.bad-lines`,
  ///   `claims.decided-as-whole`.
  public func split(
    _ name: String, lines groups: [[Int]], reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        let kept = try known(claim: name)
        try checkNotOnItsWay(kept)
        _ = try next(kept, .split)
        let sent = try lastSent(kept).claim
        let named = groups.flatMap { $0 }
        let all = sent.lines.map(\.number)
        let rest = all.filter { !named.contains($0) }
        let whole = groups.filter { !$0.isEmpty } + (rest.isEmpty ? [] : [rest])
        guard whole.count > 1, Set(named).count == named.count, Set(named).isSubset(of: all) else {
          throw WorkflowFailure("claims.bad-lines", .rejected, ("claim", name))
        }
        let parts = try parts(of: sent, whole, name)
        let new = try file(
          parts, outOf: [kept], zip(parts, whole).map { ($0.0, [(kept, $0.1)]) }, at: moment,
          user)
        let names = new.map(\.claim.id.description)
        try move(
          kept, .split, reason: "\(reason): \(names.joined(separator: ", "))", at: moment, user)
        try close(workOn: name, on: moment.date, "split")
        return .members(("claims", .array(try store.claims(names).map(brief))))
      }
    }
  }

  /// Makes one claim of several of one patient that no payer has adjudicated.
  ///
  /// - Parameter reason: Why, in words.
  /// - Returns: `claims`, the new one.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.no-such-move`, `claims.differ` with the member in which
  ///   they do, `claims.decided-as-whole`.
  public func combine(
    _ names: [String], reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    guard Set(names).count == names.count, names.count > 1 else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "claims"))
    }
    return try asWorkflow {
      try store.transaction {
        var all: [KeptClaim] = []
        for name in names {
          let kept = try known(claim: name)
          try checkNotOnItsWay(kept)
          _ = try next(kept, .combine)
          all.append(kept)
        }
        var combined = try CombinedClaim(try all.map { try lastSent($0).claim })
        combined.claim.patientControlNumber = try free(names[0], "C")
        let new = try file(
          [combined.claim], outOf: all,
          [(combined.claim, zip(all, combined.lines).map { ($0.0, $0.1) })], at: moment, user)
        let name = new[0].claim.id.description
        for kept in all {
          try move(kept, .combine, reason: "\(reason): \(name)", at: moment, user)
          try close(workOn: kept.claim.id.description, on: moment.date, "combined")
        }
        return .members(("claims", .array(try store.claims([name]).map(brief))))
      }
    }
  }

  /// Sends single lines of a claim that its payer has answered once more, as a claim of their own with what is open
  /// of them.
  ///
  /// - Parameters:
  ///   - lines: Their numbers.
  ///   - reason: Why, in words.
  /// - Returns: `claims`, the new one.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`, `claims.not-answered`, `claims.bad-lines`,
  ///   `claims.nothing-open`, `claims.decided-as-whole`.
  public func resubmit(
    _ name: String, lines: [Int], reason: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let reason = try Self.text(reason, "reason", most: 200)
    return try asWorkflow {
      try store.transaction {
        var kept = try known(claim: name)
        guard [.paid, .partlyPaid, .denied].contains(kept.claim.state) else {
          throw WorkflowFailure(
            "claims.not-answered", .rejected, ("claim", name),
            ("state", kept.claim.state.rawValue))
        }
        let sent = try lastSent(kept).claim
        guard !lines.isEmpty, Set(lines).isSubset(of: sent.lines.map(\.number)) else {
          throw WorkflowFailure("claims.bad-lines", .rejected, ("claim", name))
        }
        let payer = kept.claim.payer(kept.claim.rank)
        let open = try openLines(of: kept.claim).filter { key, amount in
          key.payer == payer && amount > .zero && key.line.map { lines.contains($0) } ?? false
        }
        guard Set(open.keys.compactMap(\.line)) == Set(lines) else {
          throw WorkflowFailure("claims.nothing-open", .rejected, ("claim", name))
        }
        var part = try parts(of: sent, [lines], name)[0]
        part.patientControlNumber = try free(name, "L")
        let moment = moment
        let new = try file(
          [part], outOf: [kept], [(part, [(kept, lines)])], isPartial: true, at: moment, user)
        let number = new[0].claim.id.description
        try leave(&kept, lines, "\(reason): \(number)", at: moment, user)
        return .members(("claims", .array(try store.claims([number]).map(brief))))
      }
    }
  }

  /// What becomes of a claim whose lines go on by themselves: it is closed where nothing else is open.
  private func leave(
    _ kept: inout KeptClaim, _ lines: [Int], _ reason: String, at moment: Instant, _ user: String
  ) throws {
    let before = kept.claim.state
    var events = [
      ClaimEvent(
        kept.claim.id, at: moment, by: user, "resubmit-lines", from: before, to: before,
        reason: reason)
    ]
    if try openLines(of: kept.claim).isEmpty, case .to(let closed) = life.next(before, .settle) {
      kept.claim.state = closed
      events.append(
        ClaimEvent(
          kept.claim.id, at: moment, by: user, ClaimMove.settle.rawValue, from: before, to: closed))
    }
    try store.write([BillingStore.Change(kept, events: events)])
    for var item in try store.work(on: kept.claim.id.description)
    where item.kind == .denial && item.state != "closed"
      && item.line.map({ lines.contains($0) }) ?? false
    {
      (item.state, item.closed, item.outcome) = ("closed", moment.date, "resubmitted")
      try store.update(item)
    }
  }
}

extension BillingOffice {
  /// Claims of some lines each, first claims of their own numbers.
  private func parts(
    of sent: Claim, _ groups: [[Int]], _ name: String
  ) throws -> [Claim] {
    var whole = sent
    whole.frequency = .original
    whole.references.set("F8", nil)
    var parts: [Claim]
    do throws(ClaimChangeError) { parts = try whole.parts(groups) } catch {
      throw WorkflowFailure("claims.decided-as-whole", .rejected, ("claim", name))
    }
    var used: Set<String> = []
    for index in parts.indices {
      parts[index].patientControlNumber = try free(name, "", used)
      used.insert(parts[index].patientControlNumber.description)
    }
    return parts
  }

  /// A control number that no claim has: that of another with a suffix.
  private func free(
    _ name: String, _ letter: String, _ used: Set<String> = []
  ) throws -> PatientControlNumber {
    for number in 1... {
      let suffix = "-\(letter)\(number)"
      let text = "\(name.prefixBytes(20 - suffix.utf8.count))\(suffix)"
      if !used.contains(text), try store.claims([text]).isEmpty,
        try store.claims(controlNumbers: [text]).isEmpty
      {
        return PatientControlNumber(received: text)
      }
    }
    preconditionFailure("there is a number after each")
  }

  /// Puts claims on file that take lines of others, with what is open of these.
  ///
  /// - Parameters:
  ///   - sources: For each claim the claims whose lines it has, with their numbers there in the order here.
  ///   - isPartial: Whether only what the payer owes for the lines goes with them, not what belongs to the whole.
  private func file(
    _ claims: [Claim], outOf old: [KeptClaim],
    _ sources: [(claim: Claim, from: [(kept: KeptClaim, lines: [Int])])],
    isPartial: Bool = false, at moment: Instant, _ user: String
  ) throws -> [EnteredClaim] {
    var new: [EnteredClaim] = []
    var entries: [JournalEntry] = []
    var taken: Set<String> = []
    for (claim, from) in sources {
      guard let first = old.first,
        let filed = filed(
          claim, .ready, patient: first.claim.patient, guarantor: first.claim.guarantor)
      else {
        throw WorkflowFailure(
          "claims.incomplete", .rejected, ("claim", claim.patientControlNumber.description),
          ("path", "-"))
      }
      let content = try ClaimText.bytes(of: claim)
      let filing = claim.coverage.claimFiling?.rawValue
      let day = filed.through ?? filed.from ?? moment.date
      var entered = EnteredClaim(
        filed, kind: claim.kind.rawValue,
        deadline: old.compactMap(\.deadline).min()
          ?? BillingTables.limits.deadline(filing, after: day), content: content)
      entered.origin = old.map(\.claim.id.description).joined(separator: " ")
      new.append(entered)
      var draft = try draft(
        .transfer, "lines/\(filed.id)", Self.digest(content), at: moment, memo: "lines")
      var number = 0
      for (kept, lines) in from {
        let isFirst = taken.insert(kept.claim.id.description).inserted && !isPartial
        transfer(
          try openLines(of: kept.claim), of: kept.claim, lines, to: filed, after: number,
          withWhole: isFirst, onlyPayer: isPartial, &draft)
        number += lines.count
      }
      if !draft.isEmpty { entries.append(try draft.entry()) }
    }
    try store.add(new, at: moment, by: user)
    try books.store.append(entries, to: books.practice)
    return new
  }

  /// Moves what is open of lines from one claim to another.
  private func transfer(
    _ open: [OpenLine: Money], of old: FiledClaim, _ lines: [Int], to new: FiledClaim,
    after number: Int, withWhole: Bool, onlyPayer: Bool, _ draft: inout EntryDraft
  ) {
    let order = lines.sorted()
    for (key, amount) in open.sorted(by: { $0.key < $1.key }) {
      if onlyPayer, key.payer != old.payer(old.rank) { continue }
      let line: Int?
      if let own = key.line {
        guard let index = order.firstIndex(of: own) else { continue }
        line = number + index + 1
      } else {
        guard withWhole else { continue }
        line = nil
      }
      let target = OpenLine(account: key.account, payer: key.payer, line: line)
      draft.move(
        amount, debit: key.account, credit: key.account, target.subject(of: new),
        creditOf: key.subject(of: old))
    }
  }
}
