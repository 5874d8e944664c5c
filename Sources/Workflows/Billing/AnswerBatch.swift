// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import Values

/// Answers of one remittance on their way into the books, within one transaction.
struct AnswerBatch {
  /// An answer that is to be posted.
  struct Item: Sendable {
    let answered: AnsweredClaim
    let key: [UInt8]
    let place: Int
    /// What it says.
    let content: [UInt8]
    /// How often it was posted before.
    var attempt = 1
    /// The claim that a person has chosen.
    var chosen: String?
    /// Whether it was kept unmatched before, and the entry that holds its money apart.
    var isKept = false
    var keptEntry: Int?
  }

  /// What a batch came to.
  struct Counts {
    var posted = 0
    var unmatched = 0
    var noted = 0
    var present = 0
    var unapplied = 0
    var held = 0
    var paid = Money.zero
    var denials = 0
    var denied = Money.zero

    mutating func add(_ other: Counts) {
      posted += other.posted
      unmatched += other.unmatched
      noted += other.noted
      present += other.present
      unapplied += other.unapplied
      held += other.held
      paid += other.paid
      denials += other.denials
      denied += other.denied
    }
  }

  /// A claim while its answers are posted.
  struct Account {
    var kept: KeptClaim
    var balance: ClaimBalance
    var events: [ClaimEvent] = []
    var isChanged = false
  }

  let office: BillingOffice
  let remittance: KeptRemittance
  let document: Digest
  let moment: Instant
  let actor: String
  /// The day on which the entries count.
  let effective: CalendarDate

  var accounts: [String: Account] = [:]
  var answers: [KeptAnswer] = []
  var entries: [(entry: JournalEntry, answer: Int?)] = []
  var work: [WorkItem] = []
  var counts = Counts()
  private var marked: [KeptAnswer] = []
  /// The keys of answers that were kept unmatched and have their claim now.
  private var found: [[UInt8]] = []
  private var earlier: [String: [KeptAnswer]] = [:]
  private var postings: [Data16: [Posting]] = [:]
  private var notes: [(number: String, claim: FiledClaim, rank: Int)] = []

  /// The key of an answer within its remittance.
  struct Data16: Hashable {
    let remittance: Int
    let key: [UInt8]
  }

  init(
    _ office: BillingOffice, _ remittance: KeptRemittance, document: Digest, moment: Instant,
    actor: String, head: LedgerHead
  ) {
    self.office = office
    self.remittance = remittance
    self.document = document
    self.moment = moment
    self.actor = actor
    effective = BillingOffice.openDay(remittance.paidOn, head)
  }

  /// Posts answers, in order.
  ///
  /// - Returns: What they came to.
  mutating func post(_ items: [Item]) throws -> Counts {
    var matches = try office.matches(items.map(\.answered))
    for (index, item) in items.enumerated() {
      guard let chosen = item.chosen,
        let kept = try office.store.claims([chosen]).first
      else { continue }
      matches[index] = .match(kept, .person)
    }
    try open(matches)
    for (item, match) in zip(items, matches) { try post(item, match) }
    try write()
    return counts
  }

  /// Reads what the books have of the claims that answers belong to.
  private mutating func open(_ matches: [BillingOffice.Match]) throws {
    var names: Set<String> = []
    for case .match(let kept, _) in matches {
      let name = kept.claim.id.description
      guard names.insert(name).inserted else { continue }
      accounts[name] = Account(
        kept: kept,
        balance: ClaimBalance(payers: kept.claim.payers.map { _ in Money.zero }))
    }
    for item in try office.books.store.items(ofClaims: names, in: office.books.practice) {
      guard let name = item.key.subject.claim?.description else { continue }
      if item.key.account == .patientReceivable {
        accounts[name]?.balance.patient += item.balance
      } else if item.key.account == .payerReceivable,
        let rank = accounts[name]?.kept.claim.payers.firstIndex(where: {
          $0.payer == item.key.subject.payer
        })
      {
        accounts[name]?.balance.payers[rank] += item.balance
      }
    }
    for answer in try office.store.answers(to: names) {
      earlier[answer.claim, default: []].append(answer)
    }
  }

  private mutating func post(_ item: Item, _ match: BillingOffice.Match) throws {
    let claim = item.answered.claim
    var answer = KeptAnswer(
      remittance: remittance.number, key: item.key, place: item.place, status: .posted,
      charge: claim.charge, paid: claim.paid, document: document, content: item.content)
    answer.attempt = item.attempt
    answer.payerNumber = claim.payerControlNumber ?? ""
    if claim.isPredetermination || claim.status == "23" && claim.paid == .zero {
      answer.status = .noted
      answer.basis = claim.isPredetermination ? "predetermination" : "forwarded"
      if case .match(let kept, _) = match { answer.claim = kept.claim.id.description }
      counts.noted += 1
      answers.append(answer)
      return
    }
    switch match {
    case .none(let failure): try keep(answer, item, why: failure.rawValue)
    case .match(let kept, let basis):
      answer.claim = kept.claim.id.description
      answer.basis = basis.rawValue
      try post(answer, item)
    }
  }

  /// Posts an answer to its claim.
  private mutating func post(_ answer: KeptAnswer, _ item: Item) throws {
    var answer = answer
    guard var account = accounts[answer.claim] else { return }
    let claim = item.answered.claim
    if comesAgain(answer, account, item) {
      answer.status = .unmatched
      answer.basis = "changed"
      answer.claim = ""
      var item = workItem(.changed, answer, amount: claim.paid)
      item.claim = account.kept.claim.id.description
      work.append(item)
      counts.held += 1
      answers.append(answer)
      return
    }
    answer.rank = rank(of: claim, account)
    if claim.isReversal {
      if let original = original(of: answer) {
        try takeBack(original, &answer, &account, item)
      } else if item.chosen == nil {
        try keep(answer, item, why: "reversal")
        return
      } else {
        // A person says that it belongs here, though nothing was posted that it takes back.
        try settle(&answer, &account, item)
      }
    } else {
      try settle(&answer, &account, item)
    }
    accounts[answer.claim] = account
    earlier[answer.claim, default: []].append(answer)
    answers.append(answer)
    counts.posted += 1
    if item.isKept { found.append(item.key) } else { counts.paid += claim.paid }
  }

  private mutating func settle(
    _ answer: inout KeptAnswer, _ account: inout Account, _ item: Item
  ) throws {
    let claim = item.answered.claim
    let filed = account.kept.claim
    let lines = LinePairing.lines(of: claim, in: filed)
    let posted = try office.rules.post(
      claim, lines: lines, to: filed, rank: answer.rank, &account.balance,
      source(item, answer.attempt))
    try add(posted.entry, item)
    move(&account, posted, answer, claim)
    for denial in posted.denials {
      var open = workItem(.denial, answer, amount: denial.amount)
      open.line = denial.line
      open.group = denial.group
      open.reason = denial.reason
      open.remarks = denial.remarks
      open.category = BillingTables.reasons[denial.reason]?.category ?? "other"
      open.deadline = try office.appealDeadline(
        open, claim.filingIndicator, notice: remittance.paidOn,
        isAppealed: account.events.last?.before == .appealed)
      work.append(open)
      counts.denials += 1
      counts.denied += denial.amount
    }
    if posted.open < .zero {
      work.append(workItem(.overpayment, answer, amount: -posted.open))
    }
    if lines.contains(where: { $0 == nil }) {
      work.append(workItem(.line, answer, amount: claim.paid))
    }
    notes.append((answer.payerNumber, filed, answer.rank))
  }

  private mutating func takeBack(
    _ original: KeptAnswer, _ answer: inout KeptAnswer, _ account: inout Account, _ item: Item
  ) throws {
    answer.rank = original.rank
    let before = try postings(of: original)
    if !before.isEmpty {
      let posted = try office.rules.takeBack(
        before, of: account.kept.claim, &account.balance, source(item, answer.attempt))
      try add(posted.entry, item)
    }
    apply(.takeBack, &account, reason: remittance.trace)
    mark(original)
  }

  /// The postings of an answer, whether it is in the books or on its way there.
  private func postings(of answer: KeptAnswer) throws -> [Posting] {
    if let own = postings[Data16(remittance: answer.remittance, key: answer.key)] { return own }
    guard let number = answer.entry else { return [] }
    return try office.books.store.entries(of: office.books.practice, from: number, limit: 1)
      .first?.entry.postings ?? []
  }

  /// Notes that an answer was taken back.
  private mutating func mark(_ original: KeptAnswer) {
    var original = original
    original.isTakenBack = true
    if let index = answers.firstIndex(where: {
      $0.remittance == original.remittance && $0.key == original.key
    }) {
      answers[index].isTakenBack = true
    } else {
      marked.append(original)
    }
    if let index = earlier[original.claim]?.firstIndex(where: {
      $0.remittance == original.remittance && $0.key == original.key
    }) {
      earlier[original.claim]?[index].isTakenBack = true
    }
  }

  /// The answer that a reversal takes back: of the same amounts, the one of the same payer's number before others,
  /// the latest before others.
  private func original(of answer: KeptAnswer) -> KeptAnswer? {
    let candidates = (earlier[answer.claim] ?? []).filter {
      $0.status == .posted && !$0.isTakenBack && $0.charge == -answer.charge
        && $0.paid == -answer.paid && $0.charge >= .zero
    }
    let numbers = candidates.filter { $0.payerNumber == answer.payerNumber }
    return numbers.last ?? candidates.last
  }

  /// Whether a payment comes again under its trace number with other amounts: what is charged by it and by what an
  /// earlier document of the same payment says is more than the claim's charge.
  private func comesAgain(_ answer: KeptAnswer, _ account: Account, _ item: Item) -> Bool {
    guard item.chosen == nil, !item.answered.claim.isReversal else { return false }
    let own = (earlier[answer.claim] ?? []).filter {
      $0.remittance == remittance.number && $0.status == .posted && !$0.isTakenBack
        && $0.charge > .zero && $0.document != document
    }
    guard !own.isEmpty else { return false }
    let answered = own.reduce(answer.charge) { $0 + $1.charge }
    return answered > account.kept.claim.charge
  }

  /// Which of the claim's payers answers: the one that is known to write so, else the one that the answer says, else
  /// the one that is being asked.
  private func rank(of claim: RemittanceClaim, _ account: Account) -> Int {
    let (issuers, own) = (account.kept.issuers, remittance.issuer)
    if let said = claim.payerRank.map({ $0 - 1 }), issuers.indices.contains(said),
      issuers[said].isEmpty || issuers[said] == own
    {
      return said
    }
    return issuers.lastIndex(of: own) ?? account.kept.claim.rank
  }

  /// Keeps an answer and its money apart until somebody finds its claim.
  private mutating func keep(_ answer: KeptAnswer, _ item: Item, why: String) throws {
    var answer = answer
    answer.status = .unmatched
    answer.basis = why
    answer.claim = ""
    counts.unmatched += 1
    if item.isKept { return }
    let claim = item.answered.claim
    if let entry = try office.rules.keep(claim.paid, source(item, answer.attempt)) {
      entries.append((entry, answers.count))
    }
    var open = workItem(why == "reversal" ? .reversal : .unmatched, answer, amount: claim.paid)
    open.reason = why
    work.append(open)
    answers.append(answer)
    counts.paid += claim.paid
  }

  /// Adds the entry of an answer; what held its money apart is undone first.
  private mutating func add(_ entry: JournalEntry?, _ item: Item) throws {
    if let number = item.keptEntry,
      let kept = try office.books.store.entries(of: office.books.practice, from: number, limit: 1)
        .first
    {
      let undone = JournalEntry(
        reversing: kept, effective: effective, posted: moment, source: document)
      entries.append((undone, nil))
    }
    guard let entry else { return }
    postings[Data16(remittance: remittance.number, key: item.key)] = entry.postings
    entries.append((entry, answers.count))
  }

  private func source(_ item: Item, _ attempt: Int) -> PostingRules.Source {
    PostingRules.Source(
      practice: office.books.practice, issuer: office.issuer(remittance.issuer),
      key: office.key(remittance, item.key, attempt), effective: effective, posted: moment,
      document: document)
  }

  private func workItem(
    _ kind: WorkItem.Kind, _ answer: KeptAnswer, amount: Money
  ) -> WorkItem {
    var item = WorkItem(
      kind,
      payer: accounts[answer.claim]?.kept.claim.payer(answer.rank)?.description
        ?? remittance.issuer, amount: amount, opened: moment.date)
    item.claim = answer.claim
    item.remittance = remittance.number
    item.answer = answer.key
    return item
  }
}

extension AnswerBatch {
  /// Moves a claim by what was posted to it.
  private mutating func move(
    _ account: inout Account, _ posted: PostedAnswer, _ answer: KeptAnswer,
    _ claim: RemittanceClaim
  ) {
    apply(posted.move, &account, reason: remittance.trace)
    guard account.kept.claim.state == .paid || account.kept.claim.state == .denied else { return }
    let filed = account.kept.claim
    if answer.rank == filed.rank, filed.payer(filed.rank + 1) != nil,
      account.balance.payers[filed.rank] <= .zero, account.balance.payers[filed.rank + 1] > .zero
    {
      account.kept.claim.rank += 1
      apply(.nextPayer, &account, reason: claim.isForwarded ? "crossover" : "")
      // The payer has sent it on itself.
      if claim.isForwarded { apply(.send, &account, reason: "crossover") }
    } else if account.balance.total == .zero, account.balance.payers.allSatisfy({ $0 == .zero }) {
      apply(.settle, &account, reason: "")
    }
  }

  /// Makes a move, or notes that it comes too late.
  private func apply(_ move: ClaimMove, _ account: inout Account, reason: String) {
    let before = account.kept.claim.state
    var after = before
    if case .to(let next) = office.life.next(before, move) { after = next }
    account.kept.claim.state = after
    account.events.append(
      ClaimEvent(
        account.kept.claim.id, at: moment, by: actor, move.rawValue, from: before, to: after,
        reason: reason, document: document))
    account.isChanged = true
  }

  /// Writes everything down.
  private mutating func write() throws {
    let outcomes = try office.books.store.append(
      entries.map(\.entry), to: office.books.practice)
    for (outcome, entry) in zip(outcomes, entries) {
      if let answer = entry.answer { answers[answer].entry = outcome.sequence }
    }
    try office.store.put(answers + marked)
    let changed = accounts.values.filter(\.isChanged)
      .sorted { $0.kept.claim.id < $1.kept.claim.id }
    try office.store.write(changed.map { BillingStore.Change($0.kept, events: $0.events) })
    for note in notes { try write(note) }
    try office.store.closeWork(
      of: remittance.number, answers: found, on: moment.date, outcome: "matched")
    try office.store.open(work)
    try office.store.raise(remittance.number, amount: counts.paid)
    let settled = changed.filter { $0.balance.payers.allSatisfy { $0 <= .zero } }
    try office.store.closeDenials(
      of: settled.map(\.kept.claim.id.description), on: moment.date, outcome: "settled")
  }

  private func write(_ note: (number: String, claim: FiledClaim, rank: Int)) throws {
    guard let account = accounts[note.claim.id.description],
      account.kept.issuers.indices.contains(note.rank)
    else { return }
    if account.kept.issuers[note.rank] == remittance.issuer,
      account.kept.claim.payerNumbers.contains(note.number) || note.number.isEmpty
    {
      return
    }
    try office.store.note(
      payerNumber: note.number, issuer: remittance.issuer, of: note.claim, rank: note.rank)
  }
}
