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

  /// Puts a claim on file that waits for the next batch.
  ///
  /// - Returns: Why it was refused; nothing where it is on file, now or since before.
  func add(_ claim: Claim, from name: String, by user: String) throws -> Finding? {
    for case .refused(let finding) in try add([claim], name, .ready, user) { return finding }
    return nil
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
      var new: [(place: Int, claim: Claim, content: [UInt8])] = []
      for claim in claims {
        let number = claim.patientControlNumber.description
        let content = try ClaimText.bytes(of: claim)
        if let kept = known[number] {
          outcomes.append(try same(kept, content) ? .present : .refused(used(number, path)))
        } else if let other = inBatch[number] {
          outcomes.append(other == content ? .present : .refused(used(number, path)))
        } else if let finding = obstacle(claim, path) {
          outcomes.append(.refused(finding))
        } else {
          inBatch[number] = content
          new.append((outcomes.count, claim, content))
          outcomes.append(.present)
        }
      }
      guard let author = Author(user, at: moment) else {
        throw WorkflowFailure("billing.bad-text", .usage, ("member", "user"))
      }
      let registered = try store.people.register(
        new.map { self.registration(of: $0.claim) }, by: author)
      for (item, person) in zip(new, registered) {
        outcomes[item.place] = try entered(
          item.claim, item.content, state, person, head, moment, path)
      }
      return try write(outcomes, at: moment, by: user)
    }
  }

  /// Writes what is new into books and register.
  private func write(
    _ outcomes: [Added], at moment: Instant, by user: String
  ) throws -> [Added] {
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

  /// The patient of a claim with the coverages that it names, in their order.
  private func registration(of claim: Claim) -> Registration {
    Registration(
      PatientRecord(claim.patient),
      coverages: Self.coverages(of: claim).enumerated().map {
        KeptCoverage($1.coverage, order: $0 + 1)
      })
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

  /// What keeps a claim from the books.
  private func obstacle(_ claim: Claim, _ path: String) -> Finding? {
    let number = claim.patientControlNumber.description
    guard claim.frequency == .original else {
      return finding("claims.nothing-to-replace", number, path)
    }
    guard SubjectID<Subject.Claim>(number) != nil, SourceKey("charge/\(number)") != nil,
      !claim.lines.isEmpty, Set(claim.lines.map(\.number)).count == claim.lines.count,
      Self.coverages(of: claim).allSatisfy({ Self.payerID($0.coverage.payer) != nil })
    else { return finding("claims.incomplete", number, path) }
    guard claim.total == claim.linesTotal, claim.total > .zero else {
      return finding("claims.charge", number, path)
    }
    return nil
  }

  private func entered(
    _ claim: Claim, _ content: [UInt8], _ state: ClaimState, _ person: PeopleStore.Registered,
    _ head: LedgerHead, _ moment: Instant, _ path: String
  ) throws -> Added {
    let number = claim.patientControlNumber.description
    guard
      let filed = filed(claim, state, patient: person.patient, guarantor: person.guarantor)
    else { return .refused(finding("claims.incomplete", number, path)) }
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
  func filed(
    _ claim: Claim, _ state: ClaimState, patient: PatientID, guarantor: GuarantorID
  ) -> FiledClaim? {
    let coverages = Self.coverages(of: claim)
    var payers: [FiledClaim.Responsible] = []
    for (_, coverage) in coverages {
      guard let payer = Self.payerID(coverage.payer) else { return nil }
      payers.append(
        FiledClaim.Responsible(payer: payer, member: keys.member(coverage.subscriberID)))
    }
    let person = claim.patient.person
    guard let id = SubjectID<Subject.Claim>(claim.patientControlNumber.description) else {
      return nil
    }
    var filed = FiledClaim(
      id: id, controlNumber: id.description, patient: patient, guarantor: guarantor,
      payers: payers, charge: claim.total, state: state, lines: claim.lines.map(Self.line))
    filed.name = keys.name(person.name.family, person.name.given)
    filed.rank = coverages.firstIndex { $0.place == 0 } ?? 0
    filed.from = filed.lines.compactMap(\.from).min() ?? claim.statementPeriod?.from
    filed.through =
      filed.lines.compactMap { $0.through ?? $0.from }.max() ?? claim.statementPeriod?.through
    return filed
  }

  /// The coverages of a claim in the order in which they pay; the one that it is sent to has place 0.
  private static func coverages(of claim: Claim) -> [(place: Int, coverage: Coverage)] {
    let order = PayerResponsibility.allCases
    func rank(_ coverage: Coverage, _ place: Int) -> Int {
      coverage.responsibility.flatMap { order.firstIndex(of: $0) } ?? place
    }
    return ([claim.coverage] + claim.otherCoverages).enumerated()
      .map { (place: $0.offset, coverage: $0.element) }
      .sorted { (rank($0.coverage, $0.place), $0.place) < (rank($1.coverage, $1.place), $1.place) }
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
