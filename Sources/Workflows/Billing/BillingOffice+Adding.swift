// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
public import Values

extension BillingOffice {
  /// What became of a claim that was to be put on file.
  private enum Added {
    case new(EnteredClaim, [JournalEntry])
    case present
    case refused(Finding)
  }

  /// Puts the claims of 837s on file and their charges into the books.
  ///
  /// A claim that is on file just so is left as it is. One whose number another claim has is refused.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - isSent: Whether they were sent already; else they wait for a batch.
  ///   - user: Who puts them on file.
  /// - Returns: `added`, `present`, `refused` with findings.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read; what came before it is on file.
  public func add(
    _ paths: [String], isSent: Bool = false, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var (added, present) = (0, 0)
    var charged = Money.zero
    var refused: [Finding] = []
    for path in paths {
      let file = InterchangeFile(path)
      var failure: WorkflowFailure?
      var batch: [Claim] = []
      func write() {
        guard failure == nil else { return }
        do {
          for outcome in try add(batch, path, isSent ? .sent : .ready, user) {
            switch outcome {
            case .new(let entered, _):
              added += 1
              charged += entered.claim.charge
            case .present: present += 1
            case .refused(let finding): refused.append(finding)
            }
          }
        } catch { failure = WorkflowFailure(any: error) }
        batch = []
      }
      try file.sentClaims { claim in
        batch.append(claim)
        if batch.count == 1000 { write() }
      }
      write()
      if let failure { throw failure }
    }
    return .members(
      ("added", .int(added)), ("present", .int(present)), ("charged", .money(charged)),
      ("findings", .array(refused.map(FindingWords.standard.json))))
  }

  private func add(
    _ claims: [Claim], _ path: String, _ state: ClaimState, _ user: String
  ) throws -> [Added] {
    guard !claims.isEmpty else { return [] }
    let moment = moment
    return try store.transaction {
      let head = try books.store.head(of: books.practice)
      let numbers = claims.map(\.patientControlNumber.description)
      let known = Dictionary(
        try store.claims(numbers).map { ($0.claim.id.description, $0) }
      ) { first, _ in first }
      var inBatch: [String: [UInt8]] = [:]
      var outcomes: [Added] = []
      for claim in claims {
        let number = claim.patientControlNumber.description
        let content = try ClaimText.bytes(of: claim)
        if let kept = known[number] {
          outcomes.append(try same(kept, content) ? .present : .refused(used(number, path)))
        } else if let other = inBatch[number] {
          outcomes.append(other == content ? .present : .refused(used(number, path)))
        } else {
          let outcome = try entered(claim, content, state, head, moment, path)
          if case .new = outcome { inBatch[number] = content }
          outcomes.append(outcome)
        }
      }
      var new: [EnteredClaim] = []
      var entries: [JournalEntry] = []
      for case .new(let claim, let own) in outcomes {
        new.append(claim)
        entries += own
      }
      try books.store.append(entries, to: books.practice)
      try store.add(new, at: moment, by: user)
      return outcomes
    }
  }

  private func same(_ kept: KeptClaim, _ content: [UInt8]) throws -> Bool {
    try store.submissions(of: kept.claim.id.description).contains { $0.content == content }
  }

  private func used(_ number: String, _ path: String) -> Finding {
    finding("claims.number-used", number, path)
  }

  private func finding(_ rule: String, _ number: String, _ path: String) -> Finding {
    Finding(
      rule, .rejects, at: .claim, facts: [.init("claim", number), .init("path", path)])
  }

  private func entered(
    _ claim: Claim, _ content: [UInt8], _ state: ClaimState, _ head: LedgerHead,
    _ moment: Instant, _ path: String
  ) throws -> Added {
    let number = claim.patientControlNumber.description
    guard claim.frequency == .original else {
      return .refused(finding("claims.nothing-to-replace", number, path))
    }
    guard let filed = filed(claim, state) else {
      return .refused(finding("claims.incomplete", number, path))
    }
    guard claim.total == claim.linesTotal, claim.total > .zero else {
      return .refused(finding("claims.charge", number, path))
    }
    let day = filed.through ?? filed.from ?? moment.date
    let filing = claim.coverage.claimFiling?.rawValue
    let entered = EnteredClaim(
      filed, kind: claim.kind.rawValue,
      deadline: BillingTables.limits.deadline(filing, after: day), content: content)
    let source = Self.digest(content)
    let effective = Self.openDay(day, head)
    guard let key = SourceKey("charge/\(number)") else {
      return .refused(finding("claims.incomplete", number, path))
    }
    var draft = EntryDraft(
      .charge, in: books.practice, key: key, effective: effective, posted: moment, source: source)
    for line in filed.lines {
      draft.charge(line.charge, filed.subject(of: filed.rank, line: line.number))
    }
    var entries = [try draft.entry()]
    // What others settled before the claim came here is brought over.
    let settled = settledBefore(claim)
    if settled != .zero, let key = SourceKey("opening/\(number)") {
      var draft = EntryDraft(
        .opening, in: books.practice, key: key, effective: effective, posted: moment,
        source: source)
      draft.reduce(settled, by: .openingBalances, filed.subject(of: filed.rank))
      entries.append(try draft.entry())
    }
    return .new(entered, entries)
  }

  /// What payers that have decided before took off or paid, the patient's share apart.
  private func settledBefore(_ claim: Claim) -> Money {
    var settled = Money.zero
    for payer in claim.otherPayers where payer.hasDecided {
      let lines = claim.lines.flatMap(\.adjudications).filter {
        $0.payerID == payer.coverage.payer.id
      }
      let taken = payer.adjustments + lines.flatMap(\.adjustments)
      settled += (payer.paid ?? .zero) + taken.total - taken.total("PR")
    }
    return settled
  }

  /// The claim as it is kept for matching and posting; nothing where it names no payer or its lines have no charge.
  func filed(_ claim: Claim, _ state: ClaimState) -> FiledClaim? {
    let order = PayerResponsibility.allCases
    func place(_ coverage: Coverage, _ index: Int) -> Int {
      coverage.responsibility.flatMap { order.firstIndex(of: $0) } ?? index
    }
    let coverages = ([claim.coverage] + claim.otherCoverages).enumerated().sorted {
      (place($0.element, $0.offset), $0.offset) < (place($1.element, $1.offset), $1.offset)
    }
    var payers: [FiledClaim.Responsible] = []
    for (_, coverage) in coverages {
      guard let payer = Self.payerID(coverage.payer) else { return nil }
      payers.append(
        FiledClaim.Responsible(payer: payer, member: keys.member(coverage.subscriberID)))
    }
    let person = claim.patient.person
    let key = keys.person(person, member: claim.coverage.subscriberID)
    let answerable = guarantor(of: claim)
    guard let id = SubjectID<Subject.Claim>(claim.patientControlNumber.description),
      let patient = SubjectID<Subject.Patient>("P-\(key.prefix(12))"),
      let guarantor = SubjectID<Subject.Guarantor>(
        "G-\(keys.person(answerable, member: claim.coverage.subscriberID).prefix(12))"),
      !claim.lines.isEmpty, Set(claim.lines.map(\.number)).count == claim.lines.count
    else { return nil }
    var filed = FiledClaim(
      id: id, controlNumber: id.description, patient: patient, guarantor: guarantor,
      payers: payers, charge: claim.total, state: state, lines: claim.lines.map(Self.line))
    filed.name = keys.name(person.name.family, person.name.given)
    filed.rank = coverages.firstIndex { $0.offset == 0 } ?? 0
    filed.from = filed.lines.compactMap(\.from).min() ?? claim.statementPeriod?.from
    filed.through =
      filed.lines.compactMap { $0.through ?? $0.from }.max() ?? claim.statementPeriod?.through
    return filed
  }

  /// Who answers for the patient's share: the subscriber for a child, else the patient.
  private func guarantor(of claim: Claim) -> Person {
    guard claim.coverage.relationship == .child, let subscriber = claim.coverage.subscriber else {
      return claim.patient.person
    }
    return subscriber
  }

  /// A payer as the books name it: its identifier, else its name.
  static func payerID(_ payer: Payer) -> SubjectID<Subject.Payer>? {
    let id = payer.id.flatMap { $0.isEmpty ? nil : $0 } ?? payer.name
    return SubjectID(String(id.prefix(60)))
  }

  private static func line(_ line: ServiceLine) -> FiledClaim.Line {
    var filed = FiledClaim.Line(
      number: line.number, code: line.charge.code ?? "", charge: line.charge.amount)
    filed.modifiers = line.charge.modifiers
    filed.revenueCode = line.charge.revenueCode ?? ""
    filed.controlNumber = line.references["6R"] ?? ""
    filed.from = line.from
    filed.through = line.through ?? line.from
    return filed
  }
}
